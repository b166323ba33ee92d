import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import * as examples from "../contract/examples";
import { faults } from "../contract/fields";
import { MAX_LIST_BYTES } from "../contract/limits";
import { listQuery, raffle, raffleSummary } from "../contract/raffles";
import type { Result } from "../domain/result";
import { directoryOf } from "../durable-objects/directory/object";
import type { Place } from "../durable-objects/directory/store";
import type { RaffleSummary } from "../durable-objects/raffle/state";
import { listRateLimit } from "../http/guards";
import { toWire } from "./raffles";
import { callWithRetries } from "./shared/object-call";
import { JsonPage, linkHeader, linkToNext } from "./shared/paging";
import { completeRaffle, forgetRaffle, isDrawn } from "./shared/raffle-cache";
import { readSummary, type SummaryAttempt, tryReadSummary } from "./shared/recent-summaries";
import { describeRoute } from "./shared/route";
import { iso } from "./transcript";

/** Limits the prizes that are loaded at once. A raffle with more prizes is loaded alone. */
const MAX_PRIZES_PER_GROUP = 10_000;

/** Describes a raffle on a page of the list. */
interface ListedRaffle<T> {
  id: string;
  /** Counts from 0. */
  index: number;
  data: T;
}

/**
 * Gets a page of ids from the directory and reads each raffle with `read`. Raffles that no longer exist are
 * left out and removed from the directory. Only created raffles are listed, so a missing raffle was deleted:
 * either after it was listed, or before a delayed call listed it again.
 */
async function readPage<T>(
  env: Env,
  limit: number,
  cursor: Place | undefined,
  read: (env: Env, id: string) => Promise<Result<T, "raffle-not-found">>,
) {
  const { ids, places, next } = await callWithRetries(() => directoryOf(env).page(limit, cursor));
  const results = await Promise.all(ids.map((id) => read(env, id)));
  const missing = ids.filter((_, index) => !results[index]?.ok);
  await Promise.all(
    missing.map((id) => {
      forgetRaffle(id);
      return callWithRetries(() => directoryOf(env).remove(id));
    }),
  );
  const listed = ids.flatMap((id, index): ListedRaffle<T>[] => {
    const found = results[index];
    return found?.ok ? [{ id, index, data: found.value }] : [];
  });
  return { listed, places, next };
}

/** Sets the `Link` header to the page that begins after `place`, if there is one. */
function linkAfter(c: Context, limit: number, place: Place | undefined): void {
  if (place) c.header("Link", linkToNext(c.req.url, limit, `${place.createdAt}-${place.seq}`));
}

/** Splits raffles into groups. Each group is loaded at once. */
function* groupsOf(listed: readonly ListedRaffle<RaffleSummary>[]): Generator<ListedRaffle<RaffleSummary>[]> {
  let group: ListedRaffle<RaffleSummary>[] = [];
  let prizes = 0;
  for (const one of listed) {
    prizes += one.data.prizeCount;
    if (prizes > MAX_PRIZES_PER_GROUP && group.length > 0) {
      yield group;
      group = [];
      prizes = one.data.prizeCount;
    }
    group.push(one);
  }
  yield group;
}

/**
 * Writes as many full raffles as fit on a page.
 *
 * @returns the page, and the index of the last raffle on it if some did not fit
 */
async function writePage(env: Env, listed: readonly ListedRaffle<RaffleSummary>[]) {
  const page = new JsonPage(MAX_LIST_BYTES);
  let last = 0;
  for (const group of groupsOf(listed)) {
    const states = await Promise.all(group.map(({ id, data }) => completeRaffle(env, id, data)));
    for (const [i, { index }] of group.entries()) {
      const state = states[i];
      if (state?.ok && !page.add(toWire(state.value))) return { page, last };
      last = index;
    }
  }
  return { page, last: undefined };
}

/**
 * Lists full raffles. Returns 503 if one can't be reached. Its counts are never null, and leaving it out
 * would make it look deleted.
 */
export const listRaffles = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/",
    operationId: "listRaffles",
    tags: ["Everybody"],
    summary: "List the raffles, newest first",
    request: { query: listQuery },
    ...describeRoute({
      guards: [listRateLimit],
      crossOrigin: true,
      cached: "never",
      answer: {
        description:
          "A page of raffles. Their counts are at most 2 seconds old. A page that would exceed 1 MB ends early, after at " +
          "least one raffle, with a `Link` header. If a raffle can't be reached, the list returns 503.",
        schema: z.array(raffle),
        example: [examples.openRaffle],
        headers: linkHeader,
      },
      problems: ["unavailable", "invalid-request"],
      invalid: faults.limit,
    }),
  }),
  handler: async (c) => {
    const { limit = 10, cursor } = c.req.valid("query");
    const { listed, places, next } = await readPage(c.env, limit, cursor, readSummary);
    const { page, last } = await writePage(c.env, listed);
    linkAfter(c, limit, last === undefined ? next : places[last]);
    const answer: Response = c.body(page.toString(), 200, { "Content-Type": "application/json" });
    return answer as Response & TypedResponse<z.infer<typeof raffle>[], 200, "json">;
  },
});

const toShortWire = ({ id, data }: ListedRaffle<SummaryAttempt>): z.infer<typeof raffleSummary> => ({
  raffle_id: id,
  name: data.summary?.name ?? null,
  total_tickets: data.summary?.totalTickets ?? null,
  available_tickets: data.reached ? data.summary.availableTickets : null,
  claimed_tickets: data.reached ? data.summary.claimedTickets : null,
  winners_drawn: data.reached ? isDrawn(data.summary) : null,
  status: data.reached ? data.summary.status : null,
  opens_at: iso(data.summary?.opensAt),
  closes_at: iso(data.summary?.closesAt),
  prizes: data.summary?.prizes ?? [],
  prize_count: data.summary?.prizeCount ?? null,
});

/** Lists summaries of raffles, for pages. Unknown counts are null. */
export const listSummaries = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffle-summaries",
    operationId: "listSummaries",
    tags: ["Everybody"],
    summary: "List summaries of the raffles, newest first",
    request: { query: listQuery },
    ...describeRoute({
      guards: [listRateLimit],
      crossOrigin: true,
      cached: "never",
      answer: {
        description:
          "A page of raffles, each with its first three prizes. Their counts are at most 2 seconds old. If a raffle can't " +
          "be reached, its counts are null. Other fields that are then unknown are null too, and `prizes` is empty.",
        schema: z.array(raffleSummary),
        example: [examples.raffleSummary],
        headers: linkHeader,
      },
      problems: ["unavailable", "invalid-request"],
      invalid: faults.limit,
    }),
  }),
  handler: async (c) => {
    const { limit = 10, cursor } = c.req.valid("query");
    const { listed, next } = await readPage(c.env, limit, cursor, tryReadSummary);
    linkAfter(c, limit, next);
    return c.json(listed.map(toShortWire), 200);
  },
});
