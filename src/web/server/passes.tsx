import type { Context, Hono } from "hono";
import { MAX_PASSES_PER_FILE } from "../../contract/limits";
import type { App } from "../../http/guard";
import { apiFor, raffleParam, readAnswer, readRaffle } from "./api-client";
import { formatterFor, separatorFor } from "./formatter";
import { rejectNonManagers } from "./manage";
import { type PassRange, readRange } from "./pass-range";
import { hasPasses, NoFilePage, NoPassesPage, PassSheetPage } from "./passes-view";
import { problemPage } from "./problem";

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
    if (!hasPasses(raffle)) return c.html(<NoPassesPage raffle={raffle} />, 404);
    const format = formatterFor(c);
    const typed = readRange({ from: c.req.query("from"), to: c.req.query("to") }, raffle.passes, format);
    const passes = typed.range && (await readPasses(c, typed.range));
    if (passes && !passes.ok) return problemPage(c, passes.problem);
    const page = (
      <PassSheetPage
        raffle={raffle}
        format={format}
        typed={typed}
        passes={passes?.value ?? []}
        link={`${new URL(c.req.url).host}/r/${raffle.raffle_id}`}
      />
    );
    return c.html(page, typed.range ? 200 : 422);
  });

  // A link can't send an Accept header.
  app.get("/manage/:raffle_id/passes.csv", rejectNonManagers, async (c) => {
    const found = await readRaffle(c);
    if (!found.ok) return problemPage(c, found.problem);
    const raffle = found.value;
    if (!hasPasses(raffle)) return c.html(<NoPassesPage raffle={raffle} />, 404);
    if (raffle.passes > MAX_PASSES_PER_FILE) {
      return c.html(<NoFilePage raffle={raffle} format={formatterFor(c)} />, 422);
    }
    const headers = { Accept: `text/csv;separator=${separatorFor(c)}` };
    const file = await passRoute(c).$get({ param: raffleParam(c), query: {} }, { headers });
    file.headers.append("Vary", "Accept-Language");
    return file as unknown as Response;
  });
}
