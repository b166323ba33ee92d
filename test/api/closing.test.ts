import { afterEach, describe, expect, it, vi } from "vitest";
import { digestOfList } from "../../src/domain/claimed-digest";
import { RaffleObject } from "../../src/durable-objects/raffle/object";
import { advanceClock } from "../testkit/clock";
import {
  advanceTo,
  closeBy,
  closeRaffle,
  createWithClaims,
  inSeconds,
  listClaimed,
  transcriptOf,
} from "../testkit/closing";
import { evict } from "../testkit/objects";
import {
  call,
  claim,
  createRaffle,
  draw,
  drawWinners,
  errorOf,
  getRaffle,
  MANAGER,
  type Problem,
  participate,
  player,
  playRaffle,
  sellOut,
  verify,
} from "../testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

const CLOSED = [410, "No tickets remaining"];
const NOT_OPEN = [403, "Raffle not open yet"];

const createBy = (facts: object, headers: Record<string, string> = {}) =>
  call("POST", "/raffles/", {
    from: MANAGER,
    json: { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 1 }], ...facts },
    headers,
  });
const errorsOf = async (answer: Response) => [answer.status, (await answer.json<Problem>()).errors];

describe("a raffle without times", () => {
  it("is open, and says so", async () => {
    expect(await createRaffle()).toMatchObject({
      status: "open",
      opens_at: null,
      closes_at: null,
      closed_at: null,
      claimed_tickets: 0,
      draw_automatically: false,
      description: null,
    });
  });

  it("is the same as with every addition null", async () => {
    const key = { "Idempotency-Key": crypto.randomUUID() };
    await createBy({}, key);
    const nulls = { opens_at: null, closes_at: null, draw_automatically: false, description: null };
    expect((await createBy(nulls, key)).headers.get("Idempotent-Replayed")).toBe("true");
  });

  it("is closed when it sells out", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    const { status, available_tickets, claimed_tickets, closed_at } = await getRaffle(raffle.raffle_id);
    expect([status, available_tickets, claimed_tickets]).toEqual(["closed", 0, 3]);
    expect(closed_at).toBe((await transcriptOf(raffle.raffle_id)).sold_out_at);
  });
});

describe("times of a new raffle", () => {
  it.each([
    ["2030-01-31T18:00:00+01:00", "2030-01-31T17:00:00.000Z"],
    ["2030-02-28T23:59:59.999999-11:30", "2030-03-01T11:29:59.999Z"],
    ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["2030-01-31T18:00:00-00:00", "2030-01-31T18:00:00.000Z"],
  ])("are returned in UTC: %s is %s", async (closes_at, stored) => {
    expect((await createRaffle({ closes_at })).closes_at).toBe(stored);
  });

  it.each([
    "2030-01-31T18:00:00",
    "2030-01-31",
    "2030-01-31T18:00Z",
    "2030-02-30T18:00:00Z",
    "2029-02-29T18:00:00Z",
    "2030-13-01T18:00:00Z",
    "2030-01-31T24:00:00Z",
    "2030-06-30T23:59:60Z",
    "2030-01-31T18:00:00+24:00",
    "+012030-01-31T18:00:00Z",
    "99999-01-31T18:00:00Z",
    "0000-01-01T00:00:00+00:01",
    "2030-01-31T18:00:00Z\n",
    "tomorrow",
    "",
    1_900_000_000,
    true,
    {},
  ])("are rejected with the field: %j", async (time) => {
    for (const field of ["opens_at", "closes_at"]) {
      expect(await errorsOf(await createBy({ [field]: time }))).toEqual([
        422,
        [expect.objectContaining({ field })],
      ]);
    }
  });

  it.each<[string, string, object]>([
    ["closes_at", "must be in the future", { closes_at: "2020-01-01T00:00:00Z" }],
    ["closes_at", "must be at most five years ahead", { closes_at: "2099-01-01T00:00:00Z" }],
    ["opens_at", "must be at most five years ahead", { opens_at: "9999-12-31T23:59:59Z" }],
    [
      "closes_at",
      "must be after opens_at",
      { opens_at: "2030-01-01T01:00:00+01:00", closes_at: "2030-01-01T00:00:00Z" },
    ],
    ["description", "must have at most 2000 characters", { description: "é".repeat(2001) }],
    ["description", "must be well-formed Unicode", { description: "\ud800" }],
    ["draw_automatically", "must be true or false", { draw_automatically: "yes" }],
  ])("give 422 for %s: %s", async (field, detail, facts) => {
    expect(await errorsOf(await createBy(facts))).toEqual([422, [{ field, detail }]]);
  });

  it("are not checked again when the creation is repeated with its key", async () => {
    const facts = { opens_at: inSeconds(30), closes_at: inSeconds(60) };
    const key = { "Idempotency-Key": crypto.randomUUID() };
    await createBy(facts, key);
    advanceClock(3_600_000);
    const again = await createBy(facts, key);
    expect([again.status, again.headers.get("Idempotent-Replayed")]).toEqual([200, "true"]);
  });

  it.each([
    ["closes_at", { closes_at: inSeconds(61) }],
    ["opens_at", { opens_at: inSeconds(1) }],
    ["draw_automatically", { draw_automatically: true }],
    ["description", { description: "other" }],
  ])("and other additions belong to a creation, so its key does not fit another: %s", async (_, changes) => {
    const facts = { closes_at: inSeconds(60) };
    const key = { "Idempotency-Key": crypto.randomUUID() };
    await createBy(facts, key);
    expect((await createBy({ ...facts, ...changes }, key)).status).toBe(422);
  });

  it("keep a description of 2,000 code points with its line breaks", async () => {
    const description = `${"🎟".repeat(1998)}\n.`;
    expect((await createRaffle({ description })).description).toBe(description);
  });
});

describe("a scheduled raffle", () => {
  it("rejects claims until it opens, and says when to try again", async () => {
    const { raffle_id } = await createRaffle({ opens_at: inSeconds(90) });
    const answer = await participate(raffle_id, player(1));
    expect([answer.headers.get("Retry-After"), await errorOf(answer)]).toEqual(["90", NOT_OPEN]);
    expect((await getRaffle(raffle_id)).status).toBe("scheduled");
  });

  it("opens in the millisecond of its opening time, without an alarm", async () => {
    const { raffle_id, opens_at } = await createRaffle({ opens_at: inSeconds(90) });
    advanceTo(opens_at, -1);
    expect((await participate(raffle_id, player(1))).status).toBe(403);
    advanceTo(opens_at);
    expect((await getRaffle(raffle_id)).status).toBe("open");
    expect((await participate(raffle_id, player(1))).status).toBe(200);
  });

  it("returns 410 once it is closed", async () => {
    const { raffle_id } = await createRaffle({ opens_at: inSeconds(90) });
    await closeRaffle(raffle_id);
    expect(await errorOf(await participate(raffle_id, player(1)))).toEqual(CLOSED);
  });

  it("can't be drawn before it is closed", async () => {
    const { raffle_id } = await createRaffle({ opens_at: inSeconds(90) });
    expect(await errorOf(await draw(raffle_id))).toEqual([400, "Tickets remaining"]);
  });
});

describe("a raffle whose closing time has come", () => {
  it("is closed for every route in that millisecond, without an alarm", async () => {
    const { id } = await createWithClaims(2, { closes_at: inSeconds(60) });
    const { closes_at } = await getRaffle(id);
    advanceTo(closes_at, -1);
    expect(await getRaffle(id)).toMatchObject({ status: "open", available_tickets: 8, claimed_tickets: 2 });
    advanceTo(closes_at);
    expect(await getRaffle(id)).toMatchObject({
      status: "closed",
      available_tickets: 0,
      claimed_tickets: 2,
      closed_at: closes_at,
    });
  });

  it("rejects claims as when sold out: holders get 403, others 410, and a repeated claim its ticket", async () => {
    const { raffle_id: id, closes_at } = await createRaffle({ total_tickets: 9, closes_at: inSeconds(60) });
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const ticket = await (await participate(id, player(1), key)).json();
    advanceTo(closes_at);
    for (let n = 0; n < 3; n++) {
      expect(await errorOf(await participate(id, player(1)))).toEqual([403, "Already participated"]);
      expect(await errorOf(await participate(id, player(2)))).toEqual(CLOSED);
    }
    expect(await (await participate(id, player(1), key)).json()).toEqual(ticket);
  });

  it("has the closing time as closed_at, however late anybody looks, and closed_by time", async () => {
    const { raffle_id: id, closes_at } = await createRaffle({ closes_at: inSeconds(60) });
    advanceClock(86_400_000);
    expect(await transcriptOf(id)).toMatchObject({
      closed_at: closes_at,
      closed_by: "time",
      sold_out_at: null,
    });
  });

  it("stays closed when the clock is set back", async () => {
    const { raffle_id: id, closes_at } = await createRaffle({ closes_at: inSeconds(60) });
    advanceTo(closes_at);
    await getRaffle(id);
    advanceTo(closes_at, -30_000);
    await evict(id);
    expect(await errorOf(await participate(id, player(1)))).toEqual(CLOSED);
    expect((await getRaffle(id)).closed_at).toBe(closes_at);
  });

  it("keeps the time of selling out if that came first", async () => {
    const raffle = await createRaffle({ closes_at: inSeconds(60) });
    await sellOut(raffle);
    const { closed_at } = await getRaffle(raffle.raffle_id);
    advanceTo(raffle.closes_at, 1000);
    // Not even a rejected claim moves it.
    expect(await errorOf(await participate(raffle.raffle_id, player(9)))).toEqual(CLOSED);
    expect(await transcriptOf(raffle.raffle_id)).toMatchObject({ closed_at, closed_by: "sold_out" });
  });
});

describe("closing a raffle by hand", () => {
  it("withdraws the tickets that are left", async () => {
    const { id } = await createWithClaims(2);
    const before = Date.now();
    const closed = await closeRaffle(id);
    expect(closed).toMatchObject({ status: "closed", available_tickets: 0, claimed_tickets: 2 });
    expect(Date.parse(closed.closed_at ?? "")).toBeGreaterThanOrEqual(before);
    expect(await errorOf(await participate(id, player(9)))).toEqual(CLOSED);
    expect(await transcriptOf(id)).toMatchObject({ closed_by: "manager", closed_at: closed.closed_at });
  });

  it("changes nothing the second time, and for a sold-out or a drawn raffle", async () => {
    const { id } = await createWithClaims(2);
    const first = await closeRaffle(id);
    advanceClock(5000);
    expect(await closeRaffle(id)).toEqual(first);
    const { id: drawn } = await playRaffle();
    const before = await getRaffle(drawn);
    expect([await closeRaffle(drawn), (await transcriptOf(drawn)).closed_by]).toEqual([before, "sold_out"]);
  });

  it("is for managers", async () => {
    const { id } = await createWithClaims(1);
    expect(await errorOf(await closeBy(id, player(1)))).toEqual([403, "Unauthorized"]);
    expect((await getRaffle(id)).status).toBe("open");
  });

  it("returns 404 for a raffle that does not exist", async () => {
    expect(await errorOf(await closeBy(crypto.randomUUID()))).toEqual([404, "Raffle not found"]);
  });
});

describe("the list of claimed tickets", () => {
  it("has them in the order of the claims, page by page", async () => {
    const { id, tickets } = await createWithClaims(5);
    await closeRaffle(id);
    const expected = tickets.map(({ ticket_number }) => ticket_number);
    for (const limit of [1, 2, 5, 6]) expect(await listClaimed(id, limit)).toEqual(expected);
  });

  it("has 100 on a page by default", async () => {
    const { id } = await createWithClaims(0, { total_tickets: 150 });
    await Promise.all(Array.from({ length: 101 }, (_, n) => claim(id, player(n))));
    await closeRaffle(id);
    const answer = await call("GET", `/raffles/${id}/draw/tickets/`);
    expect((await answer.json<unknown[]>()).length).toBe(100);
    expect(answer.headers.get("Link")).toContain(`/raffles/${id}/draw/tickets/?limit=100&cursor=100`);
  });

  it("returns 400 while the raffle is open, and works for a sold-out raffle", async () => {
    const raffle = await createRaffle();
    const path = `/raffles/${raffle.raffle_id}/draw/tickets/`;
    expect(await errorOf(await call("GET", path))).toEqual([400, "Tickets remaining"]);
    const tickets = await sellOut(raffle);
    expect(await listClaimed(raffle.raffle_id)).toEqual(tickets.map(({ ticket_number }) => ticket_number));
  });

  it("is empty for a raffle without claims, and beyond its end", async () => {
    const { id } = await createWithClaims(0);
    await closeRaffle(id);
    expect(await listClaimed(id)).toEqual([]);
    const beyond = await call("GET", `/raffles/${id}/draw/tickets/?cursor=999999999`);
    expect([await beyond.json(), beyond.headers.get("Link")]).toEqual([[], null]);
  });

  it("links to the next page though the raffle closes while the first one is read", async () => {
    const { id } = await createWithClaims(1);
    const original = RaffleObject.prototype.claimedTickets;
    vi.spyOn(RaffleObject.prototype, "claimedTickets").mockImplementationOnce(async function (
      this: RaffleObject,
      ...page: [number, number]
    ) {
      await this.claim(player(1), "a key of sixteen characters");
      this.close();
      return original.apply(this, page);
    } as never);
    const answer = await call("GET", `/raffles/${id}/draw/tickets/?limit=1`);
    expect([(await answer.json<unknown[]>()).length, answer.headers.has("Link")]).toEqual([1, true]);
  });

  it.each([
    "limit=0",
    "limit=1001",
    "limit=1&limit=2",
    "cursor=0",
    "cursor=-1",
    "cursor=x",
    "cursor=1e3",
  ])("returns 422 for %s", async (query) => {
    const { id } = await createWithClaims(0);
    expect((await call("GET", `/raffles/${id}/draw/tickets/?${query}`)).status).toBe(422);
  });
});

describe("the draw of a raffle that closed early", () => {
  it("is among the claimed tickets, by raffle-draw-2", async () => {
    const { id } = await createWithClaims(4, { prizes: [{ name: "Cake", amount: 3 }] });
    await closeRaffle(id);
    const winners = (await drawWinners(id)).map(({ ticket_number }) => ticket_number);
    const claimed = await listClaimed(id);
    expect([winners.length, new Set(winners).size]).toEqual([3, 3]);
    expect(claimed).toEqual(expect.arrayContaining(winners));
    expect(await transcriptOf(id)).toMatchObject({
      method: "raffle-draw-2",
      claimed_tickets: 4,
      claimed_digest: digestOfList(claimed),
      fallback: false,
    });
    expect((await getRaffle(id)).status).toBe("drawn");
  });

  it("awards the first prizes of the list if fewer tickets are claimed, one per ticket", async () => {
    const prizes = [
      { name: "gold", amount: 1 },
      { name: "silver", amount: 2 },
      { name: "bronze", amount: 3 },
    ];
    const { id, tickets } = await createWithClaims(2, { prizes });
    await closeRaffle(id);
    const winners = await drawWinners(id);
    expect(winners.map(({ prize }) => prize)).toEqual(["gold", "silver"]);
    expect(winners.map(({ ticket_number }) => ticket_number).toSorted()).toEqual(
      tickets.map(({ ticket_number }) => ticket_number).toSorted(),
    );
  });

  it("has no winners and no reserves without claimed tickets", async () => {
    const { id } = await createWithClaims(0);
    await closeRaffle(id);
    expect(await drawWinners(id)).toEqual([]);
    expect(await (await call("GET", `/raffles/${id}/winners/`)).json()).toEqual([]);
    expect(await (await call("GET", `/raffles/${id}/draw/reserves/`)).json()).toEqual([]);
  });

  it("lists all winners when there are more than a page of them", async () => {
    const { id } = await createWithClaims(0, {
      total_tickets: 2000,
      prizes: [{ name: "Cake", amount: 1500 }],
    });
    await Promise.all(Array.from({ length: 1200 }, (_, n) => claim(id, player(n))));
    await closeRaffle(id);
    await drawWinners(id);
    const listed = await (await call("GET", `/raffles/${id}/winners/`)).json<unknown[]>();
    expect(listed.length).toBe(1200);
  });

  it("makes verify-ticket reject the tickets that nobody claimed", async () => {
    const { id, tickets } = await createWithClaims(2);
    await closeRaffle(id);
    await drawWinners(id);
    expect((await verify(id, tickets[0])).status).toBe(200);
    const claimed = new Set(tickets.map(({ ticket_number }) => ticket_number));
    for (let ticket_number = 1; ticket_number <= 10; ticket_number++) {
      if (claimed.has(ticket_number)) continue;
      const answer = await verify(id, { ...tickets[0], ticket_number });
      expect(await errorOf(answer)).toEqual([400, "Invalid verification code"]);
    }
  });
});

describe("the body of a draw", () => {
  it.each<[string, object]>([
    ["nothing", {}],
    ["JSON that is cut off", { body: "{", headers: { "Content-Type": "application/json" } }],
    ["no body with the media type of JSON", { headers: { "Content-Type": "application/json" } }],
    ["a list", { json: [1] }],
    ["a form", { body: "local_randomness=true" }],
    ["other fields", { json: { force: true } }],
    ["300 KB", { body: " ".repeat(300_000), headers: { "Content-Type": "application/json" } }],
  ])("is ignored, as in the original API: %s", async (_, options) => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const answer = await call("POST", `/raffles/${raffle.raffle_id}/winners/`, { from: MANAGER, ...options });
    expect(answer.status).toBe(200);
  });

  it.each(["true", 1, null])("gives 422 for local_randomness: %j", async (local_randomness) => {
    const { raffle_id } = await createRaffle();
    const path = `/raffles/${raffle_id}/winners/`;
    const answer = await call("POST", path, { from: MANAGER, json: { local_randomness } });
    expect(await errorsOf(answer)).toEqual([
      422,
      [{ field: "local_randomness", detail: "must be true or false" }],
    ]);
  });
});
