import { dueAt, quicknet } from "../../src/domain/beacon";
import { type DrawFacts, drawTickets } from "../../src/domain/draw";
import { prizeByRank } from "../../src/domain/prizes";
import type { vectors } from "../domain/draw-vectors.json";
import { claimedTicketsOf, type EarlyVector } from "./claimed";

/** Describes the inputs of a draw in the test vectors. */
export type Facts = Pick<
  (typeof vectors)[number],
  "network" | "round" | "randomness" | "raffle_id" | "total_tickets" | "prizes"
>;

/** Is the League of Entropy's signature of round 657413. */
export const SIGNATURE =
  "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b";
/** Is the time of round 657413, in milliseconds since 1970. */
export const due = dueAt(quicknet, 657413);
export const iso = (time: number) => new Date(time).toISOString();

/** Returns no ticket: a draw of a sold-out raffle asks for none. */
export const ofNoClaim = (): number => {
  throw new Error("The draw asked for the ticket of a claim");
};

/** Computes the winners and reserves of a transcript (docs/draw.md), in the order of selection. */
export const ticketsBy = (
  draw: {
    raffle_id: string;
    total_tickets: number;
    prizes: { name: string; amount: number }[];
    network: { chain_hash: string } | null;
    round: number | null;
  },
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
    ofNoClaim,
  );

/** Returns the winners by ascending ticket number. */
function winnersOf(
  facts: Facts,
  closedEarly: DrawFacts["closedEarly"] = null,
  ticketOf: (claim: number) => number = ofNoClaim,
) {
  const { raffle_id: raffleId, total_tickets: totalTickets } = facts;
  const prizeOf = prizeByRank(facts.prizes);
  const { winners } = drawTickets({ ...facts, raffleId, totalTickets, closedEarly }, ticketOf);
  return Array.from(winners, (ticket_number, rank) => ({ ticket_number, prize: prizeOf(rank) })).sort(
    (a, b) => a.ticket_number - b.ticket_number,
  );
}

const network = {
  chain_hash: quicknet.chainHash,
  public_key: quicknet.publicKey,
  period: 3,
  genesis_time: 1692803367,
  scheme: "bls-unchained-g1-rfc9380",
};

/** Returns a valid transcript: a local one if the facts say so, otherwise one of quicknet's round 657413. */
export function transcriptOf(vector: Facts) {
  const { round, randomness, raffle_id, total_tickets, prizes } = vector;
  const facts = { raffle_id, total_tickets, prizes };
  const local = vector.network === "local";
  const draw = {
    ...facts,
    randomness,
    method: "raffle-draw-1",
    entropy: local ? "local" : "drand",
    network: local ? null : network,
    sold_out_at: iso(due - 31_000),
    round: local ? null : round,
    due: local ? null : iso(due),
    drawn_at: iso(due + 5000),
    signature: local ? null : SIGNATURE,
    proves: "…",
  };
  const raffle = { ...facts, name: "Summer fair", available_tickets: 0, winners_drawn: true };
  return { draw, raffle, winners: winnersOf(vector) };
}

/** Returns what a transcript says of the closing of a raffle that sold out. Earlier versions said less. */
export const closingOfSoldOut = (total_tickets: number) => ({
  closed_at: iso(due - 31_000),
  closed_by: "sold_out",
  closes_at: null,
  admission: "address",
  claimed_tickets: total_tickets,
  claimed_digest: null,
  digest_at: null,
  fallback: false,
  forfeited_count: 0,
});

/** Returns a valid transcript of a raffle that its closing time closed early, with its claimed tickets. */
export function earlyTranscriptOf(vector: EarlyVector) {
  const { claimed_tickets, claimed_digest, total_tickets } = vector;
  const { draw, raffle } = transcriptOf(vector);
  const tickets = claimedTicketsOf(vector);
  const closedEarly = { claimedTickets: claimed_tickets, claimedDigest: claimed_digest };
  const closedAt = due - 30_500 - Math.floor(total_tickets / 50_000) * 1000;
  const closing = {
    method: "raffle-draw-2",
    sold_out_at: null,
    closed_at: iso(closedAt),
    closed_by: "time",
    closes_at: iso(closedAt),
    admission: "address",
    claimed_tickets,
    claimed_digest,
    digest_at: iso(closedAt + 2000),
    fallback: false,
    forfeited_count: 0,
  };
  const winners = winnersOf(vector, closedEarly, (claim) => tickets[claim] ?? 0);
  return { draw: { ...draw, ...closing }, raffle, winners, tickets };
}
