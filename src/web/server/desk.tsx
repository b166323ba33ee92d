import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type App, guardedBy } from "../../http/guard";
import { formBody } from "../../http/guards";
import { parseTypedNumber } from "../shared/typed-number";
import { apiFor, raffleParam, readRaffle } from "./api-client";
import { DeskActions, readTypedTicket } from "./desk-actions";
import type { DeskResult } from "./desk-result";
import { DeskPage } from "./desk-view";
import { type Form, readText } from "./form";
import { separatorFor } from "./locale";
import { rejectNonManagers } from "./manage";
import { problemPage } from "./problem";
import { showPage, textsFor } from "./visitor";

/** Returns what the fields for number and code show: the ticket at hand, until its prize is handed over. */
function fieldsFor(result: DeskResult, form: Form): { number: string; code: string } {
  if (result.kind === "handed-over") return { number: "", code: "" };
  if ("number" in form) {
    const { number, code } = readTypedTicket(form);
    return { number: String(number), code };
  }
  if (!("code" in result) || result.code === undefined) return { number: "", code: "" };
  return { number: String(result.ticket), code: result.code };
}

/** Adds the prize desk of a raffle and the file of its awards. */
export function deskPages(app: Hono<App>): void {
  /** Runs an action of the desk, unless the raffle is not drawn, and shows its result. */
  async function show(
    c: Context<App>,
    act?: (desk: DeskActions, form: Form) => Promise<DeskResult>,
  ): Promise<Response> {
    const form = act ? await c.req.parseBody() : {};
    const found = await readRaffle(c);
    if (!found.ok) return problemPage(c, found.problem);
    const raffle = found.value;
    const result = raffle.winners_drawn
      ? await act?.(new DeskActions(c, raffle, await textsFor(c)), form)
      : undefined;
    const typed = result ? fieldsFor(result, form) : { number: "", code: "" };
    const page = <DeskPage raffle={raffle} result={result} typed={typed} />;
    const status = result?.kind === "fault" ? result.status : 200;
    return showPage(c, page, status as ContentfulStatusCode);
  }

  /** Returns the ticket of a hidden field. A number that is no number gets "no such ticket". */
  const ticketOf = (form: Form): number =>
    Number(/^\d{1,9}$/.exec(readText(form, "ticket_number"))?.[0] ?? 0);

  app.get("/manage/:raffle_id/desk", rejectNonManagers, (c) => show(c));

  app.post("/manage/:raffle_id/desk", rejectNonManagers, guardedBy(formBody), (c) =>
    show(c, (desk, form) => desk.lookUp(readTypedTicket(form))),
  );

  app.post("/manage/:raffle_id/desk/collect", rejectNonManagers, guardedBy(formBody), (c) =>
    show(c, (desk, form) =>
      desk.collect(ticketOf(form), readText(form, "verification_code"), readText(form, "key")),
    ),
  );

  app.post("/manage/:raffle_id/desk/undo", rejectNonManagers, guardedBy(formBody), (c) =>
    show(c, (desk, form) => desk.undo(ticketOf(form), readText(form, "verification_code"))),
  );

  app.post("/manage/:raffle_id/desk/pass-on", rejectNonManagers, guardedBy(formBody), (c) =>
    show(c, (desk, form) =>
      "confirmed" in form
        ? desk.passOn(ticketOf(form), readText(form, "reserve"))
        : desk.confirmPassing(parseTypedNumber(readText(form, "ticket_number"))),
    ),
  );

  app.post("/manage/:raffle_id/desk/forfeit-all", rejectNonManagers, guardedBy(formBody), (c) =>
    show(c, (desk, form) => ("confirmed" in form ? desk.end() : desk.confirmEnding())),
  );

  // A bookmark may lead to the path of a form.
  for (const form of ["collect", "undo", "pass-on", "forfeit-all"]) {
    app.get(`/manage/:raffle_id/desk/${form}`, (c) => c.redirect(`/manage/${raffleParam(c).raffle_id}/desk`));
  }

  // A link can't send an Accept header.
  app.get("/manage/:raffle_id/awards.csv", rejectNonManagers, async (c) => {
    const headers = { Accept: `text/csv;separator=${separatorFor(c)}` };
    const { awards } = apiFor(c).raffles[":raffle_id"];
    const file = await awards.index.$get({ param: raffleParam(c), query: {} }, { headers });
    file.headers.append("Vary", "Accept-Language");
    return file as unknown as Response;
  });
}
