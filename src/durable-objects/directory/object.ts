import { DurableObject } from "cloudflare:workers";
import { DirectoryStore, type Listing, type Place } from "./store";

/** The one object that knows all raffles. It keeps their order only: what they are, each tells itself. */
export class DirectoryObject extends DurableObject<Env> {
  readonly #store = new DirectoryStore(this.ctx.storage);

  /** Lists a raffle; repeating it changes nothing. */
  add(id: string, createdAt: number): void {
    this.#store.add(id, createdAt);
  }

  /** Takes a raffle off the list; repeating it changes nothing. */
  remove(id: string): void {
    this.#store.remove(id);
  }

  /**
   * Returns a page of the list, newest first: the raffles' ids, the place of each, and the place after which the next
   * page begins, if there is one.
   */
  page(limit: number, after?: Place): { ids: string[]; places: Place[]; next?: Place } {
    const found: Listing[] = this.#store.newest(limit + 1, after);
    const listings = found.slice(0, limit);
    const ids = listings.map(({ id }) => id);
    const places = listings.map(({ createdAt, seq }) => ({ createdAt, seq }));
    const last = places.at(-1);
    return found.length > limit && last ? { ids, places, next: last } : { ids, places };
  }
}

/** A stub of the one directory. */
export const directoryOf = (env: Env): DurableObjectStub<DirectoryObject> =>
  env.DIRECTORY.getByName("directory");
