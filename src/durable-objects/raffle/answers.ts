import type { RaffleFacts } from "../../domain/facts";
import type { Result } from "../../domain/result";
import type { WaitFor } from "./randomness";
import type { RaffleState } from "./state";

/** What a creation comes to; `replayed` where the raffle was there already. */
export type Creation = Result<
  { raffle: RaffleState; replayed: boolean },
  "idempotency-key-reused" | "already-deleted"
>;

/**
 * What a claim comes to; `replayed` where it repeats what an earlier call with the same key was given. A refusal tells
 * whether the raffle is sold out.
 */
export type Claiming = Result<
  { ticket: number; code: string; replayed: boolean },
  "raffle-not-found" | "overloaded" | "no-tickets-remaining" | "already-participated"
> & { soldOut?: true };

/** What a draw comes to: all winning tickets in the order of selection, and the prizes that they win (raffle/prizes.ts). */
export type Drawing = Result<
  { prizes: RaffleFacts["prizes"]; tickets: Uint32Array },
  "raffle-not-found" | "tickets-remaining" | "winners-already-drawn" | WaitFor
>;

/** What is found out of a ticket: the prize that it has won, null for none. */
export type Verification = Result<
  string | null,
  "raffle-not-found" | "winners-not-drawn" | "ticket-not-found" | "invalid-verification-code"
>;

/** What a deletion comes to. */
export type Removal = Result<
  null,
  "raffle-not-found" | "already-deleted" | "name-not-confirmed" | "raffle-in-play"
>;
