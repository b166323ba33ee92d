import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { TypedResponse } from "hono";
import { managersOnly, ownPagesOnly } from "../door/guards";
import type { DrawnWinners } from "../objects/raffle/object";
import { problem } from "../problems";
import { prizeByRank } from "../raffle/prizes";
import { callOnce, callRepeatedly } from "./call";
import { answering } from "./route";
import { faults, raffleId, winner } from "./schemas";

const winnerList = z.array(winner);

/** How many winners are turned into text at a time. */
const WINNERS_PER_CHUNK = 1000;

function* winnerChunks({ prizes, tickets, ranks }: DrawnWinners): Generator<Uint8Array> {
  const prizeOf = prizeByRank(prizes);
  const utf8 = new TextEncoder();
  yield utf8.encode("[");
  for (let start = 0; start < tickets.length; start += WINNERS_PER_CHUNK) {
    const part = Array.from(tickets.subarray(start, start + WINNERS_PER_CHUNK), (ticket_number, i) =>
      JSON.stringify({ ticket_number, prize: prizeOf(ranks[start + i] ?? 0) }),
    );
    yield utf8.encode(`${start === 0 ? "" : ","}${part.join()}`);
  }
  yield utf8.encode("]");
}

/** The winners as one JSON array, written as it is read: a million of them as text would not fit into memory. */
function winnersResponse(winners: DrawnWinners) {
  const chunks = winnerChunks(winners);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const response = new Response(body, { headers: { "Content-Type": "application/json" } });
  return response as Response & TypedResponse<z.infer<typeof winnerList>, 200, "json">;
}

export const drawWinners = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/{raffle_id}/winners/",
    operationId: "drawWinners",
    tags: ["Managers"],
    summary: "Draw the winners, once, when all tickets are given out",
    request: { params: raffleId },
    ...answering({
      guards: [managersOnly, ownPagesOnly],
      answer: { description: "The winners, in the order of the prizes.", schema: winnerList },
      problems: [
        "unavailable",
        "invalid-request",
        "raffle-not-found",
        "tickets-remaining",
        "winners-already-drawn",
      ],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const drawn = await callOnce(() => c.env.RAFFLE.getByName(id).draw());
    return drawn.ok ? winnersResponse(drawn.value) : problem(drawn.error);
  },
});

export const listWinners = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/winners/",
    operationId: "listWinners",
    tags: ["Everybody"],
    summary: "List the winners by ticket number",
    request: { params: raffleId },
    ...answering({
      answer: { description: "The winners, by ascending ticket number.", schema: winnerList },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "winners-not-drawn"],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const winners = await callRepeatedly(() => c.env.RAFFLE.getByName(id).winners());
    return winners.ok ? winnersResponse(winners.value) : problem(winners.error);
  },
});
