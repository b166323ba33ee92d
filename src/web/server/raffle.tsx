import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { IDEMPOTENCY_KEY } from "../../contract/shapes";
import type { ProblemDocument } from "../../contract/wire";
import { type App, guardedBy } from "../../http/guard";
import { formBody } from "../../http/guards";
import { parseTypedNumber } from "../shared/typed-number";
import { type Answer, apiFor, keyHeader, raffleParam, readAnswer, readRaffle } from "./api-client";
import { readText } from "./form";
import { redirectPastedLink } from "./links";
import { separatorFor } from "./locale";
import { readPrizePage } from "./prizes";
import { problemPage } from "./problem";
import { type FormResult, RafflePage, TicketPage } from "./raffle-view";
import { showPage } from "./visitor";
import { readWinners } from "./winners";

/** Adds the players' pages of a raffle and their forms. */
export function rafflePages(app: Hono<App>): void {
  const raffleRoutes = (c: Context<App>) => apiFor(c).raffles[":raffle_id"];

  /** Returns the page for a raffle that can't be read. It must not hide a ticket that was given out. */
  function showUnread(c: Context<App>, problem: ProblemDocument, { claim }: FormResult) {
    if (!claim || !("ticket" in claim)) return problemPage(c, problem);
    // The claim succeeded, so there is nothing to send again.
    c.header("Retry-After", undefined);
    const raffleId = raffleParam(c).raffle_id.toLowerCase();
    return showPage(c, <TicketPage raffleId={raffleId} claim={claim} />);
  }

  /** Returns the page of the raffle with the result of a form. */
  async function show(c: Context<App>, result: FormResult = {}, status = 200): Promise<Response> {
    const answer = await readRaffle(c);
    if (!answer.ok) return showUnread(c, answer.problem, result);
    const raffle = answer.value;
    const winners = raffle.winners_drawn ? await readWinners(c) : undefined;
    if (winners && !winners.ok) return showUnread(c, winners.problem, result);
    const page = (
      <RafflePage raffle={raffle} winners={winners?.value} result={result} prizePage={readPrizePage(c)} />
    );
    return showPage(c, page, status as ContentfulStatusCode);
  }

  const statusOf = <T,>(answer: Answer<T>) => (answer.ok ? 200 : answer.problem.status);

  app.use("/r/*", redirectPastedLink);

  app.get("/r/:raffle_id", (c) => show(c));

  app.post("/r/:raffle_id/ticket", guardedBy(formBody), async (c) => {
    const form = await c.req.parseBody();
    const [key, pass] = [readText(form, "key"), readText(form, "pass")];
    const response = await raffleRoutes(c).participate.index.$post(
      { param: raffleParam(c), header: keyHeader(key) },
      pass === ""
        ? {}
        : { headers: { "Content-Type": "application/json" }, init: { body: JSON.stringify({ pass }) } },
    );
    const claimed = await readAnswer(c, response);
    const sent = { key: IDEMPOTENCY_KEY.test(key) ? key : undefined, pass: pass || undefined };
    const claim = claimed.ok ? { ...sent, ticket: claimed.value } : { ...sent, problem: claimed.problem };
    return show(c, { claim }, statusOf(claimed));
  });

  app.post("/r/:raffle_id/check", guardedBy(formBody), async (c) => {
    const form = await c.req.parseBody();
    const [number, code] = [readText(form, "ticket_number"), readText(form, "verification_code")];
    // An invalid number stays a text, so that the API rejects it.
    const json = { ticket_number: parseTypedNumber(number) as number, verification_code: code };
    const response = await raffleRoutes(c)["verify-ticket"].index.$post({ param: raffleParam(c), json });
    const verified = await readAnswer(c, response);
    const answer = verified.ok ? verified.value : verified.problem;
    return show(c, { check: { number, code, answer } }, statusOf(verified));
  });

  // A bookmark may lead to the path of a form.
  for (const form of ["ticket", "check"]) {
    app.get(`/r/:raffle_id/${form}`, (c) => c.redirect(`/r/${raffleParam(c).raffle_id}`));
  }

  // A link can't send an Accept header.
  app.get("/r/:raffle_id/winners.csv", async (c) => {
    const headers = { Accept: `text/csv;separator=${separatorFor(c)}` };
    const file = await raffleRoutes(c).winners.index.$get({ param: raffleParam(c), query: {} }, { headers });
    file.headers.append("Vary", "Accept-Language");
    return file as unknown as Response;
  });
}
