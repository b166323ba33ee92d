import type { BeaconNetwork } from "../../domain/beacon";
import type { RaffleFacts } from "../../domain/facts";
import {
  type HolderOf,
  PASS_TAG_BYTES,
  passHoldersBy,
  type RaffleSecrets,
  raffleSecrets,
  SECRET_BYTES,
  TAG_BYTES,
  TAG_KEY_BYTES,
  type TagOf,
  tagsBy,
} from "../../domain/secrets";
import { type TicketOrder, ticketOrder } from "../../domain/ticket-order";
import { CODE_BYTES, hashCode, readCode, sameHash } from "../../domain/verification-code";
import { type StoredRaffle, undrawn } from "./state";
import type { ClaimStore } from "./store/claims";

/** A raffle in memory: what is stored, what is derived from it, and how many tickets are claimed. */
export interface LoadedRaffle extends StoredRaffle {
  secrets: RaffleSecrets;
  tagOf: TagOf;
  holderOf: HolderOf;
  order: TicketOrder;
  claims: number;
}

/** Facts of a new raffle. A Worker of an older version omits those that it doesn't know. */
export type GivenFacts = Pick<RaffleFacts, "name" | "totalTickets" | "prizes" | "locationHint"> &
  Partial<RaffleFacts>;

export const completeFacts = (given: GivenFacts): RaffleFacts => ({
  opensAt: null,
  closesAt: null,
  drawAutomatically: false,
  passes: null,
  description: null,
  ...given,
});

/** Returns a raffle with random secrets, created now. */
export const newRaffle = (id: string, facts: RaffleFacts, beacon: BeaconNetwork | null): StoredRaffle => ({
  id,
  facts,
  secret: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)),
  tagKey: crypto.getRandomValues(new Uint8Array(TAG_KEY_BYTES)),
  createdAt: Date.now(),
  beacon,
  draw: undrawn,
  forgetAt: null,
});

/** Derives keys and the ticket order from what is stored. */
export async function loadRaffle(stored: StoredRaffle, claims: number): Promise<LoadedRaffle> {
  const secrets = await raffleSecrets(stored.secret);
  const tagOf = stored.tagKey ? tagsBy(stored.tagKey) : secrets.tagOf;
  const holderOf = stored.tagKey ? passHoldersBy(stored.tagKey) : playersForgotten.holderOf;
  const order = ticketOrder(secrets.orderKey, stored.facts.totalTickets);
  return { ...stored, secrets, tagOf, holderOf, claims, order };
}

/** What changes in a raffle when its players are forgotten. Afterwards no tag finds a player. */
export const playersForgotten: Pick<LoadedRaffle, "forgetAt" | "tagKey" | "tagOf" | "holderOf"> = {
  forgetAt: null,
  tagKey: null,
  tagOf: () => new Uint8Array(TAG_BYTES),
  holderOf: () => ({ tag: new Uint8Array(PASS_TAG_BYTES), code: new Uint8Array(CODE_BYTES) }),
};

/** Returns whether the players are forgotten. A drawn raffle that has players has a time to forget them. */
export const isForgotten = ({ draw, forgetAt }: LoadedRaffle): boolean =>
  draw.drawnAt !== null && forgetAt === null;

/** Returns whether `code`, as a person writes it, belongs to a ticket that is claimed. */
export async function isCodeOf(
  { order, claims }: LoadedRaffle,
  store: ClaimStore,
  ticket: number,
  code: string,
): Promise<boolean> {
  const claim = order.claimOf(ticket);
  // The raffle closed before anybody claimed this ticket.
  if (claim >= claims) return false;
  const bytes = readCode(code);
  const stored = store.codeHashOf(claim);
  return bytes !== undefined && sameHash(await hashCode(bytes), stored);
}
