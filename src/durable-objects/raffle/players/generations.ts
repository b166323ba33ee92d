import type { MergeProgress } from "../store/claims";
import { type Block, type Key, merge } from "./block";
import type { OlderPlayers } from "./older-players";
import { RecentPlayers } from "./recent";

export interface GenerationSizes {
  /** How many players are collected in memory before they are merged into blocks. */
  generation: number;
  /** How many players are merged at a time. */
  slice: number;
}

/**
 * How many players are merged for each new claim. It is above 1, so that a generation is merged before the
 * next one is full: when it is four fifths full.
 */
const MERGED_PER_CLAIM = 1.25;

/**
 * The recent players, in at most two generations: one is filled, while the one before is merged into the
 * blocks of older players, slice by slice in the order of keys. It remains in memory until that is done.
 */
export class Generations {
  readonly #sizes: GenerationSizes;
  readonly #older: OlderPlayers;
  #progress: MergeProgress;
  #merging: RecentPlayers | undefined;
  #current: RecentPlayers;

  /** @param keys the players from claim `progress.first` on, in the order of claims */
  constructor(sizes: GenerationSizes, older: OlderPlayers, progress: MergeProgress, keys: Iterable<Key>) {
    this.#sizes = sizes;
    this.#older = older;
    this.#progress = progress;
    const { first, size } = progress;
    const merging = new RecentPlayers(first);
    this.#current = new RecentPlayers(first + size);
    for (const key of keys) (merging.size < size ? merging : this.#current).add(key);
    if (size > 0) this.#merging = merging;
  }

  /** The number of the next claim. */
  get nextClaim(): number {
    return this.#current.first + this.#current.size;
  }

  get progress(): MergeProgress {
    return this.#progress;
  }

  /** Returns the claims of all recent players with this key. */
  find(key: Key): number[] {
    return [...(this.#merging?.find(key) ?? []), ...this.#current.find(key)];
  }

  /** Adds the player of the next claim. Starts to merge the current generation if it is full. */
  add(key: Key): void {
    if (this.#current.size >= this.#sizes.generation) this.#startMerge();
    this.#current.add(key);
  }

  /** Merges as many players as the claims so far ask for, in whole slices. Writes blocks. */
  mergeDuePlayers(): void {
    while (this.#merging) {
      const { size, merged } = this.#progress;
      const due = Math.min(size, Math.floor(this.#current.size * MERGED_PER_CLAIM));
      if (due < size && due - merged < this.#sizes.slice) return;
      this.#mergeSlice(this.#merging);
    }
  }

  /** Adds the recent players of some buckets to a list of older ones (block.ts). */
  addTo(list: Block, start: number, end: number | null): Block {
    const withCurrent = merge(list, this.#current.between(start, end));
    if (!this.#merging) return withCurrent;
    return merge(withCurrent, this.#merging.between(start, end, this.#progress.merged));
  }

  #startMerge(): void {
    // Nothing is left to merge here, unless the sizes have changed or the claims are very many.
    while (this.#merging) this.#mergeSlice(this.#merging);
    const { first, size } = this.#current;
    this.#progress = { first, size, merged: 0 };
    this.#merging = this.#current;
    this.#current = new RecentPlayers(first + size);
  }

  #mergeSlice(players: RecentPlayers): void {
    const { first, size, merged } = this.#progress;
    const slice = players.slice(merged, merged + this.#sizes.slice);
    const mergedNow = merged + this.#older.merge(slice);
    this.#progress = { first, size, merged: mergedNow };
    if (mergedNow < size) return;
    this.#progress = { first: first + size, size: 0, merged: 0 };
    this.#merging = undefined;
  }
}
