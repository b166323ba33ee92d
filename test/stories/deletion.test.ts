import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { directoryOf } from "../../src/durable-objects/directory/object";
import type { RaffleObject } from "../../src/durable-objects/raffle/object";
import { evict, raffleObject, storedRows } from "../testkit/objects";
import { resetAfter } from "../testkit/reset";
import {
  call,
  claim,
  createRaffle,
  deleteRaffle,
  errorOf,
  getRaffle,
  participate,
  player,
  playRaffle,
  type Raffle,
  sellOut,
} from "../testkit/service";
import { fillIn } from "../testkit/tickets";

afterEach(() => {
  vi.restoreAllMocks();
});

const NOT_FOUND = [404, "Raffle not found"];
const look = async (id: string) => errorOf(await call("GET", `/raffles/${id}/`));
const inDirectory = async (id: string) => (await directoryOf(env).page(100)).ids.includes(id);
const alarmOf = (id: string) => runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());

/** Makes the directory unreachable until the mock is restored. */
const cutOff = () =>
  vi.spyOn(env.DIRECTORY, "getByName").mockImplementation(() => {
    throw new Error("unreachable");
  });

describe("a deletion", () => {
  it("that fails half-way changes nothing, and succeeds when it is repeated", async () => {
    const { id, tickets } = await playRaffle();
    const before = await storedRows(raffleObject(id));
    await runInDurableObject(raffleObject(id), async (raffle, { storage }) => {
      const { exec } = storage.sql;
      vi.spyOn(storage.sql, "exec").mockImplementation(((query: string, ...bindings: unknown[]) => {
        if (query.startsWith("INSERT INTO deleted")) throw new Error("disk I/O error");
        return exec.call(storage.sql, query, ...bindings);
      }) as never);
      await expect(raffle.remove("Fair", false)).rejects.toThrow("disk I/O error");
      vi.restoreAllMocks();
    });
    expect(await storedRows(raffleObject(id))).toEqual(before);
    expect([await inDirectory(id), tickets.length]).toEqual([true, 3]);
    expect((await deleteRaffle(id)).status).toBe(200);
  });

  it("succeeds on a retry when a reset loses the first answer", async () => {
    const { raffle_id } = await createRaffle();
    resetAfter("remove");
    expect((await deleteRaffle(raffle_id)).status).toBe(200);
    expect(await look(raffle_id)).toEqual(NOT_FOUND);
  });

  it("sets its alarm before it updates the directory, so that the alarm repairs a crash in between", async () => {
    const { raffle_id } = await createRaffle();
    const away = cutOff();
    await raffleObject(raffle_id).remove("Fair", false);
    await evict(raffle_id);
    expect(await alarmOf(raffle_id)).toBeGreaterThan(Date.now());
    away.mockRestore();
    expect(await inDirectory(raffle_id)).toBe(true);
    await runDurableObjectAlarm(raffleObject(raffle_id));
    expect([await inDirectory(raffle_id), await alarmOf(raffle_id)]).toEqual([false, null]);
  });

  it("succeeds while the directory is unreachable, and keeps an alarm to retry", async () => {
    const { raffle_id } = await createRaffle();
    const away = cutOff();
    expect((await deleteRaffle(raffle_id)).status).toBe(200);
    await runDurableObjectAlarm(raffleObject(raffle_id));
    expect(await alarmOf(raffle_id)).toBeGreaterThan(Date.now());
    away.mockRestore();
  });

  it("has no alarm once the directory is updated", async () => {
    const { raffle_id } = await createRaffle();
    await deleteRaffle(raffle_id);
    expect(await alarmOf(raffle_id)).toBeNull();
  });

  it("survives an eviction", async () => {
    const { id } = await playRaffle();
    await deleteRaffle(id);
    await evict(id);
    expect(await look(id)).toEqual(NOT_FOUND);
    expect(await raffleObject(id).remove("Fair", true)).toEqual({ ok: false, error: "already-deleted" });
  });

  it("survives a delayed listing, because the next list removes the raffle", async () => {
    const { raffle_id } = await createRaffle();
    await deleteRaffle(raffle_id);
    await directoryOf(env).add(raffle_id, Date.now());
    const list = await (await call("GET", "/raffles/?limit=100")).json<Raffle[]>();
    expect(list.map((raffle) => raffle.raffle_id)).not.toContain(raffle_id);
    expect(await inDirectory(raffle_id)).toBe(false);
  });

  describe("after an older version has created the raffle again", () => {
    /** Creates a deleted raffle whose tables the older version has filled. */
    async function createdAgain(): Promise<string> {
      const { raffle_id } = await createRaffle();
      await deleteRaffle(raffle_id);
      await runInDurableObject(raffleObject(raffle_id), (_, { storage }) => {
        const columns = "id, name, total_tickets, prizes, secret, created_at";
        storage.sql.exec(`INSERT INTO raffle (${columns}) VALUES (?, 'Fair', 3, '[]', x'00', 0)`, raffle_id);
        fillIn(storage, 0, 3);
      });
      await directoryOf(env).add(raffle_id, 0);
      await evict(raffle_id);
      return raffle_id;
    }

    it("still holds", async () => {
      expect(await look(await createdAgain())).toEqual(NOT_FOUND);
    });

    it("deletes the rows again", async () => {
      const id = await createdAgain();
      await look(id);
      const { schema_version, deleted, task, ...rows } = await storedRows(raffleObject(id));
      expect([deleted?.map((row) => row.id), Object.values(rows).flat()]).toEqual([[id], []]);
      expect(task).toEqual([{ name: "unlist", due_at: expect.any(Number) }]);
    });

    it("removes the raffle from the list again", async () => {
      const id = await createdAgain();
      await look(id);
      await runDurableObjectAlarm(raffleObject(id));
      expect(await inDirectory(id)).toBe(false);
    });
  });
});

describe("a raffle that is deleted during another call", () => {
  /** Calls the Durable Object, and deletes its raffle before that call has finished. */
  const deletedUnder = <T>(id: string, work: (raffle: RaffleObject) => Promise<T>): Promise<T> =>
    runInDurableObject(raffleObject(id), async (raffle) => {
      const underWay = work(raffle);
      await raffle.remove("Fair", true);
      return underWay;
    });
  const GONE = { ok: false, error: "raffle-not-found" };

  it("rejects the claims of a crowd as not found", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 50 });
    await claim(raffle_id, player(1));
    const answers = await deletedUnder(raffle_id, (raffle) =>
      Promise.all(Array.from({ length: 20 }, (_, n) => raffle.claim(`10.1.0.${n}`, `key ${n}`))),
    );
    expect(answers).toEqual(Array(20).fill(GONE));
    expect((await storedRows(raffleObject(raffle_id))).claimed_ticket).toEqual([]);
  });

  it("is not drawn", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    expect(await deletedUnder(raffle.raffle_id, (object) => object.draw([], 30))).toEqual(GONE);
    expect((await storedRows(raffleObject(raffle.raffle_id))).winner).toEqual([]);
  });

  it("returns not found to a winner rather than a wrong verdict", async () => {
    const { id, tickets } = await playRaffle({ total_tickets: 1 });
    const { ticket_number, verification_code } = tickets[0] ?? { ticket_number: 0, verification_code: "" };
    const verdict = await deletedUnder(id, (object) => object.verify(ticket_number, verification_code));
    expect(verdict).toEqual(GONE);
  });

  it("keeps its alarm when it was being listed at that moment", async () => {
    const { raffle_id } = await createRaffle();
    const kept = await runInDurableObject(raffleObject(raffle_id), async (raffle, { storage }) => {
      const listing = raffle.alarm();
      const unreachable = cutOff();
      await raffle.remove("Fair", false);
      await listing;
      unreachable.mockRestore();
      return storage.getAlarm();
    });
    expect(kept).not.toBeNull();
  });

  it("does not affect other raffles", async () => {
    const { raffle_id } = await createRaffle();
    const other = await createRaffle();
    await deleteRaffle(raffle_id);
    expect((await participate(other.raffle_id, player(1))).status).toBe(200);
    expect((await getRaffle(other.raffle_id)).available_tickets).toBe(2);
  });
});
