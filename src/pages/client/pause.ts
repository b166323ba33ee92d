/** As many times as something is asked for before the reader is told that it did not come. */
export const ATTEMPTS = 5;

/** The longest wait between two attempts that nobody asks for, in milliseconds. */
const LONGEST_WAIT = 10_000;

/**
 * How long to wait after an attempt that has failed: what its answer asks for, or ever longer, at random.
 *
 * @param attempt 0 for the first one
 * @returns milliseconds
 */
export function pauseAfter(attempt: number, answer?: Response): number {
  const seconds = Number(answer?.headers.get("Retry-After"));
  if (seconds > 0) return seconds * 1000;
  return Math.min(LONGEST_WAIT, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);
}
