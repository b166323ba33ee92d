import { type BeaconNetwork, dueAt, roundToDraw } from "../../domain/beacon";
import { drawTickets } from "../../domain/draw";
import { failure, type Result, success } from "../../domain/result";
import { waitForRound } from "../../drand/relays";
import { type DrawProgress, type StoredRaffle, undrawn } from "./state";

/** What makes a draw random; both in hexadecimal digits. */
export interface Entropy {
  /** 64 digits. */
  randomness: string;
  /** The beacon's, 96 digits; null for a local draw. */
  signature: string | null;
}

/** What a draw of a sold-out raffle may have to wait for: its round, or a relay that gives it. */
export type WaitFor = "draw-not-due" | "beacon-unavailable";

/**
 * What is fixed of the draw in the moment that gives out the last ticket.
 *
 * @param soldOutAt that moment, in milliseconds since 1970
 */
export const fixedDraw = (beacon: BeaconNetwork | null, soldOutAt: number): DrawProgress => ({
  ...undrawn,
  soldOutAt,
  round: beacon && roundToDraw(beacon, soldOutAt),
});

/** How much too early a draw may come and still wait for its round, in milliseconds: the manager's clock is another one. */
const MAX_EARLY = 1000;

/**
 * The entropy of a sold-out raffle's draw: of the round that was fixed for it, or of the system at this moment. May wait
 * for some seconds.
 *
 * @param relays who is asked for the round (beacon/relays.ts)
 */
export async function entropyOf(
  { beacon, draw: { round } }: StoredRaffle,
  relays: readonly string[],
): Promise<Result<Entropy, WaitFor>> {
  if (beacon === null) {
    return success({ randomness: crypto.getRandomValues(new Uint8Array(32)).toHex(), signature: null });
  }
  if (round === null) throw new Error("A raffle that the beacon draws is sold out and has no round");
  const early = dueAt(beacon, round) - Date.now();
  if (early > MAX_EARLY) return failure("draw-not-due");
  if (early > 0) await scheduler.wait(early);
  const got = await waitForRound(relays, beacon, round);
  return got ? success(got) : failure("beacon-unavailable");
}

const DAY = 86_400_000;

/**
 * The winners and reserves that follow from this entropy, and what is then to be known of the draw.
 *
 * @param now milliseconds since 1970
 * @param retentionDays how long the hashes of addresses are kept, to `forgetAt`
 */
export function drawBy(
  entropy: Entropy,
  { id, facts, beacon, draw }: StoredRaffle,
  now: number,
  retentionDays: number,
) {
  // By a clock that was set back during a wait, the draw would come before its round: nobody's check would let that pass.
  const drawnAt = beacon && draw.round ? Math.max(now, dueAt(beacon, draw.round)) : now;
  const tickets = drawTickets({
    network: beacon?.chainHash ?? "local",
    round: draw.round ?? 0,
    randomness: entropy.randomness,
    raffleId: id,
    totalTickets: facts.totalTickets,
    prizes: facts.prizes,
  });
  return { ...tickets, draw: { ...draw, ...entropy, drawnAt }, forgetAt: drawnAt + retentionDays * DAY };
}
