interface FieldProps {
  id: string;
  name: string;
  label: string;
  value: string;
  fault: string | undefined;
  hint?: string;
  /** Sets the kind of text. The default is any text of one line. */
  kind?: "number" | "lines";
  optional?: boolean;
}

/**
 * Renders a field and its fault. client/new-raffle.ts shows faults in the same place. With
 * autocomplete="off", browsers would not restore what was typed when one goes back to the form.
 */
export function Field({ id, name, label, value, fault, hint, kind, optional }: FieldProps) {
  const common = {
    id,
    name,
    required: !optional,
    "aria-invalid": fault ? ("true" as const) : undefined,
    "aria-describedby": hint ? `${id}-hint ${id}-fault` : `${id}-fault`,
  };
  return (
    <div class={kind === "number" ? "field short" : "field"}>
      <label for={id}>{label}</label>
      {kind === "lines" ? (
        <textarea {...common} dir="auto" rows={4}>
          {value}
        </textarea>
      ) : (
        <input {...common} value={value} dir="auto" inputmode={kind === "number" ? "numeric" : undefined} />
      )}
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
}

interface CodeInputProps {
  id: string;
  name: string;
  value: string;
  required?: boolean;
  "aria-describedby"?: string;
}

/** Renders the input of a code or a pass, which browsers must not translate, correct or suggest. */
export const CodeInput = (props: CodeInputProps) => (
  <input
    {...props}
    class="mono notranslate"
    translate="no"
    autocomplete="off"
    autocapitalize="characters"
    spellcheck={false}
  />
);

interface TimeFieldProps extends Pick<FieldProps, "name" | "label" | "value" | "fault"> {
  /** Stands before the words about the time zone. */
  hint: string;
  zone: string;
}

/**
 * Renders a field for a date and time, which is in UTC. client/local-times.ts reads it in the browser's time
 * zone, says so in `.zone`, and writes the time with its offset into the hidden field.
 */
export const TimeField = ({ name, label, value, fault, hint, zone }: TimeFieldProps) => (
  <div class="field time">
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      type="datetime-local"
      value={value}
      aria-invalid={fault ? "true" : undefined}
      aria-describedby={`${name}-hint ${name}-fault`}
    />
    <input type="hidden" name={`${name}_instant`} value="" />
    <p class="hint" id={`${name}-hint`}>
      {hint} <span class="zone">{zone}</span>
    </p>
    <p class="fault" id={`${name}-fault`}>
      {fault}
    </p>
  </div>
);
