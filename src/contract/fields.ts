import { z } from "@hono/zod-openapi";
import { MAX_RESERVES } from "../domain/draw";
import { MAX_NAME_LENGTH } from "../domain/facts";
import { MAX_PAGE_LENGTH, MAX_RAFFLES_PER_PAGE } from "./limits";
import { IDEMPOTENCY_KEY } from "./shapes";

/** Reads a whole number of any size. The field that uses it checks the range. */
export const wholeNumber = () =>
  z
    .number({
      // JSON allows numbers that JavaScript reads as infinite (1e400).
      error: ({ input }) =>
        typeof input === "number" ? "is too large to be read" : "must be a whole number",
    })
    .refine(Number.isInteger, { error: "must be a whole number", abort: true });

/** The most common field errors. Schemas report them, and routes show them as examples. */
export const faults = {
  name: { field: "name", detail: `must have 1 to ${MAX_NAME_LENGTH} characters` },
  raffleId: { field: "raffle_id", detail: "must be a UUID" },
  limit: { field: "limit", detail: `must be a whole number from 1 to ${MAX_RAFFLES_PER_PAGE}` },
  pageLimit: { field: "limit", detail: `must be a whole number from 1 to ${MAX_PAGE_LENGTH}` },
  ticketNumber: { field: "ticket_number", detail: "must be a whole number" },
  pass: { field: "pass", detail: "must be a text" },
  count: { field: "count", detail: `must be a whole number from 1 to ${MAX_RESERVES}` },
};

const codePoints = (text: string): number => [...text].length;

/** Reads a name of 1 to 100 code points. */
export const name = (example: string) =>
  z
    .string({ error: "must be a text" })
    .refine((text) => text.length > 0 && codePoints(text) <= MAX_NAME_LENGTH, {
      error: faults.name.detail,
    })
    .refine((text) => text.isWellFormed(), { error: "must be well-formed Unicode" })
    .openapi({ minLength: 1, maxLength: MAX_NAME_LENGTH, example });

/** A UUID v4. */
export const uuid = z.uuidv4().openapi({ example: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21" });
/** A time in UTC. */
export const time = () => z.iso.datetime().openapi({ example: "2023-09-15T11:30:00.000Z" });

/**
 * Matches a time of RFC 3339 with an offset, apart from leap seconds. The calendar is checked in addition.
 */
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** The earliest time that RFC 3339 can write in UTC, in which the service answers. */
const YEAR_0 = Date.parse("0000-01-01T00:00:00Z");

const isInstant = (text: string): boolean =>
  RFC_3339.test(text) &&
  z.iso.datetime({ offset: true }).safeParse(text).success &&
  Date.parse(text) >= YEAR_0;

/** Reads a time with an offset as milliseconds since 1970, without fractions of milliseconds. */
export const instant = (example: string) =>
  z
    .string({ error: "must be a text" })
    .refine(isInstant, {
      error: "must be a time with an offset, like 2026-12-24T18:00:00+01:00",
      abort: true,
    })
    .transform((text) => Date.parse(text))
    .openapi({ type: "string", format: "date-time", example });

/** Reads a text of up to `maxLength` code points. */
export const text = (maxLength: number, example: string) =>
  z
    .string({ error: "must be a text" })
    .refine((value) => codePoints(value) <= maxLength, {
      error: `must have at most ${maxLength} characters`,
    })
    .refine((value) => value.isWellFormed(), { error: "must be well-formed Unicode" })
    .openapi({ maxLength, example });

/** The path parameter of a raffle. Upper-case ids name the same raffle. */
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

/** The header that makes a call safe to repeat. */
export const idempotencyKey = z.object({
  "idempotency-key": z
    .string()
    .regex(IDEMPOTENCY_KEY, { error: "must have 16 to 255 printable ASCII characters" })
    .optional()
    .openapi({
      description:
        "A secret for this call only, such as a new random UUID: 16 to 255 printable ASCII characters. Repeating the " +
        "call with it returns the same result.",
    }),
});

const requireSingle = { error: "must be given once" };

/** Reads the length of a page. */
export const limit = (pattern: RegExp, { detail }: { detail: string }) =>
  z.string(requireSingle).regex(pattern, { error: detail }).transform(Number).optional();

/** Matches the whole numbers from 1 to 1,000. */
export const ONE_TO_THOUSAND = /^(?:[1-9]\d{0,2}|1000)$/;

/** Reads the cursor of a page, which comes from the previous page. */
export const cursor = (pattern: RegExp) =>
  z.string(requireSingle).regex(pattern, { error: "must come from the Link header of an earlier answer" });

/** The query of a list in pages of numbered items. */
export const pageQuery = z.object({
  limit: limit(ONE_TO_THOUSAND, faults.pageLimit).openapi({
    type: "integer",
    minimum: 1,
    maximum: MAX_PAGE_LENGTH,
    example: 100,
    description: "The default is 100.",
  }),
  cursor: cursor(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .optional()
    .openapi({ type: "integer", description: "From the Link header of the previous page." }),
});
