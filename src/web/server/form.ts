/** What a form brings: fields that are sent once, or several times. */
export type Form = Record<string, string | File | (string | File)[]>;

/** The text of a field; empty where it was not sent. */
export function textOf(form: Form, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value.trim() : "";
}

/** The texts of a field that may be sent several times. */
export function textsOf(form: Form, name: string): string[] {
  const value = form[name];
  return [value].flat().map((item) => (typeof item === "string" ? item.trim() : ""));
}
