import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RandomWords, randomBelow, selectTickets } from "../../src/domain/selection";
import { chiSquared, chiSquaredThreshold, fixedWords, tally } from "../testkit/chance";

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

/** The shuffle as docs/draw.md tells it: on a list of all tickets. */
function shuffleList(total: number, count: number, nextWord: RandomWords): Uint32Array {
  const list = Uint32Array.from({ length: total }, (_, i) => i + 1);
  for (let i = 0; i < count; i++) {
    const place = i + randomBelow(total - i, nextWord);
    [list[i], list[place]] = [list[place] ?? 0, list[i] ?? 0];
  }
  return list.slice(0, count);
}

/** The same with a map of the places that do not hold their own ticket, for more tickets than a list has room for. */
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

describe("the selection of winning tickets", () => {
  it("is that of a shuffled list, for any number of tickets and winners", () => {
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
  ])("of %i tickets for %i winners is that of a shuffle", (total, count, shuffle) => {
    const selected = selectTickets(total, count, fixedWords(3));
    const expected = shuffle(total, count, fixedWords(3));
    // One by one: to compare a million at once takes the test framework seconds.
    expect(selected).toHaveLength(count);
    expect(selected.findIndex((ticket, i) => ticket !== expected[i])).toBe(-1);
  });

  // With these words the places are all in one run of slots, or at the end of the table.
  it.each([0, 1, 2, 3, 5, 97, 98, 99])("is that of a shuffled list where every word is %i", (word) => {
    const always = () => word;
    for (const count of [1, 3, 20, 50]) {
      expect(selectTickets(100, count, always)).toEqual(shuffleList(100, count, always));
    }
  });

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
    expect(chiSquared(tally(sequences).values(), 60)).toBeLessThan(chiSquaredThreshold(60));
  });

  it("gives every ticket of 1000 as often as chance would, over 10,000 selections of 10", () => {
    const tickets = Array.from({ length: 10_000 }, () => [...selectTickets(1000, 10, words)]).flat();
    expect(chiSquared(tally(tickets).values(), 1000)).toBeLessThan(chiSquaredThreshold(1000));
  });
});
