import { type Block, bucketOf, ENTRY_LENGTH, type Key, writeEntry } from "./block";

/** How many players there is room for at first. It doubles whenever it is full. */
const FIRST_CAPACITY = 256;

/**
 * The players of consecutive claims, in memory. A hash table with open addressing: 16 bytes for each player
 * that it has room for, and 8 more for each player once they are sorted.
 */
export class RecentPlayers {
  /** The claim of the first player. */
  readonly first: number;
  #size = 0;
  /** The low and the high half of each key, in the order of claims. */
  #keys = new Uint32Array(2 * FIRST_CAPACITY);
  /** In each slot 1 plus the index of a player, or 0. At most half of the slots are taken. */
  #slots = new Uint32Array(2 * FIRST_CAPACITY);
  /** The same as `#keys`, in ascending order. Undefined until it is needed. */
  #sorted: Uint32Array | undefined;

  constructor(first: number) {
    this.first = first;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds the player of the next claim. */
  add({ high, low }: Key): void {
    const index = this.#size++;
    if (2 * index === this.#keys.length) this.#grow();
    this.#keys[2 * index] = low;
    this.#keys[2 * index + 1] = high;
    this.#place(index);
    this.#sorted = undefined;
  }

  /** Returns the claims of all players with this key: almost always none or one. */
  find({ high, low }: Key): number[] {
    const claims: number[] = [];
    const mask = this.#slots.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index < 0) return claims;
      if (this.#keys[2 * index] === low && this.#keys[2 * index + 1] === high) {
        claims.push(this.first + index);
      }
    }
  }

  /**
   * Returns the players from position `from` to before position `to` in the order of their keys. Players with
   * the same key stay together, so there may be more of them.
   */
  slice(from: number, to: number): Block {
    const end = this.#endOfSameKeys(to);
    const block = new Uint8Array(Math.max(0, end - from) * ENTRY_LENGTH);
    for (let position = from; position < end; ) {
      const key = this.#sortedKey(position);
      for (const claim of this.find(key)) {
        writeEntry(block, (position++ - from) * ENTRY_LENGTH, key, claim);
      }
    }
    return block;
  }

  /**
   * Returns the players from the bucket `start` to before the bucket `end`, null for no end, in the order of
   * their keys. Leaves out those before position `from`.
   */
  between(start: number, end: number | null, from = 0): Block {
    const first = Math.max(from, this.#positionOf(start));
    return this.slice(first, end === null ? this.#size : Math.max(first, this.#positionOf(end)));
  }

  /** Returns the position of the first player whose bucket is at least `bucket`. */
  #positionOf(bucket: number): number {
    let start = 0;
    let end = this.#size;
    while (start < end) {
      const middle = (start + end) >>> 1;
      if (bucketOf(this.#sortedKey(middle)) < bucket) start = middle + 1;
      else end = middle;
    }
    return start;
  }

  #endOfSameKeys(position: number): number {
    if (position === 0 || position >= this.#size) return Math.min(position, this.#size);
    const { high, low } = this.#sortedKey(position - 1);
    let end = position;
    for (; end < this.#size; end++) {
      const key = this.#sortedKey(end);
      if (key.high !== high || key.low !== low) break;
    }
    return end;
  }

  #sortedKey(position: number): Key {
    this.#sorted ??= this.#sort();
    return { low: this.#sorted[2 * position] ?? 0, high: this.#sorted[2 * position + 1] ?? 0 };
  }

  #sort(): Uint32Array {
    const sorted = this.#keys.slice(0, 2 * this.#size);
    // The low half comes first, so a pair is one number of 64 bits on little-endian machines, which all are.
    new BigUint64Array(sorted.buffer).sort();
    return sorted;
  }

  /** Doubles the room and places every player again. */
  #grow(): void {
    const keys = this.#keys;
    this.#keys = new Uint32Array(2 * keys.length);
    this.#keys.set(keys);
    this.#slots = new Uint32Array(2 * keys.length);
    for (let index = 0; 2 * index < keys.length; index++) this.#place(index);
  }

  #place(index: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#keys[2 * index] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = index + 1;
  }
}
