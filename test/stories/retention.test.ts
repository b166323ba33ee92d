import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { directoryOf } from "../../src/durable-objects/directory/object";
import { advanceClock } from "../testkit/clock";
import { evict, raffleObject, storedRows } from "../testkit/objects";
import {
  call,
  createRaffle,
  draw,
  errorOf,
  listWinners,
  MANAGER,
  participate,
  player,
  playRaffle,
  sellOut,
  verify,
} from "../testkit/service";
import { serviceWith } from "../testkit/variant";

afterEach(() => {
  vi.restoreAllMocks();
});

const DAY = 86_400_000;
const alarmOf = (id: string) => runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());
/** Counts the stored tags that can be traced to an address. Without the key, no tag of a ticket can. */
async function playersOf(id: string): Promise<number> {
  const { raffle, claimed_ticket = [], player_block = [] } = await storedRows(raffleObject(id));
  return raffle?.[0]?.tag_key === null ? player_block.length : claimed_ticket.length;
}

/** Advances the clock and runs the alarm. */
async function ringAfter(id: string, milliseconds: number): Promise<void> {
  advanceClock(milliseconds);
  await runDurableObjectAlarm(raffleObject(id));
}

/** Creates a drawn raffle whose players are forgotten. */
async function forgotten() {
  const played = await playRaffle();
  await ringAfter(played.id, 30 * DAY);
  return played;
}

describe("a drawn raffle", () => {
  it("has an alarm 30 days after the draw", async () => {
    const before = Date.now();
    const { id } = await playRaffle();
    const alarm = (await alarmOf(id)) ?? 0;
    expect(alarm).toBeGreaterThanOrEqual(before + 30 * DAY);
    expect(alarm).toBeLessThanOrEqual(Date.now() + 30 * DAY);
  });

  it("has an alarm after RETENTION_DAYS", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    const service = serviceWith({ RETENTION_DAYS: 2 });
    await service("POST", `/raffles/${raffle.raffle_id}/winners/`, { from: MANAGER });
    expect(await alarmOf(raffle.raffle_id)).toBeLessThanOrEqual(Date.now() + 2 * DAY);
  });

  it("keeps the hashes of addresses when the alarm runs early", async () => {
    const { id } = await playRaffle();
    const due = await alarmOf(id);
    await ringAfter(id, 30 * DAY - 60_000);
    expect([await playersOf(id), await alarmOf(id)]).toEqual([3, due]);
  });

  it("deletes the hashes of addresses after 30 days, and has no alarm after that", async () => {
    const { id } = await forgotten();
    expect([await playersOf(id), await alarmOf(id)]).toEqual([0, null]);
  });

  it("deletes the hashes of addresses after an eviction", async () => {
    const { id } = await playRaffle();
    await evict(id);
    await ringAfter(id, 30 * DAY);
    expect(await playersOf(id)).toBe(0);
  });

  it("deletes the tag key together with the hashes", async () => {
    const { id } = await playRaffle();
    const keyOf = async () => (await storedRows(raffleObject(id))).raffle?.[0]?.tag_key;
    expect(await keyOf()).toBeInstanceOf(ArrayBuffer);
    await ringAfter(id, 30 * DAY);
    expect(await keyOf()).toBeNull();
    expect((await raffleObject(id).holders(new Uint8Array(), 30))?.tagKey).toBeNull();
  });

  it("forgets the players by the clock when the alarm is late", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    const key = { "Idempotency-Key": crypto.randomUUID() };
    await participate(raffle.raffle_id, player(1), key);
    await draw(raffle.raffle_id);
    advanceClock(30 * DAY - 60_000);
    expect((await participate(raffle.raffle_id, player(1), key)).status).toBe(200);
    advanceClock(60_000);
    const late = [
      await participate(raffle.raffle_id, player(1), key),
      await participate(raffle.raffle_id, player(1)),
    ];
    expect(await Promise.all(late.map(errorOf))).toEqual(Array(2).fill([410, "No tickets remaining"]));
    expect(await playersOf(raffle.raffle_id)).toBe(0);
  });

  it("forgets the players at once with RETENTION_DAYS = 0, before any alarm", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const service = serviceWith({ RETENTION_DAYS: 0 });
    await service("POST", `/raffles/${raffle.raffle_id}/winners/`, { from: MANAGER });
    const late = await service("POST", `/raffles/${raffle.raffle_id}/participate/`, { from: player(0) });
    expect(await errorOf(late)).toEqual([410, "No tickets remaining"]);
  });

  it("returns no holders to isolates after the retention period when the alarm is late", async () => {
    const { id } = await playRaffle();
    advanceClock(30 * DAY);
    const held = await raffleObject(id).holders(new Uint8Array(), 30);
    expect([held?.total, held?.tagKey]).toEqual([0, null]);
    expect(await playersOf(id)).toBe(0);
  });

  it("forgets the players by the clock after an eviction", async () => {
    const { id } = await playRaffle();
    await evict(id);
    advanceClock(30 * DAY);
    expect(await errorOf(await participate(id, player(0)))).toEqual([410, "No tickets remaining"]);
  });

  it("logs that the addresses are forgotten", async () => {
    const info = vi.spyOn(console, "info");
    const { id } = await forgotten();
    const lines = info.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines.filter(({ event }) => event === "addresses_forgotten")).toEqual([
      { event: "addresses_forgotten", raffle_id: id },
    ]);
  });

  it("keeps the hashes when their deletion fails, and deletes them on the next attempt", async () => {
    const { id } = await playRaffle();
    advanceClock(30 * DAY);
    await runInDurableObject(raffleObject(id), async (raffle, { storage }) => {
      const { exec } = storage.sql;
      vi.spyOn(storage.sql, "exec").mockImplementation(((query: string, ...bindings: unknown[]) => {
        if (query.startsWith("UPDATE raffle SET forget_at")) throw new Error("disk I/O error");
        return exec.call(storage.sql, query, ...bindings);
      }) as never);
      await expect(raffle.alarm()).rejects.toThrow("disk I/O error");
      vi.mocked(storage.sql.exec).mockRestore();
    });
    expect(await playersOf(id)).toBe(3);
    // The alarm's next attempt is 30 s later.
    await ringAfter(id, 30_000);
    expect(await playersOf(id)).toBe(0);
  });

  it("sets the alarm again when it is loaded without one", async () => {
    const { id } = await playRaffle();
    const due = await alarmOf(id);
    await runInDurableObject(raffleObject(id), (_, { storage }) => storage.deleteAlarm());
    await evict(id);
    expect(await alarmOf(id)).toBe(due);
  });

  it("that is not listed yet keeps its listing alarm, which then sets the alarm for the addresses", async () => {
    const id = crypto.randomUUID();
    const facts = { name: "x", totalTickets: 1, prizes: [{ name: "x", amount: 1 }], locationHint: null };
    const away = vi.spyOn(env.DIRECTORY, "getByName").mockImplementation(() => {
      throw new Error("unreachable");
    });
    await raffleObject(id).create(id, facts, null);
    const first = await alarmOf(id);
    await raffleObject(id).claim("192.0.2.1", "key");
    await raffleObject(id).draw([], 30);
    expect(await alarmOf(id)).toBe(first);
    away.mockRestore();
    await runDurableObjectAlarm(raffleObject(id));
    expect((await directoryOf(env).page(100)).ids).toContain(id);
    expect(await alarmOf(id)).toBeGreaterThan(Date.now() + 29 * DAY);
  });
});

describe("a raffle that is not drawn", () => {
  it("keeps the hashes of addresses, which prevent second tickets", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    await ringAfter(raffle.raffle_id, 365 * DAY);
    expect(await playersOf(raffle.raffle_id)).toBe(3);
  });
});

describe("a raffle whose players are forgotten", () => {
  it("verifies every ticket as before", async () => {
    const { id, tickets, winners } = await forgotten();
    await evict(id);
    const verdicts = await Promise.all(
      tickets.map(async (ticket) => (await verify(id, ticket)).json<{ has_won: boolean }>()),
    );
    const won = tickets.filter((_, i) => verdicts[i]?.has_won).map(({ ticket_number }) => ticket_number);
    expect(won).toEqual(winners.map(({ ticket_number }) => ticket_number));
  });

  it("keeps its winners", async () => {
    const { id, winners } = await forgotten();
    expect(await listWinners(id)).toEqual(winners);
  });

  it("returns 410 to holders and to others", async () => {
    const { id } = await forgotten();
    await evict(id);
    const late = [await participate(id, player(1)), await participate(id, player(99))];
    expect(await Promise.all(late.map(errorOf))).toEqual(Array(2).fill([410, "No tickets remaining"]));
  });

  it("returns 410 to a claim that is repeated with its key", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    const key = { "Idempotency-Key": crypto.randomUUID() };
    expect((await participate(raffle.raffle_id, player(1), key)).status).toBe(200);
    await draw(raffle.raffle_id);
    await ringAfter(raffle.raffle_id, 30 * DAY);
    const again = await participate(raffle.raffle_id, player(1), key);
    expect(await errorOf(again)).toEqual([410, "No tickets remaining"]);
  });

  it("can't be drawn again", async () => {
    const { id } = await forgotten();
    expect(await errorOf(await draw(id))).toEqual([400, "Winners already drawn"]);
    expect((await call("GET", `/raffles/${id}/draw/`)).status).toBe(200);
  });
});
