import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { evict, raffleObject } from "../support/objects";
import { createRaffle, drawWinners, listWinners } from "../support/service";

/** Gives out all tickets at once, straight in the object's storage, to players that nobody is. */
async function sellOutAtOnce(id: string, total: number): Promise<void> {
  await runInDurableObject(raffleObject(id), (_, { storage }) => {
    const numbers = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${total})`;
    storage.sql.exec(`${numbers} INSERT INTO ticket SELECT i, randomblob(32) FROM n`);
  });
  await evict(id);
}

describe("a raffle with a million winners", () => {
  it("is drawn whole, and its winners are listed in order", async () => {
    const total = 1_000_000;
    const { raffle_id } = await createRaffle({
      total_tickets: total,
      prizes: [
        { name: "first", amount: 1 },
        { name: "other", amount: total - 1 },
      ],
    });
    await sellOutAtOnce(raffle_id, total);
    const drawn = await drawWinners(raffle_id);
    const listed = await listWinners(raffle_id);
    expect([drawn.length, listed.length]).toEqual([total, total]);
    expect(drawn.filter(({ prize }) => prize === "first")).toEqual(drawn.slice(0, 1));
    expect(listed.every(({ ticket_number }, i) => ticket_number === i + 1)).toBe(true);
    expect(listed.find(({ prize }) => prize === "first")).toEqual(drawn[0]);
  });
});
