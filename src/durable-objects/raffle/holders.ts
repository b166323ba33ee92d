import type { LoadedRaffle } from "./loaded-raffle";
import type { ClaimStore } from "./store/claims";

/**
 * How many bytes of each player's tag leave the object. With this many, a late-comer is mistaken for one of a
 * million holders once in 10^13.
 */
export const PREFIX_LENGTH = 8;

/** The most tickets of a raffle whose holders isolates may keep: 8 MB. */
const MAX_HOLDERS = 1_000_000;

/** How many holders one call returns: some 30 ms of the object's time (docs/design/performance.md). */
export const HOLDERS_PER_SLICE = 50_000;

const DAY_MS = 86_400_000;

/** The players who hold the tickets of a sold-out raffle, in the order of their tags. */
export interface HolderSlice {
  /** The key of their tags; null once the players are forgotten. */
  tagKey: Uint8Array | null;
  /** The first PREFIX_LENGTH bytes of each tag, end to end. */
  prefixes: Uint8Array;
  /** The last tag, after which the next slice begins; null if there is none. */
  next: Uint8Array | null;
  /** How many players there are in all. */
  total: number;
  /** When the raffle sold out, in milliseconds since 1970. It tells two sales of a restored raffle apart. */
  soldOutAt: number | null;
  /** How long from this call on the players are certainly kept, in milliseconds. */
  validFor: number;
}

/** Returns the slice after the tag `after`, or null if isolates may not keep the raffle's holders. */
export function holderSlice(
  { tagKey, facts: { totalTickets }, draw, forgetAt }: LoadedRaffle,
  store: ClaimStore,
  after: Uint8Array,
  retentionDays: number,
): HolderSlice | null {
  const untilForgotten = forgetAt === null ? Number.POSITIVE_INFINITY : forgetAt - Date.now();
  const validFor = draw.drawnAt === null ? retentionDays * DAY_MS : untilForgotten;
  const common = { tagKey, soldOutAt: draw.soldOutAt, validFor };
  if (!store.hasPlayers()) return { ...common, prefixes: new Uint8Array(), next: null, total: 0 };
  if (tagKey === null || totalTickets > MAX_HOLDERS) return null;
  const { prefixes, last } = store.tagPrefixes(after, HOLDERS_PER_SLICE);
  const next = prefixes.length < PREFIX_LENGTH * HOLDERS_PER_SLICE ? null : last;
  return { ...common, prefixes, next, total: totalTickets };
}
