import { z } from "@hono/zod-openapi";
import { MAX_RESERVES } from "../domain/draw";
import { LOCATION_HINTS, MAX_NAME_LENGTH, MAX_TICKETS } from "../domain/facts";
import { IDEMPOTENCY_KEY } from "./shapes";

/** A whole number, however large: what is out of range is told by what the number is for. */
const wholeNumber = () =>
  z
    .number({
      // JSON has numbers that JavaScript takes for infinite (1e400).
      error: ({ input }) =>
        typeof input === "number" ? "is too large to be read" : "must be a whole number",
    })
    .refine(Number.isInteger, { error: "must be a whole number", abort: true });

/** What the commonest faults are called: said by the schemas, and shown as examples by the routes. */
export const faults = {
  name: { field: "name", detail: `must have 1 to ${MAX_NAME_LENGTH} characters` },
  raffleId: { field: "raffle_id", detail: "must be a UUID" },
  limit: { field: "limit", detail: "must be a whole number from 1 to 100" },
  winnersLimit: { field: "limit", detail: "must be a whole number from 1 to 1000" },
  count: { field: "count", detail: `must be a whole number from 1 to ${MAX_RESERVES}` },
};

/** The longest page of winners. */
export const MAX_PAGE = 1000;

const codePoints = (text: string): number => [...text].length;

const name = (example: string) =>
  z
    .string({ error: "must be a text" })
    .refine((text) => text.length > 0 && codePoints(text) <= MAX_NAME_LENGTH, {
      error: faults.name.detail,
    })
    .refine((text) => text.isWellFormed(), { error: "must be well-formed Unicode" })
    .openapi({ minLength: 1, maxLength: MAX_NAME_LENGTH, example });

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

/** More than fit into a body, so that no raffle is refused for it: zod overflows its stack on far longer wrong lists. */
const MAX_PRIZES = 12_000;

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
            "Where most players are, as Cloudflare calls its regions. Left out, the raffle lives near its manager.",
          example: "weur",
        }),
    },
    { error: "must be an object" },
  )
  .openapi("NewRaffle");

/** The body of `DELETE /raffles/{raffle_id}/`. */
export const deletion = z
  .object(
    {
      name: z.string({ error: "must be a text" }).openapi({
        description: "The name of the raffle, as a confirmation that it is the one meant.",
        example: "Summer fair",
      }),
      abandoned: z.boolean({ error: "must be true or false" }).default(false).openapi({
        description: "Must be true where tickets are given out and the draw is still to come: it never will.",
      }),
    },
    { error: "must be an object" },
  )
  .openapi("Deletion");

export const uuid = z.uuidv4().openapi({ example: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21" });
export const time = () => z.iso.datetime().openapi({ example: "2026-11-23T09:30:00.000Z" });

/** What a raffle tells of its draw. */
export const drawSummary = z
  .object({
    entropy: z.enum(["drand", "local"]).openapi({
      description: "Where the randomness comes from: a public beacon (docs/draw.md), or the service itself.",
      example: "drand",
    }),
    round: z.int().nullable().openapi({
      description: "The beacon's round that draws, fixed when the last ticket is given out.",
      example: 34212101,
    }),
    due: time().nullable().openapi({ description: "When that round is out: not before can anybody draw." }),
  })
  .openapi("DrawSummary");

/** A raffle as clients see it. */
export const raffle = z
  .object({
    raffle_id: uuid,
    name: z.string().openapi({ example: "Summer fair" }),
    total_tickets: z.int().openapi({ example: 500 }),
    available_tickets: z.int().openapi({ example: 123 }),
    winners_drawn: z.boolean().openapi({ example: false }),
    prizes: z.array(prize),
    location_hint: z.enum(LOCATION_HINTS).nullable().openapi({ example: "weur" }),
    created_at: time(),
    draw: drawSummary,
  })
  .openapi("Raffle");

/** A raffle in short. What is not known is null. */
export const raffleSummary = z
  .object({
    raffle_id: uuid,
    name: z.string().nullable().openapi({ example: "Summer fair" }),
    total_tickets: z.int().nullable().openapi({ example: 500 }),
    available_tickets: z.int().nullable().openapi({
      description: "Null where the raffle can't be reached right now.",
      example: 123,
    }),
    winners_drawn: z.boolean().nullable().openapi({
      description: "Null where the raffle can't be reached right now.",
      example: false,
    }),
    prizes: z.array(prize).openapi({ description: "The first three." }),
    prize_count: z.int().nullable().openapi({ description: "How many prizes the raffle lists.", example: 1 }),
  })
  .openapi("RaffleSummary");

/** The path parameter of everything that belongs to one raffle. Upper-case ids name the same raffle. */
export const raffleId = z.object({
  raffle_id: z
    .guid({ error: faults.raffleId.detail })
    .toLowerCase()
    .openapi({
      param: { name: "raffle_id", in: "path" },
      format: "uuid",
      example: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21",
    }),
});

/** The header that makes repeating a call safe. */
export const idempotencyKey = z.object({
  "idempotency-key": z
    .string()
    .regex(IDEMPOTENCY_KEY, { error: "must have 16 to 255 printable ASCII characters" })
    .optional()
    .openapi({
      description:
        "A secret of yours for this one call, such as a fresh random UUID. Repeating the call with it gets the same answer.",
    }),
});

/** A place in the list: when the raffle before it was created, and its number there. */
const CURSOR = /^\d{1,15}-\d{1,15}$/;

const once = { error: "must be given once" };

/** How long a page shall be. */
export const limit = (pattern: RegExp, { detail }: { detail: string }) =>
  z.string(once).regex(pattern, { error: detail }).transform(Number).optional();

/** From 1 to 1,000. */
export const TO_THOUSAND = /^(?:[1-9]\d{0,2}|1000)$/;

/** Where a page begins, as the page before told it. */
const cursor = (pattern: RegExp) =>
  z.string(once).regex(pattern, { error: "must come from the Link header of an earlier answer" });

/** Which part of the list of raffles. */
export const listQuery = z.object({
  limit: limit(/^(?:[1-9]\d?|100)$/, faults.limit).openapi({
    type: "integer",
    minimum: 1,
    maximum: 100,
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
      description: "From the Link header of the page before.",
    }),
});

/** Which part of the winners; all of them where neither is given. */
export const winnersQuery = z.object({
  limit: limit(TO_THOUSAND, faults.winnersLimit).openapi({
    type: "integer",
    minimum: 1,
    maximum: MAX_PAGE,
    example: 100,
  }),
  cursor: cursor(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .optional()
    .openapi({ type: "integer", description: "From the Link header of the page before." }),
});

/** A claimed ticket: the answer of `participate`, the body of `verify-ticket`. */
export const ticket = z
  .strictObject({
    ticket_number: z.int().openapi({ example: 217 }),
    verification_code: z.string().openapi({ example: "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D" }),
  })
  .openapi("Ticket");

/** The body of `verify-ticket`. Numbers out of range and codes of any shape are told by the raffle, as what they are. */
export const ticketToVerify = z
  .object(
    {
      ticket_number: wholeNumber().openapi({ type: "integer", example: 217 }),
      verification_code: z
        .string({ error: "must be a text" })
        .openapi({ example: "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D" }),
    },
    { error: "must be an object" },
  )
  .openapi("TicketToVerify");

/** What `verify-ticket` answers. */
export const verdict = z
  .union([
    z.strictObject({ has_won: z.literal(true), prize: z.string() }),
    z.strictObject({ has_won: z.literal(false), prize: z.null() }),
  ])
  .openapi("Verdict", { example: { has_won: true, prize: "Bicycle" } });

/** A winner. */
export const winner = z
  .strictObject({
    ticket_number: z.int().openapi({ example: 217 }),
    prize: z.string().openapi({ example: "Bicycle" }),
  })
  .openapi("Winner");
