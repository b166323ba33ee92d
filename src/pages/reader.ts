import type { Context } from "hono";
import { language } from "./texts";

/** How the reader of a page writes numbers and dates. */
export interface Reader {
  number(n: number): string;
  /** In UTC, and said so: only the browser knows the reader's clock (client/time.ts). */
  dateTime(iso: string): string;
  /** What the reader's spreadsheet expects between two fields: a comma ends the whole part of numbers in many languages. */
  separator: "comma" | "semicolon";
}

/** As much of Accept-Language as is read: browsers send far less, and each tag costs time. */
const LONGEST_HEADER = 300;

/** The languages that the browser asks for, best first, as far as there are such. */
function localesOf(header = ""): string[] {
  const wanted = header
    .slice(0, LONGEST_HEADER)
    .split(",")
    .map((item) => item.split(";")[0]?.trim() ?? "");
  return wanted.flatMap((tag) => {
    try {
      return Intl.NumberFormat.supportedLocalesOf(tag);
    } catch {
      // Not a tag at all: "*", or what somebody made up.
      return [];
    }
  });
}

/** Reads from the request how its sender writes. */
export function readerOf(c: Context): Reader {
  const locales = [...localesOf(c.req.header("Accept-Language")), language];
  const numbers = new Intl.NumberFormat(locales);
  const dates = new Intl.DateTimeFormat(locales, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  const decimal = numbers.formatToParts(0.5).find(({ type }) => type === "decimal")?.value;
  return {
    separator: decimal === "," ? "semicolon" : "comma",
    number: (n) => numbers.format(n),
    dateTime: (iso) => `${dates.format(new Date(iso))} UTC`,
  };
}
