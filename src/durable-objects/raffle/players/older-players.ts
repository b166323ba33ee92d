import type { ClaimStore, StoredBlock } from "../store/claims";
import {
  type Block,
  between,
  bucketOf,
  concatenate,
  ENTRY_LENGTH,
  emptyBlock,
  type Key,
  keyAt,
  keyOfBucket,
  lowerBound,
  merge,
  search,
  split,
} from "./block";
import type { PlayerFilter } from "./filter";

/**
 * How many blocks a lookup adds to the filter, at most, while the filter is incomplete: about a millisecond's
 * work.
 */
const MAX_BLOCKS_COVERED = 64;

/**
 * The players in blocks on disk, and the filter in memory that spares most reads of them. After a start the
 * filter is filled in the background, from the lowest bucket to the highest.
 */
export class OlderPlayers {
  readonly #store: ClaimStore;
  readonly #filter: PlayerFilter;
  readonly #blockEntries: number;
  /** The filter has all players of the buckets below this one. */
  #coveredTo = 0;

  /** @param blockEntries how many players a block has room for */
  constructor(store: ClaimStore, filter: PlayerFilter, blockEntries: number) {
    this.#store = store;
    this.#filter = filter;
    this.#blockEntries = blockEntries;
  }

  /** Returns the claims of all older players with these keys. Reads at most one block for each key. */
  find(keys: readonly Key[]): number[] {
    this.#cover(Math.min(keys.length, MAX_BLOCKS_COVERED));
    const unsure = keys.filter((key) => !this.#certainlyLacks(key));
    if (unsure.length === 0) return [];
    const blocks = this.#store.blocksOf(unsure.map(bucketOf));
    return unsure.flatMap((key, i) => search(blocks[i] ?? emptyBlock, key));
  }

  #certainlyLacks(key: Key): boolean {
    return bucketOf(key) < this.#coveredTo && !this.#filter.mayHave(key);
  }

  /** Adds the players of up to `limit` more blocks to the filter. */
  #cover(limit: number): void {
    if (this.#coveredTo === Number.POSITIVE_INFINITY) return;
    const blocks = this.#store.blocksFrom(this.#coveredTo, limit + 1);
    for (const { data } of blocks.slice(0, limit)) this.#addToFilter(data);
    this.#coveredTo = blocks[limit]?.bucket ?? Number.POSITIVE_INFINITY;
  }

  #addToFilter(block: Block): void {
    for (let offset = 0; offset < block.length; offset += ENTRY_LENGTH)
      this.#filter.add(keyAt(block, offset));
  }

  hasPlayers(): boolean {
    return this.#store.blocksFrom(0, 1).length > 0;
  }

  /**
   * Returns the players of up to `maxBlocks` blocks from a bucket on, and the bucket at which the next block
   * starts, null if there is none.
   */
  list(start: number, maxBlocks: number): { players: Block; end: number | null } {
    const blocks = this.#store.blocksFrom(start, maxBlocks + 1);
    const players = concatenate(blocks.slice(0, maxBlocks).map(({ data }) => data));
    const end = blocks[maxBlocks]?.bucket ?? null;
    return { players: between(players, start, end), end };
  }

  /**
   * Merges players into their blocks, each of which is one billed row. Unless all belong to one block, leaves
   * those of the last block to the next slice, because more of its players may follow.
   *
   * @param slice at least one player
   * @returns how many players were merged, from the start of the slice
   */
  merge(slice: Block): number {
    const buckets: number[] = [];
    for (let offset = 0; offset < slice.length; offset += ENTRY_LENGTH)
      buckets.push(bucketOf(keyAt(slice, offset)));
    const stored = this.#store.blocksWith(buckets);
    const blocks = stored.length > 0 ? stored : [{ bucket: 0, data: emptyBlock }];
    let merged = 0;
    for (const [i, block] of blocks.entries()) {
      const next = blocks[i + 1];
      if (next === undefined && i > 0) break;
      const end = next ? lowerBound(slice, keyOfBucket(next.bucket), merged) : slice.length;
      this.#mergeInto(block, slice.subarray(merged, end));
      merged = end;
    }
    return merged / ENTRY_LENGTH;
  }

  #mergeInto({ bucket, data }: StoredBlock, added: Block): void {
    for (const [i, part] of split(merge(data, added), this.#blockEntries).entries()) {
      this.#store.putBlock({ bucket: i === 0 ? bucket : bucketOf(keyAt(part)), data: part });
    }
    // The filter gets the others with their block, later.
    if (bucket < this.#coveredTo) this.#addToFilter(added);
  }
}
