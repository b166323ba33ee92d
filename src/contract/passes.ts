import { z } from "@hono/zod-openapi";
import { faults } from "./fields";

/** The body of `participate` in a raffle with passes. */
export const passBody = z.object(
  { pass: z.string({ error: faults.pass.detail }).optional() },
  { error: "must be an object" },
);

/** Documents that body without validating it: a raffle without passes ignores every body. */
export const claimBody = {
  required: false,
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: {
          pass: {
            type: "string",
            example: "07PX-K2M9-4GZ7-QWN5",
            description:
              'The player\'s pass, for a raffle with admission "pass". Other raffles ignore the body.',
          },
        },
      },
    },
  },
} as const;

/** A pass for one player. */
export const pass = z
  .strictObject({
    number: z.int().openapi({ example: 1 }),
    pass: z.string().openapi({ example: "07PX-K2M9-4GZ7-QWN5" }),
    url: z.url().openapi({
      description: "Opens the raffle's page and fills in the pass.",
      example: "https://raffle.example.com/r/3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21#pass=07PX-K2M9-4GZ7-QWN5",
    }),
  })
  .openapi("Pass");
