import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { giveOut } from "../testkit/objects";
import { createRaffle, MANAGER, requestTo, type Winner } from "../testkit/service";

const MILLION = 1_000_000;

/**
 * Calls the route for winners without comparing the answer to the documentation, which a million of them make
 * slow.
 */
async function winners(method: string, id: string): Promise<Winner[]> {
  const answer = await exports.default.fetch(requestTo(method, `/raffles/${id}/winners/`, { from: MANAGER }));
  return answer.json();
}

describe("a million claims", { timeout: 120_000 }, () => {
  it("take about 70 bytes each, so a hundred million fit into an object's 10 GB", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 100_000_000 });
    const bytes = (await giveOut(raffle_id, MILLION)) / MILLION;
    expect(bytes).toBeGreaterThan(65);
    expect(bytes).toBeLessThan(75);
  });
});

describe("a million winners", { timeout: 120_000 }, () => {
  it("are all drawn, and listed in order", async () => {
    const { raffle_id } = await createRaffle({
      total_tickets: MILLION,
      prizes: [
        { name: "first", amount: 1 },
        { name: "other", amount: MILLION - 1 },
      ],
    });
    await giveOut(raffle_id, MILLION);
    const drawn = await winners("POST", raffle_id);
    const listed = await winners("GET", raffle_id);
    expect([drawn.length, listed.length]).toEqual([MILLION, MILLION]);
    expect(drawn.filter(({ prize }) => prize === "first")).toEqual(drawn.slice(0, 1));
    expect(listed.every(({ ticket_number }, i) => ticket_number === i + 1)).toBe(true);
    expect(listed.find(({ prize }) => prize === "first")).toEqual(drawn[0]);
  });
});
