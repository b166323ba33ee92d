import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { award, forfeit, forfeitedAll } from "../contract/awards";
import * as examples from "../contract/examples";
import { faults, pageQuery, raffleId } from "../contract/fields";
import type { Award } from "../contract/wire";
import { managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { AWARDS_PER_CALL, awardsToWire, readAllAwards, readAwards } from "./shared/awards";
import { formatList, streamList } from "./shared/list-formats";
import { listAnswer, listHeaders, preferredType } from "./shared/list-media-type";
import { callOnce, callWithRetries } from "./shared/object-call";
import { linkHeader, linkToNext } from "./shared/paging";
import { readRaffle } from "./shared/raffle-cache";
import { describeRoute } from "./shared/route";
import { iso } from "./transcript";

const COLUMNS = ["ticket_number", "prize", "rank", "status", "collected_at", "passed_to"] as const;

export const listAwards = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/awards/",
    operationId: "listAwards",
    tags: ["Managers"],
    summary: "List who won which prize and whether it was collected",
    request: { params: raffleId, query: pageQuery },
    ...describeRoute({
      guards: [managersOnly, ownPagesOnly],
      crossOrigin: false,
      cached: "never",
      answer: {
        description:
          "A page of awards by rank, with those of reserves at the end. `Accept: text/csv` without a limit returns a file " +
          "with all of them. `text/csv;separator=semicolon` is for spreadsheets that expect semicolons.",
        schema: z.array(award),
        example: examples.awards,
        headers: linkHeader,
        otherTypes: ["text/csv"],
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "winners-not-drawn"],
      invalid: faults.pageLimit,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { limit, cursor = 0 } = c.req.valid("query");
    const type = preferredType(c);
    const isWhole = type !== "application/json" && limit === undefined;
    const length = limit ?? 100;
    const found = await readRaffle(c.env, id);
    if (!found.ok) return problem(found.error);
    // Clients count ranks from 1, so their last rank is one more.
    const awards = await readAwards(c.env, id, cursor - 1, isWhole ? AWARDS_PER_CALL : length + 1);
    if (!awards.ok) return problem(awards.error);
    const { prizes } = found.value;
    const headers = listHeaders(`awards-${id}`, type);
    if (isWhole) {
      return listAnswer<Award>(
        streamList(type, COLUMNS, readAllAwards(c.env, id, prizes, awards.value)),
        headers,
      );
    }
    const page = awardsToWire(prizes, awards.value.slice(0, length));
    const last = awards.value.length > length ? page.at(-1)?.rank : undefined;
    return listAnswer<Award>(formatList(type, COLUMNS, page), {
      ...headers,
      ...(last !== undefined && { Link: linkToNext(c.req.url, length, last) }),
    });
  },
});

export const forfeitAllAwards = defineOpenAPIRoute({
  route: createRoute({
    method: "post",
    path: "/raffles/{raffle_id}/awards/forfeit/",
    operationId: "forfeitAllAwards",
    tags: ["Managers"],
    summary: "Forfeit all uncollected prizes without passing them on",
    request: { params: raffleId },
    ...describeRoute({
      guards: [managersOnly, ownPagesOnly],
      crossOrigin: false,
      cached: "never",
      answer: { description: "The number of prizes that this call forfeited.", schema: forfeitedAll },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "winners-not-drawn"],
      invalid: faults.raffleId,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    // A second attempt would count none if the first one's answer was lost.
    const forfeited = await callOnce(() => c.env.RAFFLE.getByName(id).forfeitAll());
    return forfeited.ok ? c.json({ forfeited: forfeited.value }, 200) : problem(forfeited.error);
  },
});

export const listForfeits = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/draw/forfeits/",
    operationId: "listForfeits",
    tags: ["Everybody"],
    summary: "List the forfeited prizes, oldest first",
    request: { params: raffleId, query: pageQuery },
    ...describeRoute({
      crossOrigin: true,
      cached: "never",
      answer: {
        description: "A page of forfeited prizes. Together with the draw, they show who holds which prize.",
        schema: z.array(forfeit),
        headers: linkHeader,
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "winners-not-drawn"],
      invalid: faults.pageLimit,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { limit = 100, cursor = 0 } = c.req.valid("query");
    const listed = await callWithRetries(() => c.env.RAFFLE.getByName(id).forfeits(cursor, limit + 1));
    if (!listed.ok) return problem(listed.error);
    if (listed.value.length > limit) c.header("Link", linkToNext(c.req.url, limit, cursor + limit));
    const page = listed.value.slice(0, limit).map(({ ticket, passedTo, forfeitedAt }) => ({
      ticket_number: ticket,
      passed_to: passedTo,
      forfeited_at: iso(forfeitedAt) ?? "",
    }));
    return c.json(page, 200);
  },
});
