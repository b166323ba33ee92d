import type { BeaconNetwork } from "../../domain/beacon";
import type { RaffleFacts } from "../../domain/facts";
import type { Prize } from "../../domain/prizes";

/** The progress of a draw. A field is null until it is known. Times are in milliseconds since 1970. */
export interface DrawProgress {
  /** When the last ticket was given out. */
  soldOutAt: number | null;
  /** The beacon's round, chosen at that time; null for a local draw. */
  round: number | null;
  drawnAt: number | null;
  /** 32 bytes as 64 hexadecimal digits. */
  randomness: string | null;
  /** The beacon's signature of the round, as 96 hexadecimal digits; null for a local draw. */
  signature: string | null;
}

/** The draw of a raffle that is not sold out. */
export const undrawn: DrawProgress = {
  soldOutAt: null,
  round: null,
  drawnAt: null,
  randomness: null,
  signature: null,
};

/** The part of a raffle that changes. */
export interface RaffleProgress {
  availableTickets: number;
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
export interface RaffleSummary extends RaffleProgress {
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

/** A raffle with the number of tickets that are given out. */
type CountedRaffle = StoredRaffle & { claims: number };

export const progressOf = ({ facts, claims, draw }: CountedRaffle): RaffleProgress => ({
  availableTickets: facts.totalTickets - claims,
  draw,
});

/** Returns the public part of a raffle, without its secrets. */
export const stateOf = (raffle: CountedRaffle): RaffleState => ({
  id: raffle.id,
  createdAt: raffle.createdAt,
  beacon: raffle.beacon,
  ...raffle.facts,
  ...progressOf(raffle),
});

export const summaryOf = ({
  name,
  totalTickets,
  prizes,
  availableTickets,
  draw,
}: RaffleState): RaffleSummary => ({
  name,
  totalTickets,
  prizes: prizes.slice(0, MAX_SUMMARY_PRIZES),
  prizeCount: prizes.length,
  availableTickets,
  draw,
});
