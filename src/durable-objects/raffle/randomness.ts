import { failure, type Result, success } from "../../domain/result";
import { waitForRound } from "../../drand/relays";
import { DEFAULT_RELAYS } from "../../settings/settings";
import { dueOf, type StoredRaffle } from "./state";

/** What makes a draw random, in hexadecimal digits. */
export interface Randomness {
  /** 64 digits. */
  randomness: string;
  /** The beacon's signature, 96 digits; null for a local draw. */
  signature: string | null;
  /** Whether the service's own randomness stands in for the beacon's. */
  isFallback: boolean;
}

/**
 * Why a draw of a closed raffle may have to wait: its round is not due, no relay returns the round, the
 * beacon may still answer, or the digest of the claimed tickets is not complete.
 */
export type WaitFor = "draw-not-due" | "beacon-unavailable" | "beacon-still-possible" | "claims-not-digested";

/** How early a draw may come and still wait for its round: the manager's clock may be fast. */
const MAX_EARLY_MS = 1000;

/** How long after its round was due a raffle may be drawn with local randomness instead. */
const FALLBACK_DELAY_MS = 7 * 86_400_000;

const localRandomness = (): string => crypto.getRandomValues(new Uint8Array(32)).toHex();

/** Returns why a raffle can't be drawn at `now`, undefined if it can. */
export function tooEarly(
  raffle: StoredRaffle,
  now: number,
  allowsFallback: boolean,
): "draw-not-due" | "beacon-still-possible" | undefined {
  const dueAt = dueOf(raffle);
  if (dueAt === null) return undefined;
  if (allowsFallback) return now < dueAt + FALLBACK_DELAY_MS ? "beacon-still-possible" : undefined;
  return now < dueAt - MAX_EARLY_MS ? "draw-not-due" : undefined;
}

/**
 * Gets the randomness for a closed raffle that `tooEarly` lets pass: from the beacon's round, or from the
 * system for a local draw. May wait for some seconds.
 *
 * @param relays base URLs of the relays (drand/relays.ts)
 * @param allowsFallback whether the system's randomness may replace a round that no relay returns
 */
export async function getRandomness(
  raffle: StoredRaffle,
  relays: readonly string[],
  allowsFallback: boolean,
): Promise<Result<Randomness, "beacon-unavailable">> {
  const {
    beacon,
    draw: { round },
  } = raffle;
  if (beacon === null) return success({ randomness: localRandomness(), signature: null, isFallback: false });
  if (round === null) throw new Error("A closed raffle with a beacon must have a round");
  const early = (dueOf(raffle) ?? 0) - Date.now();
  if (early > 0) await scheduler.wait(early);
  const allRelays = allowsFallback ? [...new Set([...relays, ...DEFAULT_RELAYS])] : relays;
  const found = await waitForRound(allRelays, beacon, round);
  if (found) return success({ ...found, isFallback: false });
  if (!allowsFallback) return failure("beacon-unavailable");
  return success({ randomness: localRandomness(), signature: null, isFallback: true });
}
