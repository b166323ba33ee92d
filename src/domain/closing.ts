/** What ended the claims of a raffle. */
export type ClosedBy = "sold_out" | "time" | "manager";

/** The stage of a raffle. `closed` includes sold out. */
export type RaffleStatus = "scheduled" | "open" | "closed" | "drawn";

/** When claims are accepted, in milliseconds since 1970. Null means no limit. */
export interface Timetable {
  readonly opensAt: number | null;
  /** Is later than `opensAt`. */
  readonly closesAt: number | null;
}

/** The parts of a raffle that decide its status. Times are in milliseconds since 1970. */
export interface Stage extends Timetable {
  readonly totalTickets: number;
  /** Is the number of claimed tickets. */
  readonly claims: number;
  readonly closedAt: number | null;
  readonly drawnAt: number | null;
}

/** The longest time for which a raffle can be planned ahead: five years, with two leap days. */
const MAX_PLANNED_MS = 1827 * 86_400_000;

/** An invalid field of a request, as the schemas report it. */
export interface TimetableIssue {
  path: ["opens_at" | "closes_at"];
  message: string;
}

/** Returns what is wrong with the timetable of a raffle that is created at `now`, if anything. */
export function timetableIssue({ opensAt, closesAt }: Timetable, now: number): TimetableIssue | undefined {
  const message = "must be at most five years ahead";
  const isTooFar = (time: number | null) => time !== null && time > now + MAX_PLANNED_MS;
  if (closesAt !== null && closesAt <= now) return { path: ["closes_at"], message: "must be in the future" };
  if (isTooFar(opensAt)) return { path: ["opens_at"], message };
  return isTooFar(closesAt) ? { path: ["closes_at"], message } : undefined;
}

/** Reports whether the closing time has come and nothing has closed the raffle before. */
export const isClosingDue = (raffle: Stage, now: number): boolean =>
  raffle.closesAt !== null && now >= raffle.closesAt && !isClosed(raffle);

/** Reports whether a raffle accepts no more claims. Versions without closing times stored no `closedAt`. */
export const isClosed = ({ closedAt, claims, totalTickets }: Stage): boolean =>
  closedAt !== null || claims >= totalTickets;

/**
 * Reports whether a raffle is yet to open. If the clock is set back, an open raffle with claims stays open.
 */
export const isScheduled = (raffle: Stage, now: number): boolean =>
  raffle.opensAt !== null && now < raffle.opensAt && raffle.claims === 0 && !isClosed(raffle);

/** Returns the status of a raffle whose due closing is done. */
export function statusOf(raffle: Stage, now: number): RaffleStatus {
  if (raffle.drawnAt !== null) return "drawn";
  if (isClosed(raffle)) return "closed";
  return isScheduled(raffle, now) ? "scheduled" : "open";
}
