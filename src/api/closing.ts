import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import * as examples from "../contract/examples";
import { faults, raffleId } from "../contract/fields";
import { raffle } from "../contract/raffles";
import { managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { toWire } from "./raffles";
import { callWithRetries } from "./shared/object-call";
import { describeRoute } from "./shared/route";

export const closeRaffle = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/{raffle_id}/close/",
    operationId: "closeRaffle",
    tags: ["Managers"],
    summary: "Close a raffle now, so that it can be drawn",
    request: { params: raffleId },
    ...describeRoute({
      guards: [managersOnly, ownPagesOnly],
      crossOrigin: false,
      cached: "never",
      answer: {
        description:
          "The raffle. Unclaimed tickets are withdrawn. Closing a raffle that is already sold out, closed or drawn " +
          "changes nothing.",
        schema: raffle,
        example: examples.closedRaffle,
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found"],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const closed = await callWithRetries(() => c.env.RAFFLE.getByName(id).close());
    return closed.ok ? c.json(toWire(closed.value), 200) : problem(closed.error);
  },
});
