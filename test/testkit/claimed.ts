import { closed_early } from "../domain/draw-vectors.json";

/** Is a test vector of a raffle that closed early. */
export type EarlyVector = (typeof closed_early.vectors)[number];

/** Returns the claimed tickets of a vector, in the order of claims, by the formula of docs/draw.md. */
export const claimedTicketsOf = ({ claimed_tickets, total_tickets }: EarlyVector): number[] =>
  Array.from(
    { length: claimed_tickets },
    (_, i) => (((i + 1) * closed_early.multiplier) % total_tickets) + 1,
  );
