import { remainingSeconds } from "./raffle-cache";

/**
 * Returns the headers of an answer that follows from the draw of a raffle. Caches keep it for as long as this isolate
 * remembers the raffle, so that none outlives a deleted raffle by more than isolates do.
 */
export const cacheHeaders = (raffleId: string): [name: string, value: string][] => [
  // Whether an origin is allowed to read the answer belongs to that origin alone.
  ["Vary", "Origin"],
  ["Cache-Control", `public, max-age=${remainingSeconds(raffleId)}, immutable`],
];
