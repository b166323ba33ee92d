import { z } from "@hono/zod-openapi";
import { LOCATION_HINTS, MAX_DESCRIPTION_LENGTH, MAX_TICKETS } from "../domain/facts";
import { MAX_PASSES } from "../domain/pass";
import { cursor, faults, instant, limit, name, text, time, uuid, wholeNumber } from "./fields";
import { MAX_PRIZES, MAX_RAFFLES_PER_PAGE } from "./limits";

/** A prize that `amount` tickets win. */
export const prize = z
  .object(
    {
      name: name("Bicycle"),
      amount: wholeNumber()
        .refine((amount) => amount >= 1, { error: "must be at least 1" })
        .openapi({ type: "integer", minimum: 1, example: 2 }),
    },
    { error: "must be an object" },
  )
  .openapi("Prize");

const ADMISSIONS = ["address", "pass"] as const;

/** Says what identifies a player. */
export const admission = z.enum(ADMISSIONS, { error: `must be one of ${ADMISSIONS.join(", ")}` }).openapi({
  description: "Whether each address gets one ticket, or each pass that the organiser hands out.",
  example: "address",
});

/** The body of `POST /raffles/`. */
export const newRaffle = z
  .object(
    {
      name: name("Summer fair"),
      total_tickets: wholeNumber()
        .refine((total) => total >= 1 && total <= MAX_TICKETS, {
          error: `must be from 1 to ${MAX_TICKETS}`,
        })
        .openapi({ type: "integer", minimum: 1, maximum: MAX_TICKETS, example: 500 }),
      prizes: z
        .array(prize, { error: "must be a list" })
        .min(1, { error: "must have at least one prize" })
        .max(MAX_PRIZES, { error: `must have at most ${MAX_PRIZES} prizes` }),
      location_hint: z
        .enum(LOCATION_HINTS, { error: `must be one of ${LOCATION_HINTS.join(", ")}` })
        .nullish()
        .openapi({
          description:
            "The Cloudflare region where most players are. By default, the raffle is placed near its manager.",
          example: "weur",
        }),
      opens_at: instant("2026-12-01T09:00:00+01:00")
        .nullish()
        .openapi({
          type: ["string", "null"],
          description: "When players can start to claim tickets. By default, at once.",
        }),
      closes_at: instant("2026-12-24T18:00:00+01:00")
        .nullish()
        .openapi({
          type: ["string", "null"],
          description:
            "When the raffle closes, if it has not sold out by then. Must be in the future and after opens_at.",
        }),
      draw_automatically: z.boolean({ error: "must be true or false" }).default(false).openapi({
        description:
          "Whether the service draws the winners itself once the raffle is closed and the beacon's round is out.",
      }),
      admission: admission.default("address"),
      passes: wholeNumber()
        .refine((count) => count >= 1 && count <= MAX_PASSES, { error: `must be from 1 to ${MAX_PASSES}` })
        .nullish()
        .openapi({
          type: ["integer", "null"],
          minimum: 1,
          maximum: MAX_PASSES,
          description: 'The number of passes, with admission "pass". By default, one for each ticket.',
        }),
      description: text(MAX_DESCRIPTION_LENGTH, "Hand-over at 6 pm in the school hall.").nullish().openapi({
        description: "Plain text for players.",
      }),
    },
    { error: "must be an object" },
  )
  .refine(({ opens_at, closes_at }) => opens_at == null || closes_at == null || closes_at > opens_at, {
    path: ["closes_at"],
    error: "must be after opens_at",
  })
  .refine(({ admission, passes }) => admission === "pass" || passes == null, {
    path: ["passes"],
    error: 'needs admission "pass"',
  })
  .openapi("NewRaffle");

/** The body of `DELETE /raffles/{raffle_id}/`. */
export const deletion = z
  .object(
    {
      name: z.string({ error: "must be a text" }).openapi({
        description: "The name of the raffle, to confirm the deletion.",
        example: "Summer fair",
      }),
      abandoned: z.boolean({ error: "must be true or false" }).default(false).openapi({
        description:
          "Must be true to delete a raffle with claimed tickets before its draw. It will never be drawn.",
      }),
    },
    { error: "must be an object" },
  )
  .openapi("Deletion");

/** The response of `DELETE /raffles/{raffle_id}/`. */
export const deletedRaffle = z
  .strictObject({ raffle_id: uuid, deleted: z.literal(true) })
  .openapi("DeletedRaffle");

/** The draw, as part of a raffle. */
export const drawSummary = z
  .object({
    entropy: z.enum(["drand", "local"]).openapi({
      description: "The source of the randomness: a public beacon (docs/draw.md), or the service itself.",
      example: "drand",
    }),
    round: z
      .int()
      .nullable()
      .openapi({
        description:
          "The beacon's round that decides the draw. It is fixed when the raffle closes. With closes_at, it is known from " +
          "the start, unless the raffle ends sooner.",
        example: 657413,
      }),
    due: time().nullable().openapi({ description: "When that round is due. Nobody can draw earlier." }),
  })
  .openapi("DrawSummary");

const status = z.enum(["scheduled", "open", "closed", "drawn"]).openapi({
  description: "A sold-out raffle is also closed.",
  example: "open",
});

/** A raffle. */
export const raffle = z
  .object({
    raffle_id: uuid,
    name: z.string().openapi({ example: "Summer fair" }),
    total_tickets: z.int().openapi({ example: 500 }),
    available_tickets: z.int().openapi({ description: "0 once the raffle is closed.", example: 123 }),
    claimed_tickets: z.int().openapi({ example: 377 }),
    winners_drawn: z.boolean().openapi({ example: false }),
    status,
    prizes: z.array(prize),
    description: z.string().nullable().openapi({ example: "Hand-over at 6 pm in the school hall." }),
    opens_at: time().nullable(),
    closes_at: time().nullable(),
    closed_at: time().nullable().openapi({ example: null }),
    draw_automatically: z.boolean().openapi({ example: false }),
    admission,
    passes: z.int().nullable().openapi({ description: "Null if each address gets a ticket.", example: null }),
    location_hint: z.enum(LOCATION_HINTS).nullable().openapi({ example: "weur" }),
    created_at: time(),
    draw: drawSummary,
  })
  .openapi("Raffle");

/** The summary of a raffle. Unknown fields are null. */
export const raffleSummary = z
  .object({
    raffle_id: uuid,
    name: z.string().nullable().openapi({ example: "Summer fair" }),
    total_tickets: z.int().nullable().openapi({ example: 500 }),
    available_tickets: z.int().nullable().openapi({
      description: "Null if the raffle can't be reached.",
      example: 123,
    }),
    claimed_tickets: z.int().nullable().openapi({
      description: "Null if the raffle can't be reached.",
      example: 377,
    }),
    winners_drawn: z.boolean().nullable().openapi({
      description: "Null if the raffle can't be reached.",
      example: false,
    }),
    status: status.nullable().openapi({ description: "Null if the raffle can't be reached." }),
    opens_at: time().nullable(),
    closes_at: time().nullable(),
    prizes: z.array(prize).openapi({ description: "The first three prizes." }),
    prize_count: z
      .int()
      .nullable()
      .openapi({ description: "The number of different prizes in the raffle.", example: 1 }),
  })
  .openapi("RaffleSummary");

/** Matches a cursor: the creation time and the sequence number of the last raffle on the previous page. */
const CURSOR = /^\d{1,15}-\d{1,15}$/;

/** The query of a list of raffles. */
export const listQuery = z.object({
  limit: limit(/^(?:[1-9]\d?|100)$/, faults.limit).openapi({
    type: "integer",
    minimum: 1,
    maximum: MAX_RAFFLES_PER_PAGE,
    default: 10,
    example: 10,
  }),
  cursor: cursor(CURSOR)
    .transform((place) => {
      const [createdAt, seq] = place.split("-").map(Number) as [number, number];
      return { createdAt, seq };
    })
    .optional()
    .openapi({
      type: "string",
      pattern: CURSOR.source,
      description: "From the Link header of the previous page.",
    }),
});
