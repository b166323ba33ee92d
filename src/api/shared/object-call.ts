import { HTTPException } from "hono/http-exception";

/** Attempts in all. The platform retries by itself what never reached the object; this is for what it can't know. */
const ATTEMPTS = 4;

/** The longest wait before the second attempt, in milliseconds; it doubles with every further one. */
const FIRST_WAIT = 50;

/**
 * Calls an object and, where the failure is a passing one (below), repeats the call after a random wait (full jitter).
 * The call must do no more when made twice, and take a fresh stub each time: a failed stub stays broken.
 *
 * @throws HTTPException 503 where the object can't be reached; anything else that was thrown is a bug
 */
export async function callRepeatedly<P extends Promise<unknown>>(call: () => P): Promise<Awaited<P>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw unavailableIfPassing(error);
      await scheduler.wait(Math.random() * FIRST_WAIT * 2 ** (attempt - 1));
    }
  }
}

/** Calls an object once, for what must not be repeated blindly. Throws as `callRepeatedly` does. */
export async function callOnce<P extends Promise<unknown>>(call: () => P): Promise<Awaited<P>> {
  try {
    return await call();
  } catch (error) {
    throw unavailableIfPassing(error);
  }
}

/** How long `callBriefly` waits, in milliseconds. */
const BRIEFLY = 1000;

/** Calls an object once, and waits no longer than a second. Throws as `callRepeatedly` does, 503 after that second too. */
export async function callBriefly<P extends Promise<unknown>>(call: () => P): Promise<Awaited<P>> {
  const answered = new AbortController();
  const late = scheduler.wait(BRIEFLY, { signal: answered.signal }).then(() => {
    throw new HTTPException(503, { message: "No answer within a second" });
  });
  try {
    // Both are waited for whatever becomes of the call, or giving up the wait would be an error that nobody handles.
    return await callOnce(() => Promise.race([late, (async () => call())()]) as Promise<Awaited<P>>);
  } finally {
    answered.abort();
  }
}

const has = (error: unknown, property: "retryable" | "overloaded" | "durableObjectReset"): boolean =>
  error instanceof Error && (error as Error & Record<typeof property, unknown>)[property] === true;

/**
 * Whether the platform calls the failure retryable (developers.cloudflare.com/durable-objects/best-practices/error-handling)
 * or the object was reset under the call, as a deployment does: workerd marks that by `durableObjectReset` alone.
 */
const isRetryable = (error: unknown) =>
  (has(error, "retryable") || has(error, "durableObjectReset")) && !has(error, "overloaded");

/** Whether the object is of an older version that lacks the method, as for minutes while a new one is deployed. */
const isOlder = (error: unknown) =>
  error instanceof TypeError && error.message.startsWith("The RPC receiver does not implement");

const unavailableIfPassing = (error: unknown) =>
  isRetryable(error) || has(error, "overloaded") || isOlder(error)
    ? new HTTPException(503, { cause: error })
    : error;
