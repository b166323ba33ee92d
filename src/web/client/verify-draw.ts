import type { Forfeit, Winner } from "../../contract/wire";
import { DRAW_METHOD_CLOSED_EARLY, type DrawnTickets, drawTickets } from "../../domain/draw";
import { holdersAfter } from "../../domain/holders";
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

/** Computes winners and reserves from the facts of a draw (docs/draw.md), in the order of their selection. */
function computeDraw(draw: CheckedTranscript, randomness: string, claimed: readonly number[]): DrawnTickets {
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
  return drawTickets(facts, (claim) => claimed[claim] ?? 0);
}

/**
 * Works out who holds the prizes from the facts of the draw and the forfeits (docs/draw.md), and compares
 * them with the listed winners.
 *
 * @param claimed the claimed tickets in the order of their claims, for a raffle that closed early
 * @param forfeits in the order of forfeiting
 */
export function verifyDraw(
  draw: CheckedTranscript,
  raffle: DrawnRaffle,
  listed: readonly Winner[],
  claimed: readonly number[] = [],
  forfeits: readonly Pick<Forfeit, "ticket_number" | "passed_to">[] = [],
): Finding {
  if (draw.randomness === null) return "nothing";
  const fault = findFactsFault(draw, raffle);
  if (fault) return fault;
  if (draw.method === DRAW_METHOD_CLOSED_EARLY && !isClaimedList(draw, claimed)) return "claimed";
  if ((draw.forfeited_count ?? 0) !== forfeits.length) return "differs";
  const holders = holdersAfter(
    computeDraw(draw, draw.randomness, claimed),
    forfeits.map(({ ticket_number, passed_to }) => ({ ticket: ticket_number, passedTo: passed_to })),
  );
  if (!holders) return "differs";
  const prizeOf = prizeByRank(draw.prizes);
  const listedPrizes = new Map(listed.map(({ ticket_number, prize }) => [ticket_number, prize]));
  const isSameSize = listed.length === holders.size && listedPrizes.size === holders.size;
  const isSame = [...holders].every(([ticket, rank]) => listedPrizes.get(ticket) === prizeOf(rank));
  return isSameSize && isSame ? "holds" : "differs";
}
