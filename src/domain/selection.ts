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
 *
 * What it remembers is a hash table with linear probing (Knuth, TAOCP vol. 3, section 6.4). It takes 16 MB at most
 * for a million winners, where a Map takes several times that. The hash is the end of the place's number: places are
 * random already.
 */
export function selectTickets(total: number, count: number, nextWord: RandomWords): Uint32Array {
  const selected = new Uint32Array(count);
  // A power of two. With `total` slots or more each place has its own, and otherwise half of them stay free.
  const slots = 2 ** (32 - Math.clz32(Math.min(total, 2 * count) - 1));
  const places = new Uint32Array(slots);
  /** The ticket that has moved to `places[slot]`; 0 for a free slot, as tickets count from 1. */
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
