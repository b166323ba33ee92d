import { describe, expect, it } from "vitest";
import { randomBelow, selectTickets } from "../../src/raffle/selection";
import { chiSquared, fixedWords, onceInAMillion, tally } from "../support/chance";

const words = fixedWords(2);
const given =
  (...sequence: number[]) =>
  () =>
    sequence.shift() ?? 0;

describe("a random number below a bound", () => {
  it("throws away the words that would favour small numbers", () => {
    // 2^32 = 3 × 1,431,655,765 + 1: the last word would make 0 likelier than 1 and 2.
    expect(randomBelow(3, given(2 ** 32 - 1, 5))).toBe(2);
    expect(randomBelow(3, given(2 ** 32 - 2, 5))).toBe(2);
    // 2^32 = 42 × 10^8 + 94,967,296.
    expect(randomBelow(1e8, given(42e8, 2 ** 32 - 1, 5))).toBe(5);
    expect(randomBelow(1e8, given(42e8 - 1, 5))).toBe(99_999_999);
  });

  it("uses every word where the bound divides 2^32", () => {
    expect(randomBelow(2 ** 16, given(2 ** 32 - 1))).toBe(2 ** 16 - 1);
  });

  it("is 0 for the bound 1", () => {
    expect(randomBelow(1, given(2 ** 32 - 1))).toBe(0);
  });
});

describe("the selection of winning tickets", () => {
  it.each([
    [1, 1],
    [3, 3],
    [1000, 1000],
    [1000, 10],
    [100_000_000, 10_000],
  ])("of %i tickets selects %i different ones within 1…N", (total, count) => {
    const selected = selectTickets(total, count, words);
    expect(new Set(selected).size).toBe(count);
    expect(selected.every((ticket) => ticket >= 1 && ticket <= total)).toBe(true);
  });

  it("follows Fisher and Yates, place by place", () => {
    // Of 1 2 3 4 5: place 4 → 5 (1 moves there), place 1 + 3 → 1 (2 moves there), place 2 + 0 → 3.
    expect([...selectTickets(5, 3, given(4, 3, 0))]).toEqual([5, 1, 3]);
  });

  it("gives every sequence of 3 out of 5 tickets as often as chance would, over 60,000 selections", () => {
    const sequences = Array.from({ length: 60_000 }, () => selectTickets(5, 3, words).join());
    expect(chiSquared(tally(sequences).values(), 60)).toBeLessThan(onceInAMillion(60));
  });

  it("gives every ticket of 1000 as often as chance would, over 10,000 selections of 10", () => {
    const tickets = Array.from({ length: 10_000 }, () => [...selectTickets(1000, 10, words)]).flat();
    expect(chiSquared(tally(tickets).values(), 1000)).toBeLessThan(onceInAMillion(1000));
  });
});
