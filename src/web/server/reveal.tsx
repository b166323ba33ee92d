import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ProblemDocument } from "../../contract/wire";
import { type App, guardedBy } from "../../http/guard";
import { formBody } from "../../http/guards";
import { raffleParam, readRaffle } from "./api-client";
import { drawByForm } from "./draw-form";
import { rejectNonManagers } from "./manage";
import { problemPage } from "./problem";
import { RevealPage } from "./reveal-view";
import { showPage } from "./visitor";
import { readWinnersByPrize } from "./winners";

/** How many winners a page without JavaScript shows in large type. */
const WINNERS_PER_SCREEN = 24;

/** Adds the page that shows the winners in public, and its form that draws them. */
export function revealPage(app: Hono<App>): void {
  async function show(c: Context<App>, problem?: ProblemDocument): Promise<Response> {
    const found = await readRaffle(c);
    if (!found.ok) return problemPage(c, found.problem);
    const raffle = found.value;
    const winners = raffle.winners_drawn ? await readWinnersByPrize(c, WINNERS_PER_SCREEN) : undefined;
    if (winners && !winners.ok) return problemPage(c, winners.problem);
    const page = (
      <RevealPage
        raffle={raffle}
        winners={winners?.value}
        link={new URL(`/r/${raffle.raffle_id}`, c.req.url).href}
        problem={problem}
      />
    );
    return showPage(c, page, (problem?.status ?? 200) as ContentfulStatusCode);
  }

  app.get("/manage/:raffle_id/reveal", rejectNonManagers, (c) => show(c));

  app.post("/manage/:raffle_id/reveal", rejectNonManagers, guardedBy(formBody), async (c) => {
    const problem = await drawByForm(c);
    return problem ? show(c, problem) : c.redirect(`/manage/${raffleParam(c).raffle_id}/reveal`, 303);
  });
}
