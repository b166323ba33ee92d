import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type Award,
  collect,
  forfeit,
  forfeitAll,
  getAwards,
  listAwards,
  playForPrizes,
  undoCollecting,
  winnersByPrize,
} from "../testkit/awards";
import { advanceClock } from "../testkit/clock";
import {
  call,
  createRaffle,
  errorOf,
  expectOk,
  listWinners,
  MANAGER,
  type Problem,
  type Ticket,
  verify,
} from "../testkit/service";

const NO_PRIZE = [409, "Ticket has not won"];
const numbersOf = (list: { ticket_number: number }[]) => list.map(({ ticket_number }) => ticket_number);

/** Plays a raffle with three winners and three reserves. */
async function play() {
  const { id, winners, reserves } = await playForPrizes();
  const [first, second, third] = winners as [Ticket, Ticket, Ticket];
  const [reserve, nextReserve, lastReserve] = reserves as [Ticket, Ticket, Ticket];
  return { id, first, second, third, reserve, nextReserve, lastReserve };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("POST collect/", () => {
  it("hands over a prize and returns the award with the time", async () => {
    const { id, first } = await play();
    const before = Date.now();
    const award = await expectOk<Award>(await collect(id, first));
    expect(award).toEqual({
      ticket_number: first.ticket_number,
      prize: "Bicycle",
      rank: 1,
      status: "collected",
      collected_at: expect.any(String),
      passed_to: null,
    });
    expect(Date.parse(award.collected_at ?? "")).toBeGreaterThanOrEqual(before);
  });

  it("returns 409 with the time for a prize that is already collected", async () => {
    const { id, first } = await play();
    const { collected_at } = await expectOk<Award>(await collect(id, first));
    const again = await collect(id, first, { "Idempotency-Key": crypto.randomUUID() });
    expect(await again.json()).toMatchObject({
      status: 409,
      type: "/problems/already-collected",
      detail: "Already collected",
      collected_at,
    });
  });

  it("replays a hand-over with the same Idempotency-Key", async () => {
    const { id, first } = await play();
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const award = await expectOk<Award>(await collect(id, first, headers));
    const again = await collect(id, first, headers);
    expect([await again.json(), again.headers.get("Idempotent-Replayed")]).toEqual([award, "true"]);
  });

  it("lets one of two desks hand over a prize", async () => {
    const { id, first } = await play();
    const keys = [crypto.randomUUID(), crypto.randomUUID()];
    const answers = await Promise.all(keys.map((key) => collect(id, first, { "Idempotency-Key": key })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("returns 409 for a ticket that has not won, and 400 for a wrong code before that", async () => {
    const { id, reserve } = await play();
    expect(await errorOf(await collect(id, reserve))).toEqual(NO_PRIZE);
    const wrong = { ...reserve, verification_code: "0000-0000-0000-0000-0000-0000" };
    expect(await errorOf(await collect(id, wrong))).toEqual([400, "Invalid verification code"]);
  });

  it("returns 409 for a forfeited prize", async () => {
    const { id, first } = await play();
    await forfeit(id, first.ticket_number);
    expect(await errorOf(await collect(id, first))).toEqual([409, "Prize forfeited"]);
  });

  it.each([
    [0, 404],
    [7, 404],
    ["99999999999999999999", 404],
    ["x", 422],
    ["1.5", 422],
    ["-1", 422],
  ])("returns for the ticket %s the status %i", async (number, status) => {
    const { id, first } = await play();
    const answer = await call("POST", `/raffles/${id}/winners/${number}/collect/`, {
      from: MANAGER,
      json: { verification_code: first.verification_code },
    });
    expect(answer.status).toBe(status);
  });

  it("returns 422 for a body without a code", async () => {
    const { id, first } = await play();
    const answer = await call("POST", `/raffles/${id}/winners/${first.ticket_number}/collect/`, {
      from: MANAGER,
      json: {},
    });
    expect((await answer.json<Problem>()).errors?.map(({ field }) => field)).toEqual(["verification_code"]);
  });

  it("returns 400 before the draw, even for a ticket out of range", async () => {
    const { raffle_id: id } = await createRaffle();
    const ticket = { ticket_number: 99, verification_code: "x" };
    for (const answer of [await collect(id, ticket), await forfeit(id, 99), await undoCollecting(id, 99)]) {
      expect(await errorOf(answer)).toEqual([400, "Winners not drawn"]);
    }
  });
});

describe("DELETE collect/", () => {
  it("takes back a hand-over, so that the prize can be collected again", async () => {
    const { id, first } = await play();
    await collect(id, first);
    const undone = await expectOk<Award>(await undoCollecting(id, first.ticket_number));
    expect(undone).toMatchObject({ status: "won", collected_at: null });
    expect((await collect(id, first)).status).toBe(200);
  });

  it("returns the award of a prize that was not collected", async () => {
    const { id, first } = await play();
    expect(await expectOk(await undoCollecting(id, first.ticket_number))).toMatchObject({ status: "won" });
  });

  it("returns 409 for a ticket that has not won", async () => {
    const { id, reserve } = await play();
    expect(await errorOf(await undoCollecting(id, reserve.ticket_number))).toEqual(NO_PRIZE);
  });
});

describe("POST forfeit/", () => {
  it("passes prizes to the reserves in their order", async () => {
    const { id, first, second, reserve, nextReserve } = await play();
    const awards = [await forfeit(id, second.ticket_number), await forfeit(id, first.ticket_number)];
    expect(await Promise.all(awards.map((answer) => answer.json()))).toMatchObject([
      { status: "forfeited", rank: 2, passed_to: reserve.ticket_number },
      { status: "forfeited", rank: 1, passed_to: nextReserve.ticket_number },
    ]);
    expect(await expectOk(await verify(id, reserve))).toEqual({ has_won: true, prize: "Book" });
    expect(await expectOk(await verify(id, nextReserve))).toEqual({ has_won: true, prize: "Bicycle" });
    expect(await expectOk(await verify(id, first))).toEqual({ has_won: false, prize: null });
  });

  it("changes nothing when it is repeated", async () => {
    const { id, first } = await play();
    const award = await expectOk(await forfeit(id, first.ticket_number));
    expect(await expectOk(await forfeit(id, first.ticket_number))).toEqual(award);
    expect(await listAwards(id)).toHaveLength(4);
  });

  it("passes on the prize of a promoted reserve, which keeps its own rank", async () => {
    const { id, first, reserve, nextReserve } = await play();
    await forfeit(id, first.ticket_number);
    expect(await expectOk(await forfeit(id, reserve.ticket_number))).toMatchObject({
      prize: "Bicycle",
      rank: 4,
      passed_to: nextReserve.ticket_number,
    });
    expect(await expectOk(await verify(id, nextReserve))).toEqual({ has_won: true, prize: "Bicycle" });
  });

  it("takes the prize out of the winners when no reserve is left", async () => {
    const { id, first, reserve, nextReserve, lastReserve } = await play();
    for (const { ticket_number } of [first, reserve, nextReserve]) await forfeit(id, ticket_number);
    expect(await expectOk(await forfeit(id, lastReserve.ticket_number))).toMatchObject({ passed_to: null });
    expect((await listWinners(id)).map(({ prize }) => prize)).toEqual(["Book", "Book"]);
  });

  it("returns 409 with the time for a collected prize", async () => {
    const { id, first } = await play();
    const { collected_at } = await expectOk<Award>(await collect(id, first));
    expect(await (await forfeit(id, first.ticket_number)).json()).toMatchObject({
      type: "/problems/already-collected",
      collected_at,
    });
  });

  it("returns 409 for a ticket that has not won", async () => {
    const { id, reserve } = await play();
    expect(await errorOf(await forfeit(id, reserve.ticket_number))).toEqual(NO_PRIZE);
  });
});

describe("POST awards/forfeit/", () => {
  it("forfeits all prizes that are not collected, promoted ones too, and passes none on", async () => {
    const { id, first, second, third, reserve } = await play();
    await forfeit(id, first.ticket_number);
    await collect(id, second);
    expect(await expectOk(await forfeitAll(id))).toEqual({ forfeited: 2 });
    expect(await listWinners(id)).toEqual([{ ticket_number: second.ticket_number, prize: "Book" }]);
    expect(await listAwards(id)).toMatchObject([
      { ...{ ticket_number: first.ticket_number }, status: "forfeited", passed_to: reserve.ticket_number },
      { ticket_number: second.ticket_number, status: "collected" },
      { ticket_number: third.ticket_number, status: "forfeited", passed_to: null },
      { ticket_number: reserve.ticket_number, status: "forfeited", passed_to: null, rank: 4 },
    ]);
  });

  it("forfeits nothing the second time, and 400 before the draw", async () => {
    const { id } = await play();
    await forfeitAll(id);
    expect(await expectOk(await forfeitAll(id))).toEqual({ forfeited: 0 });
    const { raffle_id } = await createRaffle();
    expect((await forfeitAll(raffle_id)).status).toBe(400);
  });

  it("leaves a prize won if its hand-over is taken back later", async () => {
    const { id, second } = await play();
    await collect(id, second);
    await forfeitAll(id);
    expect(await expectOk(await undoCollecting(id, second.ticket_number))).toMatchObject({ status: "won" });
    expect(numbersOf(await listWinners(id))).toEqual([second.ticket_number]);
  });
});

describe("GET awards/", () => {
  it("pages by rank, with promoted reserves at the end", async () => {
    const { id, first, second, third, reserve } = await play();
    await forfeit(id, second.ticket_number);
    const pages: number[][] = [];
    for (let query = "?limit=1"; query !== ""; ) {
      const answer = await getAwards(id, query);
      pages.push(numbersOf(await answer.clone().json<Award[]>()));
      const link = /<([^>]*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
      query = link ? new URL(link).search : "";
    }
    expect(pages).toEqual([first, second, third, reserve].map(({ ticket_number }) => [ticket_number]));
  });

  it("is written as CSV", async () => {
    const { id, first } = await play();
    await collect(id, first);
    const lines = (await (await getAwards(id, "", { Accept: "text/csv" })).text()).split("\r\n");
    expect(lines[0]).toBe("ticket_number,prize,rank,status,collected_at,passed_to");
    expect(lines[1]).toMatch(new RegExp(`^${first.ticket_number},"Bicycle",1,"collected","2[^"]*Z",$`));
    expect(lines[2]).toMatch(/^\d,"Book",2,"won",,$/);
    expect(lines).toHaveLength(5);
  });

  it("returns 400 before the draw", async () => {
    const { raffle_id } = await createRaffle();
    expect((await getAwards(raffle_id)).status).toBe(400);
  });

  it("is not stored by caches", async () => {
    const { id } = await play();
    expect((await getAwards(id)).headers.get("Cache-Control")).toBe("no-store");
  });
});

describe("what everybody sees", () => {
  it("has the winners by prize, a promoted reserve in the place of the forfeited winner", async () => {
    const { id, first, second, third, reserve } = await play();
    expect(numbersOf(await winnersByPrize(id))).toEqual(numbersOf([first, second, third]));
    await forfeit(id, first.ticket_number);
    advanceClock(1000);
    expect(numbersOf(await winnersByPrize(id))).toEqual(numbersOf([reserve, second, third]));
  });

  it("has the forfeits in their order", async () => {
    const { id, first, second, third, reserve } = await play();
    await forfeit(id, third.ticket_number);
    await collect(id, first);
    await forfeitAll(id);
    const listed = await expectOk(await call("GET", `/raffles/${id}/draw/forfeits/`));
    const forfeited_at = expect.stringMatching(/Z$/);
    expect(listed).toEqual([
      { ticket_number: third.ticket_number, passed_to: reserve.ticket_number, forfeited_at },
      { ticket_number: second.ticket_number, passed_to: null, forfeited_at },
      { ticket_number: reserve.ticket_number, passed_to: null, forfeited_at },
    ]);
  });

  it("keeps the reserves as drawn", async () => {
    const { id, first, reserve, nextReserve, lastReserve } = await play();
    await forfeit(id, first.ticket_number);
    const reserves = await expectOk<{ ticket_number: number }[]>(
      await call("GET", `/raffles/${id}/draw/reserves/`),
    );
    expect(numbersOf(reserves)).toEqual(numbersOf([reserve, nextReserve, lastReserve]));
  });

  it("has the number of forfeits in the transcript", async () => {
    const { id, first } = await play();
    await forfeit(id, first.ticket_number);
    advanceClock(1000);
    expect(await expectOk(await call("GET", `/raffles/${id}/draw/`))).toMatchObject({ forfeited_count: 1 });
  });
});
