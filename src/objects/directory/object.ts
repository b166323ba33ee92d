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

  /** A page of the list, newest first, and the place where the next page begins, if there is one. */
  page(limit: number, after?: Place): { ids: string[]; next?: Place } {
    const found: Listing[] = this.#store.newest(limit + 1, after);
    const listings = found.slice(0, limit);
    const last = listings.at(-1);
    const ids = listings.map(({ id }) => id);
    return found.length > limit && last
      ? { ids, next: { createdAt: last.createdAt, seq: last.seq } }
      : { ids };
  }
}

/** A stub of the one directory. */
export const directoryOf = (env: Env): DurableObjectStub<DirectoryObject> =>
  env.DIRECTORY.getByName("directory");
