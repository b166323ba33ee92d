import { LRUCache } from "lru-cache";

/** Limits how long an isolate uses cached data. */
export const ISOLATE_CACHE_TTL_MS = 60_000;

/** Estimates the memory of an entry besides its key and value. */
const ENTRY_OVERHEAD_BYTES = 300;

/**
 * Creates a bounded cache that the requests of this isolate share. Entries expire after a minute, so a
 * deleted or restored raffle is gone from every isolate by then. Store only data that can't change, or data
 * with its time.
 *
 * @param maxBytes the most that the cache may hold; the least recently used entries are evicted first
 * @param sizeOf returns the approximate bytes of a value
 */
export const isolateCache = <V extends object | true>(maxBytes: number, sizeOf: (value: V) => number) =>
  new LRUCache<string, V>({
    maxSize: maxBytes,
    // Clients choose the length of some keys. A character may take two bytes.
    sizeCalculation: (value, key) => ENTRY_OVERHEAD_BYTES + 2 * key.length + sizeOf(value),
    ttl: ISOLATE_CACHE_TTL_MS,
    // 0 avoids the cache's clock timer. The timer would belong to one request and end with it.
    ttlResolution: 0,
    perf: Date,
  });
