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

/**
 * Returns the separator that spreadsheets expect, which is the system's list separator. It is the semicolon
 * where the decimal sign is not a point, and in Switzerland.
 */
export function separatorFor(c: Context): "comma" | "semicolon" {
  // Intl has the decimal sign of "ar-EG" neither for "ar" nor for "ar-Arab-EG".
  const { language, region } = new Intl.Locale(localeFor(c)).maximize();
  if (region === "CH") return "semicolon";
  const parts = new Intl.NumberFormat(region ? `${language}-${region}` : language).formatToParts(0.5);
  return parts.some(({ type, value }) => type === "decimal" && value === ".") ? "comma" : "semicolon";
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
