import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { LOCATION_HINTS } from "../../src/domain/facts";
import { evict } from "../testkit/objects";
import { call, createRaffle, errorOf, getRaffle, MANAGER, type Problem } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const facts = { name: "Fair", total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] };
const create = (location_hint: unknown, headers: Record<string, string> = {}) =>
  call("POST", "/raffles/", { from: MANAGER, json: { ...facts, location_hint }, headers });

/** What the platform is told about where a raffle, created with this hint, shall live. */
async function givenOn(location_hint: unknown): Promise<unknown> {
  let options: unknown;
  const RAFFLE = {
    getByName: (id: string, location: unknown) => {
      options = location;
      return env.RAFFLE.getByName(id);
    },
  };
  const answer = await serviceWith({ RAFFLE })("POST", "/raffles/", {
    from: MANAGER,
    json: { ...facts, location_hint },
  });
  expect(answer.status).toBe(200);
  return options;
}

describe("where a raffle's players are", () => {
  it("is one of the platform's nine regions", () => {
    expect([...LOCATION_HINTS].toSorted()).toEqual(
      ["afr", "apac", "eeur", "enam", "me", "oc", "sam", "weur", "wnam"], // As Cloudflare documents them.
    );
  });

  it.each(LOCATION_HINTS)("(%s) is given on to the platform", async (hint) => {
    expect(await givenOn(hint)).toEqual({ locationHint: hint });
  });

  it.each(LOCATION_HINTS)("(%s) is told in the raffle", async (hint) => {
    expect((await createRaffle({ location_hint: hint })).location_hint).toBe(hint);
  });

  it("is left to the platform when it is not given, or null", async () => {
    const given = await Promise.all([givenOn(undefined), givenOn(null)]);
    expect(given.map((options) => Object.keys(options ?? {}))).toEqual([[], []]);
  });

  it("is told as null when it was not given, or null", async () => {
    const raffles = [await createRaffle(), await createRaffle({ location_hint: null })];
    expect(raffles.map(({ location_hint }) => location_hint)).toEqual([null, null]);
  });

  it("is stored with the raffle", async () => {
    const { raffle_id } = await createRaffle({ location_hint: "oc" });
    await evict(raffle_id);
    expect((await getRaffle(raffle_id)).location_hint).toBe("oc");
  });

  it.each(["", "WEUR", "weur ", "mars", "auto", 1, true, [], ["weur"], {}])("is not %j", async (hint) => {
    const answer = await create(hint);
    expect(answer.status).toBe(422);
    expect((await answer.json<Problem>()).errors?.map(({ field }) => field)).toEqual(["location_hint"]);
  });

  it.each([
    ["weur", "eeur"],
    ["weur", null],
    [null, "weur"],
  ])("may not change with a repeated creation, from %s to %s", async (first, second) => {
    const key = { "Idempotency-Key": crypto.randomUUID() };
    await create(first, key);
    expect(await errorOf(await create(second, key))).toEqual([
      422,
      "This Idempotency-Key has already created another raffle",
    ]);
  });

  it("may be the same in a repeated creation", async () => {
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const first = await (await create("me", key)).json();
    expect(await (await create("me", key)).json()).toEqual(first);
  });

  it("may be null or left out alike in a repeated creation", async () => {
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const first = await (await create(undefined, key)).json();
    expect(await (await create(null, key)).json()).toEqual(first);
  });
});
