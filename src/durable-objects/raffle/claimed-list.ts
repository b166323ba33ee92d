import { claimedDigest, DIGEST_BLOCK_TICKETS, digestOfBlock } from "../../domain/claimed-digest";
import type { LoadedRaffle } from "./loaded-raffle";
import type { DrawProgress } from "./state";
import type { RaffleStore } from "./store";

/** Returns the tickets of claims number `start` to before `end`, in the order of the claims. */
function* ticketsOfClaims({ order }: LoadedRaffle, start: number, end: number): Generator<number> {
  for (let claim = start; claim < end; claim++) yield order.ticketOf(claim);
}

/** Returns up to `limit` claimed tickets in the order of the claims, without the first `after` of them. */
export const claimedTicketsAfter = (raffle: LoadedRaffle, after: number, limit: number): Uint32Array =>
  Uint32Array.from(ticketsOfClaims(raffle, after, Math.min(after + limit, raffle.claims)));

/** Returns whether the draw needs no digest of the claimed tickets, or has it. */
export const hasDigest = ({ claims, facts, draw }: LoadedRaffle): boolean =>
  claims >= facts.totalTickets || draw.claimedDigest !== null;

/**
 * Computes and writes the next block of the digest of a closed raffle. A block takes up to 0.7 s.
 * Belongs in a transaction.
 *
 * @returns the draw's progress: with the digest, if that was the last block
 */
export function digestNextBlock(raffle: LoadedRaffle, store: RaffleStore): DrawProgress {
  const block = store.digest.count();
  const start = block * DIGEST_BLOCK_TICKETS;
  const end = Math.min(start + DIGEST_BLOCK_TICKETS, raffle.claims);
  if (start < end) store.digest.add(block, digestOfBlock(ticketsOfClaims(raffle, start, end)));
  if (end < raffle.claims) return raffle.draw;
  const draw = { ...raffle.draw, claimedDigest: claimedDigest(store.digest.list()), digestAt: Date.now() };
  store.raffle.setDigest(draw);
  store.digest.clear();
  return draw;
}
