import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { reserve, reservesQuery, transcript } from "../contract/draw";
import { faults, raffleId } from "../contract/fields";
import type { WaitFor } from "../durable-objects/raffle/randomness";
import { problem } from "../http/problem";
import { callRepeatedly } from "./shared/object-call";
import { isDrawn, lookAt } from "./shared/raffle-cache";
import { answering } from "./shared/route";
import { dueOf, iso, toTranscript } from "./transcript";

/** How often a manager may ask for a round that no relay has given: as often as a beacon has a new one, in seconds. */
const RELAY_RETRY = 3;

/** Answers a draw that has to wait, for its round or for a relay that gives it: says for what, and how long. */
export async function drawMustWait(env: Env, id: string, why: WaitFor) {
  const looked = await lookAt(env, id);
  if (!looked.ok) return problem(looked.error);
  const { round } = looked.value.draw;
  if (why === "beacon-unavailable") {
    const detail = `No relay gave round ${round} of the beacon`;
    return problem(why, { detail, headers: { "Retry-After": String(RELAY_RETRY) } });
  }
  const due = dueOf(looked.value);
  const seconds = Math.max(1, Math.ceil(((due ?? 0) - Date.now()) / 1000));
  const detail = `The draw waits for round ${round} of the beacon, due at ${iso(due)}`;
  return problem(why, { detail, headers: { "Retry-After": String(seconds) } });
}

export const getDraw = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/draw/",
    operationId: "getDraw",
    tags: ["Everybody"],
    summary: "Get all that a draw is made of, to check it",
    request: { params: raffleId },
    ...answering({
      crossOrigin: true,
      cached: "once-drawn",
      answer: {
        description:
          "The draw's public facts, from which anybody can recompute the winners; before the draw, those that are " +
          "fixed so far. What is not so yet, or not in a local draw, is null.",
        schema: transcript,
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found"],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const looked = await lookAt(c.env, c.req.valid("param").raffle_id);
    if (!looked.ok) return problem(looked.error);
    if (isDrawn(looked.value)) c.set("cachedForRaffle", looked.value.id);
    return c.json(toTranscript(looked.value), 200);
  },
});

export const listReserves = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/draw/reserves/",
    operationId: "listReserves",
    tags: ["Everybody"],
    summary: "List the tickets that are next in line for prizes that nobody collects",
    request: { params: raffleId, query: reservesQuery },
    ...answering({
      crossOrigin: true,
      cached: "once-drawn",
      answer: {
        description:
          "The reserves of the draw, the first in line first; fewer where there are no more tickets, and none of a raffle " +
          "that was drawn before there were reserves.",
        schema: z.array(reserve),
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "winners-not-drawn"],
      invalid: faults.count,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { count = 10 } = c.req.valid("query");
    const looked = await lookAt(c.env, id);
    if (!looked.ok) return problem(looked.error);
    if (!isDrawn(looked.value)) return problem("winners-not-drawn");
    const reserves = await callRepeatedly(() => c.env.RAFFLE.getByName(id).reserves(count));
    if (!reserves.ok) return problem(reserves.error);
    const list = reserves.value.map((ticket) => ({ ticket_number: ticket }));
    c.set("cachedForRaffle", id);
    return c.json(list, 200);
  },
});
