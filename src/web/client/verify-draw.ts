import { quicknet, roundToDraw, verifyRound } from "../../domain/beacon";
import { DRAW_METHOD, drawTickets } from "../../domain/draw";
import { type Prize, prizeByRank } from "../../domain/prizes";

/** A raffle as the service tells it, apart from its draw, and as a transcript repeats it. */
export interface Raffle {
  raffle_id: string;
  total_tickets: number;
  prizes: Prize[];
}

/** A raffle as the service tells it, with what it tells of the draw. */
export interface DrawnRaffle extends Raffle {
  draw: { entropy: "drand" | "local"; round: number | null };
}

/** What `GET /raffles/{raffle_id}/draw/` tells, as far as the check goes. */
export interface Transcript extends Raffle {
  method: string;
  entropy: "drand" | "local";
  network: { chain_hash: string } | null;
  sold_out_at: string | null;
  round: number | null;
  /** Null where an early version of the service has drawn. */
  randomness: string | null;
  signature: string | null;
}

/** A winner as the service lists them. */
export interface Winner {
  ticket_number: number;
  prize: string;
}

/** What the check finds. */
export type Finding = "holds" | "nothing" | "facts" | "network" | "randomness" | "differs";

const factsOf = ({ raffle_id, total_tickets, prizes }: Raffle) =>
  JSON.stringify([raffle_id, total_tickets, prizes.map(({ name, amount }) => [name, amount])]);

/** The winners and reserves that follow from the facts of a draw (docs/draw.md). */
export const ticketsBy = (draw: Raffle & Pick<Transcript, "network" | "round">, randomness: string) =>
  drawTickets({
    network: draw.network?.chain_hash ?? "local",
    round: draw.round ?? 0,
    randomness,
    raffleId: draw.raffle_id,
    totalTickets: draw.total_tickets,
    prizes: draw.prizes,
  });

/** Works the winners out from the facts of the draw (docs/draw.md) and compares them with the service's list. */
export function judgeDraw(draw: Transcript, raffle: DrawnRaffle, listed: readonly Winner[]): Finding {
  if (draw.randomness === null) return "nothing";
  if (draw.method !== DRAW_METHOD || factsOf(draw) !== factsOf(raffle)) return "facts";
  if (draw.entropy !== raffle.draw.entropy || draw.round !== raffle.draw.round) return "facts";
  if (draw.entropy !== "drand") {
    if (draw.network !== null || draw.round !== null || draw.signature !== null) return "facts";
  } else {
    if (draw.network?.chain_hash !== quicknet.chainHash) return "network";
    if (draw.round !== roundToDraw(quicknet, Date.parse(draw.sold_out_at ?? ""))) return "facts";
    if (verifyRound(quicknet, draw.round ?? 0, draw.signature ?? "") !== draw.randomness) return "randomness";
  }
  const { winners } = ticketsBy(draw, draw.randomness);
  const prizeOf = prizeByRank(draw.prizes);
  const prizes = new Map(Array.from(winners, (ticket, rank) => [ticket, prizeOf(rank)]));
  const told = new Map(listed.map(({ ticket_number, prize }) => [ticket_number, prize]));
  const same = listed.length === prizes.size && told.size === prizes.size;
  return same && [...told].every(([ticket, prize]) => prizes.get(ticket) === prize) ? "holds" : "differs";
}
