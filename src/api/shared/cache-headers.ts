import { remainingSeconds } from "./raffle-cache";

/**
 * Returns the cache headers of a response that depends only on the draw of a raffle. Caches keep it for as
 * long as this isolate keeps the raffle. A deleted raffle therefore disappears from caches as soon as it
 * disappears from isolates.
 */
export const cacheHeaders = (raffleId: string): [name: string, value: string][] => [
  // The CORS headers of the response are for one origin only.
  ["Vary", "Origin"],
  ["Cache-Control", `public, max-age=${remainingSeconds(raffleId)}, immutable`],
];
