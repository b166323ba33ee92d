import { LRUCache } from "lru-cache";

/** How long the isolate goes by what it has seen, in milliseconds. */
export const LIFETIME = 60_000;

/** What an entry takes beside its key and value, in bytes: its places in the lists. */
const OVERHEAD = 300;

/**
 * A memory of this isolate: shared by the requests that it happens to serve, bounded, and forgotten after a minute.
 * Only for answers that can't change any more, or are kept with their time. A raffle that was taken back is gone
 * everywhere after that minute.
 *
 * @param maxBytes what it may take; the entries not used for longest make room
 * @param sizeOf the bytes of a value, about
 */
export const memory = <V extends object | true>(maxBytes: number, sizeOf: (value: V) => number) =>
  new LRUCache<string, V>({
    maxSize: maxBytes,
    // Clients choose the length of some keys, which may have two bytes a character.
    sizeCalculation: (value, key) => OVERHEAD + 2 * key.length + sizeOf(value),
    ttl: LIFETIME,
    // Its timer, which would spare looking at the clock, would belong to one request and die with it.
    ttlResolution: 0,
    perf: Date,
  });
