import { describe, expect, it } from "vitest";
import {
  call,
  createRaffle,
  errorOf,
  getRaffle,
  MANAGER,
  type Problem,
  participate,
  player,
  type Raffle,
} from "../testkit/service";

const facts = { name: "Fair", total_tickets: 10, prizes: [{ name: "Cake", amount: 2 }] };
const create = (json: unknown, headers?: Record<string, string>) =>
  call("POST", "/raffles/", { from: MANAGER, json, ...(headers && { headers }) });
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const fieldsOf = async (answer: Response) => {
  expect(answer.status).toBe(422);
  return (await answer.json<Problem>()).errors?.map(({ field }) => field);
};

describe("creating a raffle", () => {
  it("returns the raffle with all tickets available", async () => {
    const answer = await create(facts);
    const raffle = await answer.json<Raffle>();
    expect(answer.status).toBe(200);
    expect(raffle).toEqual({
      ...facts,
      raffle_id: expect.stringMatching(UUID_V4),
      available_tickets: 10,
      claimed_tickets: 0,
      winners_drawn: false,
      status: "open",
      description: null,
      opens_at: null,
      closes_at: null,
      closed_at: null,
      draw_automatically: false,
      admission: "address",
      passes: null,
      location_hint: null,
      draw: { entropy: "local", round: null, due: null },
      created_at: expect.any(String),
    });
    expect(await getRaffle(raffle.raffle_id)).toEqual(raffle);
  });

  it.each([
    ["one ticket and one prize", { ...facts, total_tickets: 1, prizes: [{ name: "x", amount: 1 }] }],
    ["as many winners as tickets", { ...facts, total_tickets: 2 }],
    ["the maximum of tickets", { ...facts, total_tickets: 100_000_000 }],
    [
      "the maximum of winners",
      { ...facts, total_tickets: 1_000_000, prizes: [{ name: "x", amount: 1_000_000 }] },
    ],
    ["a name of one character", { ...facts, name: "x" }],
    ["a name of 100 emoji", { ...facts, name: "🎟".repeat(100) }],
    ["a name with markup, quotes and control characters", { ...facts, name: "<script>'\"\\\u0000\u202e" }],
    ["two prizes with the same name", { ...facts, prizes: [facts.prizes[0], facts.prizes[0]] }],
    ["unknown fields", { ...facts, colour: "red" }],
  ])("accepts %s", async (_, body) => {
    const raffle = await createRaffle(body);
    expect(raffle).toMatchObject({ name: body.name, total_tickets: body.total_tickets, prizes: body.prizes });
  });

  it.each([
    ["no fields", {}, ["name", "total_tickets", "prizes"]],
    ["no name", { ...facts, name: undefined }, ["name"]],
    ["an empty name", { ...facts, name: "" }, ["name"]],
    ["a name of 101 characters", { ...facts, name: "🎟".repeat(101) }, ["name"]],
    ["a name that is a lone surrogate", { ...facts, name: "\ud83c" }, ["name"]],
    ["a name that is a number", { ...facts, name: 5 }, ["name"]],
    ["no tickets", { ...facts, total_tickets: 0 }, ["total_tickets"]],
    ["a negative number of tickets", { ...facts, total_tickets: -1 }, ["total_tickets"]],
    ["half a ticket", { ...facts, total_tickets: 1.5 }, ["total_tickets"]],
    ["tickets as a string", { ...facts, total_tickets: "10" }, ["total_tickets"]],
    ["tickets as null", { ...facts, total_tickets: null }, ["total_tickets"]],
    ["one ticket too many", { ...facts, total_tickets: 100_000_001 }, ["total_tickets"]],
    ["far too many tickets", { ...facts, total_tickets: 1e300 }, ["total_tickets"]],
    ["no prizes", { ...facts, prizes: [] }, ["prizes"]],
    ["prizes that are not an array", { ...facts, prizes: { name: "x", amount: 1 } }, ["prizes"]],
    ["a prize that is not an object", { ...facts, prizes: ["x"] }, ["prizes.0"]],
    ["a prize without a name", { ...facts, prizes: [facts.prizes[0], { amount: 1 }] }, ["prizes.1.name"]],
    ["a prize with the amount 0", { ...facts, prizes: [{ name: "x", amount: 0 }] }, ["prizes.0.amount"]],
    ["a prize with the amount 0.5", { ...facts, prizes: [{ name: "x", amount: 0.5 }] }, ["prizes.0.amount"]],
    ["too many prizes", { ...facts, prizes: Array.from({ length: 12_001 }, () => 0) }, ["prizes"]],
    [
      "a hundred thousand invalid prizes",
      { ...facts, prizes: Array.from({ length: 120_000 }, () => 0) },
      ["prizes"],
    ],
    ["an array", [facts], ["body"]],
    ["null", null, ["body"]],
  ])("returns 422 that names the field for a body with %s", async (_, body, fields) => {
    expect(await fieldsOf(await create(body))).toEqual(fields);
  });

  it("explains the error of a field", async () => {
    const problem = await (await create({ ...facts, total_tickets: 100_000_001 })).json<Problem>();
    expect(problem.detail).toBe("total_tickets: must be from 1 to 100000000");
    expect(problem.errors).toEqual([{ field: "total_tickets", detail: "must be from 1 to 100000000" }]);
  });

  it.each([
    [[{ name: "x", amount: 11 }], "Too many prizes: 11 for 10 tickets"],
    [
      [
        { name: "x", amount: 10 },
        { name: "y", amount: 1 },
      ],
      "Too many prizes: 11 for 10 tickets",
    ],
    [[{ name: "x", amount: 1e300 }], "Too many prizes: over 9007199254740991 for 10 tickets"],
  ])("returns 422 when the prizes exceed the tickets: %j", async (prizes, detail) => {
    expect(await errorOf(await create({ ...facts, prizes }))).toEqual([422, detail]);
  });

  it("returns 422 for more than a million winners", async () => {
    const body = { ...facts, total_tickets: 2_000_000, prizes: [{ name: "x", amount: 1_000_001 }] };
    const detail = "A raffle has at most 1000000 winners, these prizes need 1000001";
    expect(await errorOf(await create(body))).toEqual([422, detail]);
  });
});

describe("creating a raffle with an Idempotency-Key", () => {
  const headers = () => ({ "Idempotency-Key": crypto.randomUUID() });

  it("creates one raffle when it is repeated", async () => {
    const key = headers();
    const first = await create(facts, key);
    const again = await create(facts, key);
    expect(first.headers.get("Idempotent-Replayed")).toBeNull();
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(await again.json()).toEqual(await first.json());
  });

  it("creates one raffle when the repetition has decomposed accents, and keeps the first name", async () => {
    const key = headers();
    const accented = { ...facts, name: "Fête", prizes: [{ name: "Crème brûlée", amount: 2 }] };
    const first = await (await create(accented, key)).json<Raffle>();
    const again = await create(JSON.parse(JSON.stringify(accented).normalize("NFD")), key);
    expect([again.status, await again.json()]).toEqual([200, first]);
    expect(first.name).toBe("Fête");
  });

  it("creates a raffle whose id is a UUID v4", async () => {
    for (let i = 0; i < 8; i++) {
      const { raffle_id } = await (await create(facts, headers())).json<Raffle>();
      expect(raffle_id).toMatch(UUID_V4);
    }
  });

  it("creates one raffle when ten calls arrive at once", async () => {
    const key = headers();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(facts, key)));
    const ids = await Promise.all(answers.map(async (answer) => (await answer.json<Raffle>()).raffle_id));
    expect(new Set(ids).size).toBe(1);
  });

  it("returns the current state of the raffle when it is repeated", async () => {
    const key = headers();
    const { raffle_id } = await (await create(facts, key)).json<Raffle>();
    await participate(raffle_id, player(1));
    expect((await (await create(facts, key)).json<Raffle>()).available_tickets).toBe(9);
  });

  it.each([
    ["another name", { ...facts, name: "Other" }],
    ["more tickets", { ...facts, total_tickets: 11 }],
    ["another prize", { ...facts, prizes: [{ name: "Pie", amount: 2 }] }],
    ["another amount", { ...facts, prizes: [{ name: "Cake", amount: 1 }] }],
    ["one prize more", { ...facts, prizes: [...facts.prizes, { name: "Pie", amount: 1 }] }],
  ])("returns 422 for the same key with %s and does not change the raffle", async (_, other) => {
    const key = headers();
    const raffle = await (await create(facts, key)).json<Raffle>();
    expect(await errorOf(await create(other, key))).toEqual([
      422,
      "This Idempotency-Key has already created another raffle",
    ]);
    expect(await getRaffle(raffle.raffle_id)).toEqual(raffle);
  });

  it("creates another raffle for a key that differs in the last character", async () => {
    const key = "x".repeat(254);
    const ids = [
      await create(facts, { "Idempotency-Key": `${key}1` }),
      await create(facts, { "Idempotency-Key": `${key}2` }),
    ].map(async (answer) => (await answer.json<Raffle>()).raffle_id);
    expect(new Set(await Promise.all(ids)).size).toBe(2);
  });

  it.each([
    "x".repeat(15),
    "x".repeat(256),
    `${"x".repeat(20)}\u007f`,
    "",
  ])("returns 422 for the key %j", async (key) => {
    expect(await fieldsOf(await create(facts, { "Idempotency-Key": key }))).toEqual(["idempotency-key"]);
  });

  it.each(["x".repeat(16), "x".repeat(255), '"quoted and spaced" ~!'])("accepts the key %j", async (key) => {
    expect((await create(facts, { "Idempotency-Key": key })).status).toBe(200);
  });
});

describe("getting a raffle", () => {
  it("returns the number of available tickets", async () => {
    const { raffle_id } = await createRaffle();
    await participate(raffle_id, player(1));
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("accepts an upper-case id", async () => {
    const { raffle_id } = await createRaffle();
    expect((await getRaffle(raffle_id.toUpperCase())).raffle_id).toBe(raffle_id);
  });

  it.each([
    "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21",
    "00000000-0000-0000-0000-000000000000",
  ])("returns 404 for the unknown id %s", async (id) => {
    expect(await errorOf(await call("GET", `/raffles/${id}/`))).toEqual([404, "Raffle not found"]);
  });

  it.each([
    "1",
    "raffle",
    "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b2",
    "%00",
    "%zz",
    "3f1f7c4e%2F8f0a",
  ])("returns 422 for the id %s, which is not a UUID", async (id) => {
    expect(await fieldsOf(await call("GET", `/raffles/${id}/`))).toEqual(["raffle_id"]);
  });
});
