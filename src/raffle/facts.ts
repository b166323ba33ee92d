import type { Prize } from "./prizes";

/** Names of raffles and prizes, in Unicode code points. */
export const MAX_NAME_LENGTH = 100;

/**
 * Tickets of one raffle. A claim takes some 70 bytes of the object's 10 GB (test/objects/large.test.ts
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

/** Whether two descriptions are of the same raffle, prizes in the same order. */
export const sameFacts = (a: RaffleFacts, b: RaffleFacts): boolean =>
  a.name === b.name &&
  a.totalTickets === b.totalTickets &&
  a.locationHint === b.locationHint &&
  a.prizes.length === b.prizes.length &&
  a.prizes.every((prize, i) => prize.name === b.prizes[i]?.name && prize.amount === b.prizes[i]?.amount);
