/** A source of independent, uniformly random 32-bit words. */
export type RandomWords = () => number;

/**
 * Returns a uniformly random whole number from 0 to `bound` − 1. It discards words from the incomplete last
 * run of `bound` numbers, which avoids modulo bias.
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
 * Selects `count` different tickets of 1…`total`, in order. Every sequence is equally likely. This is a
 * Fisher–Yates shuffle (Knuth, TAOCP vol. 2, algorithm P) that stops after `count` swaps. It stores only the
 * places that it has touched, so time and memory grow with the winners and not with the tickets.
 *
 * The places are in a hash table with linear probing (Knuth, TAOCP vol. 3, section 6.4). It takes at most 16
 * MB for a million winners. A Map takes several times that. The hash is the low bits of the place, because
 * places are random already.
 */
export function selectTickets(total: number, count: number, nextWord: RandomWords): Uint32Array {
  const selected = new Uint32Array(count);
  // A power of two. With at least `total` slots, each place has its own slot. Otherwise half the slots stay
  // free.
  const slots = 2 ** (32 - Math.clz32(Math.max(0, Math.min(total, 2 * count) - 1)));
  const places = new Uint32Array(slots);
  /** Holds the ticket that has moved to `places[slot]`, or 0 for a free slot. */
  const tickets = new Uint32Array(slots);
  const slotOf = (place: number): number => {
    let slot = place % slots;
    while (tickets[slot] !== 0 && places[slot] !== place) slot = (slot + 1) % slots;
    return slot;
  };
  for (let i = 0; i < count; i++) {
    const place = i + randomBelow(total - i, nextWord);
    const slot = slotOf(place);
    selected[i] = tickets[slot] || place + 1;
    tickets[slot] = tickets[slotOf(i)] || i + 1;
    places[slot] = place;
  }
  return selected;
}
