import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { player, told } from "../support/service";
import { serviceWith } from "../support/variant";

/** The limit of wrangler.toml, for 10 seconds. */
const LIMIT = 2000;

/** The service with a rate limit that has had enough of some, and remembers whom it was asked about. */
function limitedService(refused: (key: string) => boolean) {
  const keys: string[] = [];
  const limit = async ({ key }: { key: string }) => {
    keys.push(key);
    return { success: !refused(key) };
  };
  return { service: serviceWith({ RATE_LIMIT: { limit } }), keys };
}

describe("a flood", () => {
  it("from one address is stopped, and told when to come again", async () => {
    const { service } = limitedService(() => true);
    const stopped = await service("GET", "/healthz");
    expect(stopped.headers.get("Retry-After")).toBe("10");
    expect(await told(stopped)).toEqual([429, "Too many requests"]);
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

  it("reaches no route: a claim in it costs no ticket", async () => {
    const { service } = limitedService(() => true);
    expect((await service("POST", `/raffles/${crypto.randomUUID()}/participate/`)).status).toBe(429);
  });
});

describe("the rate limit of wrangler.toml", () => {
  const asks = async (count: number, key: (n: number) => string) => {
    const answers = Array.from({ length: count }, (_, n) => env.RATE_LIMIT.limit({ key: key(n) }));
    return (await Promise.all(answers)).map(({ success }) => success);
  };

  it("lets as many pass as an office can send", async () => {
    expect(await asks(LIMIT, () => "office")).not.toContain(false);
  });

  it("stops one sender who sends more", async () => {
    // Twice the limit and one: though a window of 10 seconds ends in between, one of the two is overrun.
    expect(await asks(2 * LIMIT + 1, () => "flood")).toContain(false);
  });

  it("stops nobody where as much comes from as many players", async () => {
    expect(await asks(2 * LIMIT + 1, player)).not.toContain(false);
  });
});
