import type { z } from "@hono/zod-openapi";
import type { transcript } from "../contract/draw";
import type { drawSummary } from "../contract/raffles";
import { BEACON_SCHEME, dueAt } from "../domain/beacon";
import { DRAW_METHOD } from "../domain/draw";
import type { RaffleState } from "../durable-objects/raffle/state";

/** A time (milliseconds since 1970) as clients see it. */
export const iso = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();

/** When the round of a raffle's draw is out, in milliseconds since 1970; null where none is fixed. */
export const dueOf = ({ beacon, draw: { round } }: RaffleState): number | null =>
  beacon && round !== null ? dueAt(beacon, round) : null;

/** What a raffle tells of its draw. */
export const drawToWire = (raffle: RaffleState): z.infer<typeof drawSummary> => ({
  entropy: raffle.beacon ? "drand" : "local",
  round: raffle.draw.round,
  due: iso(dueOf(raffle)),
});

/** Whether it was drawn by a version of the service that did not keep what makes the winners. */
const isUncheckable = ({ draw }: RaffleState): boolean => draw.drawnAt !== null && draw.randomness === null;

/** What a transcript is worth, for people. */
function whatItProves(raffle: RaffleState): string {
  if (isUncheckable(raffle)) {
    return "Nothing: this raffle was drawn by a version of the service that did not keep what makes the winners.";
  }
  return raffle.beacon
    ? "Whoever saved this between sold_out_at and due, and finds the same later, knows that nobody chose the winners: " +
        "they follow from these facts and from a round of a public beacon that nobody knew then."
    : "Only that the winners follow from the randomness, which the service itself chose at the moment of the draw.";
}

/** The transcript of a draw, or what is fixed of it so far. */
export const toTranscript = (raffle: RaffleState): z.infer<typeof transcript> => ({
  raffle_id: raffle.id,
  total_tickets: raffle.totalTickets,
  prizes: raffle.prizes,
  method: isUncheckable(raffle) ? null : DRAW_METHOD,
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
  proves: whatItProves(raffle),
});
