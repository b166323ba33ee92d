import { type BeaconNetwork, dueAt, roundToDraw } from "../../domain/beacon";
import { drawTickets } from "../../domain/draw";
import { isSoldOut, type LoadedRaffle } from "./loaded-raffle";
import type { Randomness } from "./randomness";
import { type DrawProgress, type StoredRaffle, undrawn } from "./state";

const DAY_MS = 86_400_000;

/**
 * Returns the draw's progress when the last ticket is given out. The beacon's round follows from that time.
 *
 * @param soldOutAt milliseconds since 1970
 */
export const soldOutDraw = (beacon: BeaconNetwork | null, soldOutAt: number): DrawProgress => ({
  ...undrawn,
  soldOutAt,
  round: beacon && roundToDraw(beacon, soldOutAt),
});

/** Returns whether the raffle sold out without a round, by code from before version 3 (after a rollback). */
export const lacksRound = (raffle: LoadedRaffle): boolean =>
  raffle.beacon !== null && isSoldOut(raffle) && raffle.draw.round === null && raffle.draw.drawnAt === null;

/** Draws a sold-out raffle: its winners and reserves, the draw's progress, and when to forget its players. */
export function drawRaffle(
  { id, facts, beacon, draw }: StoredRaffle,
  randomness: Randomness,
  now: number,
  retentionDays: number,
) {
  // If the clock was set back during a wait, the draw would seem older than its round, and no check would
  // accept it.
  const drawnAt = beacon && draw.round ? Math.max(now, dueAt(beacon, draw.round)) : now;
  const drawFacts = {
    network: beacon?.chainHash ?? "local",
    round: draw.round ?? 0,
    randomness: randomness.randomness,
    raffleId: id,
    totalTickets: facts.totalTickets,
    prizes: facts.prizes,
    closedEarly: null,
  };
  // Only a raffle that closed early needs the tickets of its claims.
  const tickets = drawTickets(drawFacts, (claim) => claim + 1);
  return {
    ...tickets,
    draw: { ...draw, ...randomness, drawnAt },
    forgetAt: drawnAt + retentionDays * DAY_MS,
  };
}
