import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { IDEMPOTENCY_KEY } from "../../contract/shapes";
import type { Raffle, Ticket, Verdict } from "../../contract/wire";
import { type App, passing } from "../../http/guard";
import { formBody } from "../../http/guards";
import { numberFrom } from "../shared/typed-number";
import { type Answer, askThrough, idOf, questionOf } from "./api-client";
import { textOf } from "./form";
import { pastedLink } from "./links";
import { allPrizesFor } from "./prizes";
import { problemPage } from "./problem";
import { type Outcome, RafflePage } from "./raffle-view";
import { readerOf, separatorFor } from "./reader";
import { askForWinners } from "./winners";

/** Adds /r: a raffle as its players see it, and its forms. */
export function rafflePages(app: Hono<App>): void {
  const ask = askThrough(app);
  const apiPath = (c: Context) => `/raffles/${idOf(c)}/`;

  /** Answers with the page as the raffle now stands, and what a form has brought about. */
  async function show(c: Context<App>, outcome: Outcome = {}, status = 200): Promise<Response> {
    const looked = await ask<Raffle>(c, "GET", apiPath(c));
    if (!looked.ok) return problemPage(c, looked.problem);
    const raffle = looked.value;
    const winners = raffle.winners_drawn ? await askForWinners(c, ask, raffle.raffle_id) : undefined;
    if (winners && !winners.ok) return problemPage(c, winners.problem);
    const page = (
      <RafflePage
        raffle={raffle}
        reader={readerOf(c)}
        winners={winners?.value}
        outcome={outcome}
        allPrizes={allPrizesFor(c)}
      />
    );
    return c.html(page, status as ContentfulStatusCode);
  }

  const statusOf = <T,>(answer: Answer<T>) => (answer.ok ? 200 : answer.problem.status);

  app.use("/r/*", pastedLink);

  app.get("/r/:raffle_id", (c) => show(c));

  app.post("/r/:raffle_id/ticket", passing(formBody), async (c) => {
    const key = textOf(await c.req.parseBody(), "key");
    const claimed = await ask<Ticket>(c, "POST", `${apiPath(c)}participate/`, key ? { key } : {});
    const sent = { key: IDEMPOTENCY_KEY.test(key) ? key : undefined };
    const claim = claimed.ok ? { ...sent, ticket: claimed.value } : { ...sent, problem: claimed.problem };
    return show(c, { claim }, statusOf(claimed));
  });

  app.post("/r/:raffle_id/check", passing(formBody), async (c) => {
    const form = await c.req.parseBody();
    const [number, code] = [textOf(form, "ticket_number"), textOf(form, "verification_code")];
    const json = { ticket_number: numberFrom(number), verification_code: code };
    const verified = await ask<Verdict>(c, "POST", `${apiPath(c)}verify-ticket/`, { json });
    const told = verified.ok ? verified.value : verified.problem;
    return show(c, { check: { number, code, told } }, statusOf(verified));
  });

  // Where the forms lead, somebody may come back to by bookmark.
  for (const form of ["ticket", "check"]) {
    app.get(`/r/:raffle_id/${form}`, (c) => c.redirect(`/r/${idOf(c)}`));
  }

  // A link can't say that it wants text/csv.
  app.get("/r/:raffle_id/winners.csv", async (c) => {
    const question = questionOf(c, "GET", `${apiPath(c)}winners/`);
    question.headers.set("Accept", `text/csv;separator=${separatorFor(c)}`);
    const file = await app.fetch(question, c.env, c.executionCtx);
    file.headers.append("Vary", "Accept-Language");
    return file;
  });
}
