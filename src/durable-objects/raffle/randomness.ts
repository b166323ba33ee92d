import { dueAt } from "../../domain/beacon";
import { failure, type Result, success } from "../../domain/result";
import { waitForRound } from "../../drand/relays";
import type { StoredRaffle } from "./state";

/** What makes a draw random, in hexadecimal digits. */
export interface Randomness {
  /** 64 digits. */
  randomness: string;
  /** The beacon's signature, 96 digits; null for a local draw. */
  signature: string | null;
}

/** Why a draw of a sold-out raffle may have to wait: its round is not due, or no relay returns it. */
export type WaitFor = "draw-not-due" | "beacon-unavailable";

/** How early a draw may come and still wait for its round: the manager's clock may be fast. */
const MAX_EARLY_MS = 1000;

/**
 * Gets the randomness for a sold-out raffle: from the beacon's round, or from the system for a local draw.
 * May wait for some seconds.
 *
 * @param relays base URLs of the relays (drand/relays.ts)
 */
export async function getRandomness(
  { beacon, draw: { round } }: StoredRaffle,
  relays: readonly string[],
): Promise<Result<Randomness, WaitFor>> {
  if (beacon === null) {
    return success({ randomness: crypto.getRandomValues(new Uint8Array(32)).toHex(), signature: null });
  }
  if (round === null) throw new Error("A sold-out raffle with a beacon must have a round");
  const early = dueAt(beacon, round) - Date.now();
  if (early > MAX_EARLY_MS) return failure("draw-not-due");
  if (early > 0) await scheduler.wait(early);
  const found = await waitForRound(relays, beacon, round);
  return found ? success(found) : failure("beacon-unavailable");
}
