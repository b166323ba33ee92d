import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import type { RaffleObject } from "../../src/durable-objects/raffle/object";
import { evict, raffleObject, storedRows, tablesIn } from "../testkit/objects";
import {
  claim,
  createRaffle,
  draw,
  drawWinners,
  errorOf,
  getRaffle,
  listWinners,
  participate,
  player,
  playRaffle,
  type Ticket,
  verify,
} from "../testkit/service";

const facts = { name: "x", totalTickets: 1, prizes: [{ name: "x", amount: 1 }], locationHint: null };

describe("two simultaneous creations of one raffle", () => {
  it("write it once, and the second replays the first", async () => {
    const id = crypto.randomUUID();
    const created = await runInDurableObject(raffleObject(id), (raffle) =>
      Promise.all([raffle.create(id, facts, null), raffle.create(id, facts, null)]),
    );
    expect((await storedRows(raffleObject(id))).raffle).toHaveLength(1);
    expect(created.map((answer) => answer.ok && answer.value.replayed)).toEqual([false, true]);
  });
});

describe("claims that arrive together", () => {
  it("are written in one transaction", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 100 });
    const transactions = await runInDurableObject(raffleObject(raffle_id), async (raffle, { storage }) => {
      const spy = vi.spyOn(storage, "transactionSync");
      await Promise.all(Array.from({ length: 100 }, (_, n) => raffle.claim(player(n), `key ${n}`)));
      return spy.mock.calls.length;
    });
    expect(transactions).toBe(1);
  });
});

describe("randomness", () => {
  it("comes from the system: 2 x 256 bits for a raffle, 256 for a claim without a key, 256 for a local draw", async () => {
    const system = vi.spyOn(crypto, "getRandomValues");
    const other = vi.spyOn(Math, "random");
    await playRaffle({ total_tickets: 1 });
    const bytes = system.mock.calls.map(([array]) => array?.byteLength);
    const others = other.mock.calls.length;
    vi.restoreAllMocks();
    expect(bytes).toEqual([32, 32, 32, 32]);
    expect(others).toBe(0);
  });

  it("orders the tickets of each raffle differently", async () => {
    const order = async () => {
      const { raffle_id } = await createRaffle({ total_tickets: 100_000_000 });
      return [await claim(raffle_id, player(1)), await claim(raffle_id, player(2))].map(
        (t) => t.ticket_number,
      );
    };
    expect(await order()).not.toEqual(await order());
  });
});

describe("a verification code", () => {
  it("is compared in constant time", async () => {
    const { id, tickets } = await playRaffle({ total_tickets: 1 });
    const compared = vi.spyOn(crypto.subtle, "timingSafeEqual");
    await verify(id, tickets[0]);
    const calls = compared.mock.calls.length;
    compared.mockRestore();
    expect(calls).toBe(1);
  });
});

describe("eviction between any two steps", () => {
  it("changes nothing for clients", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 3 });
    await evict(raffle_id);
    const tickets: Ticket[] = [];
    for (let n = 0; n < 3; n++) {
      tickets.push(await claim(raffle_id, player(n)));
      await evict(raffle_id);
      expect((await getRaffle(raffle_id)).available_tickets).toBe(2 - n);
      await evict(raffle_id);
      // A claim with a key asks the object even if the raffle is sold out.
      const key = { "Idempotency-Key": crypto.randomUUID() };
      expect((await participate(raffle_id, player(n), key)).status).toBe(403);
    }
    expect(new Set(tickets.map(({ ticket_number }) => ticket_number))).toEqual(new Set([1, 2, 3]));
    await evict(raffle_id);
    const winners = await drawWinners(raffle_id);
    await evict(raffle_id);
    expect(await errorOf(await draw(raffle_id))).toEqual([400, "Winners already drawn"]);
    await evict(raffle_id);
    expect(await listWinners(raffle_id)).toEqual(winners);
    await evict(raffle_id);
    const verdicts = await Promise.all(
      tickets.map(async (ticket) => (await verify(raffle_id, ticket)).json()),
    );
    expect(verdicts).toContainEqual({ has_won: true, prize: "Cake" });
  });

  it("keeps the ticket of an Idempotency-Key", async () => {
    const { raffle_id } = await createRaffle();
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const first = await (await participate(raffle_id, player(1), key)).json();
    await evict(raffle_id);
    expect(await (await participate(raffle_id, player(1), key)).json()).toEqual(first);
  });

  it("is what evict() does in these tests", async () => {
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
  /** Runs `work` in the object while these statements fail, and returns what it returned or threw. */
  const failing = (
    id: string,
    fails: (query: string) => boolean,
    work: (instance: RaffleObject) => unknown,
  ) =>
    runInDurableObject(raffleObject(id), async (instance, { storage }) => {
      const exec = storage.sql.exec.bind(storage.sql);
      const broken = vi.spyOn(storage.sql, "exec").mockImplementation((query, ...bindings) => {
        if (fails(query)) throw new Error("disk I/O error");
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

  it("of two claims of one batch gives out neither ticket, and loses none", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    const failed = await failing(
      raffle_id,
      (query) => query.includes("INTO claimed_ticket"),
      async (raffle) => {
        const claims = [raffle.claim(player(1), "key"), raffle.claim(player(2), "key")];
        return (await Promise.allSettled(claims)).map(({ status }) => status).join();
      },
    );
    expect(failed).toBe("rejected,rejected");
    expect(await storedRows(raffleObject(raffle_id))).toMatchObject({ claimed_ticket: [], player_merge: [] });
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
    await claim(raffle_id, player(1));
    await claim(raffle_id, player(2));
    expect((await draw(raffle_id)).status).toBe(200);
  });

  it("of a claim gives out no ticket, and the next attempt gets one", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const failed = await failing(
      raffle_id,
      (query) => query.includes("INTO claimed_ticket"),
      (raffle) => raffle.claim(player(1), "key"),
    );
    expect(failed).toBe("Error: disk I/O error");
    expect((await storedRows(raffleObject(raffle_id))).claimed_ticket).toEqual([]);
    expect((await participate(raffle_id, player(1))).status).toBe(200);
  });

  it("of selling out gives out no last ticket, and the next attempt gets it", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const failed = await failing(
      raffle_id,
      (query) => query.startsWith("UPDATE raffle SET sold_out_at"),
      (raffle) => raffle.claim(player(1), "key"),
    );
    expect(failed).toBe("Error: disk I/O error");
    expect(await storedRows(raffleObject(raffle_id))).toMatchObject({ claimed_ticket: [], player_merge: [] });
    expect((await participate(raffle_id, player(1))).status).toBe(200);
  });

  it("of a draw leaves the raffle undrawn, and the next attempt draws it", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    await claim(raffle_id, player(1));
    const failed = await failing(
      raffle_id,
      (query) => query.startsWith("UPDATE raffle SET drawn_at"),
      (raffle) => raffle.draw([], 30),
    );
    expect(failed).toBe("Error: disk I/O error");
    expect((await storedRows(raffleObject(raffle_id))).winner).toEqual([]);
    expect((await draw(raffle_id)).status).toBe(200);
  });

  it("of a creation leaves the storage empty", async () => {
    const id = crypto.randomUUID();
    const failed = await failing(
      id,
      (query) => query.startsWith("INSERT INTO raffle"),
      (raffle) => raffle.create(id, facts, null),
    );
    expect(failed).toBe("Error: disk I/O error");
    expect(await runInDurableObject(raffleObject(id), (_, { storage }) => tablesIn(storage))).toEqual([]);
  });
});
