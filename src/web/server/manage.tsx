import type { Context, Hono, MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ProblemDocument } from "../../contract/wire";
import { type App, guardedBy } from "../../http/guard";
import { formBody, managersOnly, ownPagesOnly } from "../../http/guards";
import { apiFor, raffleParam, readAnswer, readRaffle } from "./api-client";
import { readAwards } from "./awards-view";
import { confirmedName, type TypedDeletion } from "./deletion";
import { drawByForm } from "./draw-form";
import { readText } from "./form";
import { redirectPastedLink } from "./links";
import { ManagePage, ManageRafflePage, NotManagerPage } from "./manage-view";
import { answerNewRaffle, showNewRaffle } from "./new-raffle";
import { readPrizePage } from "./prizes";
import { problemPage } from "./problem";
import { showPage } from "./visitor";

/** Returns 403 as a page to callers who are not managers, before any other check. */
export const rejectNonManagers: MiddlewareHandler<App> = async (c, next) => {
  const refusal = await managersOnly.check(c);
  if (!refusal) return next();
  return showPage(
    c,
    <NotManagerPage address={c.var.address?.toString()} />,
    refusal.status as ContentfulStatusCode,
  );
};

/** Adds the pages that create raffles and draw their winners. */
export function managePages(app: Hono<App>): void {
  async function showList(c: Context<App>): Promise<Response> {
    const summaries = await apiFor(c)["raffle-summaries"].$get({ query: c.req.query() });
    const listed = await readAnswer(c, summaries);
    if (!listed.ok) return problemPage(c, listed.problem);
    const isContinued = c.req.query("cursor") !== undefined;
    return showPage(c, <ManagePage raffles={listed.value} next={listed.next} isContinued={isContinued} />);
  }

  const raffleRoutes = (c: Context<App>) => apiFor(c).raffles[":raffle_id"];

  const readClosing = async (c: Context<App>) =>
    readAnswer(c, await raffleRoutes(c).draw.index.$get({ param: raffleParam(c) }));

  const redirectToRaffle = (c: Context<App>) => c.redirect(`/manage/${raffleParam(c).raffle_id}`, 303);

  async function showRaffle(
    c: Context<App>,
    problem?: ProblemDocument,
    typedDeletion?: TypedDeletion,
  ): Promise<Response> {
    const answer = await readRaffle(c);
    if (!answer.ok) return problemPage(c, answer.problem);
    const raffle = answer.value;
    const closed = raffle.closed_at !== null ? await readClosing(c) : undefined;
    if (closed && !closed.ok) return problemPage(c, closed.problem);
    const awards = raffle.winners_drawn ? await readAwards(c) : undefined;
    if (awards && !awards.ok) return problemPage(c, awards.problem);
    const link = new URL(`/r/${raffle.raffle_id}`, c.req.url).href;
    const page = (
      <ManageRafflePage
        raffle={raffle}
        closedBy={closed?.value.closed_by ?? null}
        link={link}
        problem={problem}
        typedDeletion={typedDeletion}
        prizePage={readPrizePage(c)}
        awards={awards?.value}
      />
    );
    return showPage(c, page, (problem?.status ?? 200) as ContentfulStatusCode);
  }

  app.use("/manage/*", redirectPastedLink);

  app.get("/manage", rejectNonManagers, showList);

  app.post("/manage", rejectNonManagers, guardedBy(ownPagesOnly, formBody), answerNewRaffle);

  // A fixed path beside the parameter would make Hono use a slower router (test/api/routing.test.ts).
  app.get("/manage/:raffle_id", rejectNonManagers, (c) =>
    c.req.param("raffle_id") === "new" ? showNewRaffle(c) : showRaffle(c),
  );

  app.post("/manage/:raffle_id/close", rejectNonManagers, async (c) => {
    const closed = await readAnswer(c, await raffleRoutes(c).close.index.$post({ param: raffleParam(c) }));
    return closed.ok ? redirectToRaffle(c) : showRaffle(c, closed.problem);
  });

  app.post("/manage/:raffle_id/draw", rejectNonManagers, guardedBy(formBody), async (c) => {
    const problem = await drawByForm(c);
    return problem ? showRaffle(c, problem) : redirectToRaffle(c);
  });

  app.post("/manage/:raffle_id/delete", rejectNonManagers, guardedBy(formBody), async (c) => {
    const form = await c.req.parseBody();
    const found = await readRaffle(c);
    if (!found.ok) return problemPage(c, found.problem);
    const typed = { name: readText(form, "name"), abandoned: "abandoned" in form };
    const json = { ...typed, name: confirmedName(typed.name, found.value.name) };
    const deleted = await readAnswer(c, await raffleRoutes(c).index.$delete({ param: raffleParam(c), json }));
    return deleted.ok ? c.redirect("/manage", 303) : showRaffle(c, deleted.problem, typed);
  });

  // A bookmark may lead to the path of a form.
  for (const form of ["close", "draw", "delete"]) {
    app.get(`/manage/:raffle_id/${form}`, (c) => c.redirect(`/manage/${raffleParam(c).raffle_id}`));
  }
}
