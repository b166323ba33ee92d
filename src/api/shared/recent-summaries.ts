import { type Result, success } from "../../domain/result";
import type { RaffleSummary } from "../../durable-objects/raffle/state";
import { log } from "../../log";
import { isolateCache } from "./isolate-cache";
import { callWithRetries, callWithTimeout } from "./object-call";
import { completed } from "./older-objects";

/** Serves a summary of up to this age without asking the Durable Object. */
const FRESH_MS = 1000;

/** Limits the age of the counts in a list. */
const MAX_AGE_MS = 2000;

/** Skips an unreachable raffle for this time, if the response doesn't need it. */
const PAUSE_AFTER_FAILURE_MS = 1000;

/** Describes the last known summary of a raffle. */
interface KnownSummary {
  summary: RaffleSummary;
  /** Is the time of the request, in milliseconds since 1970. The summary is no older than this. */
  askedAt: number;
  /**
   * Is true while a request refreshes it. Others don't wait, because a promise of another request may never
   * settle.
   */
  renewing: boolean;
}

const summaries = isolateCache<KnownSummary>(4 * 2 ** 20, ({ summary: { name, prizes } }) =>
  prizes.reduce((bytes, prize) => bytes + 100 + 2 * prize.name.length, 2000 + 2 * name.length),
);

/** Remembers when a raffle was unreachable, in milliseconds since 1970. */
const failures = isolateCache<{ time: number }>(2 ** 20, () => 100);

/**
 * Says whether a summary of a drawn raffle may be of any age. Its only change is that prizes are forfeited,
 * which lists don't show.
 */
type Drawn = "drawn-is-final" | "drawn-may-change";

/** Reports whether a summary is young enough. One from the future is too old: the clock was set back. */
function isYoungerThan({ summary, askedAt }: KnownSummary, milliseconds: number, drawn: Drawn): boolean {
  const age = Date.now() - askedAt;
  const isFinal = drawn === "drawn-is-final" && summary.draw.drawnAt !== null;
  return isFinal || (age >= 0 && age < milliseconds);
}

/** Stores a summary, unless a newer one is known. */
export function rememberSummary(id: string, summary: RaffleSummary, askedAt: number): void {
  const last = summaries.get(id);
  if (!last || last.askedAt <= askedAt || last.askedAt > Date.now())
    summaries.set(id, { summary, askedAt, renewing: false });
}

export function forgetSummary(id: string): void {
  summaries.delete(id);
}

type Call = typeof callWithRetries;

/** Reads a summary that is at most 2 s old. Throws the errors of `call`. */
async function readSummaryBy(
  env: Env,
  id: string,
  call: Call,
  drawn: Drawn,
): Promise<Result<RaffleSummary, "raffle-not-found">> {
  const askedAt = Date.now();
  const last = summaries.get(id);
  if (last && isYoungerThan(last, last.renewing ? MAX_AGE_MS : FRESH_MS, drawn)) return success(last.summary);
  if (last) last.renewing = true;
  try {
    const result = await call(() => env.RAFFLE.getByName(id).summary());
    if (!result.ok) return result;
    const summary = completed(result.value);
    rememberSummary(id, summary, askedAt);
    return success(summary);
  } catch (error) {
    if (last && isYoungerThan(last, MAX_AGE_MS, drawn)) return success(last.summary);
    throw error;
  }
}

/**
 * Reads a summary for a list: at most 2 s old until the raffle is drawn. Throws the errors of
 * `callWithRetries`.
 */
export const readSummary = (env: Env, id: string) =>
  readSummaryBy(env, id, callWithRetries, "drawn-is-final");

/** Reads a summary that is at most 2 s old. Throws the errors of `callWithRetries`. */
export const readCurrentSummary = (env: Env, id: string) =>
  readSummaryBy(env, id, callWithRetries, "drawn-may-change");

/** Describes the result of one attempt to read a summary. */
export type SummaryAttempt =
  | { reached: true; summary: RaffleSummary }
  /** Has the last known summary, if any. Its facts are still valid. */
  | { reached: false; summary: RaffleSummary | undefined };

/** Reads a summary that is at most 2 s old, in one attempt of at most 1 s. Never throws. */
export async function tryReadSummary(
  env: Env,
  id: string,
): Promise<Result<SummaryAttempt, "raffle-not-found">> {
  const failed = failures.get(id);
  if (failed && Date.now() - failed.time < PAUSE_AFTER_FAILURE_MS) {
    const last = summaries.get(id);
    if (last && isYoungerThan(last, MAX_AGE_MS, "drawn-is-final"))
      return success({ reached: true, summary: last.summary });
    return success({ reached: false, summary: last?.summary });
  }
  try {
    const result = await readSummaryBy(env, id, callWithTimeout, "drawn-is-final");
    return result.ok ? success({ reached: true, summary: result.value }) : result;
  } catch (error) {
    log("error", "raffle_unreachable", { raffle_id: id, error: String(error) });
    failures.set(id, { time: Date.now() });
    const last = summaries.get(id);
    // Storing it again renews its lifetime, so the name stays known while clients list the raffle.
    if (last) summaries.set(id, last);
    return success({ reached: false, summary: last?.summary });
  }
}
