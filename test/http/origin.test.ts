import { describe, expect, it } from "vitest";
import { readAddress } from "../../src/domain/address";
import { isCrossSite } from "../../src/http/origin";
import { createRaffle, errorOf, player } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const OWN = "https://raffle.test";
const FRIEND = "https://shop.example";
const STRANGER = "https://evil.example";
const facts = { name: "Fair", total_tickets: 2, prizes: [{ name: "Cake", amount: 1 }] };
/** A manager elsewhere: who calls from loopback is told apart by the name they call. */
const MANAGER = "198.51.100.7";
const service = serviceWith({
  ALLOWED_ORIGINS: [FRIEND],
  MANAGER_IP_ADDRESSES: [MANAGER, "127.0.0.1", "::1"],
});

const crossSite = [
  ["of a stranger", { Origin: STRANGER, "Sec-Fetch-Site": "cross-site" }],
  ["of a stranger, in a browser without fetch metadata", { Origin: STRANGER }],
  ["of a stranger, without its origin", { "Sec-Fetch-Site": "cross-site" }],
  ["of a neighbour domain, without its origin", { "Sec-Fetch-Site": "same-site" }],
  ["of a neighbour domain", { Origin: "https://other.raffle.test", "Sec-Fetch-Site": "same-site" }],
  ["without an origin of its own", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
  ["of this host by another scheme", { Origin: "http://raffle.test" }],
] as const;

const ownSite = [
  ["a page of the service", { Origin: OWN, "Sec-Fetch-Site": "same-origin" }],
  ["the address bar", { "Sec-Fetch-Site": "none" }],
  ["no browser", {}],
] as const;

describe("a manager route", () => {
  it.each([
    ...crossSite,
    ["of an allowed origin", { Origin: FRIEND, "Sec-Fetch-Site": "cross-site" }] as const,
  ])("refuses a page %s, whoever visits it", async (_, headers) => {
    const { raffle_id } = await createRaffle();
    const created = await service("POST", "/raffles/", { from: MANAGER, json: facts, headers });
    const drawn = await service("POST", `/raffles/${raffle_id}/winners/`, { from: MANAGER, headers });
    expect(await errorOf(created)).toEqual([403, "Cross-site request"]);
    expect(await errorOf(drawn)).toEqual([403, "Cross-site request"]);
  });

  it.each(ownSite)("serves %s", async (_, headers) => {
    const created = await service("POST", "/raffles/", { from: MANAGER, json: facts, headers });
    expect(created.status).toBe(200);
  });

  it("tells a stranger Unauthorized before anything of origins", async () => {
    const headers = { Origin: STRANGER };
    const refused = await service("POST", "/raffles/", { from: player(1), json: facts, headers });
    const id = crypto.randomUUID();
    const undrawn = await service("POST", `/raffles/${id}/winners/`, { from: player(1), headers });
    expect(await errorOf(refused)).toEqual([403, "Unauthorized"]);
    expect(await errorOf(undrawn)).toEqual([403, "Unauthorized"]);
  });
});

describe("on the machine itself", () => {
  const from = "127.0.0.1";
  const pageOf = (origin: string) => ({ Origin: origin, "Sec-Fetch-Site": "same-origin" });

  it("a foreign name that leads there makes no page the service's own", async () => {
    // requestTo calls https://raffle.test: what the browser sends after DNS rebinding.
    const created = await service("POST", "/raffles/", { from, json: facts, headers: pageOf(OWN) });
    const claimed = await service("POST", `/raffles/${crypto.randomUUID()}/participate/`, {
      from: "::1",
      headers: pageOf(OWN),
    });
    expect(await errorOf(created)).toEqual([403, "Cross-site request"]);
    expect(await errorOf(claimed)).toEqual([403, "Cross-site request"]);
  });

  it.each([
    "http://localhost:8787",
    "http://127.0.0.1:8787",
    "http://[::1]:8787",
    "http://raffle.localhost",
  ])("a page of %s is the service's own", (origin) => {
    const request = new Request(`${origin}/raffles/`, { method: "POST", headers: pageOf(origin) });
    expect(isCrossSite(request, readAddress(from), [])).toBe(false);
  });

  it.each([
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://evillocalhost",
  ])("a page of %s is not", (origin) => {
    const request = new Request(`${origin}/raffles/`, { method: "POST", headers: pageOf(origin) });
    expect(isCrossSite(request, readAddress(from), [])).toBe(true);
  });

  it("no browser needs no name", async () => {
    expect((await service("POST", "/raffles/", { from, json: facts })).status).toBe(200);
  });
});

describe("participate", () => {
  it.each(crossSite)("refuses a page %s", async (_, headers) => {
    const { raffle_id } = await createRaffle();
    const refused = await service("POST", `/raffles/${raffle_id}/participate/`, { headers });
    expect(await errorOf(refused)).toEqual([403, "Cross-site request"]);
  });

  it.each([
    ...ownSite,
    ["an allowed page", { Origin: FRIEND, "Sec-Fetch-Site": "cross-site" }] as const,
  ])("serves %s", async (_, headers) => {
    const { raffle_id } = await createRaffle();
    expect((await service("POST", `/raffles/${raffle_id}/participate/`, { headers })).status).toBe(200);
  });
});

describe("CORS", () => {
  const preflight = (origin: string, method: string, path: string) =>
    service("OPTIONS", path, { headers: { Origin: origin, "Access-Control-Request-Method": method } });
  const opened = (answer: Response) => answer.headers.get("Access-Control-Allow-Origin");
  const id = crypto.randomUUID();

  it.each([
    ["GET", "/raffles/"],
    ["GET", `/raffles/${id}/`],
    ["POST", `/raffles/${id}/participate/`],
    ["POST", `/raffles/${id}/participate`],
    ["GET", `/raffles/${id}/winners/`],
    ["POST", `/raffles/${id}/verify-ticket/`],
  ])("opens %s %s to an allowed origin", async (method, path) => {
    expect(opened(await preflight(FRIEND, method, path))).toBe(FRIEND);
  });

  it.each([
    ["POST", "/raffles/"],
    ["POST", `/raffles/${id}/winners/`],
    ["POST", `/raffles/${id}/winners`],
    ["DELETE", `/raffles/${id}/`],
  ])("does not open %s %s to an allowed origin", async (method, path) => {
    const answer = await preflight(FRIEND, method, path);
    expect([answer.status, opened(answer)]).toEqual([405, null]);
  });

  it("opens nothing to another origin", async () => {
    expect(opened(await preflight(STRANGER, "POST", `/raffles/${id}/participate/`))).toBeNull();
  });

  it("lets an allowed page read the answer and the headers it needs", async () => {
    const answer = await service("GET", "/raffles/", { headers: { Origin: FRIEND } });
    expect(opened(answer)).toBe(FRIEND);
    expect(answer.headers.get("Access-Control-Expose-Headers")).toContain("Idempotent-Replayed");
  });

  it("lets an allowed page read errors too", async () => {
    const answer = await service("GET", `/raffles/${id}/`, { headers: { Origin: FRIEND } });
    expect([answer.status, opened(answer)]).toEqual([404, FRIEND]);
  });

  it("lets no other page read an answer", async () => {
    expect(opened(await service("GET", "/raffles/", { headers: { Origin: STRANGER } }))).toBeNull();
  });

  it("lets no page read what a manager route answers", async () => {
    const answer = await service("POST", "/raffles/", {
      from: MANAGER,
      json: facts,
      headers: { Origin: FRIEND },
    });
    expect(opened(answer)).toBeNull();
  });
});
