/** As many times as something is asked for before the reader is told that it did not come. */
export const ATTEMPTS = 5;

/** The first wait between two attempts that nobody asks for, and the longest, in milliseconds. */
const [FIRST_WAIT, LONGEST_WAIT] = [500, 10_000];

/**
 * A wait that doubles with each loss, up to the longest; at random, so that all whom a restart has cut off don't come at
 * once.
 */
export const growing = (first: number, longest: number, losses: number): number =>
  Math.min(longest, first * 2 ** losses) * (0.5 + Math.random() / 2);

/**
 * How long to wait after an attempt that has failed: what its answer asks for, or ever longer, at random.
 *
 * @param attempt 0 for the first one
 * @returns milliseconds
 */
export function pauseAfter(attempt: number, answer?: Response): number {
  const seconds = Number(answer?.headers.get("Retry-After"));
  return seconds > 0 ? seconds * 1000 : growing(FIRST_WAIT, LONGEST_WAIT, attempt);
}
