import { claimedDigest, DIGEST_BLOCK_TICKETS, digestOfBlock } from "../../domain/claimed-digest";
import type { LoadedRaffle } from "./loaded-raffle";
import type { DrawProgress } from "./state";
import type { RaffleStore } from "./store";

/** Returns the tickets of claims number `start` to before `end`, in the order of the claims. */
function* ticketsOfClaims({ order }: LoadedRaffle, start: number, end: number): Generator<number> {
  for (let claim = start; claim < end; claim++) yield order.ticketOf(claim);
}

/** How many tickets are computed and kept together. A page has at most as many. */
const PART_TICKETS = 1000;

/** How many of these parts are kept, 4 MB in all: everything of a raffle with a million claims. */
const MAX_PARTS = 1000;

/**
 * The claimed tickets of a closed raffle in the order of the claims. Keeps what it has computed: a page of
 * 1,000 costs as much as a hundred claims, and anybody may ask for it.
 */
export class ClaimedList {
  readonly #raffle: LoadedRaffle;
  readonly #parts = new Map<number, Uint32Array>();

  constructor(raffle: LoadedRaffle) {
    this.#raffle = raffle;
  }

  /** Returns up to `limit` tickets, at most PART_TICKETS, without the first `after` of them. */
  page(after: number, limit: number): Uint32Array {
    const end = Math.min(after + limit, this.#raffle.claims);
    const part = Math.floor(after / PART_TICKETS);
    const start = part * PART_TICKETS;
    const tickets = [part, part + 1].flatMap((number) =>
      number * PART_TICKETS < end ? [...this.#part(number)] : [],
    );
    return Uint32Array.from(tickets.slice(after - start, Math.max(after, end) - start));
  }

  #part(number: number): Uint32Array {
    const kept = this.#parts.get(number);
    if (kept) return kept;
    const start = number * PART_TICKETS;
    const end = Math.min(start + PART_TICKETS, this.#raffle.claims);
    const part = Uint32Array.from(ticketsOfClaims(this.#raffle, start, end));
    const [oldest] = this.#parts.keys();
    if (oldest !== undefined && this.#parts.size >= MAX_PARTS) this.#parts.delete(oldest);
    this.#parts.set(number, part);
    return part;
  }
}

/** Returns whether the draw needs no digest of the claimed tickets, or has it. */
export const hasDigest = ({ claims, facts, draw }: LoadedRaffle): boolean =>
  claims >= facts.totalTickets || draw.claimedDigest !== null;

/**
 * Computes and writes the next block of the digest of a closed raffle. A block takes up to 0.7 s. Belongs
 * in a transaction.
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
