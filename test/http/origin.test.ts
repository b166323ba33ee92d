import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { readAddress } from "../../src/domain/address";
import { isCrossSite } from "../../src/http/origin";
import { createWithPasses } from "../testkit/passes";
import { createRaffle, errorOf, player } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const OWN_ORIGIN = "https://raffle.test";
const ALLOWED_ORIGIN = "https://shop.example";
const FOREIGN_ORIGIN = "https://evil.example";
const facts = { name: "Fair", total_tickets: 2, prizes: [{ name: "Cake", amount: 1 }] };
/** A manager who does not call from loopback, where the origin check also checks the host name. */
const MANAGER = "198.51.100.7";
const service = serviceWith({
  ALLOWED_ORIGINS: [ALLOWED_ORIGIN],
  MANAGER_IP_ADDRESSES: [MANAGER, "127.0.0.1", "::1"],
});

const crossSite = [
  ["of a foreign origin", { Origin: FOREIGN_ORIGIN, "Sec-Fetch-Site": "cross-site" }],
  ["of a foreign origin, without fetch metadata", { Origin: FOREIGN_ORIGIN }],
  ["of a foreign origin, without Origin", { "Sec-Fetch-Site": "cross-site" }],
  ["of a sibling domain, without Origin", { "Sec-Fetch-Site": "same-site" }],
  ["of a sibling domain", { Origin: "https://other.raffle.test", "Sec-Fetch-Site": "same-site" }],
  ["with an opaque origin", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
  ["of this host with another scheme", { Origin: "http://raffle.test" }],
] as const;

const ownSite = [
  ["a page of the service", { Origin: OWN_ORIGIN, "Sec-Fetch-Site": "same-origin" }],
  ["the address bar", { "Sec-Fetch-Site": "none" }],
  ["a client that is not a browser", {}],
] as const;

describe("a manager route", () => {
  it.each([
    ...crossSite,
    ["of an allowed origin", { Origin: ALLOWED_ORIGIN, "Sec-Fetch-Site": "cross-site" }] as const,
  ])("returns 403 to a page %s, even from a manager's address", async (_, headers) => {
    const { raffle_id } = await createRaffle();
    const created = await service("POST", "/raffles/", { from: MANAGER, json: facts, headers });
    const drawn = await service("POST", `/raffles/${raffle_id}/winners/`, { from: MANAGER, headers });
    expect(await errorOf(created)).toEqual([403, "Cross-site request"]);
    expect(await errorOf(drawn)).toEqual([403, "Cross-site request"]);
  });

  it.each(ownSite)("accepts %s", async (_, headers) => {
    const created = await service("POST", "/raffles/", { from: MANAGER, json: facts, headers });
    expect(created.status).toBe(200);
  });

  it("checks the address before the origin", async () => {
    const headers = { Origin: FOREIGN_ORIGIN };
    const rejected = await service("POST", "/raffles/", { from: player(1), json: facts, headers });
    const id = crypto.randomUUID();
    const undrawn = await service("POST", `/raffles/${id}/winners/`, { from: player(1), headers });
    expect(await errorOf(rejected)).toEqual([403, "Unauthorized"]);
    expect(await errorOf(undrawn)).toEqual([403, "Unauthorized"]);
  });
});

describe("the origin check of callers from loopback", () => {
  const from = "127.0.0.1";
  const pageOf = (origin: string) => ({ Origin: origin, "Sec-Fetch-Site": "same-origin" });

  it("returns 403 to pages under a foreign host name", async () => {
    // requestTo calls https://raffle.test, as a browser does after DNS rebinding.
    const created = await service("POST", "/raffles/", { from, json: facts, headers: pageOf(OWN_ORIGIN) });
    const claimed = await service("POST", `/raffles/${crypto.randomUUID()}/participate/`, {
      from: "::1",
      headers: pageOf(OWN_ORIGIN),
    });
    expect(await errorOf(created)).toEqual([403, "Cross-site request"]);
    expect(await errorOf(claimed)).toEqual([403, "Cross-site request"]);
  });

  it.each([
    "http://localhost:8787",
    "http://127.0.0.1:8787",
    "http://[::1]:8787",
    "http://raffle.localhost",
  ])("accepts a page of %s", (origin) => {
    const request = new Request(`${origin}/raffles/`, { method: "POST", headers: pageOf(origin) });
    expect(isCrossSite(request, readAddress(from), [])).toBe(false);
  });

  it.each([
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://evillocalhost",
  ])("rejects a page of %s", (origin) => {
    const request = new Request(`${origin}/raffles/`, { method: "POST", headers: pageOf(origin) });
    expect(isCrossSite(request, readAddress(from), [])).toBe(true);
  });

  it("accepts clients that are not browsers, under any host name", async () => {
    expect((await service("POST", "/raffles/", { from, json: facts })).status).toBe(200);
  });
});

describe("the passes, read from loopback without Origin and fetch metadata", () => {
  it.each([
    [403, "http://evil.example:8787", "as a page does after DNS rebinding"],
    [200, "http://localhost:8787", "as curl does"],
    [200, "https://raffle.test", "where browsers would send fetch metadata"],
  ])("are %i under %s, %s", async (status, origin) => {
    const { raffle_id: id } = await createWithPasses();
    for (const path of [`/raffles/${id}/passes/`, `/manage/${id}/passes`, `/manage/${id}/passes.csv`]) {
      const request = new Request(origin + path, { headers: { "CF-Connecting-IP": "127.0.0.1" } });
      const answer = await exports.default.fetch(request);
      expect([path, answer.status]).toEqual([path, status]);
      await answer.text();
    }
  });
});

describe("participate", () => {
  it.each(crossSite)("returns 403 to a page %s", async (_, headers) => {
    const { raffle_id } = await createRaffle();
    const rejected = await service("POST", `/raffles/${raffle_id}/participate/`, { headers });
    expect(await errorOf(rejected)).toEqual([403, "Cross-site request"]);
  });

  it.each([
    ...ownSite,
    ["a page of an allowed origin", { Origin: ALLOWED_ORIGIN, "Sec-Fetch-Site": "cross-site" }] as const,
  ])("accepts %s", async (_, headers) => {
    const { raffle_id } = await createRaffle();
    expect((await service("POST", `/raffles/${raffle_id}/participate/`, { headers })).status).toBe(200);
  });
});

describe("CORS", () => {
  const preflight = (origin: string, method: string, path: string) =>
    service("OPTIONS", path, { headers: { Origin: origin, "Access-Control-Request-Method": method } });
  const allowedOrigin = (answer: Response) => answer.headers.get("Access-Control-Allow-Origin");
  const id = crypto.randomUUID();

  it.each([
    ["GET", "/raffles/"],
    ["GET", `/raffles/${id}/`],
    ["POST", `/raffles/${id}/participate/`],
    ["POST", `/raffles/${id}/participate`],
    ["GET", `/raffles/${id}/winners/`],
    ["POST", `/raffles/${id}/verify-ticket/`],
  ])("allows %s %s for an allowed origin", async (method, path) => {
    expect(allowedOrigin(await preflight(ALLOWED_ORIGIN, method, path))).toBe(ALLOWED_ORIGIN);
  });

  it.each([
    ["POST", "/raffles/"],
    ["POST", `/raffles/${id}/winners/`],
    ["POST", `/raffles/${id}/winners`],
    ["DELETE", `/raffles/${id}/`],
  ])("does not allow %s %s for an allowed origin", async (method, path) => {
    const answer = await preflight(ALLOWED_ORIGIN, method, path);
    expect([answer.status, allowedOrigin(answer)]).toEqual([405, null]);
  });

  it("allows nothing for other origins", async () => {
    expect(allowedOrigin(await preflight(FOREIGN_ORIGIN, "POST", `/raffles/${id}/participate/`))).toBeNull();
  });

  it("lets an allowed origin read the response and the headers it needs", async () => {
    const answer = await service("GET", "/raffles/", { headers: { Origin: ALLOWED_ORIGIN } });
    expect(allowedOrigin(answer)).toBe(ALLOWED_ORIGIN);
    expect(answer.headers.get("Access-Control-Expose-Headers")).toContain("Idempotent-Replayed");
  });

  it("lets an allowed origin read errors", async () => {
    const answer = await service("GET", `/raffles/${id}/`, { headers: { Origin: ALLOWED_ORIGIN } });
    expect([answer.status, allowedOrigin(answer)]).toEqual([404, ALLOWED_ORIGIN]);
  });

  it("lets no other origin read a response", async () => {
    expect(
      allowedOrigin(await service("GET", "/raffles/", { headers: { Origin: FOREIGN_ORIGIN } })),
    ).toBeNull();
  });

  it("lets no origin read the response of a manager route", async () => {
    const answer = await service("POST", "/raffles/", {
      from: MANAGER,
      json: facts,
      headers: { Origin: ALLOWED_ORIGIN },
    });
    expect(allowedOrigin(answer)).toBeNull();
  });
});
