import type { z } from "@hono/zod-openapi";
import type { transcript } from "../contract/draw";
import type { drawSummary } from "../contract/raffles";
import { BEACON_SCHEME, dueAt } from "../domain/beacon";
import { DRAW_METHOD_SOLD_OUT } from "../domain/draw";
import type { RaffleState } from "../durable-objects/raffle/state";

/** Formats a time in milliseconds since 1970 for clients. */
export const iso = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();

/**
 * Returns when the beacon round of a draw is due, in milliseconds since 1970. Returns null if no round is
 * fixed.
 */
export const dueOf = ({ beacon, draw: { round } }: RaffleState): number | null =>
  beacon && round !== null ? dueAt(beacon, round) : null;

/** Returns the `draw` field of a raffle. */
export const drawToWire = (raffle: RaffleState): z.infer<typeof drawSummary> => ({
  entropy: raffle.beacon ? "drand" : "local",
  round: raffle.draw.round,
  due: iso(dueOf(raffle)),
});

/** Reports whether the raffle was drawn by a version of the service that did not store the randomness. */
const isUnverifiable = ({ draw }: RaffleState): boolean => draw.drawnAt !== null && draw.randomness === null;

/** Explains to people what a transcript proves. */
function describeProof(raffle: RaffleState): string {
  if (isUnverifiable(raffle)) {
    return "Nothing: this raffle was drawn by a version of the service that did not keep what makes the winners.";
  }
  return raffle.beacon
    ? "Whoever saved this between sold_out_at and due, and finds the same later, knows that nobody chose the winners: " +
        "they follow from these facts and from a round of a public beacon that nobody knew then."
    : "Only that the winners follow from the randomness, which the service itself chose at the moment of the draw.";
}

/** Returns the transcript of a draw. Before the draw, it has only the facts that are fixed so far. */
export const toTranscript = (raffle: RaffleState): z.infer<typeof transcript> => ({
  raffle_id: raffle.id,
  total_tickets: raffle.totalTickets,
  prizes: raffle.prizes,
  method: isUnverifiable(raffle) ? null : DRAW_METHOD_SOLD_OUT,
  ...drawToWire(raffle),
  network: raffle.beacon && {
    chain_hash: raffle.beacon.chainHash,
    public_key: raffle.beacon.publicKey,
    period: raffle.beacon.periodSeconds,
    genesis_time: raffle.beacon.genesis,
    scheme: BEACON_SCHEME,
  },
  sold_out_at: iso(raffle.draw.soldOutAt),
  drawn_at: iso(raffle.draw.drawnAt),
  randomness: raffle.draw.randomness,
  signature: raffle.draw.signature,
  proves: describeProof(raffle),
});
