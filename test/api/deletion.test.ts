import { afterEach, describe, expect, it, vi } from "vitest";
import { collect, forfeit, playForPrizes } from "../testkit/awards";
import { advanceClock } from "../testkit/clock";
import { giveOut, raffleObject, storedRows } from "../testkit/objects";
import { getPasses } from "../testkit/passes";
import {
  call,
  claim,
  createRaffle,
  deleteRaffle,
  draw,
  errorOf,
  getRaffle,
  listWinners,
  MANAGER,
  type Problem,
  participate,
  player,
  playRaffle,
  type Raffle,
  sellOut,
  type Ticket,
  verify,
} from "../testkit/service";
import { serviceWith } from "../testkit/variant";

afterEach(() => {
  vi.restoreAllMocks();
});

const NOT_FOUND = [404, "Raffle not found"];
const listed = async () =>
  (await (await call("GET", "/raffles/?limit=100")).json<Raffle[]>()).map(({ raffle_id }) => raffle_id);

/** Calls every route of a raffle and returns the errors. */
const callEveryRoute = async (id: string) => {
  const answers = [
    await call("GET", `/raffles/${id}/`),
    await getPasses(id),
    await participate(id, player(7)),
    await participate(id, player(7), { "Idempotency-Key": crypto.randomUUID() }),
    await draw(id),
    await call("GET", `/raffles/${id}/winners/`),
    await call("GET", `/raffles/${id}/winners/?limit=1`),
    await call("GET", `/raffles/${id}/draw/`),
    await call("GET", `/raffles/${id}/draw/reserves/`),
    await verify(id, { ticket_number: 1, verification_code: "x" }),
    await deleteRaffle(id),
  ];
  return Promise.all(answers.map(errorOf));
};

describe("deleting a raffle", () => {
  it("returns the id and deleted: true", async () => {
    const { id } = await playRaffle();
    const answer = await deleteRaffle(id);
    expect([answer.status, await answer.json()]).toEqual([200, { raffle_id: id, deleted: true }]);
  });

  it("makes every route return 404, at once in this isolate", async () => {
    const { id } = await playRaffle();
    await listWinners(id);
    await participate(id, player(9));
    await deleteRaffle(id);
    expect(new Set((await callEveryRoute(id)).map(String))).toEqual(new Set([String(NOT_FOUND)]));
  });

  it("removes the raffle from the list and keeps the others", async () => {
    const one = await createRaffle();
    const other = await createRaffle();
    await deleteRaffle(one.raffle_id);
    const ids = await listed();
    expect([ids.includes(one.raffle_id), ids.includes(other.raffle_id)]).toEqual([false, true]);
  });

  it("leaves only the deletion record in storage", async () => {
    const { id, winners } = await playForPrizes();
    const [first, second] = winners as [Ticket, Ticket];
    await collect(id, first);
    await forfeit(id, second.ticket_number);
    await deleteRaffle(id);
    const { schema_version, deleted, ...rest } = await storedRows(raffleObject(id));
    expect(deleted).toEqual([{ id, deleted_at: expect.any(Number) }]);
    expect(Object.values(rest)).toEqual(Array(13).fill([]));
  });

  it("accepts an upper-case id", async () => {
    const { raffle_id } = await createRaffle();
    await deleteRaffle(raffle_id.toUpperCase());
    expect(await errorOf(await call("GET", `/raffles/${raffle_id}/`))).toEqual(NOT_FOUND);
  });

  it("blocks its Idempotency-Key for the same raffle and for another", async () => {
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const json = { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 1 }] };
    const create = (facts: object) => call("POST", "/raffles/", { from: MANAGER, json: facts, headers });
    const { raffle_id } = await (await create(json)).json<Raffle>();
    await deleteRaffle(raffle_id);
    const refusal = [422, "This Idempotency-Key has already created a raffle, which is deleted"];
    expect(await errorOf(await create(json))).toEqual(refusal);
    expect(await errorOf(await create({ ...json, name: "Other" }))).toEqual(refusal);
    expect(await errorOf(await call("GET", `/raffles/${raffle_id}/`))).toEqual(NOT_FOUND);
  });

  it.each([
    ["another name", { name: "Other" }],
    ["its name in upper case", { name: "FAIR" }],
    ["a trailing space", { name: "Fair " }],
    ["an empty name", { name: "" }],
  ])("returns 422 with the right name for %s", async (_, json) => {
    const { id } = await playRaffle();
    expect(await errorOf(await deleteRaffle(id, json))).toEqual([422, 'The raffle is called "Fair"']);
    expect((await getRaffle(id)).winners_drawn).toBe(true);
  });

  it.each([
    ["Fête", "Fe\u0302te"],
    ["Fe\u0302te", "Fête"],
    ["お誕生日が", "お誕生日か\u3099"],
  ])("ignores the difference between composed and decomposed accents: %s", async (name, typed) => {
    const { raffle_id } = await createRaffle({ name });
    expect((await getRaffle(raffle_id)).name).toBe(name);
    expect((await deleteRaffle(raffle_id, { name: typed })).status).toBe(200);
  });

  it("returns 422 without delay for a name as long as a body can be", async () => {
    const { raffle_id } = await createRaffle();
    const answer = await deleteRaffle(raffle_id, { name: "\u0301\u0323".repeat(60_000) });
    expect(await errorOf(answer)).toEqual([422, 'The raffle is called "Fair"']);
  });

  it.each([
    ["without a name", {}, "name"],
    ["with a number as name", { name: 1 }, "name"],
    ["with a string as abandoned", { name: "Fair", abandoned: "true" }, "abandoned"],
    ["with an array as body", [], "body"],
  ])("returns 422 %s", async (_, json, field) => {
    const { raffle_id } = await createRaffle();
    const { errors } = await (await deleteRaffle(raffle_id, json)).json<Problem>();
    expect(errors?.map((error) => error.field)).toEqual([field]);
  });

  it("returns 403 to others than managers", async () => {
    const { raffle_id } = await createRaffle();
    const answer = await call("DELETE", `/raffles/${raffle_id}/`, { json: { name: "Fair" } });
    expect(await errorOf(answer)).toEqual([403, "Unauthorized"]);
    expect((await getRaffle(raffle_id)).name).toBe("Fair");
  });

  it("returns 403 to pages of ALLOWED_ORIGINS", async () => {
    const { raffle_id } = await createRaffle();
    const origin = "https://fair.example";
    const service = serviceWith({ ALLOWED_ORIGINS: [origin] });
    const headers = { Origin: origin };
    const answer = await service("DELETE", `/raffles/${raffle_id}/`, {
      from: MANAGER,
      json: { name: "Fair" },
      headers,
    });
    expect(await errorOf(answer)).toEqual([403, "Cross-site request"]);
  });
});

describe("a raffle with claimed tickets that is not drawn", () => {
  it("can't be deleted by name alone", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    const refusal = [409, "Tickets are given out and winners not drawn"];
    expect(await errorOf(await deleteRaffle(raffle_id))).toEqual(refusal);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("can't be deleted by name alone when it is sold out", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    expect((await deleteRaffle(raffle.raffle_id)).status).toBe(409);
  });

  it("can be deleted when its manager marks it as abandoned", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    expect((await deleteRaffle(raffle_id, { name: "Fair", abandoned: true })).status).toBe(200);
    expect(await errorOf(await call("GET", `/raffles/${raffle_id}/`))).toEqual(NOT_FOUND);
  });

  it("can't be deleted as abandoned with a wrong name", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    expect((await deleteRaffle(raffle_id, { name: "Other", abandoned: true })).status).toBe(422);
  });
});

describe("an isolate that has cached a raffle deleted by another isolate", () => {
  /** Deletes the raffle as another isolate does: directly at its Durable Object. */
  const deleteElsewhere = async (id: string) =>
    expect((await raffleObject(id).remove("Fair", true)).ok).toBe(true);

  it("returns 404 from every route after a minute", async () => {
    const { id } = await playRaffle();
    await listWinners(id);
    await participate(id, player(9));
    await deleteElsewhere(id);
    advanceClock(60_001);
    expect(new Set((await callEveryRoute(id)).map(String))).toEqual(new Set([String(NOT_FOUND)]));
  });

  it.each([
    ["a page", "?limit=1"],
    ["all winners", ""],
  ])("returns 404 for winners that it has not cached: %s", async (_, query) => {
    const prizes = [{ name: "Cake", amount: 1001 }];
    const { raffle_id } = await createRaffle({ total_tickets: 1001, prizes });
    await giveOut(raffle_id, 1001);
    await draw(raffle_id);
    await getRaffle(raffle_id);
    await deleteElsewhere(raffle_id);
    expect(await errorOf(await call("GET", `/raffles/${raffle_id}/winners/${query}`))).toEqual(NOT_FOUND);
    expect(await errorOf(await call("GET", `/raffles/${raffle_id}/`))).toEqual(NOT_FOUND);
  });

  it("returns 404 for claims once it has read the raffle again", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    await getRaffle(raffle.raffle_id);
    await deleteElsewhere(raffle.raffle_id);
    await call("GET", `/raffles/${raffle.raffle_id}/`);
    expect(await errorOf(await participate(raffle.raffle_id, player(9)))).toEqual(NOT_FOUND);
  });
});
