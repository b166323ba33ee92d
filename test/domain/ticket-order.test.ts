import { describe, expect, it } from "vitest";
import { ORDER_KEY_BYTES, ticketOrder } from "../../src/domain/ticket-order";
import { chiSquared, chiSquaredThreshold, fixedKey, fixedWords, tally } from "../testkit/chance";

const words = fixedWords(1);
const newKey = () => fixedKey(words, ORDER_KEY_BYTES);
const allTickets = (total: number, key = newKey()) => {
  const order = ticketOrder(key, total);
  return Array.from({ length: total }, (_, claim) => order.ticketOf(claim));
};

/** Returns 0 for an even permutation of 1…N, and 1 for an odd one. */
function parity(permutation: number[]): number {
  const seen = new Set<number>();
  let cycles = 0;
  for (const start of permutation) {
    if (!seen.has(start)) cycles++;
    for (let at = start; !seen.has(at); at = permutation[at - 1] ?? start) seen.add(at);
  }
  return (permutation.length - cycles) % 2;
}

describe("ticketOrder", () => {
  it("gives out every ticket from 1 to N exactly once, for every N up to 300", () => {
    for (let total = 1; total <= 300; total++) {
      expect(allTickets(total).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: total }, (_, i) => i + 1),
      );
    }
  });

  it("gives out every ticket exactly once when N is not the product of the halves", () => {
    const total = 100_003;
    expect(new Set(allTickets(total)).size).toBe(total);
  });

  it.each([
    1, 2, 3, 10, 1000, 99_999_989, 100_000_000,
  ])("finds the claim of a ticket, for N = %i", (total) => {
    const order = ticketOrder(newKey(), total);
    const claims = Array.from({ length: Math.min(total, 500) }, (_, i) => total - 1 - i);
    expect(claims.map((claim) => order.claimOf(order.ticketOf(claim)))).toEqual(claims);
  });

  it("stays within 1…N for the largest N", () => {
    const order = ticketOrder(newKey(), 100_000_000);
    const tickets = Array.from({ length: 2000 }, (_, i) => order.ticketOf(i * 49_999));
    expect(tickets.every((ticket) => ticket >= 1 && ticket <= 100_000_000)).toBe(true);
  });

  it("is the same in every release for the same key and N, because stored raffles depend on it", () => {
    const key = Uint8Array.from({ length: ORDER_KEY_BYTES }, (_, i) => i);
    // Computed independently with the AES of OpenSSL.
    expect(allTickets(10, key)).toEqual([7, 9, 3, 2, 5, 8, 10, 6, 4, 1]);
    expect(allTickets(9, key)).toEqual([4, 1, 8, 5, 7, 6, 2, 3, 9]);
    const order = ticketOrder(key, 100_000_000);
    expect([0, 1, 2, 99_999_999].map(order.ticketOf)).toEqual([80423029, 21994699, 58764610, 18691513]);
  });

  it("yields every permutation of 4 tickets equally often, for 12,000 keys", () => {
    const permutations = Array.from({ length: 12_000 }, () => allTickets(4).join());
    expect(chiSquared(tally(permutations).values(), 24)).toBeLessThan(chiSquaredThreshold(24));
  });

  it("yields every permutation of 5 tickets equally often, for 12,000 keys", () => {
    const permutations = Array.from({ length: 12_000 }, () => allTickets(5).join());
    expect(chiSquared(tally(permutations).values(), 120)).toBeLessThan(chiSquaredThreshold(120));
  });

  it("yields every permutation of 7 tickets equally often, for 20,000 keys", () => {
    const permutations = Array.from({ length: 20_000 }, () => allTickets(7).join());
    expect(chiSquared(tally(permutations).values(), 5040)).toBeLessThan(chiSquaredThreshold(5040));
  });

  it.each([
    8, 9, 24, 25, 48, 49, 121,
  ])("yields even and odd permutations of %i tickets equally often, for 1,000 keys", (total) => {
    const parities = Array.from({ length: 1000 }, () => parity(allTickets(total)));
    expect(chiSquared(tally(parities).values(), 2)).toBeLessThan(chiSquaredThreshold(2));
  });

  it("starts with every ticket of 100 equally often, for 10,000 keys", () => {
    const first = Array.from({ length: 10_000 }, () => ticketOrder(newKey(), 100).ticketOf(0));
    expect(chiSquared(tally(first).values(), 100)).toBeLessThan(chiSquaredThreshold(100));
  });

  it("yields every distance from one ticket to the next equally often", () => {
    const total = 20_011;
    const tickets = allTickets(total);
    const distances = tickets.slice(1).map((ticket, i) => {
      const distance = (ticket - (tickets[i] ?? 0) + total) % total;
      return Math.floor((distance * 100) / total);
    });
    expect(chiSquared(tally(distances).values(), 100)).toBeLessThan(chiSquaredThreshold(100));
  });
});
