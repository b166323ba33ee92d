import type { RandomWords } from "../../src/domain/selection";

/** Returns a fixed sequence of pseudo-random words (xoshiro128**, Blackman and Vigna 2018). */
export function fixedWords(seed: number): RandomWords {
  const state = new Uint32Array([seed, 0x9e3779b9, 0x243f6a88, 0xb7e15162]);
  const rotate = (x: number, k: number) => (x << k) | (x >>> (32 - k));
  const next = () => {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const word = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    state[2] = c ^ a;
    state[3] = d ^ b;
    state[1] = b ^ (state[2] ?? 0);
    state[0] = a ^ (state[3] ?? 0);
    state[2] = (state[2] ?? 0) ^ (b << 9);
    state[3] = rotate(state[3] ?? 0, 11);
    return word;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}

/** Returns a key of bytes from the sequence. */
export const fixedKey = (words: RandomWords, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => words() >>> 24);

/** Computes Pearson's chi-squared statistic of counts that should all be equal. */
export function chiSquared(counts: Iterable<number>, cells: number): number {
  const seen = [...counts];
  const total = seen.reduce((sum, count) => sum + count, 0);
  const expected = total / cells;
  const missing = cells - seen.length;
  return seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, missing * expected);
}

/**
 * Returns the value that chi-squared exceeds by chance once in a million tests (Wilson and Hilferty 1931).
 * This was the false-alarm rate of a test before its seed was fixed.
 */
export function chiSquaredThreshold(cells: number): number {
  const freedom = cells - 1;
  const z = 4.753424;
  return freedom * (1 - 2 / (9 * freedom) + z * Math.sqrt(2 / (9 * freedom))) ** 3;
}

/** Counts how often each value occurs. */
export function tally<T>(values: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
