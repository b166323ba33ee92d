import type { Timetable } from "./closing";
import type { Prize } from "./prizes";

/** The longest name of a raffle or prize, in Unicode code points. */
export const MAX_NAME_LENGTH = 100;

/**
 * The largest number of tickets in a raffle. A claim takes about 74 bytes of the object's 10 GB
 * (test/durable-objects/large.test.ts measures it), which leaves room for the winners.
 */
export const MAX_TICKETS = 100_000_000;

/** The largest number of winners. A draw selects and stores them well within the limit for a call. */
export const MAX_WINNERS = 1_000_000;

/** The default of RETENTION_DAYS: how many days after a draw the hashes of addresses are stored. */
export const DEFAULT_RETENTION_DAYS = 30;

/**
 * The platform's names of the regions in which a Durable Object may be placed
 * (developers.cloudflare.com/durable-objects/reference/data-location).
 */
export const LOCATION_HINTS = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;

/** The longest description of a raffle, in Unicode code points. */
export const MAX_DESCRIPTION_LENGTH = 2000;

/** The facts that a manager sets when creating a raffle. They never change. */
export interface RaffleFacts extends Timetable {
  name: string;
  totalTickets: number;
  prizes: Prize[];
  /** Is the region of most players. With null, the platform places the raffle near its manager. */
  locationHint: (typeof LOCATION_HINTS)[number] | null;
  /** Says whether the raffle is drawn by itself as soon as it can be. */
  drawAutomatically: boolean;
  /** Is the number of passes, of which each admits one player. With null, each address does. */
  passes: number | null;
  /** Is plain text for players, of at most MAX_DESCRIPTION_LENGTH code points. */
  description: string | null;
}

/** The longest text compared as a name, in UTF-16 units. NFC takes seconds for 100,000 accents. */
const MAX_COMPARED_LENGTH = 10 * MAX_NAME_LENGTH;

const isComparable = (name: string): boolean => name.length <= MAX_COMPARED_LENGTH;

/**
 * Reports whether two names read the same. Some keyboards and file systems combine a letter and its accent,
 * and others don't (Unicode Standard Annex #15).
 */
export const sameName = (a: string, b: string): boolean =>
  isComparable(a) && isComparable(b) && a.normalize("NFC") === b.normalize("NFC");

/** Reports whether all facts are the same, with the prizes in the same order. */
export const sameFacts = (a: RaffleFacts, b: RaffleFacts): boolean =>
  sameName(a.name, b.name) &&
  a.totalTickets === b.totalTickets &&
  a.locationHint === b.locationHint &&
  a.opensAt === b.opensAt &&
  a.closesAt === b.closesAt &&
  a.drawAutomatically === b.drawAutomatically &&
  a.passes === b.passes &&
  a.description === b.description &&
  a.prizes.length === b.prizes.length &&
  a.prizes.every(({ name, amount }, i) => {
    const other = b.prizes[i];
    return other !== undefined && sameName(name, other.name) && amount === other.amount;
  });
