import type { GrantedClaim, NewClaim } from "../../../domain/claims";
import {
  type Block,
  between,
  bucketOf,
  bytesOf,
  ENTRY_LENGTH,
  keyAt,
  keyOfBucket,
  keysOf,
  merge,
} from "./block";
import { FILTER_SIZES, type FilterSizes, PlayerFilter } from "./filter";
import { OlderPlayers } from "./older-players";
import type { MergeProgress, PlayersStore } from "./players-store";
import { RecentPlayers } from "./recent";

export interface IndexSizes {
  /** How many players are collected in memory before they are merged into blocks. */
  generation: number;
  /** How many players a block has room for. */
  blockEntries: number;
  /** How many players are merged at a time. */
  slice: number;
}

/** A block of 338 entries is the largest that SQLite stores in one page of 4 KB. */
export const INDEX_SIZES: IndexSizes = { generation: 65_536, blockEntries: 338, slice: 256 };

/**
 * How many players are merged for each new claim. It is more than 1, so that a generation is merged when the
 * next one is four fifths full.
 */
const MERGED_PER_CLAIM = 1.25;

/** What the index keeps in memory. All of it can be read from the tables again. */
interface Memory {
  progress: MergeProgress;
  /** The generation that is being merged into blocks. */
  merging: RecentPlayers | undefined;
  /** The generation that is being filled. */
  current: RecentPlayers;
  older: OlderPlayers;
}

/** Finds a raffle's claims by player, and stores new ones. */
export class PlayerIndex {
  readonly #store: PlayersStore;
  readonly #sizes: IndexSizes;
  readonly #filterSizes: FilterSizes;
  #memory: Memory | undefined;

  constructor(store: PlayersStore, sizes = INDEX_SIZES, filterSizes = FILTER_SIZES) {
    this.#store = store;
    this.#sizes = sizes;
    this.#filterSizes = filterSizes;
  }

  /**
   * Commits everything that `work` writes. If it throws, nothing is written, and the index reads its tables
   * again when it is used next. Each call of the methods below that write belongs in here.
   */
  transaction<T>(work: () => T): T {
    try {
      return this.#store.transaction(work);
    } catch (error) {
      this.#memory = undefined;
      throw error;
    }
  }

  /** Returns each player's claim, undefined if there is none. */
  findClaims(tags: readonly Uint8Array[]): (GrantedClaim | undefined)[] {
    const { merging, current, older } = this.#load();
    const keys = tags.map((tag) => keyAt(tag));
    const found = older.find(keys);
    for (const [i, key] of keys.entries()) {
      for (const generation of [merging, current]) found[i]?.push(...(generation?.find(key) ?? []));
    }
    const numbers = found.flat();
    if (numbers.length === 0) return tags.map(() => undefined);
    // Another player may have the same key, so the whole tag decides.
    const byTag = new Map(this.#store.claims(numbers).map((claim) => [claim.tag.toHex(), claim]));
    return tags.map((tag) => byTag.get(tag.toHex()));
  }

  /**
   * Writes new claims, one billed row each, and merges some older players into blocks.
   *
   * @param claims numbered without gaps from the number of claims before
   */
  append(claims: readonly NewClaim[]): void {
    if (claims.length === 0) return;
    const memory = this.#load();
    const next = memory.current.first + memory.current.size;
    if (claims[0]?.number !== next) throw new Error(`The next claim is ${next}, not ${claims[0]?.number}`);
    this.#store.addClaims(claims);
    const { progress } = memory;
    for (const { tag } of claims) {
      if (memory.current.size >= this.#sizes.generation) this.#startMerge(memory);
      memory.current.add(keyAt(tag));
    }
    this.#mergeDuePlayers(memory);
    if (memory.progress !== progress) this.#store.setProgress(memory.progress);
  }

  /** Drops the blocks of players, for one billed row. No player is found any more. Claims remain. */
  forget(): void {
    this.#store.dropBlocks();
    this.#store.setProgress({ first: this.#store.count(), size: 0, merged: 0 });
    this.#memory = undefined;
  }

  /** Returns whether any player can be found. Forgotten players can't. */
  hasPlayers(): boolean {
    const { merging, current, older } = this.#load();
    return merging !== undefined || current.size > 0 || older.hasPlayers();
  }

  /**
   * Returns players in the order of their tags: the first KEY_LENGTH bytes of each tag, end to end.
   *
   * @param from where the slice starts: `next` of the slice before, empty for the first one
   * @param maxBlocks the slice's size in blocks of about 235 players; recent players come on top
   * @returns the keys, and where the next slice starts, null if this is the last one
   */
  listKeys(from: Uint8Array, maxBlocks: number): { keys: Block; next: Block | null } {
    const { progress, merging, current, older } = this.#load();
    const start = from.length === 0 ? 0 : bucketOf(keyAt(from));
    const { players, end } = older.list(start, maxBlocks);
    const slices = [merging?.slice(progress.merged, merging.size), current.slice(0, current.size)];
    const all = slices.reduce<Block>(
      (list, slice) => (slice ? merge(list, between(slice, start, end)) : list),
      players,
    );
    return { keys: keysOf(all), next: end === null ? null : bytesOf(keyOfBucket(end)) };
  }

  #load(): Memory {
    this.#memory ??= this.#read();
    return this.#memory;
  }

  #read(): Memory {
    const progress = this.#store.progress();
    const merging = progress.size > 0 ? new RecentPlayers(progress.first) : undefined;
    const current = new RecentPlayers(progress.first + progress.size);
    for (const key of this.#store.keysFrom(progress.first)) {
      (merging && merging.size < progress.size ? merging : current).add(key);
    }
    const filter = new PlayerFilter(this.#filterSizes);
    const older = new OlderPlayers(this.#store, filter, this.#sizes.blockEntries);
    return { progress, merging, current, older };
  }

  /** Starts to merge the current generation, once the one before is merged. */
  #startMerge(memory: Memory): void {
    while (memory.merging) this.#mergeSlice(memory, memory.merging);
    const { first, size } = memory.current;
    memory.merging = memory.current;
    memory.progress = { first, size, merged: 0 };
    memory.current = new RecentPlayers(first + size);
  }

  /** Merges as many players as the new claims ask for, in whole slices. */
  #mergeDuePlayers(memory: Memory): void {
    while (memory.merging) {
      const { size, merged } = memory.progress;
      const due = Math.min(size, Math.floor(memory.current.size * MERGED_PER_CLAIM));
      if (due < size && due - merged < this.#sizes.slice) return;
      this.#mergeSlice(memory, memory.merging);
    }
  }

  #mergeSlice(memory: Memory, merging: RecentPlayers): void {
    const { first, size, merged } = memory.progress;
    const slice = merging.slice(merged, Math.min(size, merged + this.#sizes.slice));
    const isLast = merged + slice.length / ENTRY_LENGTH === size;
    const after = merged + memory.older.merge(slice, isLast);
    if (after < size) memory.progress = { first, size, merged: after };
    else {
      memory.progress = { first: first + size, size: 0, merged: 0 };
      memory.merging = undefined;
    }
  }
}
