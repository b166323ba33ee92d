import type { Context, Hono } from "hono";
import { MAX_PASSES_PER_FILE } from "../../contract/limits";
import type { App } from "../../http/guard";
import { apiFor, raffleParam, readAnswer, readRaffle } from "./api-client";
import { separatorFor } from "./locale";
import { rejectNonManagers } from "./manage";
import { type PassRange, readRange } from "./pass-range";
import { hasPasses, NoFilePage, NoPassesPage, PassSheetPage } from "./passes-view";
import { problemPage } from "./problem";
import { showPage, textsFor } from "./visitor";

/** Adds the printable sheet of a raffle's passes and their CSV file. */
export function passPages(app: Hono<App>): void {
  const passRoute = (c: Context<App>) => apiFor(c).raffles[":raffle_id"].passes.index;

  async function readPasses(c: Context<App>, { from, to }: PassRange) {
    const cursor = from > 1 ? { cursor: String(from - 1) } : {};
    const query = { limit: String(to - from + 1), ...cursor };
    return readAnswer(c, await passRoute(c).$get({ param: raffleParam(c), query }));
  }

  app.get("/manage/:raffle_id/passes", rejectNonManagers, async (c) => {
    const found = await readRaffle(c);
    if (!found.ok) return problemPage(c, found.problem);
    const raffle = found.value;
    if (!hasPasses(raffle)) return showPage(c, <NoPassesPage raffle={raffle} />, 404);
    const { passes: words } = await textsFor(c);
    const typed = readRange({ from: c.req.query("from"), to: c.req.query("to") }, raffle.passes, words);
    const passes = typed.range && (await readPasses(c, typed.range));
    if (passes && !passes.ok) return problemPage(c, passes.problem);
    const page = (
      <PassSheetPage
        raffle={raffle}
        typed={typed}
        passes={passes?.value ?? []}
        link={`${new URL(c.req.url).host}/r/${raffle.raffle_id}`}
      />
    );
    return showPage(c, page, typed.range ? 200 : 422);
  });

  // A link can't send an Accept header.
  app.get("/manage/:raffle_id/passes.csv", rejectNonManagers, async (c) => {
    const found = await readRaffle(c);
    if (!found.ok) return problemPage(c, found.problem);
    const raffle = found.value;
    if (!hasPasses(raffle)) return showPage(c, <NoPassesPage raffle={raffle} />, 404);
    if (raffle.passes > MAX_PASSES_PER_FILE) {
      return showPage(c, <NoFilePage raffle={raffle} />, 422);
    }
    const headers = { Accept: `text/csv;separator=${separatorFor(c)}` };
    const file = await passRoute(c).$get({ param: raffleParam(c), query: {} }, { headers });
    file.headers.append("Vary", "Accept-Language");
    return file as unknown as Response;
  });
}
