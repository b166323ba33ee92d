import { manage as texts } from "../texts/en";
import type { Draft } from "./draft";
import { Field } from "./field";

const CHOICES = [
  { value: "address", label: texts.byAddress, hint: texts.byAddressHint },
  { value: "pass", label: texts.byPass, hint: texts.byPassHint },
] as const;

/** Renders the choice of who can play, and the number of passes. style/pass.css hides that for addresses. */
export const AdmissionFields = ({ draft, fault }: { draft: Draft; fault: string | undefined }) => (
  <fieldset class="admission">
    <legend>{texts.admission}</legend>
    {CHOICES.map(({ value, label, hint }) => (
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
      label={texts.passes}
      hint={texts.passesHint}
      value={draft.passes}
      fault={fault}
      kind="number"
      optional
    />
  </fieldset>
);
