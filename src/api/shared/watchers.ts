/**
 * Limits the streams of an isolate. Each takes about 3 kB of memory (docs/design/performance.md). Together
 * they take a quarter of the isolate's 128 MB.
 */
const MAX_WATCHERS = 10_000;

/** Limits the streams of one network. It allows for a hall full of people behind one address. */
const MAX_WATCHERS_PER_NETWORK = 1000;

/** Limits how often a stream reads its raffle. */
const MIN_PAUSE_MS = 1000;

/**
 * Lengthens the pause with each watcher, so that watchers take little CPU time from claims. One read and its
 * message take about 0.2 ms (docs/design/performance.md).
 */
const PAUSE_PER_WATCHER_MS = 2;

/** Counts the watchers of this isolate, in total and by network. */
export class Watchers {
  #count = 0;
  readonly #byNetwork = new Map<string, number>();

  get count(): number {
    return this.#count;
  }

  /** Returns the shortest time between two reads of one stream. */
  get pauseMs(): number {
    return Math.max(MIN_PAUSE_MS, this.#count * PAUSE_PER_WATCHER_MS);
  }

  /**
   * Counts one more watcher.
   *
   * @returns a function that removes the watcher and may be called repeatedly, or the problem if there are
   *   too many
   */
  admit(network: string): (() => void) | "too-many-requests" | "unavailable" {
    const before = this.#byNetwork.get(network) ?? 0;
    if (before >= MAX_WATCHERS_PER_NETWORK) return "too-many-requests";
    if (this.#count >= MAX_WATCHERS) return "unavailable";
    this.#count++;
    this.#byNetwork.set(network, before + 1);
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#count--;
      const left = (this.#byNetwork.get(network) ?? 1) - 1;
      if (left === 0) this.#byNetwork.delete(network);
      else this.#byNetwork.set(network, left);
    };
  }
}
