import { failure, type Result, success } from "./result";

/** A prize that a ticket has won, and what became of it. Times are in milliseconds since 1970. */
export interface Award {
  readonly ticket: number;
  /** Is the ticket's position in the draw, from 0. A promoted reserve keeps its own. */
  readonly rank: number;
  /** Is the rank of the winner who was drawn for this prize. */
  readonly prizeRank: number;
  readonly collectedAt: number | null;
  readonly forfeitedAt: number | null;
  /** Is the reserve who got the forfeited prize, if there was one. */
  readonly passedTo: number | null;
}

export type AwardStatus = "won" | "collected" | "forfeited";

export const awardStatus = ({ collectedAt, forfeitedAt }: Award): AwardStatus =>
  forfeitedAt !== null ? "forfeited" : collectedAt !== null ? "collected" : "won";

/** Why an award can't be collected or forfeited. */
export type AwardRejection = "no-prize" | "forfeited" | "already-collected";

/**
 * Decides whether a prize can be handed over. A repeated call of the hand-over itself succeeds.
 *
 * @param award the award of the ticket, undefined if it has none
 * @param isRepeated whether the call has the key of the hand-over
 */
export function decideCollecting(
  award: Award | undefined,
  isRepeated: boolean,
): Result<{ award: Award; replayed: boolean }, AwardRejection> {
  if (award === undefined) return failure("no-prize");
  if (award.forfeitedAt !== null) return failure("forfeited");
  if (award.collectedAt !== null && !isRepeated) return failure("already-collected");
  return success({ award, replayed: award.collectedAt !== null });
}

/** Decides whether a prize can be passed on. Repeating it changes nothing. */
export function decideForfeiting(
  award: Award | undefined,
): Result<{ award: Award; replayed: boolean }, "no-prize" | "already-collected"> {
  if (award === undefined) return failure("no-prize");
  if (award.collectedAt !== null) return failure("already-collected");
  return success({ award, replayed: award.forfeitedAt !== null });
}

/** A forfeited prize, as the public list has it. */
export interface Forfeit {
  readonly ticket: number;
  readonly passedTo: number | null;
  readonly forfeitedAt: number;
}
