import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import wrangler from "../../wrangler.toml?raw";
import { call, createRaffle, errorOf, MANAGER } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

/** Returns the service with a rate limit that rejects some keys, and the keys that it has counted. */
function limitedService(
  isRejected: (key: string) => boolean,
  variables: object = {},
  binding: "RATE_LIMIT" | "LIST_RATE_LIMIT" = "RATE_LIMIT",
) {
  const keys: string[] = [];
  const limit = async ({ key }: { key: string }) => {
    keys.push(key);
    return { success: !isRejected(key) };
  };
  return { service: serviceWith({ [binding]: { limit }, ...variables }), keys };
}

describe("the rate limit", () => {
  it("returns 429 with Retry-After over the limit", async () => {
    const { service } = limitedService(() => true);
    const rejected = await service("GET", "/healthz");
    expect(rejected.headers.get("Retry-After")).toBe("10");
    expect(await errorOf(rejected)).toEqual([429, "Too many requests"]);
  });

  it("does not affect other addresses", async () => {
    const { service } = limitedService((key) => key === "203.0.113.9");
    expect((await service("GET", "/healthz", { from: "203.0.113.9" })).status).toBe(429);
    expect((await service("GET", "/healthz", { from: "203.0.113.10" })).status).toBe(200);
  });

  it("counts each /64 as one caller", async () => {
    const { service, keys } = limitedService(() => false);
    for (const from of ["2001:db8:0:9::1", "2001:db8:0:9:ffff::", "2001:db8:0:a::1"]) {
      await service("GET", "/healthz", { from });
    }
    expect(keys).toEqual(["2001:db8:0:9::/64", "2001:db8:0:9::/64", "2001:db8:0:a::/64"]);
  });

  it("counts the network that IPV6_PREFIX_LENGTH sets as one caller", async () => {
    const { service, keys } = limitedService(() => false, { IPV6_PREFIX_LENGTH: 48 });
    await service("GET", "/healthz", { from: "2001:db8:0:9::1" });
    expect(keys).toEqual(["2001:db8::/48"]);
  });

  it("rejects requests before any route", async () => {
    const { service } = limitedService(() => true);
    expect((await service("POST", `/raffles/${crypto.randomUUID()}/participate/`)).status).toBe(429);
  });
});

describe("the rate limit of lists", () => {
  const limitedLists = (isRejected: (key: string) => boolean) =>
    limitedService(isRejected, {}, "LIST_RATE_LIMIT");

  it.each([
    "/raffles/",
    "/raffle-summaries",
    "/raffles/?limit=100",
    "/",
    "/?limit=100",
    "/manage",
    "/manage?limit=100",
  ])("returns 429 with Retry-After over the limit at %s", async (path) => {
    const rejected = await limitedLists(() => true).service("GET", path, { from: MANAGER });
    expect([rejected.status, rejected.headers.get("Retry-After")]).toEqual([429, "10"]);
  });

  it("does not affect other networks", async () => {
    const { service, keys } = limitedLists((key) => key === "2001:db8:0:9::/64");
    expect((await service("GET", "/raffles/", { from: "2001:db8:0:9::1" })).status).toBe(429);
    expect((await service("GET", "/raffles/", { from: "2001:db8:0:a::1" })).status).toBe(200);
    expect(keys).toEqual(["2001:db8:0:9::/64", "2001:db8:0:a::/64"]);
  });

  it("neither rejects nor counts other requests", async () => {
    const { raffle_id } = await createRaffle();
    const { service, keys } = limitedLists(() => true);
    for (const path of ["/healthz", `/raffles/${raffle_id}/`, `/r/${raffle_id}`, `/manage/${raffle_id}`]) {
      expect((await service("GET", path, { from: MANAGER })).status).toBe(200);
    }
    expect((await service("POST", `/raffles/${raffle_id}/participate/`)).status).toBe(200);
    expect(keys).toEqual([]);
  });
});

describe("the deployed configuration", () => {
  it("has a rate limit that accepts a first request", async () => {
    expect(await env.RATE_LIMIT.limit({ key: crypto.randomUUID() })).toEqual({ success: true });
  });

  it("returns 429 to one address over the limit, and accepts others", async () => {
    // The tests share the limiter, and no other test uses this address.
    const key = "203.0.113.250";
    const countBatch = () => Array.from({ length: 200 }, () => env.RATE_LIMIT.limit({ key }));
    // The limit is 2,000 in 10 s. If the window ends during the test, up to 4,000 are accepted.
    let requests = 0;
    let rejected: Response;
    do {
      await Promise.all(countBatch());
      requests += 201;
      rejected = await call("GET", "/healthz", { from: key });
    } while (rejected.status === 200 && requests < 5000);
    expect(requests).toBeGreaterThan(2000);
    expect(await errorOf(rejected)).toEqual([429, "Too many requests"]);
    expect((await call("GET", "/healthz", { from: "203.0.113.251" })).status).toBe(200);
  });

  it("has a separate rate limit for lists that accepts a first list", async () => {
    expect(await env.LIST_RATE_LIMIT.limit({ key: crypto.randomUUID() })).toEqual({ success: true });
    const limits = [
      ...wrangler.matchAll(/^name = "(\w*RATE_LIMIT)"\nnamespace_id = "(\d+)"\nsimple = (.*)$/gm),
    ];
    expect(limits.map(([, name, , simple]) => [name, simple])).toEqual([
      ["RATE_LIMIT", "{ limit = 2000, period = 10 }"],
      ["LIST_RATE_LIMIT", "{ limit = 600, period = 10 }"],
    ]);
    expect(new Set(limits.map(([, , namespace]) => namespace)).size).toBe(2);
  });
});
