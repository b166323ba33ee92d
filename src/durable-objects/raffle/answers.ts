import type { TimetableIssue } from "../../domain/closing";
import type { RaffleFacts } from "../../domain/facts";
import type { Result } from "../../domain/result";
import type { WaitFor } from "./randomness";
import type { RaffleState } from "./state";

/** The outcome of a creation. `replayed` says that the raffle existed before. */
export type Creation =
  | Result<{ raffle: RaffleState; replayed: boolean }, "idempotency-key-reused" | "already-deleted">
  | (Result<never, "invalid-timetable"> & { issue: TimetableIssue });

/**
 * The outcome of a claim. `replayed` says that an earlier call with the same key or pass got this ticket, and
 * `isByPass` that a pass identified the player. `closed` says that the raffle accepts no more claims, and
 * that isolates may answer who holds a ticket. `opensAt` is in milliseconds since 1970.
 */
export type Claiming =
  | (Result<
      { ticket: number; code: string; replayed: boolean; isByPass: boolean },
      | "raffle-not-found"
      | "overloaded"
      | "no-tickets-remaining"
      | "already-participated"
      | "invalid-body"
      | "pass-required"
      | "invalid-pass"
    > & { closed?: true })
  | (Result<never, "not-open-yet"> & { opensAt: number });

/** The outcome of a draw: its prizes, and the winning tickets in the order of selection. */
export type Drawing = Result<
  { prizes: RaffleFacts["prizes"]; tickets: Uint32Array },
  "raffle-not-found" | "tickets-remaining" | "winners-already-drawn" | WaitFor
>;

/** The outcome of verifying a ticket: the prize that it has won, null for none. */
export type Verification = Result<
  string | null,
  "raffle-not-found" | "winners-not-drawn" | "ticket-not-found" | "invalid-verification-code"
>;

export type Removal = Result<
  null,
  "raffle-not-found" | "already-deleted" | "name-not-confirmed" | "raffle-in-play"
>;
