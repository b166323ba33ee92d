import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import { faults } from "../contract/fields";
import { MAX_LIST_BYTES } from "../contract/limits";
import { listQuery, raffle, raffleSummary } from "../contract/raffles";
import type { Result } from "../domain/result";
import { directoryOf } from "../durable-objects/directory/object";
import type { Place } from "../durable-objects/directory/store";
import type { RaffleSummary } from "../durable-objects/raffle/state";
import { fewLists } from "../http/guards";
import { toWire } from "./raffles";
import { callRepeatedly } from "./shared/object-call";
import { JsonPage, linkHeader, linkToNext } from "./shared/paging";
import { forget, isDrawn, recall } from "./shared/raffle-cache";
import { type Glimpse, glimpse, lookAtRecent } from "./shared/recent-summaries";
import { answering } from "./shared/route";

/** How many prizes are loaded at a time, unless one raffle has more: this bounds the memory that a list takes. */
const PRIZES_AT_ONCE = 10_000;

/** A raffle in a page of the list. */
interface Listed<T> {
  id: string;
  /** Its place in the page, from 0. */
  index: number;
  seen: T;
}

/**
 * Asks the directory for a page, and each raffle in it by `look`. Leaves out raffles that are gone, and takes them off
 * the list: what is listed was created, so it was deleted since, or was listed again by a call that hung.
 */
async function readPage<T>(
  env: Env,
  limit: number,
  cursor: Place | undefined,
  look: (env: Env, id: string) => Promise<Result<T, "raffle-not-found">>,
) {
  const { ids, places, next } = await callRepeatedly(() => directoryOf(env).page(limit, cursor));
  const looked = await Promise.all(ids.map((id) => look(env, id)));
  const gone = ids.filter((_, index) => !looked[index]?.ok);
  await Promise.all(
    gone.map((id) => {
      forget(id);
      return callRepeatedly(() => directoryOf(env).remove(id));
    }),
  );
  const listed = ids.flatMap((id, index): Listed<T>[] => {
    const found = looked[index];
    return found?.ok ? [{ id, index, seen: found.value }] : [];
  });
  return { listed, places, next };
}

/** Names the next page, if there is one: it begins after `place`. */
function linkAfter(c: Context, limit: number, place: Place | undefined): void {
  if (place) c.header("Link", linkToNext(c.req.url, limit, `${place.createdAt}-${place.seq}`));
}

/** Parts raffles into groups that are loaded at once. */
function* groupsOf(listed: readonly Listed<RaffleSummary>[]): Generator<Listed<RaffleSummary>[]> {
  let group: Listed<RaffleSummary>[] = [];
  let prizes = 0;
  for (const one of listed) {
    prizes += one.seen.prizeCount;
    if (prizes > PRIZES_AT_ONCE && group.length > 0) {
      yield group;
      group = [];
      prizes = one.seen.prizeCount;
    }
    group.push(one);
  }
  yield group;
}

/** Writes raffles with all that they tell, as many as have room. @returns the page, and the last raffle if some had no room */
async function writePage(env: Env, listed: readonly Listed<RaffleSummary>[]) {
  const page = new JsonPage(MAX_LIST_BYTES);
  let last = 0;
  for (const group of groupsOf(listed)) {
    const states = await Promise.all(group.map(({ id, seen }) => recall(env, id, seen)));
    for (const [i, { index }] of group.entries()) {
      const state = states[i];
      if (state?.ok && !page.add(toWire(state.value))) return { page, last };
      last = index;
    }
  }
  return { page, last: undefined };
}

/**
 * Lists raffles with all that they tell. Returns 503 where one can't be reached: its fields are promised as numbers, a
 * raffle that is left out looks deleted, and a wrong count is worse than a retry.
 */
export const listRaffles = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/",
    operationId: "listRaffles",
    tags: ["Everybody"],
    summary: "List the raffles, newest first",
    request: { query: listQuery },
    ...answering({
      guards: [fewLists],
      crossOrigin: true,
      cached: "never",
      answer: {
        description:
          "A page of raffles. Their counts are at most 2 seconds old. A page ends early, with `Link`, where it " +
          "would be longer than 1 MB; it has at least one raffle. If a raffle can't be reached, the answer is 503.",
        schema: z.array(raffle),
        headers: linkHeader,
      },
      problems: ["unavailable", "invalid-request"],
      invalid: faults.limit,
    }),
  }),
  handler: async (c) => {
    const { limit = 10, cursor } = c.req.valid("query");
    const { listed, places, next } = await readPage(c.env, limit, cursor, lookAtRecent);
    const { page, last } = await writePage(c.env, listed);
    linkAfter(c, limit, last === undefined ? next : places[last]);
    const answer: Response = c.body(page.toString(), 200, { "Content-Type": "application/json" });
    return answer as Response & TypedResponse<z.infer<typeof raffle>[], 200, "json">;
  },
});

const toShortWire = ({ id, seen }: Listed<Glimpse>): z.infer<typeof raffleSummary> => ({
  raffle_id: id,
  name: seen.summary?.name ?? null,
  total_tickets: seen.summary?.totalTickets ?? null,
  available_tickets: seen.reached ? seen.summary.availableTickets : null,
  winners_drawn: seen.reached ? isDrawn(seen.summary) : null,
  prizes: seen.summary?.prizes ?? [],
  prize_count: seen.summary?.prizeCount ?? null,
});

/** Lists raffles in short, for pages: one that can't be reached is told as such, and costs the others nothing. */
export const listSummaries = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/summaries/",
    operationId: "listSummaries",
    tags: ["Everybody"],
    summary: "List the raffles in short, newest first",
    request: { query: listQuery },
    ...answering({
      guards: [fewLists],
      crossOrigin: true,
      cached: "never",
      answer: {
        description:
          "A page of raffles, each with its first three prizes. Their counts are at most 2 seconds old, and null where " +
          "a raffle can't be reached right now; what else is not known of such a raffle is null too, and `prizes` empty.",
        schema: z.array(raffleSummary),
        headers: linkHeader,
      },
      problems: ["unavailable", "invalid-request"],
      invalid: faults.limit,
    }),
  }),
  handler: async (c) => {
    const { limit = 10, cursor } = c.req.valid("query");
    const { listed, next } = await readPage(c.env, limit, cursor, glimpse);
    linkAfter(c, limit, next);
    return c.json(listed.map(toShortWire), 200);
  },
});
