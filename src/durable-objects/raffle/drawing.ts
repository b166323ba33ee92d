import { roundToDraw, roundToDrawAfterClosing } from "../../domain/beacon";
import type { ClosedBy } from "../../domain/closing";
import { drawTickets } from "../../domain/draw";
import type { LoadedRaffle } from "./loaded-raffle";
import type { Randomness } from "./randomness";
import { type DrawProgress, dueOf, type StoredRaffle, undrawn } from "./state";

const DAY_MS = 86_400_000;

/**
 * Returns the draw's progress when a raffle closes. The beacon's round follows from that time.
 *
 * @param closedAt milliseconds since 1970
 */
export function closedDraw(
  { beacon, facts: { totalTickets } }: StoredRaffle,
  closedAt: number,
  closedBy: ClosedBy,
): DrawProgress {
  if (beacon === null) return { ...undrawn, closedAt, closedBy };
  const round =
    closedBy === "sold_out"
      ? roundToDraw(beacon, closedAt)
      : roundToDrawAfterClosing(beacon, closedAt, totalTickets);
  return { ...undrawn, closedAt, closedBy, round };
}

/** Returns whether the raffle sold out without a round, by code from before version 3 (after a rollback). */
export const lacksRound = ({ beacon, facts, claims, draw }: LoadedRaffle): boolean =>
  beacon !== null && claims >= facts.totalTickets && draw.round === null && draw.drawnAt === null;

/** How many tickets one step of a draw computes: about 0.1 s of work. */
const TICKETS_PER_STEP = 10_000;

/** Replaces claims by their tickets. Other calls get their turn between two steps: a million take seconds. */
async function replaceByTickets(claims: Uint32Array, { order }: LoadedRaffle): Promise<void> {
  for (let start = 0; start < claims.length; start += TICKETS_PER_STEP) {
    const step = claims.subarray(start, start + TICKETS_PER_STEP);
    step.set(step.map(order.ticketOf));
    await scheduler.wait(0);
  }
}

/**
 * Draws a closed raffle: its winners and reserves, the draw's progress, and when to forget its players.
 * Changes nothing.
 */
export async function drawRaffle(
  raffle: LoadedRaffle,
  { isFallback, ...randomness }: Randomness,
  now: number,
  retentionDays: number,
) {
  const { id, facts, beacon, draw, claims } = raffle;
  // If the clock was set back during a wait, the draw would seem older than its round, and no check would
  // accept it.
  const drawnAt = Math.max(now, dueOf(raffle) ?? 0);
  const usesBeacon = beacon !== null && !isFallback;
  const tickets = drawTickets(
    {
      network: usesBeacon ? beacon.chainHash : "local",
      round: usesBeacon ? (draw.round ?? 0) : 0,
      randomness: randomness.randomness,
      raffleId: id,
      totalTickets: facts.totalTickets,
      prizes: facts.prizes,
      closedEarly:
        draw.claimedDigest === null ? null : { claimedTickets: claims, claimedDigest: draw.claimedDigest },
    },
    (claim) => claim,
  );
  if (draw.claimedDigest !== null) {
    for (const drawn of [tickets.winners, tickets.reserves]) await replaceByTickets(drawn, raffle);
  }
  return {
    ...tickets,
    draw: { ...draw, ...randomness, isFallback, drawnAt },
    forgetAt: drawnAt + retentionDays * DAY_MS,
  };
}
