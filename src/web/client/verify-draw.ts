import type { Winner } from "../../contract/wire";
import { DRAW_METHOD_CLOSED_EARLY, drawTickets } from "../../domain/draw";
import { prizeByRank } from "../../domain/prizes";
import {
  type CheckedTranscript,
  type DrawnRaffle,
  type FactsFault,
  findFactsFault,
  isClaimedList,
} from "./draw-facts";

/** The result of a check. Every one but `holds` names what is wrong. */
export type Finding = "holds" | "nothing" | FactsFault | "claimed" | "differs";

/** Computes the winners from the facts of a draw (docs/draw.md), in the order of their selection. */
function computeWinners(
  draw: CheckedTranscript,
  randomness: string,
  claimed: readonly number[],
): Uint32Array {
  const byBeacon = draw.entropy === "drand";
  const facts = {
    network: byBeacon ? (draw.network?.chain_hash ?? "") : "local",
    round: byBeacon ? (draw.round ?? 0) : 0,
    randomness,
    raffleId: draw.raffle_id,
    totalTickets: draw.total_tickets,
    prizes: draw.prizes,
    closedEarly:
      draw.method === DRAW_METHOD_CLOSED_EARLY
        ? { claimedTickets: claimed.length, claimedDigest: draw.claimed_digest ?? "" }
        : null,
  };
  return drawTickets(facts, (claim) => claimed[claim] ?? 0).winners;
}

/**
 * Computes the winners from the facts of the draw (docs/draw.md) and compares them with the listed ones.
 *
 * @param claimed the claimed tickets in the order of their claims, for a raffle that closed early
 */
export function verifyDraw(
  draw: CheckedTranscript,
  raffle: DrawnRaffle,
  listed: readonly Winner[],
  claimed: readonly number[] = [],
): Finding {
  if (draw.randomness === null) return "nothing";
  const fault = findFactsFault(draw, raffle);
  if (fault) return fault;
  if (draw.method === DRAW_METHOD_CLOSED_EARLY && !isClaimedList(draw, claimed)) return "claimed";
  const winners = computeWinners(draw, draw.randomness, claimed);
  const prizeOf = prizeByRank(draw.prizes);
  const prizes = new Map(Array.from(winners, (ticket, rank) => [ticket, prizeOf(rank)]));
  const listedPrizes = new Map(listed.map(({ ticket_number, prize }) => [ticket_number, prize]));
  const isSameSize = listed.length === prizes.size && listedPrizes.size === prizes.size;
  const isSame = isSameSize && [...listedPrizes].every(([ticket, prize]) => prizes.get(ticket) === prize);
  return isSame ? "holds" : "differs";
}
