// Tests what part 1 of the contract promises to clients of the original API, route by route. Statuses and
// texts are copied from the contract and not imported from `src`, so that the tests notice a mistake there.
import { afterEach, describe, expect, it, vi } from "vitest";
import { advanceClock } from "../testkit/clock";
import { evict } from "../testkit/objects";
import { call, MANAGER } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

afterEach(() => {
  vi.restoreAllMocks();
});

const UNAUTHORIZED = [403, "Unauthorized"];
const RAFFLE_NOT_FOUND = [404, "Raffle not found"];
const ALREADY_PARTICIPATED = [403, "Already participated"];
const NO_TICKETS_REMAINING = [410, "No tickets remaining"];
const TICKETS_REMAINING = [400, "Tickets remaining"];
const ALREADY_DRAWN = [400, "Winners already drawn"];
const NOT_DRAWN = [400, "Winners not drawn"];
const TICKET_NOT_FOUND = [404, "Ticket not found"];
const INVALID_CODE = [400, "Invalid verification code"];
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DAY = 86_400_000;

const facts = (total_tickets: number, amount = 1) => ({
  name: "Fair",
  total_tickets,
  prizes: [{ name: "Cake", amount }],
});
const fromAddress = (n: number) => `203.0.113.${n}`;
const KEY = { "Idempotency-Key": "the-key-of-a-claim" };
const OTHER_KEY = { "Idempotency-Key": "another-key-than-it" };

interface Ticket {
  ticket_number: number;
  verification_code: string;
}

/** Returns the status and `detail` of an error, and checks that it is a problem document. */
async function errorOf(answer: Response): Promise<[number, string]> {
  expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
  const { status, detail } = await answer.json<{ status: number; detail: string }>();
  expect(status).toBe(answer.status);
  return [answer.status, detail];
}

/** Returns the body of a response, and checks that its status is 200. */
async function bodyOf<T>(answer: Response): Promise<T> {
  expect(answer.status).toBe(200);
  return answer.json<T>();
}

const create = (json: unknown, from = MANAGER) => call("POST", "/raffles/", { from, json });
const participate = (id: string, from: string, headers = {}) =>
  call("POST", `/raffles/${id}/participate/`, { from, headers });
const drawWinners = (id: string, from = MANAGER) => call("POST", `/raffles/${id}/winners/`, { from });
const verify = (id: string, json: unknown) => call("POST", `/raffles/${id}/verify-ticket/`, { json });

async function raffleOf(total: number, amount = 1): Promise<string> {
  return (await bodyOf<{ raffle_id: string }>(await create(facts(total, amount)))).raffle_id;
}

/** Creates a raffle whose tickets are held by the addresses 1 to `total`. */
async function soldOut(total: number, amount = 1): Promise<{ id: string; tickets: Ticket[] }> {
  const id = await raffleOf(total, amount);
  const tickets: Ticket[] = [];
  for (let n = 1; n <= total; n++) tickets.push(await bodyOf(await participate(id, fromAddress(n))));
  return { id, tickets };
}

async function drawn(total: number, amount = 1) {
  const played = await soldOut(total, amount);
  const winners = await bodyOf<{ ticket_number: number; prize: string }[]>(await drawWinners(played.id));
  return { ...played, winners };
}

/** Claims without a key, and waits until the isolate knows the holders if the raffle is sold out. */
const participateWarm = async (id: string, from: string) =>
  serviceWith({})("POST", `/raffles/${id}/participate/`, { from });

describe("POST /raffles/", () => {
  it("returns 200 with the raffle", async () => {
    expect(await bodyOf(await create(facts(3, 2)))).toMatchObject({
      raffle_id: expect.stringMatching(UUID_V4),
      name: "Fair",
      total_tickets: 3,
      available_tickets: 3,
      winners_drawn: false,
      prizes: [{ name: "Cake", amount: 2 }],
    });
  });

  it("returns 403 to an address that is not on the manager list, before it reads the body", async () => {
    expect(await errorOf(await create(facts(3), "198.51.100.1"))).toEqual(UNAUTHORIZED);
    expect(await errorOf(await create("nonsense", "198.51.100.1"))).toEqual(UNAUTHORIZED);
  });

  it("returns 422 with a detail that begins with Too many prizes when the prizes exceed the tickets", async () => {
    const [status, detail] = await errorOf(await create(facts(3, 4)));
    expect([status, detail.slice(0, 15)]).toEqual([422, "Too many prizes"]);
  });

  it.each([
    ["name", { ...facts(3), name: "" }],
    ["name", { ...facts(3), name: "x".repeat(101) }],
    ["total_tickets", facts(0)],
    ["total_tickets", { ...facts(3), total_tickets: "3" }],
    ["prizes", { ...facts(3), prizes: [] }],
    ["prizes.0.amount", facts(3, 0)],
  ])("returns 422 that names the invalid field %s", async (field, json) => {
    const answer = await create(json);
    const { errors } = await answer.json<{ errors: { field: string; detail: string }[] }>();
    expect([answer.status, errors.map((error) => error.field)]).toEqual([422, [field]]);
  });

  it("returns 400 for a body that is not JSON, and 415 for one of another media type", async () => {
    const send = (body: string, type: string) =>
      call("POST", "/raffles/", { from: MANAGER, body, headers: { "Content-Type": type } });
    const statuses = [(await send("{", "application/json")).status, (await send("{}", "text/plain")).status];
    expect(statuses).toEqual([400, 415]);
  });
});

describe("GET /raffles/", () => {
  it("returns 200 with an array, newest first", async () => {
    const ids = [await raffleOf(1), await raffleOf(2)];
    const list = await bodyOf<{ raffle_id: string }[]>(await call("GET", "/raffles/"));
    const shown = list.map(({ raffle_id }) => raffle_id).filter((id) => ids.includes(id));
    expect(shown).toEqual(ids.toReversed());
    expect(list.length).toBeLessThanOrEqual(10);
  });
});

describe("GET /raffles/{raffle_id}/", () => {
  it("returns 200 with the current state of the raffle, with and without the trailing slash", async () => {
    const id = await raffleOf(2);
    await participate(id, fromAddress(1));
    const [one, other] = [await call("GET", `/raffles/${id}/`), await call("GET", `/raffles/${id}`)];
    const body = await bodyOf(one);
    expect(body).toMatchObject({ raffle_id: id, available_tickets: 1, winners_drawn: false });
    expect(await bodyOf(other)).toEqual(body);
  });

  it("returns 404 for an unknown raffle, and 422 for an id that is not a UUID", async () => {
    expect(await errorOf(await call("GET", `/raffles/${crypto.randomUUID()}/`))).toEqual(RAFFLE_NOT_FOUND);
    expect((await call("GET", "/raffles/1/")).status).toBe(422);
  });
});

describe("POST /raffles/{raffle_id}/participate/", () => {
  it("returns 200 with a ticket of two fields", async () => {
    const ticket = await bodyOf(await participate(await raffleOf(1), fromAddress(1)));
    expect(ticket).toEqual({ ticket_number: 1, verification_code: expect.any(String) });
  });

  it("gives each number from 1 to N once", async () => {
    const { tickets } = await soldOut(7);
    expect(tickets.map((ticket) => ticket.ticket_number).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("returns 403 to an address that holds a ticket", async () => {
    const id = await raffleOf(2);
    await participate(id, fromAddress(1));
    expect(await errorOf(await participate(id, fromAddress(1)))).toEqual(ALREADY_PARTICIPATED);
  });

  it("returns 403 to the holder of the only ticket", async () => {
    const id = await raffleOf(1);
    await participate(id, fromAddress(1));
    expect(await errorOf(await participate(id, fromAddress(1)))).toEqual(ALREADY_PARTICIPATED);
  });

  it("returns 410 to an address without a ticket when the raffle is sold out", async () => {
    const { id } = await soldOut(2);
    expect(await errorOf(await participate(id, fromAddress(9)))).toEqual(NO_TICKETS_REMAINING);
  });

  it("returns 404 for an unknown raffle", async () => {
    expect(await errorOf(await participate(crypto.randomUUID(), fromAddress(1)))).toEqual(RAFFLE_NOT_FOUND);
  });

  it.each([
    1, 3,
  ])("returns 403 before 410 from an isolate that knows the holders of %i tickets", async (total) => {
    const { id } = await soldOut(total);
    await participateWarm(id, fromAddress(99));
    for (let n = 1; n <= total; n++)
      expect(await errorOf(await participateWarm(id, fromAddress(n)))).toEqual(ALREADY_PARTICIPATED);
    expect(await errorOf(await participateWarm(id, fromAddress(98)))).toEqual(NO_TICKETS_REMAINING);
  });

  it("returns 403 before 410 in a crowd that sells the raffle out", async () => {
    const id = await raffleOf(30);
    const people = Array.from({ length: 50 }, (_, n) => fromAddress(n));
    // Each player claims three times at once. The first 30 players get one ticket each.
    const crowd = await Promise.all([...people, ...people, ...people].map((from) => participate(id, from)));
    const answersOf = (i: number) => [0, 50, 100].map((turn) => crowd[turn + i] as Response);
    const holders = people.filter((_, i) => answersOf(i).some(({ status }) => status === 200));
    expect(holders).toHaveLength(30);
    for (const [i, person] of people.entries()) {
      const refusal = holders.includes(person) ? ALREADY_PARTICIPATED : NO_TICKETS_REMAINING;
      const refused = answersOf(i).filter(({ status }) => status !== 200);
      expect(refused).toHaveLength(holders.includes(person) ? 2 : 3);
      for (const answer of refused) expect(await errorOf(answer)).toEqual(refusal);
    }
    const later = await Promise.all(people.map((from) => participateWarm(id, from)));
    for (const [i, answer] of later.entries()) {
      const holds = holders.includes(people[i] as string);
      expect(await errorOf(answer)).toEqual(holds ? ALREADY_PARTICIPATED : NO_TICKETS_REMAINING);
    }
  });

  it("returns 403 before 410 after the draw", async () => {
    const { id } = await drawn(2);
    expect(await errorOf(await participate(id, fromAddress(1)))).toEqual(ALREADY_PARTICIPATED);
    expect(await errorOf(await participate(id, fromAddress(9)))).toEqual(NO_TICKETS_REMAINING);
  });

  it("returns 403 before 410 after an eviction", async () => {
    const { id } = await soldOut(2);
    await evict(id);
    expect(await errorOf(await participate(id, fromAddress(2)))).toEqual(ALREADY_PARTICIPATED);
    await evict(id);
    expect(await errorOf(await participate(id, fromAddress(9)))).toEqual(NO_TICKETS_REMAINING);
  });

  it("returns 403 before 410 for IPv6, where a /64 is one player", async () => {
    const id = await raffleOf(1);
    await participate(id, "2001:db8:1:2::1");
    for (const claim of [participate, participateWarm, participateWarm]) {
      expect(await errorOf(await claim(id, "2001:db8:1:2:f::9"))).toEqual(ALREADY_PARTICIPATED);
      expect(await errorOf(await claim(id, "2001:db8:1:3::1"))).toEqual(NO_TICKETS_REMAINING);
    }
  });

  it("returns 403 before 410 to a holder who calls with another key", async () => {
    const id = await raffleOf(1);
    const ticket = await bodyOf(await participate(id, fromAddress(1), KEY));
    expect(await errorOf(await participate(id, fromAddress(1), OTHER_KEY))).toEqual(ALREADY_PARTICIPATED);
    expect(await errorOf(await participate(id, fromAddress(9), KEY))).toEqual(NO_TICKETS_REMAINING);
    expect(await bodyOf(await participate(id, fromAddress(1), KEY))).toEqual(ticket);
  });

  it("returns 410 to everyone after the retention period", async () => {
    const { id } = await drawn(2);
    await participateWarm(id, fromAddress(1));
    advanceClock(30 * DAY);
    for (const n of [1, 2, 9])
      for (const headers of [{}, KEY])
        expect(await errorOf(await participate(id, fromAddress(n), headers))).toEqual(NO_TICKETS_REMAINING);
  });
});

describe("POST /raffles/{raffle_id}/winners/", () => {
  it("returns 200 with two fields per winner, in the order of the prizes", async () => {
    const json = {
      name: "Fair",
      total_tickets: 3,
      prizes: [1, 2].map((amount) => ({ name: `${amount}`, amount })),
    };
    const { raffle_id: id } = await bodyOf<{ raffle_id: string }>(await create(json));
    for (let n = 1; n <= 3; n++) await participate(id, fromAddress(n));
    const winners = await bodyOf<object[]>(await drawWinners(id));
    const winner = (prize: string) => ({ ticket_number: expect.any(Number), prize });
    expect(winners).toEqual([winner("1"), winner("2"), winner("2")]);
  });

  it("returns 403 to an address that is not on the manager list", async () => {
    const { id } = await soldOut(1);
    expect(await errorOf(await drawWinners(id, "198.51.100.1"))).toEqual(UNAUTHORIZED);
  });

  it("returns 400 while tickets remain", async () => {
    expect(await errorOf(await drawWinners(await raffleOf(1)))).toEqual(TICKETS_REMAINING);
  });

  it("returns 400 when the winners are already drawn", async () => {
    const { id } = await drawn(1);
    expect(await errorOf(await drawWinners(id))).toEqual(ALREADY_DRAWN);
  });

  it("returns 404 for an unknown raffle", async () => {
    expect(await errorOf(await drawWinners(crypto.randomUUID()))).toEqual(RAFFLE_NOT_FOUND);
  });
});

describe("GET /raffles/{raffle_id}/winners/", () => {
  it("returns 200 with the same winners, by ascending ticket number", async () => {
    const { id, winners } = await drawn(6, 4);
    const list = await bodyOf(await call("GET", `/raffles/${id}/winners/`));
    expect(list).toEqual(winners.toSorted((a, b) => a.ticket_number - b.ticket_number));
  });

  it("returns 400 before the draw, and 404 for an unknown raffle", async () => {
    const { id } = await soldOut(1);
    expect(await errorOf(await call("GET", `/raffles/${id}/winners/`))).toEqual(NOT_DRAWN);
    const nowhere = `/raffles/${crypto.randomUUID()}/winners/`;
    expect(await errorOf(await call("GET", nowhere))).toEqual(RAFFLE_NOT_FOUND);
  });
});

describe("POST /raffles/{raffle_id}/verify-ticket/", () => {
  it("returns 200 with the prize of each winner, and null for the others", async () => {
    const { id, tickets, winners } = await drawn(3);
    for (const ticket of tickets) {
      const won = winners.some(({ ticket_number }) => ticket_number === ticket.ticket_number);
      expect(await bodyOf(await verify(id, ticket))).toEqual({ has_won: won, prize: won ? "Cake" : null });
    }
  });

  it("returns 400 before the draw", async () => {
    const { id, tickets } = await soldOut(1);
    expect(await errorOf(await verify(id, tickets[0]))).toEqual(NOT_DRAWN);
  });

  it.each([0, 4])("returns 404 for ticket %i of three", async (ticket_number) => {
    const { id, tickets } = await drawn(3);
    expect(await errorOf(await verify(id, { ...tickets[0], ticket_number }))).toEqual(TICKET_NOT_FOUND);
  });

  it("returns 400 for a wrong code", async () => {
    const { id, tickets } = await drawn(2);
    const swapped = { ...tickets[0], verification_code: tickets[1]?.verification_code };
    expect(await errorOf(await verify(id, swapped))).toEqual(INVALID_CODE);
  });

  it("returns 404 for an unknown raffle, and 422 for a body that doesn't match the schema", async () => {
    const ticket = { ticket_number: 1, verification_code: "x" };
    expect(await errorOf(await verify(crypto.randomUUID(), ticket))).toEqual(RAFFLE_NOT_FOUND);
    const { id } = await drawn(1);
    expect((await verify(id, { ticket_number: 1 })).status).toBe(422);
  });
});

describe("other requests", () => {
  it("return 405 with Allow for an unsupported method, and 404 for an unknown path", async () => {
    const wrong = await call("PUT", `/raffles/${crypto.randomUUID()}/winners/`);
    const allowed = wrong.headers.get("Allow")?.split(/, */).toSorted();
    expect([wrong.status, allowed]).toEqual([405, ["GET", "HEAD", "POST"]]);
    expect((await call("GET", "/nowhere")).status).toBe(404);
  });
});
