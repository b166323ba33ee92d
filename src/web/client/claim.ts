import type { Ticket } from "../../contract/wire";
import { other, problems, raffle, ticket as texts } from "../texts/en";
import { ATTEMPTS, pauseAfter } from "./backoff";
import { focusOn, online, say, the, wait } from "./dom";
import {
  type Entry,
  forgetKey,
  formKey,
  keepKey,
  keepTicket,
  keptOf,
  readEntry,
  whenKeptElsewhere,
} from "./storage";
import { isShown, showTicket } from "./ticket";

/** What came of sending it: the ticket, the words for what stands in the way, or how long to wait in ms. */
type Sent = { ticket: Ticket } | { refused: string; code: string } | { again: number; words: string };

/** Refusals of one address that another may not get: a phone changes its address on its way. */
const OF_THE_ADDRESS = ["already-participated", "no-tickets-remaining"];

async function send(raffleId: string, key: string, attempt: number): Promise<Sent> {
  let answer: Response;
  let body: Ticket & { type?: string };
  try {
    answer = await fetch(`/raffles/${raffleId}/participate/`, {
      method: "POST",
      headers: { "Idempotency-Key": key },
    });
    body = await answer.json();
  } catch {
    return { again: pauseAfter(attempt), words: navigator.onLine ? texts.again : texts.offline };
  }
  if (answer.ok) return { ticket: body };
  const again = pauseAfter(attempt, answer);
  if (answer.status === 503 || answer.status === 429) return { again, words: texts.busy };
  if (answer.status >= 500) return { again, words: texts.again };
  const code = body.type?.replace("/problems/", "") ?? "";
  const { title, advice } = problems[code] ?? other;
  return { refused: `${title}. ${advice}`, code };
}

/**
 * Sends a claim, again and again with the same key.
 *
 * @param tell hears what to say while it waits to send it again
 * @returns what is certain; undefined where the patience is at its end
 */
async function sendUntilCertain(raffleId: string, key: string, tell: (words: string) => void) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const sent = await send(raffleId, key, attempt);
    if (!("again" in sent)) return sent;
    tell(sent.words);
    if (navigator.onLine) await wait(sent.again);
    else {
      await online();
      attempt = 0;
    }
  }
  return undefined;
}

/** Sends a claim by its key and, where it is refused, by that of the browser's other forms, which may have got a ticket. */
async function sendByKeys(raffleId: string, key: string, tell: (words: string) => void) {
  const sent = await sendUntilCertain(raffleId, key, tell);
  const other = formKey(raffleId, key);
  if (other === key || !sent || !("refused" in sent) || !OF_THE_ADDRESS.includes(sent.code)) {
    return sent && { ...sent, key };
  }
  const second = await sendUntilCertain(raffleId, other, tell);
  return second && { ...second, key: other };
}

type Granted = Entry & { ticket: Ticket };

/** Keeps a ticket that was just given, and shows it. @returns whether it will be here after a reload */
function received(raffleId: string, granted: Granted, animated: boolean): boolean {
  const lasting = keepTicket(raffleId, granted);
  closeForm();
  showTicket(raffleId, granted.ticket, lasting, animated);
  // The winners may be drawn by now.
  document.dispatchEvent(new Event("kept"));
  return lasting;
}

/** Takes away what asks for a ticket, and what an earlier try was refused for. */
function closeForm(): void {
  const form = document.querySelector<HTMLElement>("#claim");
  if (form) form.hidden = true;
  document.querySelector("#stage > .notice.bad")?.remove();
}

/** Shows the tickets that are kept, as far as they are not shown yet. */
function showKept(raffleId: string): void {
  const { tickets } = keptOf(raffleId);
  if (tickets.length > 0) closeForm();
  for (const ticket of tickets) if (!isShown(ticket)) showTicket(raffleId, ticket, true, false);
}

/**
 * Sends a claim, again and again with the same key, until something is certain or the patience is at its end.
 *
 * @param pressed whether the reader has just asked for it, and not an earlier visit
 */
async function claim(raffleId: string, key: string, form: HTMLElement, pressed: boolean): Promise<void> {
  const button = the<HTMLButtonElement>("button", form);
  const notice = the(".notice", form);
  // A key that was sent before may have got a ticket at another address.
  let lost = !pressed || keptOf(raffleId).key !== undefined;
  // Kept before it is sent: should the answer be lost, the same key gets the same ticket.
  keepKey(raffleId, key);
  button.disabled = true;
  button.textContent = raffle.claiming;
  const sent = await sendByKeys(raffleId, key, (words) => {
    lost = true;
    say(notice, words);
  });
  if (sent && "ticket" in sent) {
    received(raffleId, sent, true);
    // Where the button was is nothing any more.
    if (pressed) focusOn(the("#mine h2"));
    return;
  }
  if (sent) {
    if (!lost || !OF_THE_ADDRESS.includes(sent.code)) forgetKey(raffleId);
    say(notice, sent.refused, "bad");
  } else say(notice, texts.lost, "bad");
  button.disabled = false;
  button.textContent = raffle.claim;
  // What is disabled loses the focus.
  if (pressed) button.focus();
}

/**
 * Keeps the ticket that the form's own answer shows: the button was pressed before this script was there. The page then
 * stands for the raffle, and a reload need not send the form again.
 */
function keepRendered(raffleId: string): void {
  const card = document.querySelector<HTMLElement>("#mine .ticket[data-given]");
  if (!card) return;
  const { key, ticket } = readEntry(card.dataset.given);
  if (!ticket) return;
  card.remove();
  if (received(raffleId, { key, ticket }, false)) history.replaceState(null, "", `/r/${raffleId}`);
}

/**
 * The key of a claim that was made without this script and may have got a ticket all the same: where the form's answer
 * is that the service was busy, the form's; where it is a refusal, that of an earlier form of this browser.
 */
function keyInDoubt(form: HTMLFormElement, own: string, shared: string): string | undefined {
  const { refused } = form.dataset;
  if (refused === undefined) return undefined;
  if (!OF_THE_ADDRESS.includes(refused)) return own;
  return shared === own ? undefined : shared;
}

/** Lets the button claim without leaving the page, and asks again for what an earlier visit was not answered. */
export function prepareClaim(raffleId: string): void {
  keepRendered(raffleId);
  showKept(raffleId);
  whenKeptElsewhere(raffleId, () => showKept(raffleId));
  const form = document.querySelector<HTMLFormElement>("#claim");
  const { key } = keptOf(raffleId);
  if (!form || form.hidden) {
    if (key) askWithoutButton(raffleId, key);
    return;
  }
  // The page's own key, so that the form means the same with and without this script.
  const field = the<HTMLInputElement>("[name=key]", form);
  const own = field.value;
  field.value = formKey(raffleId, own);
  const unanswered = key ?? keyInDoubt(form, own, field.value);
  if (unanswered) {
    say(the(".notice", form), texts.again);
    claim(raffleId, unanswered, form, false);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    claim(raffleId, keptOf(raffleId).key ?? field.value, form, true);
  });
}

/** The raffle sold out while the answer was lost: the ticket may be among those given out. */
async function askWithoutButton(raffleId: string, key: string): Promise<void> {
  const place = the("#live");
  await online();
  const sent = await sendByKeys(raffleId, key, (words) => say(place, words));
  if (!sent) {
    say(place, texts.lostAlone, "bad");
    return;
  }
  say(place, "");
  if ("ticket" in sent) received(raffleId, sent, true);
  else if (!OF_THE_ADDRESS.includes(sent.code)) forgetKey(raffleId);
}
