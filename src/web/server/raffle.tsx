import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { IDEMPOTENCY_KEY } from "../../contract/shapes";
import { type App, guardedBy } from "../../http/guard";
import { formBody } from "../../http/guards";
import { numberFrom } from "../shared/typed-number";
import { type Answer, apiFor, keyHeader, raffleParam, readAnswer } from "./api-client";
import { textOf } from "./form";
import { pastedLink } from "./links";
import { allPrizesFor } from "./prizes";
import { problemPage } from "./problem";
import { type Outcome, RafflePage } from "./raffle-view";
import { readerOf, separatorFor } from "./reader";
import { readWinners } from "./winners";

/** Adds /r: a raffle as its players see it, and its forms. */
export function rafflePages(app: Hono<App>): void {
  const raffleRoutes = (c: Context<App>) => apiFor(c).raffles[":raffle_id"];

  /** Answers with the page as the raffle now stands, and what a form has brought about. */
  async function show(c: Context<App>, outcome: Outcome = {}, status = 200): Promise<Response> {
    const looked = await readAnswer(c, await raffleRoutes(c).index.$get({ param: raffleParam(c) }));
    if (!looked.ok) return problemPage(c, looked.problem);
    const raffle = looked.value;
    const winners = raffle.winners_drawn ? await readWinners(c) : undefined;
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

  app.post("/r/:raffle_id/ticket", guardedBy(formBody), async (c) => {
    const key = textOf(await c.req.parseBody(), "key");
    const response = await raffleRoutes(c).participate.index.$post({
      param: raffleParam(c),
      header: keyHeader(key),
    });
    const claimed = await readAnswer(c, response);
    const sent = { key: IDEMPOTENCY_KEY.test(key) ? key : undefined };
    const claim = claimed.ok ? { ...sent, ticket: claimed.value } : { ...sent, problem: claimed.problem };
    return show(c, { claim }, statusOf(claimed));
  });

  app.post("/r/:raffle_id/check", guardedBy(formBody), async (c) => {
    const form = await c.req.parseBody();
    const [number, code] = [textOf(form, "ticket_number"), textOf(form, "verification_code")];
    // What is no number stays a text, for the API to reject.
    const json = { ticket_number: numberFrom(number) as number, verification_code: code };
    const response = await raffleRoutes(c)["verify-ticket"].index.$post({ param: raffleParam(c), json });
    const verified = await readAnswer(c, response);
    const told = verified.ok ? verified.value : verified.problem;
    return show(c, { check: { number, code, told } }, statusOf(verified));
  });

  // Where the forms lead, somebody may come back to by bookmark.
  for (const form of ["ticket", "check"]) {
    app.get(`/r/:raffle_id/${form}`, (c) => c.redirect(`/r/${raffleParam(c).raffle_id}`));
  }

  // A link can't say that it wants text/csv.
  app.get("/r/:raffle_id/winners.csv", async (c) => {
    const headers = { Accept: `text/csv;separator=${separatorFor(c)}` };
    const file = await raffleRoutes(c).winners.index.$get({ param: raffleParam(c), query: {} }, { headers });
    file.headers.append("Vary", "Accept-Language");
    return file as unknown as Response;
  });
}
