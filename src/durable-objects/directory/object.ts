import { DurableObject } from "cloudflare:workers";
import { DirectoryStore, type Listing, type Place } from "./store";

/** The one object that knows the ids of all raffles and their order, and nothing else of them. */
export class DirectoryObject extends DurableObject<Env> {
  readonly #store = new DirectoryStore(this.ctx.storage);

  add(id: string, createdAt: number): void {
    this.#store.add(id, createdAt);
  }

  remove(id: string): void {
    this.#store.remove(id);
  }

  /**
   * Returns a page of the list, newest first: the raffles' ids, the place of each, and, if there is a next
   * page, the place after which it begins.
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

export const directoryOf = (env: Env): DurableObjectStub<DirectoryObject> =>
  env.DIRECTORY.getByName("directory");
