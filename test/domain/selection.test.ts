import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RandomWords, randomBelow, selectTickets } from "../../src/domain/selection";
import { chiSquared, chiSquaredThreshold, fixedWords, tally } from "../testkit/chance";

const words = fixedWords(2);
const wordsOf =
  (...sequence: number[]) =>
  () =>
    sequence.shift() ?? 0;

describe("randomBelow", () => {
  it("discards the words that would favour small numbers", () => {
    // 2^32 = 3 × 1,431,655,765 + 1: the last word would make 0 likelier than 1 and 2.
    expect(randomBelow(3, wordsOf(2 ** 32 - 1, 5))).toBe(2);
    expect(randomBelow(3, wordsOf(2 ** 32 - 2, 5))).toBe(2);
    // 2^32 = 42 × 10^8 + 94,967,296.
    expect(randomBelow(1e8, wordsOf(42e8, 2 ** 32 - 1, 5))).toBe(5);
    expect(randomBelow(1e8, wordsOf(42e8 - 1, 5))).toBe(99_999_999);
  });

  it("uses every word when the bound divides 2^32", () => {
    expect(randomBelow(2 ** 16, wordsOf(2 ** 32 - 1))).toBe(2 ** 16 - 1);
  });

  it("returns 0 for the bound 1", () => {
    expect(randomBelow(1, wordsOf(2 ** 32 - 1))).toBe(0);
  });
});

/** Shuffles a list of all tickets, as docs/draw.md describes it. */
function shuffleList(total: number, count: number, nextWord: RandomWords): Uint32Array {
  const list = Uint32Array.from({ length: total }, (_, i) => i + 1);
  for (let i = 0; i < count; i++) {
    const place = i + randomBelow(total - i, nextWord);
    [list[i], list[place]] = [list[place] ?? 0, list[i] ?? 0];
  }
  return list.slice(0, count);
}

/** Does the same with a map of the changed places, because a list of 100,000,000 tickets is too large. */
function shuffleMap(total: number, count: number, nextWord: RandomWords): Uint32Array {
  const moved = new Map<number, number>();
  return Uint32Array.from({ length: count }, (_, i) => {
    const place = i + randomBelow(total - i, nextWord);
    const ticket = moved.get(place) ?? place + 1;
    moved.set(place, moved.get(i) ?? i + 1);
    moved.delete(i);
    return ticket;
  });
}

describe("selectTickets", () => {
  it("selects none of no tickets", () => {
    expect(selectTickets(0, 0, fixedWords(1))).toHaveLength(0);
  });

  it("selects the same as a shuffled list, for any number of tickets and winners", () => {
    const sizes = fc
      .integer({ min: 1, max: 300 })
      .chain((total) => fc.tuple(fc.constant(total), fc.integer({ min: 1, max: total }), fc.nat()));
    fc.assert(
      fc.property(sizes, ([total, count, seed]) => {
        const expected = shuffleList(total, count, fixedWords(seed));
        expect(selectTickets(total, count, fixedWords(seed))).toEqual(expected);
      }),
    );
  });

  it.each([
    [1, 1, shuffleList],
    [2, 1, shuffleList],
    [2 ** 17, 2 ** 17, shuffleList],
    [2 ** 17 + 1, 2 ** 16, shuffleList],
    [100_000_000, 1_001_000, shuffleMap],
  ])("selects the same as a shuffle, for %i tickets and %i winners", (total, count, shuffle) => {
    const selected = selectTickets(total, count, fixedWords(3));
    const expected = shuffle(total, count, fixedWords(3));
    // Vitest takes seconds to compare a million elements with toEqual.
    expect(selected).toHaveLength(count);
    expect(selected.findIndex((ticket, i) => ticket !== expected[i])).toBe(-1);
  });

  // With these words, all places are in one run of slots or at the end of the table.
  it.each([
    0, 1, 2, 3, 5, 97, 98, 99,
  ])("selects the same as a shuffled list when every word is %i", (word) => {
    const sameWord = () => word;
    for (const count of [1, 3, 20, 50]) {
      expect(selectTickets(100, count, sameWord)).toEqual(shuffleList(100, count, sameWord));
    }
  });

  it.each([
    [1, 1],
    [3, 3],
    [1000, 1000],
    [1000, 10],
    [100_000_000, 10_000],
  ])("of %i tickets, selects %i different ones within 1…N", (total, count) => {
    const selected = selectTickets(total, count, words);
    expect(new Set(selected).size).toBe(count);
    expect(selected.every((ticket) => ticket >= 1 && ticket <= total)).toBe(true);
  });

  it("swaps place by place, as Fisher and Yates do", () => {
    // Of 1 2 3 4 5: place 4 → 5 (1 moves there), place 1 + 3 → 1 (2 moves there), place 2 + 0 → 3.
    expect([...selectTickets(5, 3, wordsOf(4, 3, 0))]).toEqual([5, 1, 3]);
  });

  it("selects every sequence of 3 out of 5 tickets equally often, in 60,000 selections", () => {
    const sequences = Array.from({ length: 60_000 }, () => selectTickets(5, 3, words).join());
    expect(chiSquared(tally(sequences).values(), 60)).toBeLessThan(chiSquaredThreshold(60));
  });

  it("selects every ticket of 1000 equally often, in 10,000 selections of 10", () => {
    const tickets = Array.from({ length: 10_000 }, () => [...selectTickets(1000, 10, words)]).flat();
    expect(chiSquared(tally(tickets).values(), 1000)).toBeLessThan(chiSquaredThreshold(1000));
  });
});
