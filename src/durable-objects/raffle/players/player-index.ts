import type { GrantedClaim, NewClaim } from "../../../domain/claims";
import type { ClaimStore } from "../store/claims";
import { type Block, bucketOf, bytesOf, keyAt, keyOfBucket, keysOf } from "./block";
import { FILTER_SIZES, type FilterSizes, PlayerFilter } from "./filter";
import { type GenerationSizes, Generations } from "./generations";
import { OlderPlayers } from "./older-players";

export interface IndexSizes extends GenerationSizes {
  /** How many players a block has room for. */
  blockEntries: number;
}

/** A block of 338 players is the largest that SQLite stores in one page of 4 KB. */
export const INDEX_SIZES: IndexSizes = { generation: 65_536, slice: 256, blockEntries: 338 };

/** What the index keeps in memory. It is read from the tables when it is needed. */
interface Memory {
  recent: Generations;
  older: OlderPlayers;
  /** Whether there are players from before version 7 of the tables. */
  hasEarlyPlayers: boolean;
}

/**
 * Stores a raffle's claims and finds them by player. Recent players are in memory and in the claims' rows.
 * Older ones are also in blocks on disk, sorted, because a row for each would change a page for each.
 */
export class PlayerIndex {
  readonly #storage: DurableObjectStorage;
  readonly #store: ClaimStore;
  readonly #sizes: IndexSizes;
  readonly #filterSizes: FilterSizes;
  #memory: Memory | undefined;

  constructor(
    storage: DurableObjectStorage,
    store: ClaimStore,
    sizes = INDEX_SIZES,
    filterSizes = FILTER_SIZES,
  ) {
    this.#storage = storage;
    this.#store = store;
    this.#sizes = sizes;
    this.#filterSizes = filterSizes;
  }

  /**
   * Commits everything that `work` writes. If it throws, nothing is written, and what the index has in memory
   * is read again. Every call of `append` and `forget` belongs in here.
   */
  transaction<T>(work: () => T): T {
    try {
      return this.#storage.transactionSync(work);
    } catch (error) {
      this.#memory = undefined;
      throw error;
    }
  }

  /** Returns each player's claim, undefined if there is none. */
  findClaims(tags: readonly Uint8Array[]): (GrantedClaim | undefined)[] {
    const { recent, older, hasEarlyPlayers } = this.#load();
    const early = hasEarlyPlayers ? this.#store.findEarlyPlayers(tags) : [];
    const keys = tags.map((tag) => keyAt(tag));
    const numbers = [...older.find(keys), ...keys.flatMap((key) => recent.find(key))];
    if (numbers.length === 0) return tags.map((_, i) => early[i]);
    // Other players may have the same key, so whole tags decide.
    const byTag = new Map(this.#store.list(numbers).map((claim) => [claim.tag.toHex(), claim]));
    return tags.map((tag, i) => early[i] ?? byTag.get(tag.toHex()));
  }

  /**
   * Writes new claims, one billed row each, and merges some recent players into blocks.
   *
   * @param claims of players that have none, numbered without gaps
   * @throws if they don't start at the next number
   */
  append(claims: readonly NewClaim[]): void {
    const [first] = claims;
    if (first === undefined) return;
    const { recent } = this.#load();
    if (first.number !== recent.nextClaim) {
      throw new Error(`claim ${first.number} is not the next one, ${recent.nextClaim}`);
    }
    const { progress } = recent;
    this.#store.add(claims);
    for (const { tag } of claims) recent.add(keyAt(tag));
    recent.mergeDuePlayers();
    if (recent.progress !== progress) this.#store.setProgress(recent.progress);
  }

  /**
   * Forgets all players for a few billed rows, however many there are. The rows of tickets keep their tags,
   * which tell nothing once the key for tags is destroyed.
   */
  forget(): void {
    const first = this.#load().recent.nextClaim;
    this.#store.forgetPlayers();
    this.#store.setProgress({ first, size: 0, merged: 0 });
    this.#memory = undefined;
  }

  /** Returns whether any player can be found. Forgotten ones can't. */
  hasPlayers(): boolean {
    const { recent, older, hasEarlyPlayers } = this.#load();
    return recent.nextClaim > recent.progress.first || older.hasPlayers() || hasEarlyPlayers;
  }

  /** Returns whether `listKeys` has all players. It lacks those from before version 7 of the tables. */
  canListKeys(): boolean {
    return !this.#load().hasEarlyPlayers;
  }

  /**
   * Returns a slice of the players in the order of their tags: the first KEY_LENGTH bytes of each tag, end to
   * end.
   *
   * @param from where the slice starts: `next` of the slice before, or empty
   * @param maxBlocks its size in blocks of about 230 players. Recent players come in addition.
   * @returns the keys, and where the next slice starts, null if there is none
   */
  listKeys(from: Uint8Array, maxBlocks: number): { keys: Block; next: Block | null } {
    const { recent, older } = this.#load();
    const start = from.length === 0 ? 0 : bucketOf(keyAt(from));
    const { players, end } = older.list(start, maxBlocks);
    const keys = keysOf(recent.addTo(players, start, end));
    return { keys, next: end === null ? null : bytesOf(keyOfBucket(end)) };
  }

  #load(): Memory {
    this.#memory ??= this.#read();
    return this.#memory;
  }

  #read(): Memory {
    const filter = new PlayerFilter(this.#filterSizes);
    const older = new OlderPlayers(this.#store, filter, this.#sizes.blockEntries);
    const progress = this.#store.progress();
    const keys = this.#store.keysFrom(progress.first);
    const recent = new Generations(this.#sizes, older, progress, keys);
    return { recent, older, hasEarlyPlayers: this.#store.hasEarlyPlayers() };
  }
}
