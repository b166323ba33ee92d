import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { TypedResponse } from "hono";
import * as examples from "../contract/examples";
import { faults, raffleId } from "../contract/fields";
import { allowedPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { unavailable } from "./shared/failures";
import { progressStream } from "./shared/progress-stream";
import { readCurrentSummary } from "./shared/recent-summaries";
import { describeRejections } from "./shared/route";
import { Watchers } from "./shared/watchers";

/** Tells a network with too many streams when to retry. Streams end after a few minutes. */
const RETRY_AFTER_SECONDS = 60;

/** Counts the watchers that this isolate serves. */
export const watchers = new Watchers();

const answer = (body: ReadableStream | null) =>
  new Response(body, { headers: { "Content-Type": "text/event-stream" } }) as Response &
    TypedResponse<string, 200, "text">;

const rejections = describeRejections({
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
    summary: "Watch a raffle through server-sent events",
    request: { params: raffleId },
    middleware: rejections.middleware,
    responses: {
      200: {
        description:
          'A stream for EventSource. Each message looks like `{"available_tickets": 123, "drawn": false, "status": "open"}`. The first ' +
          "message is sent at once. Each change follows within about 2 seconds, or later when many clients watch. After " +
          "30 seconds without a change, the last message is repeated. The stream ends after a few minutes, and when the " +
          "raffle is deleted. EventSource then reconnects. After the draw only `forfeited_count` changes, so close the " +
          "stream once `drawn` is true, unless you want to know about prizes that are passed on. One network can have at " +
          "most 1,000 open streams.",
        content: { "text/event-stream": { schema: z.string(), example: examples.progress } },
      },
      ...rejections.responses,
    },
  }),
  handler: async (c) => {
    const { env } = c;
    const { raffle_id: id } = c.req.valid("param");
    const read = () => readCurrentSummary(env, id);
    const found = await read();
    if (!found.ok) return problem(found.error);
    // A HEAD response has no body, so nothing would end the stream.
    if (c.req.method === "HEAD") return answer(null);
    const admitted = watchers.admit(c.get("network") ?? "");
    if (admitted === "unavailable") return unavailable();
    if (admitted === "too-many-requests")
      return problem(admitted, { headers: { "Retry-After": String(RETRY_AFTER_SECONDS) } });
    return answer(
      progressStream({ initial: found.value, read, pause: () => watchers.pauseMs, onEnd: admitted }),
    );
  },
});
