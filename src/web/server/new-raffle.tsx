import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { App } from "../../http/guard";
import { type Faults, faultText } from "../shared/faults";
import { apiFor, readAnswer } from "./api-client";
import { bodyOf, type Draft, draftFrom, emptyDraft, findDraftFaults } from "./draft";
import { NewRafflePage } from "./new-raffle-view";
import { codeOf } from "./problem";
import { ReviewPage } from "./review-view";
import { showPage, textsFor } from "./visitor";

/** Shows the form of a new raffle. */
export const showNewRaffle = (c: Context<App>, draft = emptyDraft(), faults: Faults = new Map()) =>
  showPage(c, <NewRafflePage draft={draft} faults={faults} />, faults.size > 0 ? 422 : 200);

/** The buttons that lead to the form again. */
const FORM_BUTTONS = ["add", "remove", "change"];

/** Answers the form: checks what was typed and shows it for review, before `create` creates the raffle. */
export async function answerNewRaffle(c: Context<App>): Promise<Response> {
  const form = await c.req.parseBody({ all: true });
  const draft = draftFrom(form);
  if (FORM_BUTTONS.some((button) => button in form)) return showNewRaffle(c, draft);
  if ("create" in form) return create(c, draft);
  const faults = findDraftFaults(draft, (await textsFor(c)).faults);
  return faults.size > 0 ? showNewRaffle(c, draft, faults) : showPage(c, <ReviewPage draft={draft} />);
}

/**
 * Creates the raffle. If the API rejects a field, for example a time that has passed, shows the form again.
 */
async function create(c: Context<App>, draft: Draft): Promise<Response> {
  const header = { "idempotency-key": draft.key };
  const created = await readAnswer(c, await apiFor(c).raffles.index.$post({ json: bodyOf(draft), header }));
  if (created.ok) return c.redirect(`/manage/${created.value.raffle_id}`, 303);
  const { problem } = created;
  if (problem.errors) {
    const { faults } = await textsFor(c);
    return showNewRaffle(
      c,
      draft,
      new Map(problem.errors.map(({ field }) => [field, faultText(field, faults)])),
    );
  }
  // The key has created a raffle, so it can create no other. The next attempt needs a new key.
  const isKeyUsed = codeOf(problem) === "idempotency-key-reused";
  const next = isKeyUsed ? { ...draft, key: emptyDraft().key } : draft;
  return showPage(c, <ReviewPage draft={next} problem={problem} />, problem.status as ContentfulStatusCode);
}
