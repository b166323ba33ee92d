import { z } from "@hono/zod-openapi";
import { drawSummary, prize, time, uuid } from "../contract/schemas";
import { BEACON_SCHEME, dueAt, quicknet } from "../domain/beacon";
import { DRAW_METHOD } from "../domain/draw";
import type { RaffleState } from "../durable-objects/raffle/state";

const hex = (digits: number, example: string) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${digits}}$`))
    .nullable()
    .openapi({ example });

/** All that a draw is made of. */
export const transcript = z
  .object({
    raffle_id: uuid,
    total_tickets: z.int().openapi({ example: 500 }),
    prizes: z.array(prize),
    method: z.string().nullable().openapi({
      description: "The version of the method (docs/draw.md); null for a raffle drawn before there was one.",
      example: DRAW_METHOD,
    }),
    ...drawSummary.shape,
    network: z
      .object({
        chain_hash: z.string().openapi({ example: quicknet.chainHash }),
        public_key: z.string().openapi({ example: quicknet.publicKey }),
        period: z.number().openapi({ description: "Seconds.", example: quicknet.periodSeconds }),
        genesis_time: z.int().openapi({ description: "Seconds since 1970.", example: quicknet.genesis }),
        scheme: z.string().openapi({ example: BEACON_SCHEME }),
      })
      .nullable(),
    sold_out_at: time().nullable(),
    drawn_at: time().nullable(),
    randomness: hex(64, "8ada64bae5c6c0f5540a6a13af56e663240edfbd2c76ac6a8f27671eb7259ce3"),
    signature: hex(
      96,
      "95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a",
    ),
    proves: z.string().openapi({ description: "What this is worth, for people." }),
  })
  .openapi("Draw");

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
