import { describe, expect, it } from "vitest";
import { call, createRaffle, errorOf, MANAGER, participate, player, sellOut } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const facts = { name: "Fair", total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] };

describe("a manager route", () => {
  it.each([
    "127.0.0.1",
    "127.255.255.255",
    "::1",
    "::ffff:127.0.0.1",
  ])("accepts the listed address %s", async (from) => {
    expect((await call("POST", "/raffles/", { from, json: facts })).status).toBe(200);
  });

  it.each([
    "128.0.0.1",
    "192.0.2.1",
    "::2",
    "2001:db8::1",
    "::ffff:128.0.0.1",
  ])("returns 403 to the unlisted address %s", async (from) => {
    expect(await errorOf(await call("POST", "/raffles/", { from, json: facts }))).toEqual([
      403,
      "Unauthorized",
    ]);
  });

  it("returns 403 to an unlisted address that draws, and draws nothing", async () => {
    const { raffle_id, ...raffle } = await createRaffle({ total_tickets: 1 });
    await sellOut({ raffle_id, ...raffle });
    const rejected = await call("POST", `/raffles/${raffle_id}/winners/`, { from: player(1) });
    expect(await errorOf(rejected)).toEqual([403, "Unauthorized"]);
    expect(await errorOf(await call("GET", `/raffles/${raffle_id}/winners/`))).toEqual([
      400,
      "Winners not drawn",
    ]);
  });

  it.each([
    ["is not JSON", { body: "{", headers: { "Content-Type": "application/json" } }],
    ["doesn't match the schema", { json: {} }],
    ["has another media type", { body: "x", headers: { "Content-Type": "text/plain" } }],
    ["is too large", { body: "x".repeat(300_000), headers: { "Content-Type": "application/json" } }],
  ])("checks the address before a body that %s", async (_, sent) => {
    expect(await errorOf(await call("POST", "/raffles/", { from: "192.0.2.1", ...sent }))).toEqual([
      403,
      "Unauthorized",
    ]);
  });

  it("checks the address before the raffle", async () => {
    const unknownRaffle = `/raffles/${crypto.randomUUID()}/winners/`;
    expect(await errorOf(await call("POST", unknownRaffle, { from: "192.0.2.1" }))).toEqual([
      403,
      "Unauthorized",
    ]);
  });

  it.each([
    undefined,
    [],
    "",
    "127.0.0.1, nonsense",
    ["127.0.0.1", "nonsense"],
  ])("returns 403 to everybody when the list is %j", async (list) => {
    const service = serviceWith({ MANAGER_IP_ADDRESSES: list });
    const answer = await service("POST", "/raffles/", { from: MANAGER, json: facts });
    expect(await errorOf(answer)).toEqual([403, "Unauthorized"]);
  });

  it("accepts addresses in a listed range and no others", async () => {
    const service = serviceWith({ MANAGER_IP_ADDRESSES: ["2001:db8:1::/48"] });
    const statuses = ["2001:db8:1:ffff::9", "2001:db8:2::9", MANAGER].map(
      async (from) => (await service("POST", "/raffles/", { from, json: facts })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 403, 403]);
  });
});

describe("a caller without a readable address", () => {
  it.each([null, "", "unknown", "1.2.3.4, 5.6.7.8"])("(%j) gets 400 when it claims", async (from) => {
    const { raffle_id } = await createRaffle();
    const rejected = await call("POST", `/raffles/${raffle_id}/participate/`, { from });
    expect(await errorOf(rejected)).toEqual([400, "Client address unknown"]);
  });

  it("gets 400 when it manages", async () => {
    const rejected = await call("POST", "/raffles/", { from: null, json: facts });
    expect(await errorOf(rejected)).toEqual([400, "Client address unknown"]);
  });

  it("can read", async () => {
    expect((await call("GET", "/raffles/", { from: null })).status).toBe(200);
  });
});

describe("participate", () => {
  it.each([
    ["the same IPv4 address", "203.0.113.5", "203.0.113.5"],
    ["the same address, mapped into IPv6", "203.0.113.5", "::ffff:203.0.113.5"],
    ["the same /64", "2001:db8:0:1::1", "2001:db8:0:1:ffff::2"],
  ])("returns 403 to a second claim from %s", async (_, first, second) => {
    const { raffle_id } = await createRaffle();
    expect((await participate(raffle_id, first)).status).toBe(200);
    expect(await errorOf(await participate(raffle_id, second))).toEqual([403, "Already participated"]);
  });

  it.each([
    ["the next IPv4 address", "203.0.113.5", "203.0.113.6"],
    ["the next /64", "2001:db8:0:1::1", "2001:db8:0:2::1"],
  ])("accepts another claim from %s", async (_, first, second) => {
    const { raffle_id } = await createRaffle();
    expect((await participate(raffle_id, first)).status).toBe(200);
    expect((await participate(raffle_id, second)).status).toBe(200);
  });

  it("returns 403 to a second claim from the network that IPV6_PREFIX_LENGTH sets", async () => {
    const { raffle_id } = await createRaffle();
    const service = serviceWith({ IPV6_PREFIX_LENGTH: 48 });
    const from = (address: string) =>
      service("POST", `/raffles/${raffle_id}/participate/`, { from: address });
    expect((await from("2001:db8:0:1::1")).status).toBe(200);
    expect((await from("2001:db8:0:2::1")).status).toBe(403);
  });
});
