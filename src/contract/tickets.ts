import { z } from "@hono/zod-openapi";
import { cursor, faults, limit, ONE_TO_THOUSAND, wholeNumber } from "./fields";
import { MAX_PAGE_LENGTH } from "./limits";

/** A claimed ticket: the response of `participate` and the body of `verify-ticket`. */
export const ticket = z
  .strictObject({
    ticket_number: z.int().openapi({ example: 121 }),
    verification_code: z.string().openapi({ example: "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D" }),
  })
  .openapi("Ticket");

/** The body of `verify-ticket`. The raffle checks the range of the number and the format of the code. */
export const ticketToVerify = z
  .object(
    {
      ticket_number: wholeNumber().openapi({ type: "integer", example: 121 }),
      verification_code: z
        .string({ error: "must be a text" })
        .openapi({ example: "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D" }),
    },
    { error: "must be an object" },
  )
  .openapi("TicketToVerify");

/** The response of `verify-ticket`. */
export const verdict = z
  .union([
    z.strictObject({ has_won: z.literal(true), prize: z.string() }),
    z.strictObject({ has_won: z.literal(false), prize: z.null() }),
  ])
  .openapi("Verdict", { example: { has_won: true, prize: "Bicycle" } });

/** A winner. */
export const winner = z
  .strictObject({
    ticket_number: z.int().openapi({ example: 121 }),
    prize: z.string().openapi({ example: "Bicycle" }),
  })
  .openapi("Winner");

/** The query of a list of winners. Without `limit` and `cursor`, the response has all of them. */
export const winnersQuery = z.object({
  limit: limit(ONE_TO_THOUSAND, faults.pageLimit).openapi({
    type: "integer",
    minimum: 1,
    maximum: MAX_PAGE_LENGTH,
    example: 100,
  }),
  cursor: cursor(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .optional()
    .openapi({ type: "integer", description: "From the Link header of the previous page." }),
  order: z
    .enum(["ticket", "prize"], { error: "must be ticket or prize" })
    .default("ticket")
    .openapi({ description: "Sort by ticket number, or by prize with the top prize first." }),
});
