import { HTTPException } from "hono/http-exception";

/** Counts the first attempt too. The platform already retries calls that never reached the Durable Object. */
const MAX_ATTEMPTS = 4;

/** Limits the random wait before the second attempt. The limit doubles with each further attempt. */
const FIRST_BACKOFF_MS = 50;

/**
 * Calls a Durable Object, and retries transient failures with exponential back-off and full jitter. The call
 * must be idempotent. It must get a new stub each time, because a stub stays broken after an error.
 *
 * @throws HTTPException 503 if the Durable Object can't be reached; any other error is a bug
 */
export async function callWithRetries<P extends Promise<unknown>>(call: () => P): Promise<Awaited<P>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isRetryable(error)) throw unavailableIfTransient(error);
      await scheduler.wait(Math.random() * FIRST_BACKOFF_MS * 2 ** (attempt - 1));
    }
  }
}

/**
 * Calls a Durable Object once, for calls that must not be retried. Throws the same errors as
 * `callWithRetries`.
 */
export async function callOnce<P extends Promise<unknown>>(call: () => P): Promise<Awaited<P>> {
  try {
    return await call();
  } catch (error) {
    throw unavailableIfTransient(error);
  }
}

/** Returns an idempotency key for a call that has none. It makes the Worker's own retries safe. */
export const temporaryKey = (): string => crypto.getRandomValues(new Uint8Array(32)).toHex();

const CALL_TIMEOUT_MS = 1000;

/**
 * Calls a Durable Object once. Throws the same errors as `callWithRetries`, and 503 if there is no answer in
 * a second.
 */
export async function callWithTimeout<P extends Promise<unknown>>(call: () => P): Promise<Awaited<P>> {
  const answered = new AbortController();
  const late = scheduler.wait(CALL_TIMEOUT_MS, { signal: answered.signal }).then(() => {
    throw new HTTPException(503, { message: "No answer within a second" });
  });
  try {
    // The async wrapper turns a synchronous throw into a rejection. Otherwise, the race would not start, and
    // aborting the timer would cause an unhandled rejection.
    return await callOnce(() => Promise.race([late, (async () => call())()]) as Promise<Awaited<P>>);
  } finally {
    answered.abort();
  }
}

const hasFlag = (error: unknown, property: "retryable" | "overloaded" | "durableObjectReset"): boolean =>
  error instanceof Error && (error as Error & Record<typeof property, unknown>)[property] === true;

/**
 * Reports whether a failure is transient
 * (developers.cloudflare.com/durable-objects/best-practices/error-handling). workerd marks the reset of a
 * Durable Object, as in a deploy, only with `durableObjectReset`.
 */
const isRetryable = (error: unknown) =>
  (hasFlag(error, "retryable") || hasFlag(error, "durableObjectReset")) && !hasFlag(error, "overloaded");

/**
 * Reports whether the Durable Object runs an older version without the method. A deploy causes this for
 * minutes.
 */
const isOlderVersion = (error: unknown) =>
  error instanceof TypeError && error.message.startsWith("The RPC receiver does not implement");

const unavailableIfTransient = (error: unknown) =>
  isRetryable(error) || hasFlag(error, "overloaded") || isOlderVersion(error)
    ? new HTTPException(503, { cause: error })
    : error;
