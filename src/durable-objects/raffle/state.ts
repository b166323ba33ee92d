import { type BeaconNetwork, dueAt, roundToDrawAfterClosing } from "../../domain/beacon";
import {
  type ClosedBy,
  isClosed,
  type RaffleStatus,
  type Stage,
  statusOf,
  type Timetable,
} from "../../domain/closing";
import type { RaffleFacts } from "../../domain/facts";
import type { Prize } from "../../domain/prizes";

/**
 * How the claims ended, and the progress of the draw. A field is null until it is known. Times are in
 * milliseconds since 1970.
 */
export interface DrawProgress {
  closedAt: number | null;
  closedBy: ClosedBy | null;
  /** The beacon's round that draws the raffle, fixed when it closes; null for a local draw. */
  round: number | null;
  /** The digest of the claimed tickets (domain/claimed-digest.ts); null for a raffle that sold out. */
  claimedDigest: string | null;
  /** When that digest was complete. */
  digestAt: number | null;
  drawnAt: number | null;
  /** 32 bytes as 64 hexadecimal digits. */
  randomness: string | null;
  /** The beacon's signature of the round, as 96 hexadecimal digits; null for a local draw. */
  signature: string | null;
  /** Whether the beacon failed for days, so that the service's own randomness drew the raffle. */
  isFallback: boolean;
}

/** The draw of a raffle that is not closed. */
export const undrawn: DrawProgress = {
  closedAt: null,
  closedBy: null,
  round: null,
  claimedDigest: null,
  digestAt: null,
  drawnAt: null,
  randomness: null,
  signature: null,
  isFallback: false,
};

/** The part of a raffle that changes. */
export interface RaffleProgress {
  status: RaffleStatus;
  /** Is 0 once the raffle is closed. */
  availableTickets: number;
  claimedTickets: number;
  /** Is the number of forfeited prizes. */
  forfeits: number;
  /** Has the announced round before the raffle closes, too. */
  draw: DrawProgress;
}

/** The public part of a raffle. */
export interface RaffleState extends RaffleFacts, RaffleProgress {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** The network whose round draws the raffle; null for a local draw. */
  beacon: BeaconNetwork | null;
}

/** How many prizes a summary has at most. */
const MAX_SUMMARY_PRIZES = 3;

/** A short form of a raffle for lists: a whole raffle may have ten thousand prizes. */
export interface RaffleSummary extends RaffleProgress, Timetable {
  name: string;
  totalTickets: number;
  /** The first MAX_SUMMARY_PRIZES. */
  prizes: Prize[];
  prizeCount: number;
}

/** A raffle as it is stored. */
export interface StoredRaffle extends Pick<RaffleState, "id" | "createdAt" | "beacon" | "draw"> {
  facts: RaffleFacts;
  /** 32 random bytes. */
  secret: Uint8Array<ArrayBuffer>;
  /** The key of its players' tags, 32 random bytes; null for older raffles and once they are forgotten. */
  tagKey: Uint8Array<ArrayBuffer> | null;
  /** When to forget its players, in milliseconds since 1970; null before the draw and once done. */
  forgetAt: number | null;
}

/** A raffle with the numbers of its claimed tickets and forfeited prizes. */
type CountedRaffle = StoredRaffle & { claims: number; forfeits: number };

/** Returns the parts of a raffle that decide its status. */
export const stageOf = ({ facts, claims, draw }: CountedRaffle): Stage => ({
  opensAt: facts.opensAt,
  closesAt: facts.closesAt,
  totalTickets: facts.totalTickets,
  claims,
  closedAt: draw.closedAt,
  drawnAt: draw.drawnAt,
});

/** Returns when the round that draws a raffle is due, in milliseconds since 1970; null if none is fixed. */
export const dueOf = ({ beacon, draw: { round } }: Pick<RaffleState, "beacon" | "draw">): number | null =>
  beacon && round !== null ? dueAt(beacon, round) : null;

/** Returns the round that draws a raffle, or will if the raffle closes at its closing time. */
const announcedRound = ({ beacon, facts: { closesAt, totalTickets }, draw }: CountedRaffle): number | null =>
  draw.closedAt !== null || !beacon || closesAt === null
    ? draw.round
    : roundToDrawAfterClosing(beacon, closesAt, totalTickets);

export function progressOf(raffle: CountedRaffle): RaffleProgress {
  const { facts, claims, forfeits, draw } = raffle;
  const stage = stageOf(raffle);
  const isSoldOut = claims >= facts.totalTickets;
  return {
    status: statusOf(stage, Date.now()),
    availableTickets: isClosed(stage) ? 0 : facts.totalTickets - claims,
    claimedTickets: claims,
    forfeits,
    // Early versions stored no closing.
    draw: {
      ...draw,
      closedBy: draw.closedBy ?? (isSoldOut ? "sold_out" : null),
      round: announcedRound(raffle),
    },
  };
}

/** Returns the public part of a raffle, without its secrets. */
export const stateOf = (raffle: CountedRaffle): RaffleState => ({
  id: raffle.id,
  createdAt: raffle.createdAt,
  beacon: raffle.beacon,
  ...raffle.facts,
  ...progressOf(raffle),
});

export const summaryOf = (raffle: RaffleState): RaffleSummary => ({
  name: raffle.name,
  totalTickets: raffle.totalTickets,
  prizes: raffle.prizes.slice(0, MAX_SUMMARY_PRIZES),
  prizeCount: raffle.prizes.length,
  opensAt: raffle.opensAt,
  closesAt: raffle.closesAt,
  status: raffle.status,
  availableTickets: raffle.availableTickets,
  claimedTickets: raffle.claimedTickets,
  forfeits: raffle.forfeits,
  draw: raffle.draw,
});
