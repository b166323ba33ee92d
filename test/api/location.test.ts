import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { LOCATION_HINTS } from "../../src/domain/facts";
import { evict } from "../testkit/objects";
import { call, createRaffle, errorOf, getRaffle, MANAGER, type Problem } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const facts = { name: "Fair", total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] };
const create = (location_hint: unknown, headers: Record<string, string> = {}) =>
  call("POST", "/raffles/", { from: MANAGER, json: { ...facts, location_hint }, headers });

/** Creates a raffle with this hint. @returns the options that the platform gets */
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

describe("a location hint", () => {
  it("can be each of Cloudflare's nine regions", () => {
    expect([...LOCATION_HINTS].toSorted()).toEqual(
      ["afr", "apac", "eeur", "enam", "me", "oc", "sam", "weur", "wnam"], // Source: the Cloudflare docs.
    );
  });

  it.each(LOCATION_HINTS)("passes %s to the platform", async (hint) => {
    expect(await givenOn(hint)).toEqual({ locationHint: hint });
  });

  it.each(LOCATION_HINTS)("returns %s in the raffle", async (hint) => {
    expect((await createRaffle({ location_hint: hint })).location_hint).toBe(hint);
  });

  it("is not passed to the platform when it is missing or null", async () => {
    const given = await Promise.all([givenOn(undefined), givenOn(null)]);
    expect(given.map((options) => Object.keys(options ?? {}))).toEqual([[], []]);
  });

  it("is returned as null when it is missing or null", async () => {
    const raffles = [await createRaffle(), await createRaffle({ location_hint: null })];
    expect(raffles.map(({ location_hint }) => location_hint)).toEqual([null, null]);
  });

  it("is stored with the raffle", async () => {
    const { raffle_id } = await createRaffle({ location_hint: "oc" });
    await evict(raffle_id);
    expect((await getRaffle(raffle_id)).location_hint).toBe("oc");
  });

  it.each(["", "WEUR", "weur ", "mars", "auto", 1, true, [], ["weur"], {}])("can't be %j", async (hint) => {
    const answer = await create(hint);
    expect(answer.status).toBe(422);
    expect((await answer.json<Problem>()).errors?.map(({ field }) => field)).toEqual(["location_hint"]);
  });

  it.each([
    ["weur", "eeur"],
    ["weur", null],
    [null, "weur"],
  ])("can't change when the creation is repeated, from %s to %s", async (first, second) => {
    const key = { "Idempotency-Key": crypto.randomUUID() };
    await create(first, key);
    expect(await errorOf(await create(second, key))).toEqual([
      422,
      "This Idempotency-Key has already created another raffle",
    ]);
  });

  it("can be the same when the creation is repeated", async () => {
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const first = await (await create("me", key)).json();
    expect(await (await create("me", key)).json()).toEqual(first);
  });

  it("can be null or missing when the creation is repeated", async () => {
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const first = await (await create(undefined, key)).json();
    expect(await (await create(null, key)).json()).toEqual(first);
  });
});
