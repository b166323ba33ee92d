import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { RaffleStore } from "../../src/durable-objects/raffle/store";
import { type Award, collect, forfeit, forfeitAll, listAwards, playForPrizes } from "../testkit/awards";
import { advanceClock } from "../testkit/clock";
import { evict, raffleObject } from "../testkit/objects";
import { rowsBilledTo } from "../testkit/rows";
import { call, claim, createRaffle, draw, expectOk, player, type Ticket, verify } from "../testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

const DAY_MS = 86_400_000;
const WINNERS = 2000;

/** Plays a raffle of three winners and three reserves: one prize is collected and one passed on. */
async function play() {
  const { id, winners, reserves } = await playForPrizes();
  const [first, second] = winners as [Ticket, Ticket];
  const key = { "Idempotency-Key": crypto.randomUUID() };
  await collect(id, first, key);
  await forfeit(id, second.ticket_number);
  return { id, first, key, reserve: reserves[0] as Ticket };
}

/**
 * Creates a drawn raffle in whose storage all of many tickets have won. Returns its id and a holder's number.
 */
async function drawnWithMany() {
  const { raffle_id: id } = await createRaffle({ total_tickets: 1 });
  await claim(id, player(1));
  await draw(id);
  await runInDurableObject(raffleObject(id), (_, { storage: { sql } }) => {
    sql.exec(
      "UPDATE raffle SET total_tickets = ?, prizes = ?",
      WINNERS,
      `[{"name":"Pen","amount":${WINNERS}}]`,
    );
    sql.exec(
      `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO winner (ticket, rank) SELECT i, i - 1 FROM n`,
      WINNERS,
    );
  });
  await evict(id);
  return id;
}

describe("what became of the prizes", () => {
  it("survives an eviction, and so does the replay of a hand-over", async () => {
    const { id, first, key } = await play();
    const before = await listAwards(id);
    await evict(id);
    expect(await listAwards(id)).toEqual(before);
    const again = await collect(id, first, key);
    expect([again.status, again.headers.get("Idempotent-Replayed")]).toEqual([200, "true"]);
  });

  it("survives the end of retention, after which prizes can still be collected", async () => {
    const { id, reserve } = await play();
    const before = await listAwards(id);
    advanceClock(31 * DAY_MS);
    await runDurableObjectAlarm(raffleObject(id));
    expect(await listAwards(id)).toEqual(before);
    expect(await expectOk<Award>(await collect(id, reserve))).toMatchObject({ status: "collected" });
  });

  it("counts the forfeits again after an eviction", async () => {
    const { id } = await play();
    await evict(id);
    expect(await raffleObject(id).progress()).toMatchObject({ ok: true, value: { forfeits: 1 } });
  });

  it("is all or nothing: a failed transaction forfeits no prize", async () => {
    const { id, first } = await play();
    const before = await listAwards(id);
    const failed = await runInDurableObject(raffleObject(id), (_, { storage }) => {
      const store = new RaffleStore(storage);
      try {
        store.transaction(() => {
          store.awards.forfeitAll(Date.now());
          throw new Error("a crash");
        });
      } catch (error) {
        return String(error);
      }
      return "";
    });
    expect([failed, await listAwards(id)]).toEqual(["Error: a crash", before]);
    expect(await expectOk(await verify(id, first))).toMatchObject({ has_won: true });
  });
});

describe("the rows that the prize desk reads", () => {
  it("are a handful for a page of awards and for a forfeit, however many winners there are", async () => {
    const id = await drawnWithMany();
    const page = await rowsBilledTo(id, () =>
      call("GET", `/raffles/${id}/awards/?limit=10`, { from: "127.0.0.1" }),
    );
    const passing = await rowsBilledTo(id, () => forfeit(id, 1000));
    const counting = await rowsBilledTo(id, () => raffleObject(id).countUncollected());
    expect(counting.read).toBeLessThan(60);
    expect([page.read, page.written]).toEqual([expect.any(Number), 0]);
    expect(page.read).toBeLessThan(60);
    expect(passing.read).toBeLessThan(60);
    expect(passing.written).toBeLessThan(10);
  });

  it("are written once for each prize when all are forfeited", async () => {
    const id = await drawnWithMany();
    expect(await expectOk(await forfeitAll(id))).toEqual({ forfeited: WINNERS });
    expect((await listAwards(id)).every(({ status }) => status === "forfeited")).toBe(true);
  });
});
