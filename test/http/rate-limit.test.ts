import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import wrangler from "../../wrangler.toml?raw";
import { formOf } from "../testkit/pages";
import { call, createRaffle, errorOf, MANAGER } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

/** The service with a rate limit that has had enough of some, and remembers whom it was asked about. */
function limitedService(
  refused: (key: string) => boolean,
  variables: object = {},
  binding: "RATE_LIMIT" | "LIST_RATE_LIMIT" = "RATE_LIMIT",
) {
  const keys: string[] = [];
  const limit = async ({ key }: { key: string }) => {
    keys.push(key);
    return { success: !refused(key) };
  };
  return { service: serviceWith({ [binding]: { limit }, ...variables }), keys };
}

describe("a flood", () => {
  it("from one address is stopped, and told when to come again", async () => {
    const { service } = limitedService(() => true);
    const stopped = await service("GET", "/healthz");
    expect(stopped.headers.get("Retry-After")).toBe("10");
    expect(await errorOf(stopped)).toEqual([429, "Too many requests"]);
  });

  it("from one address does not stop others", async () => {
    const { service } = limitedService((key) => key === "203.0.113.9");
    expect((await service("GET", "/healthz", { from: "203.0.113.9" })).status).toBe(429);
    expect((await service("GET", "/healthz", { from: "203.0.113.10" })).status).toBe(200);
  });

  it("from many addresses of one /64 counts as one, from the next /64 as another", async () => {
    const { service, keys } = limitedService(() => false);
    for (const from of ["2001:db8:0:9::1", "2001:db8:0:9:ffff::", "2001:db8:0:a::1"]) {
      await service("GET", "/healthz", { from });
    }
    expect(keys).toEqual(["2001:db8:0:9::/64", "2001:db8:0:9::/64", "2001:db8:0:a::/64"]);
  });

  it("counts as one from as wide a network as one player has", async () => {
    const { service, keys } = limitedService(() => false, { IPV6_PREFIX_LENGTH: 48 });
    await service("GET", "/healthz", { from: "2001:db8:0:9::1" });
    expect(keys).toEqual(["2001:db8::/48"]);
  });

  it("reaches no route: a claim in it costs no ticket", async () => {
    const { service } = limitedService(() => true);
    expect((await service("POST", `/raffles/${crypto.randomUUID()}/participate/`)).status).toBe(429);
  });
});

describe("a flood of lists", () => {
  const floodedLists = (refused: (key: string) => boolean) => limitedService(refused, {}, "LIST_RATE_LIMIT");

  it.each([
    "/raffles/",
    "/raffles/summaries/",
    "/raffles/?limit=100",
    "/",
    "/manage",
  ])("is stopped at %s, and told when to come again", async (path) => {
    const stopped = await floodedLists(() => true).service("GET", path, { from: MANAGER });
    expect([stopped.status, stopped.headers.get("Retry-After")]).toEqual([429, "10"]);
  });

  it("is stopped where a form of the managers' page is answered with the list", async () => {
    const { service } = floodedLists(() => true);
    const answer = await service("POST", "/manage", formOf([["add", "1"]], { from: MANAGER }));
    expect(answer.status).toBe(429);
  });

  it("from one network does not stop others", async () => {
    const { service, keys } = floodedLists((key) => key === "2001:db8:0:9::/64");
    expect((await service("GET", "/raffles/", { from: "2001:db8:0:9::1" })).status).toBe(429);
    expect((await service("GET", "/raffles/", { from: "2001:db8:0:a::1" })).status).toBe(200);
    expect(keys).toEqual(["2001:db8:0:9::/64", "2001:db8:0:a::/64"]);
  });

  it("stops nothing but lists, and nothing else counts as one", async () => {
    const { raffle_id } = await createRaffle();
    const { service, keys } = floodedLists(() => true);
    for (const path of ["/healthz", `/raffles/${raffle_id}/`, `/r/${raffle_id}`, `/manage/${raffle_id}`]) {
      expect((await service("GET", path, { from: MANAGER })).status).toBe(200);
    }
    expect((await service("POST", `/raffles/${raffle_id}/participate/`)).status).toBe(200);
    expect(keys).toEqual([]);
  });
});

describe("the service as it is configured", () => {
  it("has a rate limit, and lets a first request pass", async () => {
    expect(await env.RATE_LIMIT.limit({ key: crypto.randomUUID() })).toEqual({ success: true });
  });

  it("stops a flood from one address, and goes on serving others", async () => {
    // Nobody else's in these tests: they share the limiter.
    const key = "203.0.113.250";
    const few = () => Array.from({ length: 200 }, () => env.RATE_LIMIT.limit({ key }));
    // 2,000 pass in 10 s; where a window ends in between, as many again.
    let asked = 0;
    let stopped: Response;
    do {
      await Promise.all(few());
      asked += 201;
      stopped = await call("GET", "/healthz", { from: key });
    } while (stopped.status === 200 && asked < 5000);
    expect(asked).toBeGreaterThan(2000);
    expect(await errorOf(stopped)).toEqual([429, "Too many requests"]);
    expect((await call("GET", "/healthz", { from: "203.0.113.251" })).status).toBe(200);
  });

  it("has another rate limit for lists, counted by itself, and lets a first list pass", async () => {
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
