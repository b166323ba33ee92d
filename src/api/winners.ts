import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import { accepts } from "hono/accepts";
import { faults, raffleId } from "../contract/fields";
import { MAX_WINNERS_PER_PAGE } from "../contract/limits";
import { winner, winnersQuery } from "../contract/tickets";
import { countWinners } from "../domain/prizes";
import type { RaffleState } from "../durable-objects/raffle/state";
import type { Winners } from "../durable-objects/raffle/store";
import { managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { settingsOf } from "../settings/settings";
import { drawMustWait } from "./draw";
import { memory } from "./shared/isolate-cache";
import { callOnce, callRepeatedly } from "./shared/object-call";
import { linkHeader, linkToNext } from "./shared/paging";
import { forget, isDrawn, knownDraw, lastingHeaders, lookAt } from "./shared/raffle-cache";
import { answering } from "./shared/route";
import { type ListType, listAsStream, listWhole, notations } from "./shared/winner-formats";

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

/** A page of a raffle's winners as text. */
interface Page {
  id: string;
  /** The draw that it is of: a raffle that an operator has put back may be drawn again. */
  drawnAt: number | null;
  type: ListType;
  /** In UTF-8, so that it is turned into bytes once. */
  body: Uint8Array;
  /** The header that leads to the next page, if there is one. */
  link: string | undefined;
}

/** By what was asked for: type and URL. */
const pages = memory<Page>(8 * 2 ** 20, ({ body }) => body.length);

/** The media type with its one parameter that counts. */
function notationOf(type: string, params: Record<string, string>): string {
  const bare = type.toLowerCase();
  if (bare !== "text/csv") return bare;
  const written = Object.entries(params).map((pair) => pair.join("=").toLowerCase());
  return written.includes("separator=semicolon") ? `${bare};separator=semicolon` : bare;
}

/** The media type that the client wants most, JSON for whatever is neither. */
const typeFor = (c: Context): ListType =>
  accepts(c, {
    header: "Accept",
    supports: Object.keys(notations),
    default: "application/json",
    // Hono's own match passes over what stands for anything, however little the rest is wanted.
    match: (accepted, { supports, default: json }) =>
      accepted
        .toSorted((a, b) => b.q - a.q)
        .map(({ type, params, q }) => (type === "*/*" || q === 0 ? json : notationOf(type, params)))
        .find((type) => supports.includes(type)) ?? json,
  }) as ListType;

const keyOf = (c: Context, type: ListType): string => `${type} ${c.req.url}`;

const headersFor = (id: string, type: ListType): Record<string, string> => ({
  ...lastingHeaders(id),
  Vary: "Accept, Origin",
  ...(type.startsWith("text/csv")
    ? {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="winners-${id}.csv"`,
      }
    : { "Content-Type": type }),
});

const pageAnswer = ({ id, type, body, link }: Page) =>
  answer(body, { ...headersFor(id, type), ...(link && { Link: link }) });

/** The page that was kept of an earlier request like this one. */
function keptPage(c: Context): Response | undefined {
  const page = pages.get(keyOf(c, typeFor(c)));
  return page && page.drawnAt === knownDraw(page.id) ? pageAnswer(page) : undefined;
}

/** How many winners one call to the object brings while all are listed: some 100 KB. */
const WINNERS_PER_CALL = 16_384;

/** A part of the winners of a raffle that this isolate takes for drawn; it may have been deleted or put back since. */
async function winnersAfter(env: Env, id: string, after: number, limit: number) {
  const winners = await callRepeatedly(() => env.RAFFLE.getByName(id).winners(after, limit));
  if (!winners.ok) forget(id);
  return winners;
}

/** All winners, part by part. @param first the first part */
async function* allWinners(env: Env, { id, prizes }: RaffleState, first: Winners): AsyncGenerator<Winners> {
  let missing = countWinners(prizes);
  for (let winners = first; ; ) {
    const end = winners.tickets.at(-1);
    // Broken off, the list is no JSON; ended here it would pass for whole.
    if (end === undefined) throw new Error("A drawn raffle lacks winners");
    yield winners;
    missing -= winners.tickets.length;
    if (missing <= 0) return;
    const next = await winnersAfter(env, id, end, WINNERS_PER_CALL);
    if (!next.ok) throw new Error(`A drawn raffle says ${next.error}`);
    winners = next.value;
  }
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
      shortcut: keptPage,
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
    const type = typeFor(c);
    const whole = limit === undefined && cursor === 0 && countWinners(raffle.prizes) > MAX_WINNERS_PER_PAGE;
    const length = limit ?? MAX_WINNERS_PER_PAGE;
    const winners = await winnersAfter(c.env, id, cursor, whole ? WINNERS_PER_CALL : length + 1);
    if (!winners.ok) return problem(winners.error);
    if (whole) {
      const parts = allWinners(c.env, raffle, winners.value);
      return answer(listAsStream(type, raffle.prizes, parts), headersFor(id, type));
    }
    const { tickets, ranks } = winners.value;
    const part = { tickets: tickets.subarray(0, length), ranks: ranks.subarray(0, length) };
    const last = part.tickets.at(-1);
    const more = tickets.length > length && last !== undefined;
    const link = more ? linkToNext(c.req.url, length, last) : undefined;
    const body = new TextEncoder().encode(listWhole(type, raffle.prizes, part));
    const page = { id, drawnAt: raffle.draw.drawnAt, type, body, link };
    pages.set(keyOf(c, type), page);
    return pageAnswer(page);
  },
});
