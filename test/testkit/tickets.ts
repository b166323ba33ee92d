import type { NewClaim } from "../../src/domain/claims";
import { TAG_BYTES } from "../../src/domain/secrets";
import { PlayerIndex } from "../../src/durable-objects/raffle/players/player-index";
import { ClaimStore } from "../../src/durable-objects/raffle/store/claims";

/** SHA-256. */
const CODE_HASH_BYTES = 32;

/** How many claims one transaction writes. */
const BATCH_SIZE = 10_000;

type TagOfClaim = (claim: number) => Uint8Array;

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const randomTag: TagOfClaim = () => randomBytes(TAG_BYTES);

/** Returns `count` claims from number `from` on. Their bytes are random, and as many as of real claims. */
export const claimsFrom = (from: number, count: number, tagOf = randomTag): NewClaim[] =>
  Array.from({ length: count }, (_, i) => {
    const number = from + i;
    return { number, tag: tagOf(number), codeHash: randomBytes(CODE_HASH_BYTES) };
  });

/** Stores the last claim alone. The object counts claims by their last number. */
export function fillInLast({ sql }: DurableObjectStorage, total: number): void {
  new ClaimStore(sql).add(claimsFrom(total - 1, 1));
}

/**
 * Writes tickets of random bytes, as long as real ones, to a raffle's storage: claims from number `from` to
 * below `to`. The claims before `from` must be stored.
 *
 * @param tagOf returns the tag of a claim's player; by default a random one
 * @returns how many bytes they take
 */
export function fillIn(
  storage: DurableObjectStorage,
  from: number,
  to: number,
  tagOf: TagOfClaim = randomTag,
): number {
  const before = storage.sql.databaseSize;
  const index = new PlayerIndex(storage, new ClaimStore(storage.sql));
  for (let start = from; start < to; start += BATCH_SIZE) {
    const claims = claimsFrom(start, Math.min(BATCH_SIZE, to - start), tagOf);
    index.transaction(() => index.append(claims));
  }
  return storage.sql.databaseSize - before;
}
