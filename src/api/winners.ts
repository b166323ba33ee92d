import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { drawRequest, drawRequestBody } from "../contract/draw";
import * as examples from "../contract/examples";
import { faults, raffleId } from "../contract/fields";
import { MAX_PAGE_LENGTH } from "../contract/limits";
import { winner, winnersQuery } from "../contract/tickets";
import type { Winner } from "../contract/wire";
import { countDrawn } from "../domain/prizes";
import type { App } from "../http/guard";
import { managersOnly, ownPagesOnly, readIgnorableObject } from "../http/guards";
import { problem } from "../http/problem";
import { settingsOf } from "../settings/settings";
import { drawMustWait } from "./draw";
import { invalidInput } from "./shared/failures";
import { formatList, type ListType, streamList } from "./shared/list-formats";
import { listAnswer, listHeaders, preferredType } from "./shared/list-media-type";
import { callOnce } from "./shared/object-call";
import { linkHeader, linkToNext } from "./shared/paging";
import { isDrawn, knownDrawTime, readRaffle } from "./shared/raffle-cache";
import { describeRoute } from "./shared/route";
import {
  cachedPage,
  cachePage,
  inChunks,
  lastOf,
  readAllWinners,
  readWinnersAfter,
  WINNERS_PER_CALL,
  type WinnerPage,
  winnersToWire,
} from "./shared/winner-pages";

const winnerList = z.array(winner);
const COLUMNS = ["ticket_number", "prize"] as const;
const winnerHeaders = (id: string, type: ListType) => listHeaders(`winners-${id}`, type);

export const drawWinners = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/{raffle_id}/winners/",
    operationId: "drawWinners",
    tags: ["Managers"],
    summary: "Draw the winners of a closed raffle",
    request: { params: raffleId, body: drawRequestBody },
    ...describeRoute({
      guards: [managersOnly, ownPagesOnly],
      crossOrigin: false,
      cached: "never",
      answer: { description: "The winners in prize order.", schema: winnerList, example: examples.winners },
      problems: [
        "unavailable",
        "invalid-request",
        "raffle-not-found",
        "tickets-remaining",
        "winners-already-drawn",
        "draw-not-due",
        "beacon-unavailable",
        "beacon-still-possible",
        "claims-not-digested",
      ],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    if (knownDrawTime(id) !== undefined) return problem("winners-already-drawn");
    const request = drawRequest.safeParse(await readIgnorableObject(c));
    if (!request.success) return invalidInput(request.error.issues);
    const drawn = await callOnce(() => {
      const { relays, retentionDays } = settingsOf(c.env);
      return c.env.RAFFLE.getByName(id).draw(relays, retentionDays, request.data.local_randomness);
    });
    if (!drawn.ok) {
      const { error } = drawn;
      switch (error) {
        case "raffle-not-found":
        case "tickets-remaining":
        case "winners-already-drawn":
          return problem(error);
        default:
          return drawMustWait(c.env, id, error);
      }
    }
    const { prizes, tickets } = drawn.value;
    async function* singlePart() {
      yield { tickets, ranks: tickets.map((_, rank) => rank) };
    }
    const body = streamList("application/json", COLUMNS, inChunks(prizes, singlePart()));
    return listAnswer<Winner>(body, { "Content-Type": "application/json" });
  },
});

/** Builds the response for a page of winners. Caches may keep it. */
function pageAnswer(c: Context<App>, { id, type, body, link }: WinnerPage) {
  c.set("cachedForRaffle", id);
  return listAnswer<Winner>(body, { ...winnerHeaders(id, type), ...(link && { Link: link }) });
}

function cachedAnswer(c: Context<App>): Response | undefined {
  const page = cachedPage(c.req.url, preferredType(c));
  return page && pageAnswer(c, page);
}

export const listWinners = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/winners/",
    operationId: "listWinners",
    tags: ["Everybody"],
    summary: "List the winners by ticket number or by prize",
    request: { params: raffleId, query: winnersQuery },
    ...describeRoute({
      crossOrigin: true,
      cached: "briefly",
      shortcut: cachedAnswer,
      answer: {
        description:
          "Who holds the prizes: the winners, and the reserves who got a forfeited prize. Without a limit, the list is " +
          "complete. With a limit, it is a page. " +
          "`Accept: text/csv` returns a file for spreadsheets. `text/csv;separator=semicolon` is for spreadsheets that " +
          "expect semicolons.",
        schema: winnerList,
        example: examples.winners,
        headers: linkHeader,
        otherTypes: ["text/csv"],
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "winners-not-drawn"],
      invalid: faults.pageLimit,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { limit, cursor, order: by } = c.req.valid("query");
    const order = by === "ticket" ? "ticket" : "rank";
    // Ranks count from 0 in the object, and from 1 in a cursor.
    const after = order === "ticket" ? (cursor ?? 0) : (cursor ?? 0) - 1;
    const found = await readRaffle(c.env, id);
    if (!found.ok) return problem(found.error);
    const raffle = found.value;
    if (!isDrawn(raffle)) return problem("winners-not-drawn");
    const type = preferredType(c);
    const whole =
      limit === undefined &&
      cursor === undefined &&
      countDrawn(raffle.prizes, raffle.claimedTickets) > MAX_PAGE_LENGTH;
    const length = limit ?? MAX_PAGE_LENGTH;
    const winners = await readWinnersAfter(c.env, id, order, after, whole ? WINNERS_PER_CALL : length + 1);
    if (!winners.ok) return problem(winners.error);
    if (whole) {
      const parts = inChunks(raffle.prizes, readAllWinners(c.env, id, order, winners.value));
      c.set("cachedForRaffle", id);
      return listAnswer<Winner>(streamList(type, COLUMNS, parts), winnerHeaders(id, type));
    }
    const { tickets, ranks } = winners.value;
    const part = { tickets: tickets.subarray(0, length), ranks: ranks.subarray(0, length) };
    const last = lastOf(part, order);
    const link =
      tickets.length > length && last !== undefined
        ? linkToNext(
            c.req.url,
            length,
            order === "ticket" ? last : last + 1,
            by === "prize" ? { order: by } : {},
          )
        : undefined;
    const body = new TextEncoder().encode(formatList(type, COLUMNS, winnersToWire(raffle.prizes, part)));
    const page = { id, drawnAt: raffle.draw.drawnAt, type, body, link };
    cachePage(c.req.url, page);
    return pageAnswer(c, page);
  },
});
