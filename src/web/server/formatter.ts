import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { language } from "../texts/en";

/** Formats numbers and dates for the sender of a request. */
export interface Formatter {
  number(n: number): string;
  /** Formats a time in UTC. The browser script replaces it by local time (client/dom.ts). */
  dateTime(iso: string): string;
}

/** Limits the languages that are looked up. Browsers send far fewer, and each lookup takes time. */
const MAX_LANGUAGES = 50;

function isSupported(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    // Not a language tag, for example "*".
    return false;
  }
}

/** Returns the supported language that `Accept-Language` prefers, or the language of the texts. */
const localeFor = (c: Context): string =>
  accepts(c, {
    header: "Accept-Language",
    supports: [],
    default: language,
    match: (accepted) =>
      accepted.slice(0, MAX_LANGUAGES).find(({ type, q }) => q > 0 && isSupported(type))?.type ?? language,
  });

/** Returns the separator that spreadsheets expect: a semicolon where the comma is the decimal sign. */
export function separatorFor(c: Context): "comma" | "semicolon" {
  const parts = new Intl.NumberFormat(localeFor(c)).formatToParts(0.5);
  return parts.some(({ type, value }) => type === "decimal" && value === ",") ? "semicolon" : "comma";
}

/** Returns a formatter for the language of the request's sender. */
export function formatterFor(c: Context): Formatter {
  const locale = localeFor(c);
  const numbers = new Intl.NumberFormat(locale);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return {
    number: (n) => numbers.format(n),
    dateTime: (iso) => `${dates.format(new Date(iso))} UTC`,
  };
}
