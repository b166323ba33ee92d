import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { faults, pageQuery, raffleId } from "../contract/fields";
import { MAX_PASSES_PER_FILE } from "../contract/limits";
import { passLink } from "../contract/links";
import { pass } from "../contract/passes";
import type { Pass } from "../contract/wire";
import { PASS_BYTES, writePass } from "../domain/pass";
import { managersOnly, ownPagesOnly } from "../http/guards";
import { problem } from "../http/problem";
import { invalidInput } from "./shared/failures";
import { formatList, streamList } from "./shared/list-formats";
import { listAnswer, listHeaders, preferredType } from "./shared/list-media-type";
import { callWithRetries } from "./shared/object-call";
import { linkHeader, linkToNext } from "./shared/paging";
import { readRaffle } from "./shared/raffle-cache";
import { describeRoute } from "./shared/route";

const passList = z.array(pass);
const COLUMNS = ["number", "pass", "url"] as const;

/** How many passes one RPC answer of a file has: 80 KB, and about 0.2 s of work for the object. */
const PASSES_PER_CALL = 8192;

/** Returns up to `limit` passes of a raffle from the first after `after`, as managers see them. */
async function readPasses(env: Env, origin: string, id: string, after: number, limit: number) {
  const read = await callWithRetries(() => env.RAFFLE.getByName(id).passes(after, limit));
  if (!read.ok) return read;
  const bytes = read.value;
  const value = Array.from({ length: bytes.length / PASS_BYTES }, (_, i): Pass => {
    const written = writePass(bytes.subarray(i * PASS_BYTES, (i + 1) * PASS_BYTES));
    return { number: after + 1 + i, pass: written, url: passLink(origin, id, written) };
  });
  return { ok: true as const, value };
}

/** Yields all passes after number `after`, part by part. Throws if the raffle is deleted meanwhile. */
async function* readAllPasses(env: Env, origin: string, id: string, after: number, total: number) {
  for (let last = after; last < total; last += PASSES_PER_CALL) {
    const part = await readPasses(env, origin, id, last, PASSES_PER_CALL);
    // An aborted file is seen as incomplete. A file that ends early would look complete.
    if (!part.ok) throw new Error(`A raffle with passes says ${part.error}`);
    yield part.value;
  }
}

export const listPasses = defineOpenAPIRoute({
  route: createRoute({
    method: "get",
    path: "/raffles/{raffle_id}/passes/",
    operationId: "listPasses",
    tags: ["Managers"],
    summary: "List the passes by number",
    request: { params: raffleId, query: pageQuery },
    ...describeRoute({
      guards: [managersOnly, ownPagesOnly],
      crossOrigin: false,
      cached: "never",
      answer: {
        description:
          "A page of passes. Anyone who has a pass can get its ticket and code, so keep this list secret. " +
          "`Accept: text/csv` without a limit returns a file with all passes. `text/csv;separator=semicolon` is for " +
          "spreadsheets that expect semicolons.",
        schema: passList,
        headers: linkHeader,
        otherTypes: ["text/csv"],
      },
      problems: ["unavailable", "invalid-request", "raffle-not-found", "no-passes"],
      invalid: faults.pageLimit,
    }),
  }),
  handler: async (c) => {
    const id = c.req.valid("param").raffle_id;
    const { limit, cursor = 0 } = c.req.valid("query");
    const { origin } = new URL(c.req.url);
    const found = await readRaffle(c.env, id);
    if (!found.ok) return problem(found.error);
    const { passes: total } = found.value;
    if (total === null) return problem("no-passes");
    const type = preferredType(c);
    const headers = listHeaders(`passes-${id}`, type);
    if (type !== "application/json" && limit === undefined) {
      if (total - cursor > MAX_PASSES_PER_FILE) {
        const message = `must be set, because one file has at most ${MAX_PASSES_PER_FILE} passes`;
        return invalidInput([{ path: ["limit"], message }]);
      }
      return listAnswer<Pass>(
        streamList(type, COLUMNS, readAllPasses(c.env, origin, id, cursor, total)),
        headers,
      );
    }
    const length = limit ?? 100;
    const passes = await readPasses(c.env, origin, id, cursor, length);
    if (!passes.ok) return problem(passes.error);
    const end = cursor + passes.value.length;
    const link = end < total && passes.value.length > 0 ? linkToNext(c.req.url, length, end) : undefined;
    return listAnswer<Pass>(formatList(type, COLUMNS, passes.value), {
      ...headers,
      ...(link && { Link: link }),
    });
  },
});
