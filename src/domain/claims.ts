import { failure, type Result, success } from "./result";
import { sameHash } from "./verification-code";

/** A player who asks for a ticket. */
export interface Claim {
  /** Keyed hash of the player's network (secrets.ts). */
  tag: Uint8Array;
  /** SHA-256 of the code that a ticket of this claim would have. */
  codeHash: Uint8Array;
}

/** A claim that was granted; `number` counts them from 0 in the order of their arrival. */
export interface GrantedClaim {
  number: number;
  codeHash: Uint8Array;
}

/** A claim that is granted now, for the first time. */
export interface NewClaim extends Claim, GrantedClaim {}

/** Which claim the player has; `replayed` where it was granted before, to the very same call. */
export type ClaimAnswer = Result<
  { number: number; replayed: boolean },
  "no-tickets-remaining" | "already-participated"
>;

/**
 * Decides claims in the order of their arrival, each after the ones before it. A player who holds a ticket gets
 * `already-participated`, also when none is left.
 *
 * @param claims who asks
 * @param held what the player of `claims[i]` has been granted before, if anything
 * @param given how many claims have been granted before
 * @param total N
 * @returns one answer a claim, and the claims to be written: numbered from `given` without gaps
 */
export function decideClaims(
  claims: readonly Claim[],
  held: readonly (GrantedClaim | undefined)[],
  given: number,
  total: number,
): { answers: ClaimAnswer[]; granted: NewClaim[] } {
  const granted: NewClaim[] = [];
  const now = new Map<string, NewClaim>();
  const answers = claims.map((claim, i): ClaimAnswer => {
    const player = claim.tag.toHex();
    const earlier = held[i] ?? now.get(player);
    if (earlier && sameHash(earlier.codeHash, claim.codeHash)) {
      return success({ number: earlier.number, replayed: true });
    }
    if (earlier) return failure("already-participated");
    const number = given + granted.length;
    if (number === total) return failure("no-tickets-remaining");
    const fresh = { ...claim, number };
    granted.push(fresh);
    now.set(player, fresh);
    return success({ number, replayed: false });
  });
  return { answers, granted };
}
