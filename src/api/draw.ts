import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { claimedTicket, reserve, reservesQuery, transcript } from "../contract/draw";
import * as examples from "../contract/examples";
import { faults, pageQuery, raffleId } from "../contract/fields";
import type { WaitFor } from "../durable-objects/raffle/randomness";
import { dueOf } from "../durable-objects/raffle/state";
import { problem } from "../http/problem";
import { callWithRetries } from "./shared/object-call";
import { linkHeader, linkToNext } from "./shared/paging";
import { isDrawn, readRaffle } from "./shared/raffle-cache";
import { readCurrentSummary } from "./shared/recent-summaries";
import { describeRoute } from "./shared/route";
import { BEACON_PROOF, iso, toTranscript } from "./transcript";

/** Matches the period of the beacon: a new round appears every 3 seconds. */
const RELAY_RETRY_SECONDS = 3;

/** Returns the problem of a draw that must wait. All but `beacon-still-possible` have `Retry-After`. */
export async function drawMustWait(env: Env, id: string, why: WaitFor) {
  if (why === "beacon-still-possible") return problem(why);
  if (why === "claims-not-digested") {
    return problem(why, { headers: { "Retry-After": String(RELAY_RETRY_SECONDS) } });
  }
  const found = await readRaffle(env, id);
  if (!found.ok) return problem(found.error);
  const { round } = found.value.draw;
  if (why === "beacon-unavailable") {
    const detail = `No relay gave round ${round} of the beacon`;
    return problem(why, { detail, headers: { "Retry-After": String(RELAY_RETRY_SECONDS) } });
  }
  const due = dueOf(found.value);
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
    summary: "Get the transcript of a draw",
    request: { params: raffleId },
    ...describeRoute({
      crossOrigin: true,
      cached: "never",
      answer: {
        description:
          "The facts of the draw, from which anyone can recompute the winners. For a raffle that closed early, this also " +
          "needs the list from `draw/tickets/`. Fields that are not fixed yet are null, and so are those that a local " +
          "draw doesn't have.",
        schema: transcript,
        example: { ...examples.soldOutDraw, proves: BEACON_PROOF },
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found"],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const found = await readRaffle(c.env, id);
    if (!found.ok) return problem(found.error);
    // Prizes may be forfeited after this isolate has cached the drawn raffle.
    const current = isDrawn(found.value) ? await readCurrentSummary(c.env, id) : found;
    if (!current.ok) return problem(current.error);
    return c.json(toTranscript({ ...found.value, forfeits: current.value.forfeits }), 200);
  },
});

export const listReserves = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/draw/reserves/",
    operationId: "listReserves",
    tags: ["Everybody"],
    summary: "List the reserves, who are next in line for uncollected prizes",
    request: { params: raffleId, query: reservesQuery },
    ...describeRoute({
      crossOrigin: true,
      cached: "once-drawn",
      answer: {
        description:
          "The reserves, the next in line first. The list is shorter if there are fewer tickets. It is empty if the raffle " +
          "was drawn by a version of the service without reserves.",
        schema: z.array(reserve),
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "winners-not-drawn"],
      invalid: faults.count,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { count = 10 } = c.req.valid("query");
    const found = await readRaffle(c.env, id);
    if (!found.ok) return problem(found.error);
    if (!isDrawn(found.value)) return problem("winners-not-drawn");
    const reserves = await callWithRetries(() => c.env.RAFFLE.getByName(id).reserves(count));
    if (!reserves.ok) return problem(reserves.error);
    const list = reserves.value.map((ticket) => ({ ticket_number: ticket }));
    c.set("cachedForRaffle", id);
    return c.json(list, 200);
  },
});

export const listClaimedTickets = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/draw/tickets/",
    operationId: "listClaimedTickets",
    tags: ["Everybody"],
    summary: "List the claimed tickets of a closed raffle, in the order they were claimed",
    request: { params: raffleId, query: pageQuery },
    ...describeRoute({
      crossOrigin: true,
      cached: "once-drawn",
      answer: {
        description:
          "A page of claimed tickets. `claimed_digest` in the transcript is computed from the whole list.",
        schema: z.array(claimedTicket),
        headers: linkHeader,
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "tickets-remaining"],
      invalid: faults.pageLimit,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { limit = 100, cursor = 0 } = c.req.valid("query");
    const listed = await callWithRetries(() => c.env.RAFFLE.getByName(id).claimedTickets(cursor, limit));
    if (!listed.ok) return problem(listed.error);
    // Read afterwards: a raffle that closes between two calls would seem to have fewer claims.
    const found = await readRaffle(c.env, id);
    if (!found.ok) return problem(found.error);
    const end = cursor + listed.value.length;
    if (end < found.value.claimedTickets) c.header("Link", linkToNext(c.req.url, limit, end));
    if (isDrawn(found.value)) c.set("cachedForRaffle", id);
    return c.json(
      Array.from(listed.value, (ticket) => ({ ticket_number: ticket })),
      200,
    );
  },
});
