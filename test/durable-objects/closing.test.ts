import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DIGEST_BLOCK_TICKETS, digestOfList } from "../../src/domain/claimed-digest";
import { LiveRaffle } from "../../src/durable-objects/raffle/live-raffle";
import { DigestStore } from "../../src/durable-objects/raffle/store/digest";
import { advanceClock } from "../testkit/clock";
import {
  advanceTo,
  closeRaffle,
  createWithClaims,
  inSeconds,
  listClaimed,
  transcriptOf,
} from "../testkit/closing";
import { evict, giveOut, raffleObject, storedRows } from "../testkit/objects";
import {
  claim,
  createRaffle,
  deleteRaffle,
  drawWinners,
  getRaffle,
  participate,
  player,
} from "../testkit/service";
import { fillInLast } from "../testkit/tickets";

afterEach(() => {
  vi.restoreAllMocks();
});

const tasksOf = async (id: string) => (await storedRows(raffleObject(id))).task?.map(({ name }) => name);
const alarmOf = (id: string) => runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());
const ring = (id: string) => runDurableObjectAlarm(raffleObject(id));

/** Stores the last of so many claims alone. The digest needs no other. */
async function pretendClaims(id: string, claims: number): Promise<void> {
  await runInDurableObject(raffleObject(id), (_, { storage }) => fillInLast(storage, claims));
  await evict(id);
}

describe("the alarm of a raffle with a closing time", () => {
  it("is set to that time, and closes the raffle", async () => {
    const { id } = await createWithClaims(1, { closes_at: inSeconds(60) });
    const { closes_at } = await getRaffle(id);
    expect(await alarmOf(id)).toBe(Date.parse(closes_at ?? ""));
    advanceTo(closes_at, 10);
    await ring(id);
    const [row] = (await storedRows(raffleObject(id))).raffle ?? [];
    expect(row).toMatchObject({
      closed_at: Date.parse(closes_at ?? ""),
      closed_by: "time",
      claimed_tickets: 1,
    });
  });

  it("that rings early keeps the task", async () => {
    const { id } = await createWithClaims(1, { closes_at: inSeconds(60) });
    await ring(id);
    expect([(await getRaffle(id)).status, await tasksOf(id)]).toEqual(["open", ["close"]]);
  });

  it("keeps the task if the clock is set back while it rings", async () => {
    const { id } = await createWithClaims(1, { closes_at: inSeconds(60) });
    const { closes_at } = await getRaffle(id);
    advanceTo(closes_at, -1);
    vi.mocked(Date.now).mockReturnValueOnce(Date.parse(closes_at ?? ""));
    await runInDurableObject(raffleObject(id), (raffle) => raffle.alarm());
    expect([(await getRaffle(id)).status, await tasksOf(id)]).toEqual(["open", ["close"]]);
  });

  it("is not needed once the raffle is closed by hand", async () => {
    const { id } = await createWithClaims(1, { closes_at: inSeconds(60) });
    await closeRaffle(id);
    expect(await tasksOf(id)).toEqual(["digest"]);
    await ring(id);
    expect([await tasksOf(id), await alarmOf(id)]).toEqual([[], null]);
  });
});

describe("a claim and a closing at the same moment", () => {
  it("leave every answered ticket in the list, whichever comes first", async () => {
    const { id } = await createWithClaims(0, { total_tickets: 100 });
    const claims = Array.from({ length: 60 }, (_, n) => participate(id, player(n)));
    const closing = closeRaffle(id);
    const more = Array.from({ length: 30 }, (_, n) => participate(id, player(100 + n)));
    const answers = await Promise.all([...claims, ...more]);
    await closing;
    const tickets = await Promise.all(
      answers
        .filter(({ status }) => status === 200)
        .map(async (answer) => (await answer.json<{ ticket_number: number }>()).ticket_number),
    );
    expect((await listClaimed(id)).toSorted()).toEqual(tickets.toSorted());
    expect((await getRaffle(id)).claimed_tickets).toBe(tickets.length);
  });

  it("are decided by the clock of the transaction, not by that of the call's arrival", async () => {
    const { raffle_id: id, closes_at } = await createRaffle({ closes_at: inSeconds(60) });
    const answer = await runInDurableObject(raffleObject(id), (raffle) => {
      const claiming = raffle.claim(player(1), "a key of sixteen characters");
      // The claim has arrived and is being hashed.
      advanceTo(closes_at);
      return claiming;
    });
    expect(answer).toMatchObject({ ok: false, error: "no-tickets-remaining" });
  });
});

describe("the digest of the claimed tickets", () => {
  it("is computed by the alarm, and is of the listed tickets in their order", async () => {
    const { id } = await createWithClaims(7);
    await closeRaffle(id);
    expect(await transcriptOf(id)).toMatchObject({ claimed_digest: null, digest_at: null });
    await ring(id);
    const { claimed_digest, digest_at } = await transcriptOf(id);
    expect(claimed_digest).toBe(digestOfList(await listClaimed(id)));
    expect(Date.parse(digest_at ?? "")).toBeLessThanOrEqual(Date.now());
    expect((await storedRows(raffleObject(id))).digest_block).toEqual([]);
  });

  it("is never computed for a raffle that sold out", async () => {
    const { id } = await createWithClaims(10);
    expect([await tasksOf(id), (await transcriptOf(id)).claimed_digest]).toEqual([[], null]);
  });

  it("goes on with the next block after the object crashed", async () => {
    const claims = 2 * DIGEST_BLOCK_TICKETS + 5;
    const { raffle_id: id } = await createRaffle({ total_tickets: 200_000 });
    await pretendClaims(id, claims);
    await closeRaffle(id);
    let steps = 0;
    // Crashes after the first block.
    vi.spyOn(scheduler, "wait").mockImplementation(async () => {
      if (++steps === 1) throw new Error("crashed");
    });
    await runInDurableObject(raffleObject(id), async (raffle) => {
      await expect(raffle.alarm()).rejects.toThrow("crashed");
    });
    vi.restoreAllMocks();
    await evict(id);
    expect((await storedRows(raffleObject(id))).digest_block).toHaveLength(1);
    advanceClock(31_000);
    await ring(id);
    expect((await transcriptOf(id)).claimed_digest).toBe(digestOfList(await listClaimed(id)));
  });

  it("takes several alarms for more than four blocks", async () => {
    const { raffle_id: id } = await createRaffle({ total_tickets: 1_000_000 });
    await pretendClaims(id, 4 * DIGEST_BLOCK_TICKETS + 1);
    await closeRaffle(id);
    await ring(id);
    expect([(await transcriptOf(id)).claimed_digest, await tasksOf(id)]).toEqual([null, ["digest"]]);
    await ring(id);
    expect([typeof (await transcriptOf(id)).claimed_digest, await tasksOf(id)]).toEqual(["string", []]);
  });

  it("is completed by a draw that comes before the alarm", async () => {
    const { id } = await createWithClaims(3);
    await closeRaffle(id);
    await drawWinners(id);
    expect((await transcriptOf(id)).claimed_digest).toBe(digestOfList(await listClaimed(id)));
  });

  it("does not come back when the raffle is deleted meanwhile", async () => {
    const { raffle_id: id } = await createRaffle({ total_tickets: 200_000 });
    const claims = 2 * DIGEST_BLOCK_TICKETS;
    await pretendClaims(id, claims);
    await closeRaffle(id);
    await runInDurableObject(raffleObject(id), async (raffle) => {
      // The first wait is between the two blocks.
      vi.spyOn(scheduler, "wait").mockImplementationOnce(async () => {
        await raffle.remove("Fair", true);
      });
      await raffle.alarm();
    });
    const { schema_version, deleted, ...rest } = await storedRows(raffleObject(id));
    expect(Object.values(rest).flat()).toEqual([]);
  });
});

describe("an automatic draw", () => {
  it("draws a raffle that closes by its time, with nobody's help", async () => {
    const { id } = await createWithClaims(3, { closes_at: inSeconds(60), draw_automatically: true });
    advanceTo((await getRaffle(id)).closes_at);
    await ring(id);
    await ring(id);
    expect([(await getRaffle(id)).status, await tasksOf(id)]).toEqual(["drawn", ["forget-players"]]);
  });

  it("draws a raffle that sells out", async () => {
    const { id } = await createWithClaims(10, { draw_automatically: true });
    expect(await tasksOf(id)).toEqual(["draw"]);
    await ring(id);
    expect((await getRaffle(id)).status).toBe("drawn");
  });

  it("draws once the object starts again, if older code sold the raffle out after a rollback", async () => {
    const { id } = await createWithClaims(10, { draw_automatically: true });
    await runInDurableObject(raffleObject(id), async (_, { storage }) => {
      storage.sql.exec("DELETE FROM task");
      await storage.deleteAlarm();
    });
    await evict(id);
    await getRaffle(id);
    await ring(id);
    expect((await getRaffle(id)).status).toBe("drawn");
  });

  it("is not needed once a manager has drawn", async () => {
    const { id } = await createWithClaims(10, { draw_automatically: true });
    await drawWinners(id);
    expect(await tasksOf(id)).toEqual(["forget-players"]);
  });

  it("happens once, though the alarm rings twice and a manager draws at the same time", async () => {
    const { id } = await createWithClaims(10, { draw_automatically: true });
    const outcomes = await runInDurableObject(raffleObject(id), async (raffle) => {
      const draws = [raffle.draw([]), raffle.draw([])];
      await Promise.all([raffle.alarm(), raffle.alarm()]);
      return (await Promise.all(draws)).filter(({ ok }) => ok).length;
    });
    const { reserve, winner } = await storedRows(raffleObject(id));
    expect([winner?.length, reserve?.length]).toEqual([1, 9]);
    expect(outcomes).toBeLessThanOrEqual(1);
  });

  it("is tried again after 5 s at first, then after as long as it is overdue, at most an hour", async () => {
    const { id } = await createWithClaims(10, { draw_automatically: true });
    const closedAt = Date.parse((await getRaffle(id)).closed_at ?? "");
    vi.spyOn(LiveRaffle.prototype, "draw").mockResolvedValue({ ok: false, error: "beacon-unavailable" });
    const waits: number[] = [];
    for (const late of [1000, 60_000, 86_400_000]) {
      vi.spyOn(Date, "now").mockReturnValue(closedAt + late);
      await runInDurableObject(raffleObject(id), (raffle) => raffle.alarm());
      waits.push(((await alarmOf(id)) ?? 0) - Date.now());
    }
    expect(waits).toEqual([5000, 60_000, 3_600_000]);
  });

  it("is not tried again if the raffle is deleted meanwhile", async () => {
    const { id } = await createWithClaims(10, { draw_automatically: true });
    await runInDurableObject(raffleObject(id), async (raffle) => {
      vi.spyOn(LiveRaffle.prototype, "draw").mockImplementation(async () => {
        await raffle.remove("Fair", true);
        return { ok: false, error: "raffle-not-found" };
      });
      await raffle.alarm();
    });
    expect(await tasksOf(id)).toEqual([]);
  });

  it("is logged, each attempt with its outcome", async () => {
    const { id } = await createWithClaims(10, { draw_automatically: true });
    const logged = vi.spyOn(console, "info").mockImplementation(() => {});
    await ring(id);
    const lines = logged.mock.calls.map(([line]) => String(line));
    expect(lines.filter((line) => line.includes("automatic_draw"))).toEqual([
      expect.stringContaining('"outcome":"drawn"'),
    ]);
  });

  it("leaves a raffle without it alone", async () => {
    const { id } = await createWithClaims(3, { closes_at: inSeconds(60) });
    advanceTo((await getRaffle(id)).closes_at);
    await ring(id);
    await ring(id);
    expect([(await getRaffle(id)).status, await tasksOf(id)]).toEqual(["closed", []]);
  });
});

describe("a draw among many claimed tickets", () => {
  /** Returns a closed raffle with 25,000 claims and as many prizes. Its digest is complete. */
  async function closedWithMany() {
    const { raffle_id: id } = await createRaffle({
      total_tickets: 100_000,
      prizes: [{ name: "Cake", amount: 25_000 }],
    });
    await giveOut(id, 25_000);
    await closeRaffle(id);
    await ring(id);
    return id;
  }

  it("answers other calls in between, and stops if one of them deletes the raffle", async () => {
    const id = await closedWithMany();
    const [outcome, wasDrawn] = await runInDurableObject(raffleObject(id), async (raffle) => {
      const drawing = raffle.draw([]);
      await scheduler.wait(0);
      const state = raffle.state();
      await raffle.remove("Fair", true);
      return [await drawing, state.ok && state.value.draw.drawnAt !== null];
    });
    expect([outcome, wasDrawn]).toEqual([{ ok: false, error: "raffle-not-found" }, false]);
    expect((await storedRows(raffleObject(id))).winner).toEqual([]);
  });

  it("draws claimed tickets only, each once", async () => {
    const id = await closedWithMany();
    const winners = (await drawWinners(id)).map(({ ticket_number }) => ticket_number);
    expect(winners.toSorted((a, b) => a - b)).toEqual((await listClaimed(id)).toSorted((a, b) => a - b));
  });
});

describe("a raffle that is restored to a time before its closing", () => {
  it("closes again at its closing time, with the same round and the tickets claimed by then", async () => {
    const { id } = await createWithClaims(2, { closes_at: inSeconds(60) });
    advanceTo((await getRaffle(id)).closes_at, 5000);
    await ring(id);
    await ring(id);
    const before = await transcriptOf(id);
    await runInDurableObject(raffleObject(id), (_, { storage: { sql } }) => {
      sql.exec("DROP TRIGGER raffle_is_closed; DELETE FROM digest_block; DELETE FROM task");
      sql.exec("UPDATE raffle SET closed_at = NULL, closed_by = NULL, claimed_tickets = NULL, round = NULL");
      sql.exec("UPDATE raffle SET claimed_digest = NULL, digest_at = NULL");
      sql.exec("INSERT INTO task SELECT 'close', closes_at FROM raffle");
    });
    await evict(id);
    await ring(id);
    await ring(id);
    expect(await transcriptOf(id)).toEqual(before);
    expect((await getRaffle(id)).status).toBe("closed");
  });
});

describe("deleting a closed raffle", () => {
  it("deletes the blocks of a digest that is not complete", async () => {
    const { id } = await createWithClaims(1);
    await closeRaffle(id);
    await runInDurableObject(raffleObject(id), (_, { storage }) =>
      new DigestStore(storage.sql).add(0, new Uint8Array(32)),
    );
    await deleteRaffle(id, { name: "Fair", abandoned: true });
    expect((await storedRows(raffleObject(id))).digest_block).toEqual([]);
  });

  it("needs abandoned: true, as it does while tickets are claimed", async () => {
    const { id } = await createWithClaims(1);
    await closeRaffle(id);
    expect((await deleteRaffle(id)).status).toBe(409);
    expect((await deleteRaffle(id, { name: "Fair", abandoned: true })).status).toBe(200);
  });
});

describe("a raffle that closed early and was evicted between any two steps", () => {
  it("goes on", async () => {
    const { id } = await createWithClaims(2, { closes_at: inSeconds(60), draw_automatically: true });
    const { closes_at } = await getRaffle(id);
    advanceTo(closes_at);
    for (let step = 0; step < 3; step++) {
      await evict(id);
      await ring(id);
    }
    const transcript = await transcriptOf(id);
    await evict(id);
    expect(await transcriptOf(id)).toEqual(transcript);
    expect(transcript).toMatchObject({ closed_at: closes_at, closed_by: "time", claimed_tickets: 2 });
    expect(transcript.drawn_at).not.toBeNull();
    expect(await claim(id, player(0)).catch(String)).toContain("Already participated");
  });
});
