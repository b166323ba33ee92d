/**
 * How many streams an isolate serves at a time. Each takes some 3 kB of its memory (docs/performance.md), so these take
 * a quarter of the 128 MB that the platform gives it.
 */
const MAX_WATCHERS = 10_000;

/** How many of them may come from one network: a hall full of people shares one address. */
const MAX_WATCHERS_PER_NETWORK = 1000;

/** The shortest time between two looks for one watcher, in milliseconds. */
const SHORTEST_PAUSE = 1000;

/**
 * How much longer that gets with each watcher of the isolate, in milliseconds, so that crowds who look leave nearly
 * all the time to those who claim. To look for one and tell them takes some 0.2 (docs/performance.md).
 */
const PAUSE_PER_WATCHER = 2;

/** Counts who watches by this isolate, from which network. */
export class Watchers {
  #count = 0;
  readonly #byNetwork = new Map<string, number>();

  get count(): number {
    return this.#count;
  }

  /** The shortest time between two looks for one of them, in milliseconds. */
  get pause(): number {
    return Math.max(SHORTEST_PAUSE, this.#count * PAUSE_PER_WATCHER);
  }

  /**
   * Counts one more.
   *
   * @returns what counts them out again, at whichever call comes first; or the problem where there are too many
   */
  admit(network: string): (() => void) | "too-many-requests" | "unavailable" {
    const before = this.#byNetwork.get(network) ?? 0;
    if (before >= MAX_WATCHERS_PER_NETWORK) return "too-many-requests";
    if (this.#count >= MAX_WATCHERS) return "unavailable";
    this.#count++;
    this.#byNetwork.set(network, before + 1);
    let gone = false;
    return () => {
      if (gone) return;
      gone = true;
      this.#count--;
      const left = (this.#byNetwork.get(network) ?? 1) - 1;
      if (left === 0) this.#byNetwork.delete(network);
      else this.#byNetwork.set(network, left);
    };
  }
}
