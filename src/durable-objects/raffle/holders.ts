import type { LoadedRaffle } from "./loaded-raffle";
import { KEY_LENGTH } from "./players/block";
import type { PlayerIndex } from "./players/player-index";

/**
 * How many bytes of each player's tag leave the object. With this many, a late-comer is mistaken for one of a
 * million holders once in 10^13.
 */
export const PREFIX_LENGTH = KEY_LENGTH;

/** The most holders of a raffle that isolates may keep: 8 MB. */
const MAX_HOLDERS = 1_000_000;

/** How many blocks of holders one call returns: about 46,000 holders. */
const BLOCKS_PER_SLICE = 200;

const DAY_MS = 86_400_000;

/** The players who hold the tickets of a closed raffle, in the order of their tags. */
export interface HolderSlice {
  /** The key of their tags; null once the players are forgotten. */
  tagKey: Uint8Array | null;
  /** The first PREFIX_LENGTH bytes of each tag, end to end. */
  prefixes: Uint8Array;
  /** Where the next slice begins; null if there is none. */
  next: Uint8Array | null;
  /** How many players there are in all. */
  total: number;
  /** When the raffle closed, in milliseconds since 1970. It tells two closings of a restored raffle apart. */
  closedAt: number | null;
  /** How long from this call on the players are certainly kept, in milliseconds. */
  validFor: number;
}

/** Returns the slice that begins at `from`, or null if isolates may not keep the raffle's holders. */
export function holderSlice(
  { tagKey, claims, draw, forgetAt }: LoadedRaffle,
  players: PlayerIndex,
  from: Uint8Array,
  retentionDays: number,
): HolderSlice | null {
  const untilForgotten = forgetAt === null ? Number.POSITIVE_INFINITY : forgetAt - Date.now();
  const validFor = draw.drawnAt === null ? retentionDays * DAY_MS : untilForgotten;
  const common = { tagKey, closedAt: draw.closedAt, validFor };
  if (!players.hasPlayers()) return { ...common, prefixes: new Uint8Array(), next: null, total: 0 };
  if (tagKey === null || claims > MAX_HOLDERS || !players.canListKeys()) return null;
  const { keys, next } = players.listKeys(from, BLOCKS_PER_SLICE);
  return { ...common, prefixes: keys, next, total: claims };
}
