import type { Raffle, Transcript, Winner } from "../../contract/wire";
import { quicknet, roundToDraw, verifyRound } from "../../domain/beacon";
import { DRAW_METHOD_SOLD_OUT, drawTickets } from "../../domain/draw";
import { prizeByRank } from "../../domain/prizes";

/** The part of a raffle that its transcript contains, too. */
type RaffleFacts = Pick<Raffle, "raffle_id" | "total_tickets" | "prizes">;

/** The part of a raffle that the check needs. */
export type DrawnRaffle = RaffleFacts & { draw: Pick<Raffle["draw"], "entropy" | "round"> };

/** The part of a transcript that the check needs. */
export type CheckedTranscript = RaffleFacts &
  Pick<Transcript, "method" | "entropy" | "sold_out_at" | "round" | "randomness" | "signature"> & {
    network: { chain_hash: string } | null;
  };

/** The result of a check. Every one but `holds` names what is wrong. */
export type Finding = "holds" | "nothing" | "facts" | "network" | "randomness" | "differs";

const factsOf = ({ raffle_id, total_tickets, prizes }: RaffleFacts) =>
  JSON.stringify([raffle_id, total_tickets, prizes.map(({ name, amount }) => [name, amount])]);

/** Computes the winners and reserves from the facts of a draw (docs/draw.md). */
const computeTickets = (
  draw: RaffleFacts & Pick<CheckedTranscript, "network" | "round">,
  randomness: string,
) =>
  drawTickets(
    {
      network: draw.network?.chain_hash ?? "local",
      round: draw.round ?? 0,
      randomness,
      raffleId: draw.raffle_id,
      totalTickets: draw.total_tickets,
      prizes: draw.prizes,
      closedEarly: null,
    },
    (claim) => claim + 1,
  );

/** Computes the winners from the facts of the draw (docs/draw.md) and compares them with the listed ones. */
export function verifyDraw(draw: CheckedTranscript, raffle: DrawnRaffle, listed: readonly Winner[]): Finding {
  if (draw.randomness === null) return "nothing";
  if (draw.method !== DRAW_METHOD_SOLD_OUT || factsOf(draw) !== factsOf(raffle)) return "facts";
  if (draw.entropy !== raffle.draw.entropy || draw.round !== raffle.draw.round) return "facts";
  if (draw.entropy !== "drand") {
    if (draw.network !== null || draw.round !== null || draw.signature !== null) return "facts";
  } else {
    if (draw.network?.chain_hash !== quicknet.chainHash) return "network";
    if (draw.round !== roundToDraw(quicknet, Date.parse(draw.sold_out_at ?? ""))) return "facts";
    if (verifyRound(quicknet, draw.round ?? 0, draw.signature ?? "") !== draw.randomness) return "randomness";
  }
  const { winners } = computeTickets(draw, draw.randomness);
  const prizeOf = prizeByRank(draw.prizes);
  const prizes = new Map(Array.from(winners, (ticket, rank) => [ticket, prizeOf(rank)]));
  const listedPrizes = new Map(listed.map(({ ticket_number, prize }) => [ticket_number, prize]));
  const isSameSize = listed.length === prizes.size && listedPrizes.size === prizes.size;
  const isSame = isSameSize && [...listedPrizes].every(([ticket, prize]) => prizes.get(ticket) === prize);
  return isSame ? "holds" : "differs";
}
