import type { ProblemDocument } from "../../contract/wire";
import { faultText } from "../shared/faults";
import { parseTypedNumber } from "../shared/typed-number";
import { manage as texts } from "../texts/en";
import { type Form, readText, readTexts } from "./form";

/** The form of a new raffle, as typed. */
export interface Draft {
  /** The Idempotency-Key. It makes two presses create one raffle. */
  key: string;
  name: string;
  total: string;
  prizes: { name: string; amount: string }[];
}

/** Returns an empty form with a new key. */
export const emptyDraft = (): Draft => ({
  key: crypto.randomUUID(),
  name: "",
  total: "",
  prizes: [{ name: "", amount: "1" }],
});

/** Reads the form. Adds or removes a prize if one of those buttons was pressed. */
export function draftFrom(form: Form): Draft {
  const names = readTexts(form, "prize_name");
  const amounts = readTexts(form, "prize_amount");
  const prizes = names.map((name, i) => ({ name, amount: amounts[i] ?? "" }));
  const removed = readText(form, "remove");
  if (removed !== "") prizes.splice(Number(removed), 1);
  if ("add" in form || prizes.length === 0) prizes.push({ name: "", amount: "1" });
  return {
    key: readText(form, "key"),
    name: readText(form, "name"),
    total: readText(form, "total_tickets"),
    prizes,
  };
}

/** Returns the body of `POST /raffles/`. Invalid numbers stay texts, so that the API rejects them. */
export const bodyOf = ({ name, total, prizes }: Draft) => ({
  name,
  total_tickets: parseTypedNumber(total) as number,
  prizes: prizes.map(({ name, amount }) => ({ name, amount: parseTypedNumber(amount) as number })),
});

interface FieldProps {
  id: string;
  name: string;
  label: string;
  value: string;
  fault: string | undefined;
  hint?: string;
  number?: boolean;
}

/** Renders a field and its fault. client/new-raffle.ts shows faults in the same place. */
const Field = ({ id, name, label, value, fault, hint, number }: FieldProps) => (
  <div class={number ? "field short" : "field"}>
    <label for={id}>{label}</label>
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

/** Renders the form of a new raffle with the reasons why the API rejected it. */
export function NewRaffle({ draft, problem }: { draft: Draft; problem?: ProblemDocument }) {
  const fields = new Map(problem?.errors?.map(({ field }) => [field, faultText(field)]));
  const general = problem && fields.size === 0 && generalText(problem);
  return (
    <form id="new-raffle" method="post" action="/manage">
      <input type="hidden" name="key" value={draft.key} />
      {/* Enter in a field presses the form's first button. Without this one it would remove a prize. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: neither Tab nor a screen reader reaches it */}
      <button type="submit" class="unseen" name="create" value="1" tabindex={-1} aria-hidden="true" />
      <p class={problem ? "notice bad" : "notice"} role="alert">
        {problem && (general || texts.fixMarked)}
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
      <p class="hint">{texts.unchangeable}</p>
      <button type="submit" name="create" value="1">
        {texts.createButton}
      </button>
    </form>
  );
}

/** Returns the text of a problem that belongs to no field. */
function generalText({ type, detail }: ProblemDocument): string {
  return type === "/problems/idempotency-key-reused" ? texts.keyUsed : detail;
}
