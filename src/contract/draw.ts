import { z } from "@hono/zod-openapi";
import { BEACON_SCHEME, quicknet } from "../domain/beacon";
import { DRAW_METHOD_SOLD_OUT, MAX_RESERVES } from "../domain/draw";
import { faults, limit, ONE_TO_THOUSAND, time, uuid } from "./fields";
import { admission, drawSummary, prize } from "./raffles";

const hex = (digits: number, example: string) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${digits}}$`))
    .nullable()
    .openapi({ example });

/** The transcript of a draw. Verifying one that closed early also needs the list of claimed tickets. */
export const transcript = z
  .object({
    raffle_id: uuid,
    total_tickets: z.int().openapi({ example: 500 }),
    prizes: z.array(prize),
    method: z
      .string()
      .nullable()
      .openapi({
        description:
          "The draw method (docs/draw.md): raffle-draw-1 if all tickets were claimed, otherwise raffle-draw-2. Null until " +
          "the raffle closes, and for raffles drawn before methods had versions.",
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
    admission,
    closes_at: time().nullable().openapi({ description: "The planned closing time." }),
    closed_at: time().nullable(),
    closed_by: z.enum(["sold_out", "time", "manager"]).nullable().openapi({ example: "sold_out" }),
    sold_out_at: time().nullable(),
    claimed_tickets: z.int().openapi({ example: 500 }),
    claimed_digest: hex(64, "1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014").openapi({
      description: "The digest of the claimed tickets (docs/draw.md). Null if all tickets were claimed.",
    }),
    digest_at: time().nullable().openapi({ description: "When the digest was completed." }),
    drawn_at: time().nullable(),
    randomness: hex(64, "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"),
    signature: hex(
      96,
      "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
    ),
    fallback: z.boolean().openapi({
      description:
        "Whether the raffle was drawn with local randomness because the beacon's round was missing for a week.",
      example: false,
    }),
    forfeited_count: z.int().openapi({
      description: "The number of prizes forfeited since the draw. GET draw/forfeits/ lists them.",
      example: 0,
    }),
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

/** The body of `POST …/winners/`. Any other body is ignored, as in the original API. */
export const drawRequest = z.object({
  local_randomness: z.boolean({ error: "must be true or false" }).optional(),
});

/** Documents that body without validating it: a schema of zod would reject what must be ignored. */
export const drawRequestBody = {
  required: false,
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: {
          local_randomness: {
            type: "boolean",
            description:
              "Draw with the service's own randomness. Allowed only if the beacon's round is still missing seven days " +
              "after it was due. Such a draw doesn't prove that nobody chose the winners.",
          },
        },
      },
    },
  },
} as const;

/** A claimed ticket, without its code. */
export const claimedTicket = z
  .strictObject({ ticket_number: z.int().openapi({ example: 121 }) })
  .openapi("ClaimedTicket");

/** A reserve. */
export const reserve = z
  .strictObject({ ticket_number: z.int().openapi({ example: 165 }) })
  .openapi("Reserve");
