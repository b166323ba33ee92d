import type { Context } from "hono";
import { language } from "../texts/en";

/** How the reader of a page writes numbers and dates. */
export interface Reader {
  number(n: number): string;
  /** In UTC, and said so: only the browser knows the reader's clock (client/time.ts). */
  dateTime(iso: string): string;
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

const localesFor = (c: Context): string[] => [...localesOf(c.req.header("Accept-Language")), language];

/** What the spreadsheet of the request's sender expects between fields. Where 0.5 is written 0,5 no comma can be that. */
export function separatorFor(c: Context): "comma" | "semicolon" {
  const parts = new Intl.NumberFormat(localesFor(c)).formatToParts(0.5);
  return parts.some(({ type, value }) => type === "decimal" && value === ",") ? "semicolon" : "comma";
}

/** Reads from the request how its sender writes. */
export function readerOf(c: Context): Reader {
  const locales = localesFor(c);
  const numbers = new Intl.NumberFormat(locales);
  const dates = new Intl.DateTimeFormat(locales, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return {
    number: (n) => numbers.format(n),
    dateTime: (iso) => `${dates.format(new Date(iso))} UTC`,
  };
}
