import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { TypedResponse } from "hono";
import { guard } from "../door/guard";
import { allowedPagesOnly } from "../door/guards";
import { problem } from "../problems";
import { callRepeatedly } from "./call";
import { unavailable } from "./failures";
import { refusing } from "./route";
import { faults, raffleId } from "./schemas";

/** Only requests that want to become a WebSocket (RFC 6455). */
const webSocketOnly = guard(["upgrade-required"], (c) =>
  c.req.header("Upgrade")?.toLowerCase() === "websocket"
    ? undefined
    : problem("upgrade-required", { headers: { Upgrade: "websocket", Connection: "Upgrade" } }),
);

const refusals = refusing({
  guards: [allowedPagesOnly, webSocketOnly],
  problems: ["unavailable", "invalid-request", "raffle-not-found"],
  invalid: faults.raffleId,
});

export const watchRaffle = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/live/",
    operationId: "watchRaffle",
    tags: ["Everybody"],
    summary: "Watch a raffle by WebSocket",
    request: { params: raffleId },
    middleware: refusals.middleware,
    responses: {
      101: {
        description:
          'A WebSocket of messages like `{"available_tickets": 123, "drawn": false}`: one at once, then whenever these ' +
          "change, gathered to at most 4 a second. `ping` is answered with `pong`.",
      },
      ...refusals.responses,
    },
  }),
  handler: async (c) => {
    const { raffle_id: id } = c.req.valid("param");
    const request = new Request(c.req.url, { headers: { Upgrade: "websocket" } });
    const { status, webSocket } = await callRepeatedly(() => c.env.RAFFLE.getByName(id).fetch(request));
    if (status === 404) return problem("raffle-not-found");
    if (!webSocket) return unavailable();
    // Made anew: the headers of what an object answered can't be added to.
    return new Response(null, { status: 101, webSocket }) as Response & TypedResponse<object, 101, string>;
  },
});
