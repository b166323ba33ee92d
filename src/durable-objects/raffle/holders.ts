import type { OpenRaffle } from "./loaded-raffle";
import type { RaffleStore } from "./store";

/** Length of what leaves the object of each player's tag, in bytes: a late-comer is taken for one of a million once in 10^13. */
export const PREFIX_LENGTH = 8;

/** The most tickets of a raffle whose players isolates may keep: 8 MB. */
const MAX_HOLDERS = 1_000_000;

/** How many players one call returns: some 30 ms of the object's time (docs/performance.md). */
export const HOLDERS_PER_SLICE = 50_000;

const DAY = 86_400_000;

/** Players of a sold-out raffle, in the order of their tags. */
export interface HolderSlice {
  /** What their tags are made by; null once they are forgotten, and there are none. */
  tagKey: Uint8Array | null;
  /** The first PREFIX_LENGTH bytes of each tag, end to end. */
  prefixes: Uint8Array;
  /** The last tag, where the next slice starts; null where there is no next. */
  next: Uint8Array | null;
  /** How many players there are in all. */
  total: number;
  /** When the last ticket was given out, in milliseconds since 1970: it tells one selling from another. */
  soldOutAt: number | null;
  /** How long the players are not forgotten for certain, in milliseconds from the call on. */
  validFor: number;
}

/** Returns the slice after the tag `after`; null where isolates may not keep the raffle's players. */
export function holderSlice(
  { tagKey, facts: { totalTickets }, draw, forgetAt }: OpenRaffle,
  store: RaffleStore,
  after: Uint8Array,
  retentionDays: number,
): HolderSlice | null {
  const untilForgotten = forgetAt === null ? Number.POSITIVE_INFINITY : forgetAt - Date.now();
  const validFor = draw.drawnAt === null ? retentionDays * DAY : untilForgotten;
  const about = { tagKey, soldOutAt: draw.soldOutAt, validFor };
  if (!store.hasPlayers()) return { ...about, prefixes: new Uint8Array(), next: null, total: 0 };
  if (tagKey === null || totalTickets > MAX_HOLDERS) return null;
  const { prefixes, last } = store.tagPrefixes(after, HOLDERS_PER_SLICE);
  const next = prefixes.length < PREFIX_LENGTH * HOLDERS_PER_SLICE ? null : last;
  return { ...about, prefixes, next, total: totalTickets };
}
