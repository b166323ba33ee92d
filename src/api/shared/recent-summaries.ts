import { type Result, success } from "../../domain/result";
import type { RaffleSummary } from "../../durable-objects/raffle/state";
import { log } from "../../log";
import { memory } from "./isolate-cache";
import { callBriefly, callRepeatedly } from "./object-call";

/** How long what was heard of a raffle is told without asking again, in milliseconds. */
const FRESH = 1000;

/** How old what a list tells of a raffle may be, in milliseconds. */
const MAX_AGE = 2000;

/** How long a raffle that was not reached is not asked again, where the answer can do without it, in milliseconds. */
const PAUSE_AFTER_FAILURE = 1000;

/** What a raffle told last. */
interface Heard {
  summary: RaffleSummary;
  /** When it was asked, in milliseconds since 1970: what it told is no older. */
  askedAt: number;
  /** Whether a request is asking anew. The others don't wait for it: a promise of another request may never settle. */
  renewing: boolean;
}

/** What lists tell of raffles, shared by the requests of this isolate. */
const heard = memory<Heard>(4 * 2 ** 20, ({ summary: { name, prizes } }) =>
  prizes.reduce((bytes, prize) => bytes + 100 + 2 * prize.name.length, 2000 + 2 * name.length),
);

/** When raffles were not reached, in milliseconds since 1970. */
const failures = memory<{ time: number }>(2 ** 20, () => 100);

/** Whether what was heard is younger than that. From the draw on it holds for as long as it is remembered. */
const isWithin = ({ summary, askedAt }: Heard, milliseconds: number): boolean =>
  summary.draw.drawnAt !== null || Date.now() - askedAt < milliseconds;

/** Remembers what a raffle told, unless it has told something since. */
export function rememberSummary(id: string, summary: RaffleSummary, askedAt: number): void {
  const last = heard.get(id);
  if (!last || last.askedAt <= askedAt) heard.set(id, { summary, askedAt, renewing: false });
}

/** Forgets what a raffle told. */
export function forgetSummary(id: string): void {
  heard.delete(id);
}

type Call = typeof callRepeatedly;

/** Looks at a raffle as it was at most 2 s ago. Throws as `call` does where that can't be known. */
async function look(env: Env, id: string, call: Call): Promise<Result<RaffleSummary, "raffle-not-found">> {
  const askedAt = Date.now();
  const last = heard.get(id);
  if (last && isWithin(last, last.renewing ? MAX_AGE : FRESH)) return success(last.summary);
  if (last) last.renewing = true;
  try {
    const told = await call(() => env.RAFFLE.getByName(id).summary());
    if (told.ok) rememberSummary(id, told.value, askedAt);
    return told;
  } catch (error) {
    if (last && isWithin(last, MAX_AGE)) return success(last.summary);
    throw error;
  }
}

/** Looks at a raffle as it was at most 2 s ago. Throws as `callRepeatedly` does. */
export const lookAtRecent = (env: Env, id: string) => look(env, id, callRepeatedly);

/** A raffle in a list that goes on without those that can't be reached. */
export type Glimpse =
  | { reached: true; summary: RaffleSummary }
  /** With what it told earlier, if anything: its facts still hold. */
  | { reached: false; summary: RaffleSummary | undefined };

/** Looks at a raffle as it was at most 2 s ago, by one attempt of at most 1 s. Never throws. */
export async function glimpse(env: Env, id: string): Promise<Result<Glimpse, "raffle-not-found">> {
  const failed = failures.get(id);
  if (failed && Date.now() - failed.time < PAUSE_AFTER_FAILURE) {
    const last = heard.get(id);
    if (last && isWithin(last, MAX_AGE)) return success({ reached: true, summary: last.summary });
    return success({ reached: false, summary: last?.summary });
  }
  try {
    const told = await look(env, id, callBriefly);
    return told.ok ? success({ reached: true, summary: told.value }) : told;
  } catch (error) {
    log("error", "raffle_unreachable", { raffle_id: id, error: String(error) });
    failures.set(id, { time: Date.now() });
    const last = heard.get(id);
    // Keeps the name for as long as somebody asks.
    if (last) heard.set(id, last);
    return success({ reached: false, summary: last?.summary });
  }
}
