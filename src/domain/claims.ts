import { failure, type Result, success } from "./result";
import { sameHash } from "./verification-code";

/** A player's claim of a ticket. */
export interface Claim {
  /** Is the keyed hash of the player's network or pass (secrets.ts). */
  tag: Uint8Array;
  /** Is SHA-256 of the verification code that this claim would get. */
  codeHash: Uint8Array;
}

/** A granted claim. `number` counts granted claims from 0 in the order of their arrival. */
export interface GrantedClaim {
  number: number;
  codeHash: Uint8Array;
}

/** A claim that is granted for the first time. */
export interface NewClaim extends Claim, GrantedClaim {}

/** The result of a claim. `replayed` is true if an earlier call with the same key got this ticket. */
export type ClaimAnswer = Result<
  { number: number; replayed: boolean },
  "no-tickets-remaining" | "already-participated"
>;

/**
 * Decides claims in the order of their arrival. A player who holds a ticket gets `already-participated`, even
 * when no ticket is left.
 *
 * @param held the earlier granted claim of the player of `claims[i]`, if any
 * @param grantedBefore how many claims were granted before
 * @param limit how many claims may be granted in all: the number of tickets, or `grantedBefore` once closed
 * @returns one answer per claim, and the claims to store, numbered from `grantedBefore` without gaps
 */
export function decideClaims(
  claims: readonly Claim[],
  held: readonly (GrantedClaim | undefined)[],
  grantedBefore: number,
  limit: number,
): { answers: ClaimAnswer[]; granted: NewClaim[] } {
  const granted: NewClaim[] = [];
  const grantedByPlayer = new Map<string, NewClaim>();
  const answers = claims.map((claim, i): ClaimAnswer => {
    const player = claim.tag.toHex();
    const earlier = held[i] ?? grantedByPlayer.get(player);
    if (earlier && sameHash(earlier.codeHash, claim.codeHash)) {
      return success({ number: earlier.number, replayed: true });
    }
    if (earlier) return failure("already-participated");
    const number = grantedBefore + granted.length;
    if (number >= limit) return failure("no-tickets-remaining");
    const newClaim = { ...claim, number };
    granted.push(newClaim);
    grantedByPlayer.set(player, newClaim);
    return success({ number, replayed: false });
  });
  return { answers, granted };
}
