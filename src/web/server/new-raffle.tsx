import type { ProblemDocument } from "../../contract/wire";
import { wordsFor } from "../shared/faults";
import { numberFrom } from "../shared/typed-number";
import { manage as texts } from "../texts/en";
import { type Form, textOf, textsOf } from "./form";

/** The form of a new raffle as it was typed. */
export interface Draft {
  /** The Idempotency-Key: pressing twice makes one raffle. */
  key: string;
  name: string;
  total: string;
  prizes: { name: string; amount: string }[];
}

/** An empty form. */
export const emptyDraft = (): Draft => ({
  key: crypto.randomUUID(),
  name: "",
  total: "",
  prizes: [{ name: "", amount: "1" }],
});

/** Reads the form, and does what its buttons for prizes say. */
export function draftFrom(form: Form): Draft {
  const names = textsOf(form, "prize_name");
  const amounts = textsOf(form, "prize_amount");
  const prizes = names.map((name, i) => ({ name, amount: amounts[i] ?? "" }));
  const removed = textOf(form, "remove");
  if (removed !== "") prizes.splice(Number(removed), 1);
  if ("add" in form || prizes.length === 0) prizes.push({ name: "", amount: "1" });
  return {
    key: textOf(form, "key"),
    name: textOf(form, "name"),
    total: textOf(form, "total_tickets"),
    prizes,
  };
}

/** Returns the body of `POST /raffles/`. What is no number stays a text, for the API to reject. */
export const bodyOf = ({ name, total, prizes }: Draft) => ({
  name,
  total_tickets: numberFrom(total) as number,
  prizes: prizes.map(({ name, amount }) => ({ name, amount: numberFrom(amount) as number })),
});

interface FieldProps {
  id: string;
  name: string;
  label: string;
  value: string;
  fault: string | undefined;
  hint?: string;
  number?: boolean;
  /** The label is for screen readers alone. */
  quiet?: boolean;
}

/** A field with what is wrong with it: client/new-raffle.ts fills the same place. */
const Field = ({ id, name, label, value, fault, hint, number, quiet }: FieldProps) => (
  <div class={number ? "field short" : "field"}>
    <label for={id} class={quiet ? "unseen" : undefined}>
      {label}
    </label>
    <input
      id={id}
      name={name}
      value={value}
      required
      autocomplete="off"
      dir="auto"
      inputmode={number ? "numeric" : undefined}
      aria-invalid={fault ? "true" : undefined}
      aria-describedby={hint ? `${id}-hint ${id}-fault` : `${id}-fault`}
    />
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    <p class="fault" id={`${id}-fault`}>
      {fault}
    </p>
  </div>
);

/** The form of a new raffle, and what the API said of it. */
export function NewRaffle({ draft, problem }: { draft: Draft; problem?: ProblemDocument }) {
  const fields = new Map(problem?.errors?.map(({ field }) => [field, wordsFor(field)]));
  const general = problem && fields.size === 0 && generalWords(problem);
  return (
    <form id="new-raffle" method="post" action="/manage">
      <input type="hidden" name="key" value={draft.key} />
      {/* Enter in a field presses a form's first button, which would be the one that removes a prize. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nobody gets there, by Tab or by a screen reader */}
      <button type="submit" class="unseen" name="create" value="1" tabindex={-1} aria-hidden="true" />
      <p class={problem ? "notice bad" : "notice"} role="alert">
        {problem && (general || texts.mend)}
      </p>
      <Field
        id="name"
        name="name"
        label={texts.name}
        hint={texts.nameHint}
        value={draft.name}
        fault={fields.get("name")}
      />
      <Field
        id="total_tickets"
        name="total_tickets"
        label={texts.total}
        hint={texts.totalHint}
        value={draft.total}
        fault={fields.get("total_tickets")}
        number
      />
      <fieldset>
        <legend>{texts.prizes}</legend>
        <ol class="prize-rows">
          {draft.prizes.map(({ name, amount }, i) => (
            <li>
              <Field
                id={`prize-${i}`}
                name="prize_name"
                label={texts.prizeName(i + 1)}
                value={name}
                fault={fields.get(`prizes.${i}.name`)}
              />
              <Field
                id={`amount-${i}`}
                name="prize_amount"
                label={texts.amountShort}
                value={amount}
                fault={fields.get(`prizes.${i}.amount`)}
                number
              />
              <button
                type="submit"
                class="quiet remove"
                name="remove"
                value={i}
                formnovalidate
                aria-label={texts.removePrize(i + 1)}
              >
                ×
              </button>
            </li>
          ))}
        </ol>
        <button type="submit" class="quiet" name="add" value="1" formnovalidate>
          {texts.addPrize}
        </button>
      </fieldset>
      <p class="hint">{texts.fixed}</p>
      <button type="submit" name="create" value="1">
        {texts.createButton}
      </button>
    </form>
  );
}

/** What the API says of the raffle as a whole. */
function generalWords({ type, detail }: ProblemDocument): string {
  return type === "/problems/idempotency-key-reused" ? texts.keyUsed : detail;
}
