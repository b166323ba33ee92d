import { type Claim, type ClaimAnswer, judgeClaims } from "../../domain/claims";
import { type RaffleSecrets, raffleSecrets, type TagOf, tagsBy } from "../../domain/secrets";
import { type TicketOrder, ticketOrder } from "../../domain/ticket-order";
import { hashCode, readCode, sameHash } from "../../domain/verification-code";
import { fixedDraw } from "./randomness";
import type { StoredRaffle } from "./state";
import type { RaffleStore } from "./store";

/**
 * As many claims as an object works on at a time, about a second's work: who comes on top is told to come again, so
 * that memory stays bounded and everybody's wait too.
 */
export const MAX_CLAIMS = 2000;

/** An open raffle: what is stored, what follows from it, and how far it has got. */
export interface OpenRaffle extends StoredRaffle {
  secrets: RaffleSecrets;
  tagOf: TagOf;
  order: TicketOrder;
  claims: number;
}

/** Works out what follows from what is stored. */
export async function prepare(stored: StoredRaffle, claims: number): Promise<OpenRaffle> {
  const secrets = await raffleSecrets(stored.secret);
  const tagOf = stored.tagKey ? tagsBy(stored.tagKey) : secrets.tagOf;
  const order = ticketOrder(secrets.orderKey, stored.facts.totalTickets);
  return { ...stored, secrets, tagOf, claims, order };
}

/** Judges gathered claims and writes those that are granted, in one transaction. */
export function settleClaims(raffle: OpenRaffle, store: RaffleStore, claims: Claim[]): ClaimAnswer[] {
  const { totalTickets } = raffle.facts;
  const { answers, granted, draw } = store.transaction(() => {
    const held = store.heldBy(claims);
    const judged = judgeClaims(claims, held, raffle.claims, totalTickets);
    store.addClaims(judged.granted);
    const soldOut = judged.granted.length > 0 && raffle.claims + judged.granted.length === totalTickets;
    const draw = soldOut ? fixedDraw(raffle.beacon, Date.now()) : raffle.draw;
    if (soldOut) store.fixDraw(draw);
    return { ...judged, draw };
  });
  raffle.claims += granted.length;
  raffle.draw = draw;
  return answers;
}

/**
 * Fixes the round of a raffle that was sold out without one, as code of before version 3 does after a rollback: it is
 * fixed now, so that nobody could know it either.
 */
export function mendDraw(raffle: OpenRaffle, store: RaffleStore): void {
  const { beacon, claims, draw, facts } = raffle;
  if (beacon === null || claims < facts.totalTickets || draw.round !== null || draw.drawnAt !== null) return;
  raffle.draw = fixedDraw(beacon, Date.now());
  store.fixDraw(raffle.draw);
}

/** Whether `code`, as people write it, is that of a ticket that is given out. */
export async function isCodeOf(
  { order }: OpenRaffle,
  store: RaffleStore,
  ticket: number,
  code: string,
): Promise<boolean> {
  const bytes = readCode(code);
  const stored = store.codeHashOf(order.claimOf(ticket));
  return bytes !== undefined && sameHash(await hashCode(bytes), stored);
}
