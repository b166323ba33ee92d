// Times of new raffles, and which of them are right.
import fc from "fast-check";

const DAY_MS = 86_400_000;

/** The longest time for which a raffle can be planned ahead (docs/api-notes.md). */
const MAX_PLANNED_MS = 1827 * DAY_MS;

/** Is the time of the run, in milliseconds since 1970. */
const START = 1000 * Math.floor(Date.now() / 1000);

/** Writes the time that is so many days after the start, as UTC or with another offset. */
const inDays = (days: number, offset = "Z"): string =>
  new Date(START + days * DAY_MS).toISOString().replace(".000Z", offset);

/** Is a closing time that is right without an opening time. */
export const validClosingTime = inDays(30);

const nextYear = new Date(START).getUTCFullYear() + 1;

/** Generates JSON texts of times: right ones, wrong ones, and other values. */
export const times = fc
  .constantFrom(
    ...[inDays(1), inDays(29, "+23:59"), inDays(31, "-23:59"), inDays(40, "-00:00"), inDays(1826, "+05:45")],
    ...[inDays(1828), inDays(2200), inDays(-1), inDays(-1, "-12:00"), inDays(-20_000), inDays(30)],
    ...["", ".1", ".12345678901234567890", ".", ",5"].map((digits) => inDays(9, `${digits}Z`)),
    ...["", "z", "+24:00", "+12:60", "+1:00", "+0100", "+01", " +01:00", "Z ", "+01:00\n"].map((offset) =>
      inDays(9, offset),
    ),
    ...["12-31T23:59:60Z", "12-31T24:00:00Z", "02-29T12:00:00Z", "02-28T12:00:00Z", "13-01T12:00:00Z"].map(
      (rest) => `${nextYear}-${rest}`,
    ),
    ...["0000-01-01T00:00:00Z", "0000-01-01T00:00:00+00:01", "0000-01-01T00:00:00-00:01"],
    ...["9999-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "+010000-01-01T00:00:00Z"],
    ...["-000001-01-01T00:00:00Z", "2100-W01-1T00:00:00Z", String(START), "now", "", "\u0000"],
    inDays(9).replace("T", "t"),
    inDays(9).replace("T", " "),
    inDays(9).slice(0, 10),
    inDays(9).replace("2", "２"),
    ...[START, START + DAY_MS, -1, 1.5, true, false, null, [], {}, [inDays(9)]],
  )
  .map((value) => JSON.stringify(value));

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Is the first moment that RFC 3339 can write in UTC, as the service answers. */
const YEAR_0 = -62_167_219_200_000;

/**
 * Reads a time by RFC 3339, without leap seconds and lower-case letters, apart from the service's own code.
 *
 * @returns milliseconds since 1970, undefined for anything else
 */
export function readTime(text: unknown): number | undefined {
  const parts = typeof text === "string" ? RFC_3339.exec(text) : null;
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const [fraction = "", sign, offsetHours = "0", offsetMinutes = "0"] = parts.slice(7);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) return undefined;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  time.setUTCHours(hour, minute, second, milliseconds);
  const offset = 60_000 * (60 * Number(offsetHours) + Number(offsetMinutes));
  const instant = time.getTime() - (sign === "-" ? -offset : offset);
  return instant < YEAR_0 ? undefined : instant;
}

/** Returns the wrong times of a new raffle that is right in all other fields. */
export function wrongTimes({ opens_at, closes_at }: Record<string, unknown>): string[] {
  const isUnreadable = (value: unknown) => value != null && readTime(value) === undefined;
  const unreadable = Object.entries({ opens_at, closes_at }).filter(([, value]) => isUnreadable(value));
  if (unreadable.length > 0) return unreadable.map(([field]) => field);
  const [opens, closes] = [readTime(opens_at), readTime(closes_at)];
  if (opens !== undefined && closes !== undefined && closes <= opens) return ["closes_at"];
  if (closes !== undefined && closes <= START) return ["closes_at"];
  const latest = START + MAX_PLANNED_MS;
  if (opens !== undefined && opens > latest) return ["opens_at"];
  return closes !== undefined && closes > latest ? ["closes_at"] : [];
}
