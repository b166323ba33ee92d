/** Limits the attempts at one request before the page reports that no answer came. */
export const MAX_ATTEMPTS = 5;

/** Limits the wait for an answer. Under the heaviest load, claims were answered within 20 s. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Returns a signal that ends a request without an answer. */
export const requestTimeout = (): AbortSignal => AbortSignal.timeout(REQUEST_TIMEOUT_MS);

const MIN_RETRY_DELAY_MS = 500;
const MAX_RETRY_DELAY_MS = 10_000;

/**
 * Returns a delay that doubles with each failure, up to `max`. Random jitter keeps the clients that a restart
 * has disconnected from returning all at once.
 */
export const backoffDelay = (min: number, max: number, failures: number): number =>
  Math.min(max, min * 2 ** failures) * (0.5 + Math.random() / 2);

/**
 * Returns how long to wait after a failed attempt: the response's `Retry-After`, or else a growing delay.
 *
 * @param attempt 0 for the first attempt
 * @returns milliseconds
 */
export function retryDelay(attempt: number, response?: Response): number {
  const seconds = Number(response?.headers.get("Retry-After"));
  return seconds > 0 ? seconds * 1000 : backoffDelay(MIN_RETRY_DELAY_MS, MAX_RETRY_DELAY_MS, attempt);
}
