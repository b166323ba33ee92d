import type { Prize } from "./prizes";

/** Names of raffles and prizes, in Unicode code points. */
export const MAX_NAME_LENGTH = 100;

/**
 * Tickets of one raffle. A claim takes some 70 bytes of the object's 10 GB (test/durable-objects/large.test.ts
 * measures it), so this many fit with room for the winners.
 */
export const MAX_TICKETS = 100_000_000;

/** Winners of one raffle: as many as one draw selects and writes well within the time that the platform gives a call. */
export const MAX_WINNERS = 1_000_000;

/** How long the hashes of addresses are kept after a draw where nobody says, in days. */
export const DEFAULT_RETENTION_DAYS = 30;

/**
 * Where an object may be asked to live, as the platform calls its regions
 * (developers.cloudflare.com/durable-objects/reference/data-location).
 */
export const LOCATION_HINTS = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;

/** What a manager decides when creating a raffle; never changes afterwards. */
export interface RaffleFacts {
  name: string;
  totalTickets: number;
  prizes: Prize[];
  /** Where most of its players are; null leaves the place to the platform, which takes the manager's. */
  locationHint: (typeof LOCATION_HINTS)[number] | null;
}

/** No two names of one meaning differ more in length, in UTF-16 units: NFC takes seconds for 100,000 accents. */
const MAX_SPELLING_LENGTH = 10 * MAX_NAME_LENGTH;

const isComparable = (name: string): boolean => name.length <= MAX_SPELLING_LENGTH;

/**
 * Whether two names are the same to a reader. Keyboards and file systems differ in whether an accent is part of its
 * letter or a character of its own (Unicode Standard Annex #15).
 */
export const sameName = (a: string, b: string): boolean =>
  isComparable(a) && isComparable(b) && a.normalize("NFC") === b.normalize("NFC");

/** Whether two descriptions are of the same raffle, prizes in the same order. */
export const sameFacts = (a: RaffleFacts, b: RaffleFacts): boolean =>
  sameName(a.name, b.name) &&
  a.totalTickets === b.totalTickets &&
  a.locationHint === b.locationHint &&
  a.prizes.length === b.prizes.length &&
  a.prizes.every(({ name, amount }, i) => {
    const other = b.prizes[i];
    return other !== undefined && sameName(name, other.name) && amount === other.amount;
  });
