import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { TypedResponse } from "hono";
import { faults, raffleId } from "../contract/fields";
import { networkOf } from "../domain/address";
import { allowedPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { settingsOf } from "../settings/settings";
import { unavailable } from "./shared/failures";
import { progressStream } from "./shared/progress-stream";
import { lookAtRecent } from "./shared/recent-summaries";
import { refusing } from "./shared/route";
import { Watchers } from "./shared/watchers";

/** When whoever is one too many of a network may try again, in seconds: the others' streams last some minutes. */
const RETRY_AFTER = 60;

/** Who watches by this isolate. */
export const watchers = new Watchers();

const answer = (body: ReadableStream | null) =>
  new Response(body, { headers: { "Content-Type": "text/event-stream" } }) as Response &
    TypedResponse<string, 200, "text">;

const refusals = refusing({
  guards: [allowedPagesOnly],
  crossOrigin: true,
  cached: "never",
  problems: ["unavailable", "invalid-request", "raffle-not-found"],
  invalid: faults.raffleId,
});

export const watchRaffle = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/live/",
    operationId: "watchRaffle",
    tags: ["Everybody"],
    summary: "Watch a raffle by server-sent events",
    request: { params: raffleId },
    middleware: refusals.middleware,
    responses: {
      200: {
        description:
          'A stream for EventSource, of messages like `{"available_tickets": 123, "drawn": false}`: one at once, ' +
          "then one after each change, a second or two later (more where a crowd watches), and the last one again every " +
          "half minute. It ends after some minutes, and when the raffle is drawn or gone. EventSource then connects " +
          "again: close it once `drawn` is true. At most 1,000 streams are open from one network.",
        content: { "text/event-stream": { schema: z.string() } },
      },
      ...refusals.responses,
    },
  }),
  handler: async (c) => {
    const { env } = c;
    const { raffle_id: id } = c.req.valid("param");
    const look = () => lookAtRecent(env, id);
    const looked = await look();
    if (!looked.ok) return problem(looked.error);
    // Nobody would read the stream, nor end it.
    if (c.req.method === "HEAD") return answer(null);
    const { address } = c.var;
    const network = address ? networkOf(address, settingsOf(env).ipv6PrefixLength) : "";
    const admitted = watchers.admit(network);
    if (admitted === "unavailable") return unavailable();
    if (admitted === "too-many-requests")
      return problem(admitted, { headers: { "Retry-After": String(RETRY_AFTER) } });
    return answer(
      progressStream({ begin: looked.value, look, pause: () => watchers.pause, ended: admitted }),
    );
  },
});
