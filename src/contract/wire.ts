// The types that clients see. The browser script imports them without loading the schemas' library.
import type { z } from "@hono/zod-openapi";
import type { award, forfeit } from "./awards";
import type { claimedTicket, transcript } from "./draw";
import type { pass } from "./passes";
import type { FieldError } from "./problems";
import type { raffle, raffleSummary } from "./raffles";
import type { ticket, verdict, winner } from "./tickets";

export type Award = z.infer<typeof award>;
export type ClaimedTicket = z.infer<typeof claimedTicket>;
export type Forfeit = z.infer<typeof forfeit>;
export type Pass = z.infer<typeof pass>;
export type Raffle = z.infer<typeof raffle>;
export type RaffleSummary = z.infer<typeof raffleSummary>;
export type Ticket = z.infer<typeof ticket>;
export type Verdict = z.infer<typeof verdict>;
export type Winner = z.infer<typeof winner>;
export type Transcript = z.infer<typeof transcript>;

/** A problem document (RFC 9457) of any code. */
export interface ProblemDocument {
  type: string;
  status: number;
  detail: string;
  errors?: FieldError[];
  collected_at?: string;
}
