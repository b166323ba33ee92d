import type { z } from "@hono/zod-openapi";
import type { transcript } from "../contract/draw";
import type { admission, drawSummary } from "../contract/raffles";
import { BEACON_SCHEME } from "../domain/beacon";
import { DRAW_METHOD_CLOSED_EARLY, DRAW_METHOD_SOLD_OUT } from "../domain/draw";
import { dueOf, type RaffleState } from "../durable-objects/raffle/state";

/** Formats a time in milliseconds since 1970 for clients. */
export const iso = (time: number | null | undefined): string | null =>
  time == null ? null : new Date(time).toISOString();

/** Returns what identifies the players of a raffle. */
export const admissionOf = ({ passes }: Pick<RaffleState, "passes">): z.infer<typeof admission> =>
  passes === null ? "address" : "pass";

/** Returns the `draw` field of a raffle. */
export const drawToWire = (raffle: RaffleState): z.infer<typeof drawSummary> => ({
  entropy: raffle.beacon && !raffle.draw.isFallback ? "drand" : "local",
  round: raffle.draw.round,
  due: iso(dueOf(raffle)),
});

/** Reports whether the raffle was drawn by a version of the service that did not store the randomness. */
const isUnverifiable = ({ draw }: RaffleState): boolean => draw.drawnAt !== null && draw.randomness === null;

function methodOf(raffle: RaffleState): string | null {
  if (raffle.draw.closedBy === null || isUnverifiable(raffle)) return null;
  return raffle.draw.closedBy === "sold_out" ? DRAW_METHOD_SOLD_OUT : DRAW_METHOD_CLOSED_EARLY;
}

/** What the transcript of a draw by the beacon proves. */
export const BEACON_PROOF =
  "Whoever saved this between closed_at and due, and finds the same later, knows that nobody chose the winners: " +
  "they follow from these facts and from a round of a public beacon that nobody knew then.";

/** Explains to people what a transcript proves. */
function describeProof(raffle: RaffleState): string {
  const { draw } = raffle;
  if (isUnverifiable(raffle)) {
    return "Nothing: this raffle was drawn by a version of the service that did not keep what makes the winners.";
  }
  if (draw.isFallback) {
    return (
      "Only that the winners follow from the randomness, which the service itself chose at the moment of the draw: " +
      "the beacon's round was missing for a week."
    );
  }
  if (!raffle.beacon) {
    return "Only that the winners follow from the randomness, which the service itself chose at the moment of the draw.";
  }
  const dueAt = dueOf(raffle);
  if (draw.digestAt !== null && dueAt !== null && draw.digestAt > dueAt) {
    return `${BEACON_PROOF} It is weaker here, because the digest of the claimed tickets was complete only after the round came out.`;
  }
  return draw.closedBy === "manager"
    ? `${BEACON_PROOF} The organiser chose the moment of closing.`
    : BEACON_PROOF;
}

/** Returns the transcript of a draw. Before the draw, it has only the facts that are fixed so far. */
export const toTranscript = (raffle: RaffleState): z.infer<typeof transcript> => ({
  raffle_id: raffle.id,
  total_tickets: raffle.totalTickets,
  prizes: raffle.prizes,
  admission: admissionOf(raffle),
  method: methodOf(raffle),
  ...drawToWire(raffle),
  network: raffle.beacon && {
    chain_hash: raffle.beacon.chainHash,
    public_key: raffle.beacon.publicKey,
    period: raffle.beacon.periodSeconds,
    genesis_time: raffle.beacon.genesis,
    scheme: BEACON_SCHEME,
  },
  closes_at: iso(raffle.closesAt),
  closed_at: iso(raffle.draw.closedAt),
  closed_by: raffle.draw.closedBy,
  sold_out_at: raffle.draw.closedBy === "sold_out" ? iso(raffle.draw.closedAt) : null,
  claimed_tickets: raffle.claimedTickets,
  claimed_digest: raffle.draw.claimedDigest,
  digest_at: iso(raffle.draw.digestAt),
  drawn_at: iso(raffle.draw.drawnAt),
  randomness: raffle.draw.randomness,
  signature: raffle.draw.signature,
  fallback: raffle.draw.isFallback,
  forfeited_count: raffle.forfeits,
  proves: describeProof(raffle),
});
