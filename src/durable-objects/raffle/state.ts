import type { BeaconNetwork } from "../../domain/beacon";
import type { RaffleFacts } from "../../domain/facts";
import type { Prize } from "../../domain/prizes";

/** How far the draw has got; what is not so yet is null. Times in milliseconds since 1970. */
export interface DrawProgress {
  /** When the last ticket was given out. */
  soldOutAt: number | null;
  /** The beacon's round, fixed in that moment; null for a local draw. */
  round: number | null;
  drawnAt: number | null;
  /** 32 bytes as 64 hexadecimal digits. */
  randomness: string | null;
  /** The beacon's for the round, as 96 hexadecimal digits; null for a local draw. */
  signature: string | null;
}

/** A draw of which nothing has happened. */
export const undrawn: DrawProgress = {
  soldOutAt: null,
  round: null,
  drawnAt: null,
  randomness: null,
  signature: null,
};

/** What can change of a raffle. */
export interface RaffleProgress {
  availableTickets: number;
  draw: DrawProgress;
}

/** A raffle as everybody may see it. */
export interface RaffleState extends RaffleFacts, RaffleProgress {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** The network whose round draws; null for a local draw. */
  beacon: BeaconNetwork | null;
}

/** How many prizes a summary names. */
const SUMMARY_PRIZES = 3;

/** A raffle in short, as lists show it: a raffle may have ten thousand prizes. */
export interface RaffleSummary extends RaffleProgress {
  name: string;
  totalTickets: number;
  /** The first three. */
  prizes: Prize[];
  prizeCount: number;
}

/** A raffle as it is stored. */
export interface StoredRaffle extends Pick<RaffleState, "id" | "createdAt" | "beacon" | "draw"> {
  facts: RaffleFacts;
  /** 32 random bytes. */
  secret: Uint8Array<ArrayBuffer>;
  /** What its players' addresses are hashed with, 32 random bytes; null for an older raffle, and once they are forgotten. */
  tagKey: Uint8Array<ArrayBuffer> | null;
  /** When the hashes of its players' addresses go, in milliseconds since 1970; null before the draw, and once they are gone. */
  forgetAt: number | null;
}

/** A raffle and how many of its tickets are given out. */
type CountedRaffle = StoredRaffle & { claims: number };

/** What can change of it. */
export const progressOf = ({ facts, claims, draw }: CountedRaffle): RaffleProgress => ({
  availableTickets: facts.totalTickets - claims,
  draw,
});

/** All of it that everybody may see: its secrets are left out. */
export const stateOf = (raffle: CountedRaffle): RaffleState => ({
  id: raffle.id,
  createdAt: raffle.createdAt,
  beacon: raffle.beacon,
  ...raffle.facts,
  ...progressOf(raffle),
});

/** Returns the raffle in short. */
export const summaryOf = ({
  name,
  totalTickets,
  prizes,
  availableTickets,
  draw,
}: RaffleState): RaffleSummary => ({
  name,
  totalTickets,
  prizes: prizes.slice(0, SUMMARY_PRIZES),
  prizeCount: prizes.length,
  availableTickets,
  draw,
});
