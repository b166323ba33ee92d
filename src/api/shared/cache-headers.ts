import { remainingSeconds } from "./raffle-cache";

/** How long caches keep what may change after a draw. Isolates may have kept it for a second before. */
const BRIEF_SECONDS = 1;

/**
 * Returns the cache headers of a response that depends on the draw of a raffle. With `once-drawn`, caches
 * keep it for as long as this isolate keeps the raffle. A deleted raffle therefore disappears from caches as
 * soon as it disappears from isolates.
 */
export const cacheHeaders = (
  raffleId: string,
  cached: "once-drawn" | "briefly",
): [name: string, value: string][] => [
  // The CORS headers of the response are for one origin only.
  ["Vary", "Origin"],
  [
    "Cache-Control",
    cached === "briefly"
      ? `public, max-age=${BRIEF_SECONDS}`
      : `public, max-age=${remainingSeconds(raffleId)}, immutable`,
  ],
];
