/** The fields of a form. A field that was sent several times is an array. */
export type Form = Record<string, string | File | (string | File)[]>;

/** Returns the trimmed text of a field; empty if the field is missing. */
export function readText(form: Form, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value.trim() : "";
}

/** Returns the trimmed texts of a field that may be sent several times. */
export function readTexts(form: Form, name: string): string[] {
  const value = form[name];
  return [value].flat().map((item) => (typeof item === "string" ? item.trim() : ""));
}
