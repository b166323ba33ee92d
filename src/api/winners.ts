import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import { faults, raffleId } from "../contract/fields";
import { MAX_WINNERS_PER_PAGE } from "../contract/limits";
import { winner, winnersQuery } from "../contract/tickets";
import { countWinners } from "../domain/prizes";
import type { App } from "../http/guard";
import { managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { settingsOf } from "../settings/settings";
import { drawMustWait } from "./draw";
import { callOnce } from "./shared/object-call";
import { linkHeader, linkToNext } from "./shared/paging";
import { isDrawn, knownDraw, lookAt } from "./shared/raffle-cache";
import { answering } from "./shared/route";
import { listAsStream, listWhole } from "./shared/winner-formats";
import { preferredType, winnerHeaders } from "./shared/winner-media-type";
import {
  allWinners,
  recallPage,
  rememberPage,
  WINNERS_PER_CALL,
  type WinnerPage,
  winnersAfter,
} from "./shared/winner-pages";

const winnerList = z.array(winner);

/** The good answer, whose body is text by now: that it is what the schema says, the tests tell. */
const answer = (body: BodyInit, headers: Record<string, string>) =>
  new Response(body, { headers }) as Response & TypedResponse<z.infer<typeof winnerList>, 200, "json">;

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
      crossOrigin: false,
      cached: "never",
      answer: { description: "The winners, in the order of the prizes.", schema: winnerList },
      problems: [
        "unavailable",
        "invalid-request",
        "raffle-not-found",
        "tickets-remaining",
        "winners-already-drawn",
        "draw-not-due",
        "beacon-unavailable",
      ],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    if (knownDraw(id) !== undefined) return problem("winners-already-drawn");
    const drawn = await callOnce(() => {
      const { relays, retentionDays } = settingsOf(c.env);
      return c.env.RAFFLE.getByName(id).draw(relays, retentionDays);
    });
    if (!drawn.ok) {
      const { error } = drawn;
      const waits = error === "draw-not-due" || error === "beacon-unavailable";
      return waits ? drawMustWait(c.env, id, error) : problem(error);
    }
    const { prizes, tickets } = drawn.value;
    async function* inOneGo() {
      yield { tickets, ranks: tickets.map((_, rank) => rank) };
    }
    const body = listAsStream("application/json", prizes, inOneGo());
    return answer(body, { "Content-Type": "application/json" });
  },
});

/** Answers with a page of winners, which follow from the draw. */
function pageAnswer(c: Context<App>, { id, type, body, link }: WinnerPage) {
  c.set("cachedForRaffle", id);
  return answer(body, { ...winnerHeaders(id, type), ...(link && { Link: link }) });
}

function keptAnswer(c: Context<App>): Response | undefined {
  const page = recallPage(c.req.url, preferredType(c));
  return page && pageAnswer(c, page);
}

export const listWinners = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/winners/",
    operationId: "listWinners",
    tags: ["Everybody"],
    summary: "List the winners by ticket number",
    request: { params: raffleId, query: winnersQuery },
    ...answering({
      crossOrigin: true,
      cached: "once-drawn",
      shortcut: keptAnswer,
      answer: {
        description:
          "The winners, by ascending ticket number: all of them, or a page where a limit is given. " +
          "With `Accept: text/csv` as a file for spreadsheets, with `text/csv;separator=semicolon` for those " +
          "that expect semicolons.",
        schema: winnerList,
        headers: linkHeader,
        otherTypes: ["text/csv"],
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "winners-not-drawn"],
      invalid: faults.winnersLimit,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { limit, cursor = 0 } = c.req.valid("query");
    const looked = await lookAt(c.env, id);
    if (!looked.ok) return problem(looked.error);
    const raffle = looked.value;
    if (!isDrawn(raffle)) return problem("winners-not-drawn");
    const type = preferredType(c);
    const whole = limit === undefined && cursor === 0 && countWinners(raffle.prizes) > MAX_WINNERS_PER_PAGE;
    const length = limit ?? MAX_WINNERS_PER_PAGE;
    const winners = await winnersAfter(c.env, id, cursor, whole ? WINNERS_PER_CALL : length + 1);
    if (!winners.ok) return problem(winners.error);
    if (whole) {
      const parts = allWinners(c.env, raffle, winners.value);
      c.set("cachedForRaffle", id);
      return answer(listAsStream(type, raffle.prizes, parts), winnerHeaders(id, type));
    }
    const { tickets, ranks } = winners.value;
    const part = { tickets: tickets.subarray(0, length), ranks: ranks.subarray(0, length) };
    const last = part.tickets.at(-1);
    const more = tickets.length > length && last !== undefined;
    const link = more ? linkToNext(c.req.url, length, last) : undefined;
    const body = new TextEncoder().encode(listWhole(type, raffle.prizes, part));
    const page = { id, drawnAt: raffle.draw.drawnAt, type, body, link };
    rememberPage(c.req.url, page);
    return pageAnswer(c, page);
  },
});
