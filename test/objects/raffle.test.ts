import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import type { RaffleObject } from "../../src/objects/raffle/object";
import { evict, raffleObject, storedRows, tablesIn } from "../support/objects";
import {
  call,
  claim,
  createRaffle,
  draw,
  drawWinners,
  getRaffle,
  listWinners,
  participate,
  player,
  playRaffle,
  type Ticket,
  told,
  verify,
} from "../support/service";

/** Rows written while `work` runs, as SQLite bills them. */
async function rowsWritten(id: string, work: () => Promise<unknown>): Promise<number> {
  const spy = await runInDurableObject(raffleObject(id), (_, { storage }) => vi.spyOn(storage.sql, "exec"));
  await work();
  const cursors = spy.mock.results.map((result) => result.value as { rowsWritten: number });
  spy.mockRestore();
  return cursors.reduce((sum, cursor) => sum + cursor.rowsWritten, 0);
}

describe("storage", () => {
  it("writes 2 rows a claim, from the first to the last", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 20 });
    const written: number[] = [];
    for (let n = 0; n < 20; n++)
      written.push(await rowsWritten(raffle_id, () => claim(raffle_id, player(n))));
    expect(written).toEqual(Array.from({ length: 20 }, () => 2));
  });

  it("writes nothing for a claim that is refused, or repeated with its key", async () => {
    const { raffle_id } = await createRaffle();
    const key = { "Idempotency-Key": crypto.randomUUID() };
    await participate(raffle_id, player(1), key);
    const written = await rowsWritten(raffle_id, async () => {
      expect((await participate(raffle_id, player(1))).status).toBe(403);
      expect((await participate(raffle_id, player(1), key)).status).toBe(200);
    });
    expect(written).toBe(0);
  });

  it.each([
    1, 100_000_000,
  ])("holds one row of a raffle of %i tickets when it is created", async (total_tickets) => {
    const { raffle_id } = await createRaffle({ total_tickets });
    const rows = await storedRows(raffleObject(raffle_id));
    expect(Object.entries(rows).map(([table, { length }]) => [table, length])).toEqual([
      ["player", 0],
      ["raffle", 1],
      ["schema_version", 1],
      ["ticket", 0],
      ["winner", 0],
    ]);
  });

  it("holds nothing of an id that was never created, whatever it was asked", async () => {
    const id = crypto.randomUUID();
    await call("GET", `/raffles/${id}/`);
    await participate(id, player(1));
    await draw(id);
    await call("GET", `/raffles/${id}/winners/`);
    await verify(id, { ticket_number: 1, verification_code: "x" });
    const tables = await runInDurableObject(raffleObject(id), (_, { storage }) => tablesIn(storage));
    const alarm = await runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());
    expect([tables, alarm]).toEqual([[], null]);
  });

  it("holds no code and no address of a played raffle, in no form one could read", async () => {
    const { id, tickets } = await playRaffle({ total_tickets: 3 });
    const stored = await runInDurableObject(raffleObject(id), (_, { storage }) => {
      const rows = tablesIn(storage).flatMap((table) =>
        storage.sql.exec(`SELECT * FROM "${table}"`).toArray(),
      );
      return rows
        .flatMap((row) => Object.values(row))
        .map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value).toHex() : String(value)));
    });
    const hex = (text: string) => new TextEncoder().encode(text).toHex();
    const secrets = tickets.flatMap(({ verification_code }, n) => {
      const bare = verification_code.replaceAll("-", "");
      const number = player(n).split(".").map(Number);
      return [verification_code, bare, player(n), Uint8Array.from(number).toHex()].flatMap((text) => [
        text,
        hex(text),
      ]);
    });
    for (const secret of secrets) expect(stored.filter((value) => value.includes(secret))).toEqual([]);
  });

  it("keeps another hash of the same address in another raffle", async () => {
    const tagIn = async () => {
      const { raffle_id } = await createRaffle();
      await claim(raffle_id, player(1));
      const tag = (await storedRows(raffleObject(raffle_id))).player?.[0]?.tag;
      return new Uint8Array(tag as ArrayBuffer).toHex();
    };
    expect(await tagIn()).not.toBe(await tagIn());
  });

  it("does not let a code be worked out: the same player in the same storage gets another", async () => {
    const { raffle_id } = await createRaffle();
    const { verification_code } = await claim(raffle_id, player(1));
    await runInDurableObject(raffleObject(raffle_id), (_, { storage }) => {
      storage.sql.exec("DELETE FROM ticket; DELETE FROM player;");
    });
    await evict(raffle_id);
    expect((await claim(raffle_id, player(1))).verification_code).not.toBe(verification_code);
  });
});

describe("eviction between any two steps", () => {
  it("changes nothing in the course of a raffle", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 3 });
    await evict(raffle_id);
    const tickets: Ticket[] = [];
    for (let n = 0; n < 3; n++) {
      tickets.push(await claim(raffle_id, player(n)));
      await evict(raffle_id);
      expect((await getRaffle(raffle_id)).available_tickets).toBe(2 - n);
      await evict(raffle_id);
      expect((await participate(raffle_id, player(n))).status).toBe(n === 2 ? 410 : 403);
    }
    expect(new Set(tickets.map(({ ticket_number }) => ticket_number))).toEqual(new Set([1, 2, 3]));
    await evict(raffle_id);
    const winners = await drawWinners(raffle_id);
    await evict(raffle_id);
    expect(await told(await draw(raffle_id))).toEqual([400, "Winners already drawn"]);
    await evict(raffle_id);
    expect(await listWinners(raffle_id)).toEqual(winners);
    await evict(raffle_id);
    const verdicts = await Promise.all(
      tickets.map(async (ticket) => (await verify(raffle_id, ticket)).json()),
    );
    expect(verdicts).toContainEqual({ has_won: true, prize: "Cake" });
  });

  it("does not forget whom a key belongs to", async () => {
    const { raffle_id } = await createRaffle();
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const first = await (await participate(raffle_id, player(1), key)).json();
    await evict(raffle_id);
    expect(await (await participate(raffle_id, player(1), key)).json()).toEqual(first);
  });

  it("ends what is only in memory", async () => {
    const { raffle_id } = await createRaffle();
    await runInDurableObject(raffleObject(raffle_id), (instance) =>
      Object.assign(instance, { spoiled: true }),
    );
    await evict(raffle_id);
    const spoiled = await runInDurableObject(raffleObject(raffle_id), (instance) => "spoiled" in instance);
    expect(spoiled).toBe(false);
  });
});

describe("a failure while writing", () => {
  /** Runs `work` in the object while every statement that begins like this fails, and answers what it threw. */
  const failing = (id: string, beginning: string, work: (instance: RaffleObject) => unknown) =>
    runInDurableObject(raffleObject(id), async (instance, { storage }) => {
      const exec = storage.sql.exec.bind(storage.sql);
      const broken = vi.spyOn(storage.sql, "exec").mockImplementation((query, ...bindings) => {
        if (query.startsWith(beginning)) throw new Error("disk I/O error");
        return exec(query, ...bindings);
      });
      try {
        return await work(instance);
      } catch (error) {
        return String(error);
      } finally {
        broken.mockRestore();
      }
    });

  it("of a claim gives out no ticket, and the next try gets one", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const failed = await failing(raffle_id, "INSERT INTO player", (raffle) => raffle.claim(player(1), "key"));
    expect(failed).toBe("Error: disk I/O error");
    expect((await storedRows(raffleObject(raffle_id))).ticket).toEqual([]);
    expect((await participate(raffle_id, player(1))).status).toBe(200);
  });

  it("of a draw leaves the raffle undrawn, and the next try draws", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    await claim(raffle_id, player(1));
    const failed = await failing(raffle_id, "UPDATE raffle", (raffle) => raffle.draw());
    expect(failed).toBe("Error: disk I/O error");
    expect((await storedRows(raffleObject(raffle_id))).winner).toEqual([]);
    expect((await draw(raffle_id)).status).toBe(200);
  });

  it("of a creation leaves no trace", async () => {
    const id = crypto.randomUUID();
    const facts = { name: "x", totalTickets: 1, prizes: [{ name: "x", amount: 1 }] };
    const failed = await failing(id, "INSERT INTO raffle", (raffle) => raffle.create(id, facts));
    expect(failed).toBe("Error: disk I/O error");
    expect(await runInDurableObject(raffleObject(id), (_, { storage }) => tablesIn(storage))).toEqual([]);
  });
});
