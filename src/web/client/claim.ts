import type { Ticket } from "../../contract/wire";
import { raffle, ticket as texts } from "../texts/page";
import { announce, getElement, moveFocusTo, waitUntilOnline } from "./dom";
import { foldPassForm } from "./pass-form";
import { claimByKey, sendWithRetries } from "./send-claim";
import {
  type Entry,
  loadClaims,
  onTicketStoredElsewhere,
  readEntry,
  removeKey,
  requestPersistence,
  sharedFormKey,
  storeKey,
  storeTicket,
} from "./storage";
import { isShown, showTicket } from "./ticket";

/** Rejections that depend on the address. A phone that changes networks can get a ticket all the same. */
const ADDRESS_REJECTIONS = ["already-participated", "no-tickets-remaining"];

/**
 * Sends a claim by its key. If the address is rejected, sends it by the key of the browser's other forms,
 * which may have got a ticket.
 */
async function sendWithBothKeys(raffleId: string, key: string, onRetry: (text: string) => void) {
  const result = await sendWithRetries(raffleId, claimByKey(key), onRetry);
  const shared = sharedFormKey(raffleId, key);
  if (shared === key || !result || !("rejection" in result) || !ADDRESS_REJECTIONS.includes(result.code)) {
    return result && { ...result, key };
  }
  const second = await sendWithRetries(raffleId, claimByKey(shared), onRetry);
  return second && { ...second, key: shared };
}

type TicketEntry = Entry & { ticket: Ticket };

/** Stores and shows a new ticket. Returns whether the ticket will survive a reload. */
export function storeAndShow(raffleId: string, entry: TicketEntry, isAnimated: boolean): boolean {
  const isStored = storeTicket(raffleId, entry);
  hideForm();
  showTicket(raffleId, entry.ticket, isStored ? "stored" : "notStored", isAnimated);
  // The winners may be drawn by now.
  document.dispatchEvent(new Event("ticketshown"));
  return isStored;
}

/** Hides the claim form and removes the reason why an earlier claim was rejected. */
export function hideForm(): void {
  const form = document.querySelector<HTMLElement>("#claim");
  if (form) form.hidden = true;
  foldPassForm();
  document.querySelector("#stage > .notice.bad")?.remove();
}

/** Shows the stored tickets that the page does not show yet. */
function showStoredTickets(raffleId: string): void {
  const { tickets, hasClaimed } = loadClaims(raffleId);
  if (hasClaimed) hideForm();
  for (const ticket of tickets) if (!isShown(ticket)) showTicket(raffleId, ticket, "stored", false);
}

/**
 * Claims a ticket and shows the result in the form.
 *
 * @param isPressed true if the player has just pressed the button, false if the page repeats an earlier claim
 */
async function claim(raffleId: string, key: string, form: HTMLElement, isPressed: boolean): Promise<void> {
  const button = getElement<HTMLButtonElement>("button", form);
  const notice = getElement(".notice", form);
  // An earlier request with this key may have got a ticket at another address.
  let mayHaveTicket = !isPressed || loadClaims(raffleId).key !== undefined;
  // The key is stored first. If the answer is lost, the same key gets the same ticket.
  storeKey(raffleId, key);
  button.disabled = true;
  button.textContent = raffle.claiming;
  const result = await sendWithBothKeys(raffleId, key, (text) => {
    mayHaveTicket = true;
    announce(notice, text);
  });
  if (result && "ticket" in result) {
    const isStored = storeAndShow(raffleId, result, true);
    if (isPressed && isStored) requestPersistence();
    // The button, which had the focus, is now hidden.
    if (isPressed) moveFocusTo(getElement("#mine h2"));
    return;
  }
  if (result) {
    if (!mayHaveTicket || !ADDRESS_REJECTIONS.includes(result.code)) removeKey(raffleId);
    announce(notice, result.rejection, "bad");
  } else announce(notice, texts.noAnswer, "bad");
  button.disabled = false;
  button.textContent = raffle.claim;
  // A disabled button loses the focus.
  if (isPressed) button.focus();
}

/**
 * Stores the ticket that the form's response contains: the button was pressed before this script had loaded.
 * Then sets the address to the raffle's page, so that a reload does not send the form again.
 */
function storeRenderedTicket(raffleId: string): void {
  const card = document.querySelector<HTMLElement>("#mine .ticket[data-given]");
  if (!card) return;
  const { ticket, ...claim } = readEntry(card.dataset.given);
  if (!ticket) return;
  card.remove();
  if (storeAndShow(raffleId, { ...claim, ticket }, false)) history.replaceState(null, "", `/r/${raffleId}`);
}

/**
 * Returns the key of a form that was sent without this script and may have got a ticket. That is the form's
 * own key if the service was busy, and the key of this browser's earlier form if the address was rejected.
 */
function unansweredFormKey(form: HTMLFormElement, own: string, shared: string): string | undefined {
  const { refused: code } = form.dataset;
  if (code === undefined) return undefined;
  if (!ADDRESS_REJECTIONS.includes(code)) return own;
  return shared === own ? undefined : shared;
}

/** Makes the button claim without leaving the page. Repeats an earlier visit's claim without an answer. */
export function prepareClaim(raffleId: string): void {
  storeRenderedTicket(raffleId);
  showStoredTickets(raffleId);
  onTicketStoredElsewhere(raffleId, () => showStoredTickets(raffleId));
  const form = document.querySelector<HTMLFormElement>("#claim");
  const { key } = loadClaims(raffleId);
  if (!form || form.hidden) {
    if (key) resumeWithoutForm(raffleId, key);
    return;
  }
  // The key is written into the form, so that it gets the same ticket with and without this script.
  const field = getElement<HTMLInputElement>("[name=key]", form);
  const own = field.value;
  field.value = sharedFormKey(raffleId, own);
  const unanswered = key ?? unansweredFormKey(form, own, field.value);
  if (unanswered) {
    announce(getElement(".notice", form), texts.retrying);
    claim(raffleId, unanswered, form, false);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    claim(raffleId, loadClaims(raffleId).key ?? field.value, form, true);
  });
}

/** Repeats a claim without an answer after the raffle has sold out. It may have got one of the tickets. */
async function resumeWithoutForm(raffleId: string, key: string): Promise<void> {
  const region = getElement("#live");
  await waitUntilOnline();
  const result = await sendWithBothKeys(raffleId, key, (text) => announce(region, text));
  if (!result) {
    announce(region, texts.noAnswerReopen, "bad");
    return;
  }
  announce(region, "");
  if ("ticket" in result) storeAndShow(raffleId, result, true);
  else if (!ADDRESS_REJECTIONS.includes(result.code)) removeKey(raffleId);
}
