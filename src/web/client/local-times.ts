import { manage as texts } from "../texts/page";
import { getElement } from "./dom";

/** The fields of a new raffle that take a time. */
export const TIME_FIELDS = ["opens_at", "closes_at"] as const;

type TimeField = (typeof TIME_FIELDS)[number];

const input = (form: HTMLFormElement, name: string) => getElement<HTMLInputElement>(`[name=${name}]`, form);

/**
 * Reads a time in the browser's time zone.
 *
 * @returns the time in UTC; null if there is none; a text that is no time if the typed one is incomplete
 */
export function readTime(form: HTMLFormElement, name: TimeField): string | null {
  const { value, validity } = input(form, name);
  // A browser reports no value for an incomplete time.
  if (validity.badInput) return "incomplete";
  if (value === "") return null;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? value : time.toISOString();
}

/** Writes the times with their offset into the hidden fields that are sent. */
export function writeInstants(form: HTMLFormElement): void {
  for (const name of TIME_FIELDS) input(form, `${name}_instant`).value = readTime(form, name) ?? "";
}

/** Returns the offset of the browser's time zone from UTC at a time: "+01:00". */
function offsetAt(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  const digits = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${minutes < 0 ? "−" : "+"}${digits(Math.abs(minutes) / 60)}:${digits(Math.abs(minutes) % 60)}`;
}

/** Shows the browser's time zone beside each field. Its offset depends on the date. */
export function showTimeZone(form: HTMLFormElement): void {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  for (const name of TIME_FIELDS) {
    const field = input(form, name);
    const show = () => {
      const typed = new Date(field.value);
      const time = Number.isNaN(typed.getTime()) ? new Date() : typed;
      getElement(`#${name}-hint .zone`, form).textContent = texts.zone(timeZone, offsetAt(time));
    };
    field.addEventListener("input", show);
    show();
  }
}
