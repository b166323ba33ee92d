import { announce, getElement } from "./dom";

/** The form that claims by a pass, and its parts. */
export interface PassForm {
  details: HTMLDetailsElement;
  form: HTMLFormElement;
  field: HTMLInputElement;
  button: HTMLButtonElement;
  notice: HTMLElement;
}

/** Returns the form of a raffle with passes. Undefined if the page has none. */
export function findPassForm(): PassForm | undefined {
  const details = document.querySelector<HTMLDetailsElement>("#by-pass");
  if (!details) return undefined;
  return {
    details,
    form: getElement<HTMLFormElement>("form", details),
    field: getElement<HTMLInputElement>("[name=pass]", details),
    button: getElement<HTMLButtonElement>("button", details),
    notice: getElement(".notice", details),
  };
}

/** Unfolds the form and shows a text in it. */
export function showInPassForm({ details, notice }: PassForm, text: string, kind: "" | "bad" = ""): void {
  // Screen readers do not announce text in a folded element.
  details.open = true;
  announce(notice, text, kind);
}

/** Folds the form, so that a ticket takes its place. It stays open if it has another pass. */
export function foldPassForm(): void {
  const passForm = findPassForm();
  if (passForm?.field.value !== "") return;
  passForm.details.open = false;
  getElement("summary", passForm.details).hidden = false;
}
