import { TAG_BYTES } from "../../src/domain/secrets";
import { PlayerIndex } from "../../src/durable-objects/raffle/players/player-index";
import { ClaimStore } from "../../src/durable-objects/raffle/store/claims";

/** SHA-256. */
const CODE_HASH_BYTES = 32;

/** How many claims one transaction writes. */
const BATCH_SIZE = 10_000;

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** Stores the last claim alone. The object counts claims by their last number. */
export function fillInLast({ sql }: DurableObjectStorage, total: number): void {
  const row = "INSERT INTO ticket (claim, tag, code_hash) VALUES (?, ?, ?)";
  sql.exec(row, total - 1, randomBytes(TAG_BYTES), randomBytes(CODE_HASH_BYTES));
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
  tagOf: (claim: number) => Uint8Array = () => randomBytes(TAG_BYTES),
): number {
  const before = storage.sql.databaseSize;
  const index = new PlayerIndex(storage, new ClaimStore(storage.sql));
  for (let start = from; start < to; start += BATCH_SIZE) {
    const claims = Array.from({ length: Math.min(BATCH_SIZE, to - start) }, (_, i) => {
      const number = start + i;
      return { number, tag: tagOf(number), codeHash: randomBytes(CODE_HASH_BYTES) };
    });
    index.transaction(() => index.append(claims));
  }
  return storage.sql.databaseSize - before;
}
