/** A source of independent, uniformly random 32-bit words. */
export type RandomWords = () => number;

/**
 * A uniformly random whole number from 0 to `bound` − 1. Words from the incomplete last run of `bound` numbers are
 * thrown away, so that there is no modulo bias.
 *
 * @param bound from 1 to 2^32
 */
export function randomBelow(bound: number, nextWord: RandomWords): number {
  const fair = 2 ** 32 - (2 ** 32 % bound);
  let word = nextWord();
  while (word >= fair) word = nextWord();
  return word % bound;
}

/**
 * Selects `count` different tickets of 1…`total`, in the order in which they were drawn; every sequence is equally
 * likely. A Fisher–Yates shuffle (Knuth, TAOCP vol. 2, algorithm P) that stops after `count` swaps and remembers
 * only the places it has touched, so that time and memory grow with the winners and not with the tickets.
 */
export function selectTickets(total: number, count: number, nextWord: RandomWords): Uint32Array {
  const selected = new Uint32Array(count);
  const moved = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const place = i + randomBelow(total - i, nextWord);
    selected[i] = (moved.get(place) ?? place) + 1;
    moved.set(place, moved.get(i) ?? i);
    moved.delete(i);
  }
  return selected;
}
