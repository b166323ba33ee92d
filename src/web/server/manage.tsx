import type { Context, Hono, MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ProblemDocument } from "../../contract/wire";
import { type App, guardedBy } from "../../http/guard";
import { formBody, managersOnly } from "../../http/guards";
import { apiFor, keyHeader, raffleParam, readAnswer, readProblem } from "./api-client";
import { pastedLink } from "./links";
import { ManagePage, ManageRafflePage, Refused } from "./manage-view";
import { bodyOf, type Draft, draftFrom, emptyDraft } from "./new-raffle";
import { allPrizesFor } from "./prizes";
import { problemPage } from "./problem";
import { readerOf } from "./reader";

/** Tells who is no manager why not, before anything else is looked at. */
const managers: MiddlewareHandler<App> = async (c, next) => {
  const refusal = await managersOnly.check(c);
  if (!refusal) return next();
  return c.html(<Refused address={c.var.address?.toString()} />, refusal.status as ContentfulStatusCode);
};

/** Adds /manage: making raffles and drawing their winners. */
export function managePages(app: Hono<App>): void {
  async function showAll(c: Context<App>, draft: Draft, problem?: ProblemDocument): Promise<Response> {
    const summaries = await apiFor(c).raffles.summaries.index.$get({ query: c.req.query() });
    const listed = await readAnswer(c, summaries);
    if (!listed.ok) return problemPage(c, listed.problem);
    const page = (
      <ManagePage
        raffles={listed.value}
        next={listed.next}
        begun={c.req.query("cursor") !== undefined}
        reader={readerOf(c)}
        draft={draft}
        problem={problem}
      />
    );
    return c.html(page, (problem?.status ?? 200) as ContentfulStatusCode);
  }

  async function showOne(c: Context<App>, problem?: ProblemDocument): Promise<Response> {
    const response = await apiFor(c).raffles[":raffle_id"].index.$get({ param: raffleParam(c) });
    const looked = await readAnswer(c, response);
    if (!looked.ok) return problemPage(c, looked.problem);
    const raffle = looked.value;
    const link = new URL(`/r/${raffle.raffle_id}`, c.req.url).href;
    const page = (
      <ManageRafflePage
        raffle={raffle}
        reader={readerOf(c)}
        link={link}
        problem={problem}
        allPrizes={allPrizesFor(c)}
      />
    );
    return c.html(page, (problem?.status ?? 200) as ContentfulStatusCode);
  }

  app.use("/manage/*", pastedLink);

  app.get("/manage", managers, (c) => showAll(c, emptyDraft()));

  app.post("/manage", managers, guardedBy(formBody), async (c) => {
    const form = await c.req.parseBody({ all: true });
    const draft = draftFrom(form);
    if ("add" in form || "remove" in form) return showAll(c, draft);
    const response = await apiFor(c).raffles.index.$post({
      json: bodyOf(draft),
      header: keyHeader(draft.key),
    });
    const created = await readAnswer(c, response);
    if (created.ok) return c.redirect(`/manage/${created.value.raffle_id}`, 303);
    // A key that has made a raffle makes no other: the next try gets its own.
    const reused = created.problem.type === "/problems/idempotency-key-reused";
    return showAll(c, reused ? { ...draft, key: emptyDraft().key } : draft, created.problem);
  });

  app.get("/manage/:raffle_id", managers, (c) => showOne(c));

  app.post("/manage/:raffle_id/draw", managers, async (c) => {
    const drawn = await apiFor(c).raffles[":raffle_id"].winners.index.$post({ param: raffleParam(c) });
    if (!drawn.ok) return showOne(c, await readProblem(c, drawn));
    // As many as a million winners: the raffle's page leads to them.
    await drawn.body?.cancel();
    return c.redirect(`/manage/${raffleParam(c).raffle_id}`, 303);
  });

  app.get("/manage/:raffle_id/draw", (c) => c.redirect(`/manage/${raffleParam(c).raffle_id}`));
}
