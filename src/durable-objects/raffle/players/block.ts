/**
 * A block is a sorted list of players in bytes. Each entry has the player's key, which is the start of the
 * tag, and the number of the claim, big-endian. Entries are in the order of their keys, bytewise. Two players
 * may share a key, so whoever finds a claim here compares its whole tag.
 */
export type Block = Uint8Array<ArrayBuffer>;

/** The halves of a player's key as unsigned numbers. One number has room for 53 bits only. */
export interface Key {
  readonly high: number;
  readonly low: number;
}

/** Length of a key in bytes. Isolates get as many of each holder's tag (../holders.ts). */
export const KEY_LENGTH = 8;

/** Length of an entry in bytes: the key, and a claim number below 2^32. */
export const ENTRY_LENGTH = KEY_LENGTH + 4;

export const emptyBlock: Block = new Uint8Array(0);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset);

/** Returns the key of a tag, or of the entry at an offset in a block. */
export function keyAt(bytes: Uint8Array, offset = 0): Key {
  const view = viewOf(bytes);
  return { high: view.getUint32(offset), low: view.getUint32(offset + 4) };
}

/** Returns a key's first 6 bytes as one number, which is exact. Blocks are stored by it. */
export const bucketOf = ({ high, low }: Key): number => high * 2 ** 16 + (low >>> 16);

/** Returns the lowest key of a bucket. */
export const keyOfBucket = (bucket: number): Key => ({
  high: Math.floor(bucket / 2 ** 16),
  low: (bucket % 2 ** 16) * 2 ** 16,
});

/** Returns the bytes of a key. */
export function bytesOf({ high, low }: Key): Block {
  const bytes = new Uint8Array(KEY_LENGTH);
  viewOf(bytes).setUint32(0, high);
  viewOf(bytes).setUint32(4, low);
  return bytes;
}

/** Writes an entry at an offset. */
export function writeEntry(block: Block, offset: number, { high, low }: Key, claim: number): void {
  const view = viewOf(block);
  view.setUint32(offset, high);
  view.setUint32(offset + 4, low);
  view.setUint32(offset + KEY_LENGTH, claim);
}

/**
 * Returns the offset of the first entry whose key is at least `key`; the block's length if there is none.
 *
 * @param from the offset of the entry to start from
 */
export function lowerBound(block: Block, { high, low }: Key, from = 0): number {
  const view = viewOf(block);
  let start = from / ENTRY_LENGTH;
  let end = block.length / ENTRY_LENGTH;
  while (start < end) {
    const middle = (start + end) >>> 1;
    const offset = middle * ENTRY_LENGTH;
    const order = view.getUint32(offset) - high || view.getUint32(offset + 4) - low;
    if (order < 0) start = middle + 1;
    else end = middle;
  }
  return start * ENTRY_LENGTH;
}

/** Returns the claims of all players with this key: almost always none or one. */
export function search(block: Block, { high, low }: Key): number[] {
  const claims: number[] = [];
  const view = viewOf(block);
  for (let at = lowerBound(block, { high, low }); at < block.length; at += ENTRY_LENGTH) {
    if (view.getUint32(at) !== high || view.getUint32(at + 4) !== low) break;
    claims.push(view.getUint32(at + KEY_LENGTH));
  }
  return claims;
}

/** Returns the part of a block from the bucket `start` to before the bucket `end`, null for no end. */
export function between(block: Block, start: number, end: number | null): Block {
  const upper = end === null ? block.length : lowerBound(block, keyOfBucket(end));
  return block.subarray(lowerBound(block, keyOfBucket(start)), upper);
}

/** Returns the keys of a block, end to end. */
export function keysOf(block: Block): Block {
  const keys = new Uint8Array((block.length / ENTRY_LENGTH) * KEY_LENGTH);
  for (let offset = 0, to = 0; offset < block.length; offset += ENTRY_LENGTH, to += KEY_LENGTH) {
    keys.set(block.subarray(offset, offset + KEY_LENGTH), to);
  }
  return keys;
}

/** Joins byte strings. */
export function concatenate(parts: readonly Uint8Array[]): Block {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Merges two blocks. It is fastest if `added` is the smaller one. */
export function merge(block: Block, added: Block): Block {
  const merged = new Uint8Array(block.length + added.length);
  let copied = 0;
  for (let offset = 0; offset < added.length; offset += ENTRY_LENGTH) {
    const place = lowerBound(block, keyAt(added, offset), copied);
    merged.set(block.subarray(copied, place), copied + offset);
    merged.set(added.subarray(offset, offset + ENTRY_LENGTH), place + offset);
    copied = place;
  }
  merged.set(block.subarray(copied), copied + added.length);
  return merged;
}

/**
 * Splits a block into parts of at most `capacity` entries. A part may exceed that only if its bucket does:
 * a bucket is never split.
 */
export function split(block: Block, capacity: number): Block[] {
  const parts: Block[] = [];
  let rest = block;
  while (rest.length > capacity * ENTRY_LENGTH) {
    // Halves. Other ratios between 0.5 and 0.6 write as many rows, and more uneven ones write more.
    const half = Math.ceil(Math.min(capacity, rest.length / ENTRY_LENGTH) / 2);
    const end = endOfBucket(rest, half * ENTRY_LENGTH);
    parts.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  return rest.length > 0 ? [...parts, rest] : parts;
}

/** Returns the first offset from `offset` on at which a bucket ends. */
function endOfBucket(block: Block, offset: number): number {
  const bucket = bucketOf(keyAt(block, offset - ENTRY_LENGTH));
  return lowerBound(block, keyOfBucket(bucket + 1), offset);
}
