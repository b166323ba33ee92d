import { readTicketLink } from "../../contract/links";
import { desk as texts } from "../texts/page";
import { prepareCamera } from "./camera";
import { announce, formatTime, getElement, locale } from "./dom";
import { takeFragment } from "./fragment";

/** Limits the wait for an answer. The same button then sends the same again. */
const ANSWER_TIMEOUT_MS = 10_000;

const timeOfDay = new Intl.DateTimeFormat(locale, { timeStyle: "short" });

/** Shows a time of today without its date. */
function showTime(time: HTMLTimeElement): void {
  const at = new Date(time.dateTime);
  const isToday = at.toDateString() === new Date().toDateString();
  time.textContent = isToday ? timeOfDay.format(at) : formatTime(time.dateTime);
}

const numberField = () => getElement<HTMLInputElement>("#number");
const codeField = () => getElement<HTMLInputElement>("#code");

/** Focuses what the next key press is for: the button of the result, or the number of the next ticket. */
function focusNext(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("#result time")) showTime(time);
  const button = document.querySelector<HTMLElement>("#result [autofocus]");
  if (button) button.focus({ preventScroll: true });
  else {
    numberField().focus({ preventScroll: true });
    numberField().select();
  }
  document.querySelector("#result .panel")?.scrollIntoView({ block: "nearest" });
}

/** Shows the result and the fields of an answer. */
function showAnswer(page: Document): void {
  const result = page.querySelector("#result");
  if (!result) throw new Error("The answer has no result");
  // The live region itself stays, so that its new content is announced.
  getElement("#result").replaceChildren(...[...result.childNodes].map((node) => document.adoptNode(node)));
  for (const field of [numberField(), codeField()]) {
    field.value = page.querySelector(`#${field.id}`)?.getAttribute("value") ?? "";
  }
}

/** Sends the forms of the desk without leaving the page, one at a time, so that the camera stays on. */
function followForms(): void {
  let isAsking = false;
  const status = getElement("#desk-status");
  getElement("main").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    const form = event.target as HTMLFormElement;
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    if (form.id === "look-up") getElement("#result").replaceChildren();
    announce(status, texts.asking);
    try {
      const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
      const response = await fetch(form.action, { method: "POST", body, signal });
      showAnswer(new DOMParser().parseFromString(await response.text(), "text/html"));
      announce(status, "");
      focusNext();
    } catch {
      announce(status, texts.noAnswer, "bad");
    }
    isAsking = false;
  });
}

/** Fills in a scanned or linked ticket and looks it up. The service rejects tickets of other raffles. */
function enter(text: string): void {
  const status = getElement("#desk-status");
  if (!readTicketLink(text)) {
    announce(status, texts.notATicket, "bad");
    return;
  }
  numberField().value = text;
  codeField().value = "";
  getElement<HTMLFormElement>("#look-up").requestSubmit();
}

/** Splits a link in the field for the number into number and code. */
function splitLinks(raffleId: string): void {
  numberField().addEventListener("input", () => {
    const ticket = readTicketLink(numberField().value);
    // A ticket of another raffle stays a link, so that the service can say so.
    if (ticket?.raffleId !== raffleId) return;
    numberField().value = String(ticket.ticketNumber);
    codeField().value = ticket.code;
  });
}

/** Starts the page of the prize desk, unless the raffle is not drawn yet. */
export function startDesk(): void {
  const desk = document.querySelector<HTMLElement>("#desk");
  if (!desk) return;
  const { raffle = "", decoder = "" } = desk.dataset;
  followForms();
  splitLinks(raffle);
  prepareCamera(decoder, enter);
  focusNext();
  const linked = takeFragment("ticket");
  if (linked !== undefined) enter(`/r/${raffle}#ticket=${linked}`);
}
