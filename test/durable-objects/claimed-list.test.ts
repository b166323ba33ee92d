import { describe, expect, it, vi } from "vitest";
import { ClaimedList } from "../../src/durable-objects/raffle/claimed-list";
import type { LoadedRaffle } from "../../src/durable-objects/raffle/loaded-raffle";

/** Returns the list of a raffle whose claim number n has ticket n + 1, and counts the computed tickets. */
function listOf(claims: number) {
  const ticketOf = vi.fn((claim: number) => claim + 1);
  const list = new ClaimedList({ claims, order: { ticketOf } } as unknown as LoadedRaffle);
  return { list, ticketOf };
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe("the list of claimed tickets", () => {
  it.each([
    [0, 1000, range(1, 1000)],
    [999, 1000, range(1000, 1999)],
    [1000, 1, [1001]],
    [2000, 1000, range(2001, 2500)],
    [2499, 10, [2500]],
    [2500, 10, []],
    [2700, 1, []],
    [999_999_999, 1000, []],
  ])("has after %i tickets up to %i more", (after, limit, expected) => {
    expect([...listOf(2500).list.page(after, limit)]).toEqual(expected);
  });

  it("computes each ticket once, however often it is asked for", () => {
    const { list, ticketOf } = listOf(2500);
    for (let after = 0; after < 2600; after += 7) for (const limit of [1, 100, 1000]) list.page(after, limit);
    expect(ticketOf).toHaveBeenCalledTimes(2500);
  });

  it("keeps a million tickets, and forgets the oldest ones first", () => {
    const { list, ticketOf } = listOf(100_000_000);
    for (let part = 0; part < 1001; part++) list.page(part * 1000, 1);
    ticketOf.mockClear();
    list.page(1_000_000, 1000);
    list.page(1000, 1000);
    expect(ticketOf).not.toHaveBeenCalled();
    list.page(0, 1);
    expect(ticketOf).toHaveBeenCalledTimes(1000);
  });

  it("is empty without claims", () => {
    expect([...listOf(0).list.page(0, 1000)]).toEqual([]);
  });
});
