import { z } from "@hono/zod-openapi";
import { BEACON_SCHEME, quicknet } from "../domain/beacon";
import { DRAW_METHOD_SOLD_OUT, MAX_RESERVES } from "../domain/draw";
import { faults, limit, ONE_TO_THOUSAND, time, uuid } from "./fields";
import { drawSummary, prize } from "./raffles";

const hex = (digits: number, example: string) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${digits}}$`))
    .nullable()
    .openapi({ example });

/** The transcript: everything that is needed to verify a draw. */
export const transcript = z
  .object({
    raffle_id: uuid,
    total_tickets: z.int().openapi({ example: 500 }),
    prizes: z.array(prize),
    method: z.string().nullable().openapi({
      description:
        "The version of the method (docs/draw.md). Null for a raffle drawn before versions existed.",
      example: DRAW_METHOD_SOLD_OUT,
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
    proves: z.string().openapi({ description: "What the transcript proves, in one sentence." }),
  })
  .openapi("Draw");

/** The query of the reserves. */
export const reservesQuery = z.object({
  count: limit(ONE_TO_THOUSAND, faults.count).openapi({
    type: "integer",
    minimum: 1,
    maximum: MAX_RESERVES,
    default: 10,
    example: 10,
  }),
});

/** A reserve. */
export const reserve = z
  .strictObject({ ticket_number: z.int().openapi({ example: 217 }) })
  .openapi("Reserve");
