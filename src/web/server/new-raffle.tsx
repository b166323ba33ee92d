import type { ProblemDocument } from "../../contract/wire";
import { faultText } from "../shared/faults";
import { AdmissionFields } from "./admission-fields";
import type { Draft } from "./draft";
import { Field, TimeField } from "./field";
import { texts } from "./visitor";

/** Renders the form of a new raffle with the reasons why the API rejected it. */
export function NewRaffle({ draft, problem }: { draft: Draft; problem?: ProblemDocument }) {
  const fields = new Map(problem?.errors?.map(({ field }) => [field, faultText(field, texts().faults)]));
  const isMoreUsed = draft.opensAt.text !== "" || draft.description !== "" || fields.has("opens_at");
  const general = problem && fields.size === 0 && generalText(problem);
  return (
    <form id="new-raffle" method="post" action="/manage">
      <input type="hidden" name="key" value={draft.key} />
      {/* Enter in a field presses the form's first button. Without this one it would remove a prize. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: neither Tab nor a screen reader reaches it */}
      <button type="submit" class="unseen" name="create" value="1" tabindex={-1} aria-hidden="true" />
      <p class={problem ? "notice bad" : "notice"} role="alert">
        {problem && (general || texts().manage.fixMarked)}
      </p>
      <Field
        id="name"
        name="name"
        label={texts().manage.name}
        hint={texts().manage.nameHint}
        value={draft.name}
        fault={fields.get("name")}
      />
      <Field
        id="total_tickets"
        name="total_tickets"
        label={texts().manage.total}
        hint={texts().manage.totalHint}
        value={draft.total}
        fault={fields.get("total_tickets")}
        kind="number"
      />
      <fieldset>
        <legend>{texts().manage.prizes}</legend>
        <ol class="prize-rows">
          {draft.prizes.map(({ name, amount }, i) => (
            <li>
              <Field
                id={`prize-${i}`}
                name="prize_name"
                label={texts().manage.prizeName(i + 1)}
                value={name}
                fault={fields.get(`prizes.${i}.name`)}
              />
              <Field
                id={`amount-${i}`}
                name="prize_amount"
                label={texts().manage.amountShort}
                value={amount}
                fault={fields.get(`prizes.${i}.amount`)}
                kind="number"
              />
              <button
                type="submit"
                class="quiet remove"
                name="remove"
                value={i}
                formnovalidate
                aria-label={texts().manage.removePrize(i + 1)}
              >
                ×
              </button>
            </li>
          ))}
        </ol>
        <button type="submit" class="quiet" name="add" value="1" formnovalidate>
          {texts().manage.addPrize}
        </button>
      </fieldset>
      <AdmissionFields draft={draft} fault={fields.get("passes")} />
      <TimeField
        name="closes_at"
        label={texts().manage.closesAt}
        hint={texts().manage.closesHint}
        zone={texts().manage.utc}
        value={draft.closesAt.text}
        fault={fields.get("closes_at")}
      />
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            id="draw_automatically"
            name="draw_automatically"
            value="1"
            checked={draft.drawAutomatically}
            aria-describedby="draw-hint"
          />
          <span>{texts().manage.drawAutomatically}</span>
        </label>
        <p class="hint" id="draw-hint">
          {texts().manage.drawHint}
        </p>
      </div>
      <details class="more" open={isMoreUsed || undefined}>
        <summary>{texts().manage.more}</summary>
        <TimeField
          name="opens_at"
          label={texts().manage.opensAt}
          hint={texts().manage.opensHint}
          zone={texts().manage.utc}
          value={draft.opensAt.text}
          fault={fields.get("opens_at")}
        />
        <Field
          id="description"
          name="description"
          label={texts().manage.description}
          hint={texts().manage.descriptionHint}
          value={draft.description}
          fault={fields.get("description")}
          kind="lines"
          optional
        />
      </details>
      <p class="hint">{texts().manage.reviewNote}</p>
      <button type="submit" name="create" value="1">
        {texts().manage.createButton}
      </button>
    </form>
  );
}

/** Returns the text of a problem that belongs to no field. */
function generalText({ type, detail }: ProblemDocument): string {
  return type === "/problems/idempotency-key-reused" ? texts().manage.keyUsed : detail;
}
