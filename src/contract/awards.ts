import { z } from "@hono/zod-openapi";
import { faults, raffleId, time } from "./fields";

/** The path of the routes for the award of a ticket. The raffle checks the range of the number. */
export const awardPath = raffleId.extend({
  ticket_number: z
    .string()
    .regex(/^\d{1,20}$/, { error: faults.ticketNumber.detail })
    .transform(Number)
    .openapi({ param: { name: "ticket_number", in: "path" }, type: "integer", example: 121 }),
});

/** The body of `collect`. The raffle checks the format of the code. */
export const collecting = z
  .object(
    {
      verification_code: z
        .string({ error: "must be a text" })
        .openapi({ example: "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D" }),
    },
    { error: "must be an object" },
  )
  .openapi("Collecting");

/** A prize that a ticket has won, and what became of it. */
export const award = z
  .strictObject({
    ticket_number: z.int().openapi({ example: 121 }),
    prize: z.string().openapi({ example: "Bicycle" }),
    rank: z.int().openapi({
      description:
        "The ticket's position in the draw, starting at 1. A reserve that gets a prize keeps its own rank.",
      example: 1,
    }),
    status: z.enum(["won", "collected", "forfeited"]).openapi({ example: "won" }),
    collected_at: time().nullable(),
    passed_to: z.int().nullable().openapi({
      description:
        "The reserve ticket that got the forfeited prize. Null if the prize was not forfeited, or not passed on.",
      example: null,
    }),
  })
  .openapi("Award");

/** The response of `awards/forfeit/`. */
export const forfeitedAll = z
  .strictObject({
    forfeited: z.int().openapi({ description: "The number of prizes that were forfeited.", example: 3 }),
  })
  .openapi("ForfeitedAll");

/** A forfeited prize. */
export const forfeit = z
  .strictObject({
    ticket_number: z.int().openapi({ example: 121 }),
    passed_to: z.int().nullable().openapi({ example: 165 }),
    forfeited_at: time(),
  })
  .openapi("Forfeit");
