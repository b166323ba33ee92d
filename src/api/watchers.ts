/**
 * How many streams an isolate serves at a time. A stream takes some 10 kB of its memory and 100 kB of the process
 * (docs/performance.md): these take half of the 128 MB that the platform gives an isolate.
 */
const MAX_WATCHERS = 10_000;

/** How many of them may come from one network: a hall full of people shares one address. */
const MAX_WATCHERS_PER_NETWORK = 1000;

/** Counts who watches by this isolate, from which network. */
export class Watchers {
  #count = 0;
  readonly #byNetwork = new Map<string, number>();

  get count(): number {
    return this.#count;
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
