import type { Transcript } from "../../src/contract/wire";
import { drawTickets } from "../../src/domain/draw";
import type { RaffleModel } from "./model";

const iso = (time: number | null | undefined) => (time == null ? null : new Date(time).toISOString());

/** Returns the summary of a raffle as the service should return it. */
export const summaryOf = (raffle_id: string, model: RaffleModel) => ({
  raffle_id,
  total_tickets: model.facts.total,
  available_tickets: model.available,
  claimed_tickets: model.holders.size,
  prizes: model.facts.prizes,
  winners_drawn: model.winners !== undefined,
  status: model.status,
  opens_at: iso(model.facts.opensAt),
  closes_at: iso(model.facts.closesAt),
});

const admissionOf = ({ facts }: RaffleModel) => (facts.passes === null ? "address" : "pass");

/** Returns a raffle as the service should return it. */
export const wireOf = (raffle_id: string, model: RaffleModel) => ({
  ...summaryOf(raffle_id, model),
  closed_at: iso(model.closed?.at),
  draw_automatically: model.facts.drawAutomatically,
  description: model.facts.description,
  admission: admissionOf(model),
  passes: model.facts.passes,
  draw: { entropy: "local", round: null, due: null },
});

/** Returns the transcript as the service should return it. `claimed` is in the order of claims. */
export async function transcriptOf(raffle_id: string, model: RaffleModel, claimed: readonly number[]) {
  const { facts, closed, method, digested } = model;
  return {
    raffle_id,
    total_tickets: facts.total,
    prizes: facts.prizes,
    admission: admissionOf(model),
    method,
    closes_at: iso(facts.closesAt),
    closed_at: iso(closed?.at),
    closed_by: closed?.by ?? null,
    sold_out_at: closed?.by === "sold_out" ? iso(closed.at) : null,
    claimed_tickets: model.holders.size,
    claimed_digest: method === "raffle-draw-2" && digested ? await digestOf(claimed) : null,
    drawn_at: iso(model.drawnAt),
    forfeited_count: model.awards?.forfeits.length ?? 0,
    fallback: false,
  };
}

const sha256 = (bytes: BufferSource) => crypto.subtle.digest("SHA-256", bytes);

/** Returns the digest of up to 65,536 claimed tickets by the words of the contract, not by the service. */
async function digestOf(tickets: readonly number[]): Promise<string> {
  const text = tickets.map((ticket) => `${ticket}\n`).join("");
  const blocks = tickets.length === 0 ? new ArrayBuffer(0) : await sha256(new TextEncoder().encode(text));
  return new Uint8Array(await sha256(blocks)).toHex();
}

/** Returns the winners and reserves that follow from a transcript and the claimed tickets, as selected. */
export async function drawnBy(
  draw: Transcript,
  claimed: readonly number[],
): Promise<{ winners: number[]; reserves: number[] }> {
  const closedEarly = { claimedTickets: claimed.length, claimedDigest: await digestOf(claimed) };
  const facts = {
    network: "local",
    round: 0,
    randomness: draw.randomness ?? "",
    raffleId: draw.raffle_id,
    totalTickets: draw.total_tickets,
    prizes: draw.prizes,
    closedEarly: draw.method === "raffle-draw-2" ? closedEarly : null,
  };
  const { winners, reserves } = drawTickets(facts, (claim) => claimed[claim] ?? Number.NaN);
  return { winners: [...winners], reserves: [...reserves] };
}
