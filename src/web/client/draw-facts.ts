import type { Raffle, Transcript } from "../../contract/wire";
import { dueAt, quicknet, roundToDraw, roundToDrawAfterClosing, verifyRound } from "../../domain/beacon";
import { digestOfList } from "../../domain/claimed-digest";
import { DRAW_METHOD_CLOSED_EARLY, DRAW_METHOD_SOLD_OUT } from "../../domain/draw";

/** The part of a raffle that its transcript contains, too. */
type RaffleFacts = Pick<Raffle, "raffle_id" | "total_tickets" | "prizes">;

/** The part of a raffle that the check needs. */
export type DrawnRaffle = RaffleFacts & { draw: Pick<Raffle["draw"], "entropy" | "round"> };

/**
 * The part of a transcript that the check needs. Services before raffle-draw-2 lack the facts of the closing.
 */
export type CheckedTranscript = RaffleFacts &
  Pick<
    Transcript,
    "method" | "entropy" | "sold_out_at" | "due" | "drawn_at" | "round" | "randomness" | "signature"
  > & { network: { chain_hash: string } | null } & Partial<
    Pick<
      Transcript,
      | "admission"
      | "closed_at"
      | "closed_by"
      | "closes_at"
      | "claimed_tickets"
      | "claimed_digest"
      | "digest_at"
      | "fallback"
      | "forfeited_count"
    >
  >;

/** What can be wrong with the facts of a draw. */
export type FactsFault = "facts" | "network" | "randomness";

/** The least time from a missed round to a draw without it: seven days. */
const FALLBACK_DELAY_MS = 7 * 86_400_000;

const sharedFacts = ({ raffle_id, total_tickets, prizes }: RaffleFacts) =>
  JSON.stringify([raffle_id, total_tickets, prizes.map(({ name, amount }) => [name, amount])]);

/** Reports whether the time and reason of the closing agree with the method. */
function isClosingConsistent(draw: CheckedTranscript): boolean {
  const { method, closed_at, closed_by, closes_at, sold_out_at, claimed_tickets, total_tickets } = draw;
  if (method === DRAW_METHOD_SOLD_OUT) {
    const isSoldOut = (closed_by ?? "sold_out") === "sold_out" && (closed_at ?? sold_out_at) === sold_out_at;
    return isSoldOut && (claimed_tickets ?? total_tickets) === total_tickets;
  }
  if (method !== DRAW_METHOD_CLOSED_EARLY || sold_out_at !== null || !closed_at) return false;
  if (closed_by === "time") return closed_at === closes_at;
  return closed_by === "manager" && (!closes_at || Date.parse(closed_at) <= Date.parse(closes_at));
}

/** Returns the round that follows from the closing of the raffle, or NaN if its time is missing. */
function expectedRound({ method, sold_out_at, closed_at, total_tickets }: CheckedTranscript): number {
  if (method === DRAW_METHOD_SOLD_OUT) return roundToDraw(quicknet, Date.parse(sold_out_at ?? ""));
  return roundToDrawAfterClosing(quicknet, Date.parse(closed_at ?? ""), total_tickets);
}

/** Checks the network, round and randomness. `fallback` means that a round was missed. */
function findBeaconFault(draw: CheckedTranscript): FactsFault | undefined {
  const { entropy, network, round, signature, drawn_at, fallback = false } = draw;
  if (entropy !== "drand" && !fallback) {
    return network !== null || round !== null || signature !== null ? "facts" : undefined;
  }
  if (network?.chain_hash !== quicknet.chainHash) return "network";
  if (round === null || round !== expectedRound(draw)) return "facts";
  if (!fallback)
    return verifyRound(quicknet, round, signature ?? "") === draw.randomness ? undefined : "randomness";
  const isLate = Date.parse(drawn_at ?? "") >= dueAt(quicknet, round) + FALLBACK_DELAY_MS;
  return entropy === "local" && signature === null && isLate ? undefined : "facts";
}

/** Checks the facts of a draw (docs/draw.md). Returns what is wrong with them, or undefined. */
export function findFactsFault(draw: CheckedTranscript, raffle: DrawnRaffle): FactsFault | undefined {
  if (sharedFacts(draw) !== sharedFacts(raffle)) return "facts";
  if (draw.entropy !== raffle.draw.entropy || draw.round !== raffle.draw.round) return "facts";
  return isClosingConsistent(draw) ? findBeaconFault(draw) : "facts";
}

/**
 * Returns what weakens the proof of a draw that holds: the manager chose the moment of closing, or the digest
 * was complete only after the round came out.
 */
export function findWeakness(draw: CheckedTranscript): "manager" | "lateDigest" | undefined {
  if (draw.entropy !== "drand" || draw.method !== DRAW_METHOD_CLOSED_EARLY) return undefined;
  if (!(Date.parse(draw.digest_at ?? "") <= Date.parse(draw.due ?? ""))) return "lateDigest";
  return draw.closed_by === "manager" ? "manager" : undefined;
}

/** Returns what people should know of a draw that holds: the names of texts in `drawCheck`. */
export function findRemarks(draw: CheckedTranscript): ("manager" | "lateDigest" | "passes")[] {
  const weakness = findWeakness(draw);
  const remarks = weakness ? [weakness] : [];
  return draw.admission === "pass" ? [...remarks, "passes"] : remarks;
}

/**
 * Reports whether a list holds the claimed tickets of a raffle that closed early, by their number and digest.
 */
export function isClaimedList(draw: CheckedTranscript, tickets: readonly number[]): boolean {
  const { total_tickets, claimed_tickets, claimed_digest } = draw;
  const isTicket = (ticket: number) => Number.isInteger(ticket) && ticket >= 1 && ticket <= total_tickets;
  return (
    tickets.length === claimed_tickets &&
    tickets.length < total_tickets &&
    new Set(tickets).size === tickets.length &&
    tickets.every(isTicket) &&
    digestOfList(tickets) === claimed_digest
  );
}
