import type { Draft } from "./draft";
import { Field } from "./field";
import { texts } from "./visitor";

const choices = () =>
  [
    { value: "address", label: texts().manage.byAddress, hint: texts().manage.byAddressHint },
    { value: "pass", label: texts().manage.byPass, hint: texts().manage.byPassHint },
  ] as const;

/** Renders the choice of who can play, and the number of passes. style/pass.css hides that for addresses. */
export const AdmissionFields = ({ draft, fault }: { draft: Draft; fault: string | undefined }) => (
  <fieldset class="admission">
    <legend>{texts().manage.admission}</legend>
    {choices().map(({ value, label, hint }) => (
      <div class="choice">
        <label class="check">
          <input
            type="radio"
            name="admission"
            value={value}
            checked={draft.admission === value}
            aria-describedby={`by-${value}-hint`}
          />
          <span>{label}</span>
        </label>
        <p class="hint" id={`by-${value}-hint`}>
          {hint}
        </p>
      </div>
    ))}
    <Field
      id="passes"
      name="passes"
      label={texts().manage.passes}
      hint={texts().manage.passesHint}
      value={draft.passes}
      fault={fault}
      kind="number"
      optional
    />
  </fieldset>
);
