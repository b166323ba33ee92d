import type { Ticket } from "../../contract/wire";
import { nameInText } from "../shared/names";
import { problems, ticket as texts } from "../texts/en";
import { retryDelay } from "./backoff";
import { announce, copyText, getElement, moveFocusTo, wait, waitUntilOnline } from "./dom";
import { removeTicket } from "./storage";

function renderCode(code: string): Node[] {
  return code.split("-").flatMap((text, i) => {
    const group = document.createElement("span");
    group.className = "group";
    group.textContent = text;
    const dash = document.createElement("span");
    dash.className = "dash";
    dash.textContent = "-";
    return i > 0 ? [dash, group] : [group];
  });
}

const cardId = ({ ticket_number, verification_code }: Ticket) => `${ticket_number} ${verification_code}`;

const findCard = (ticket: Ticket): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>("#mine .ticket")].find(
    ({ dataset }) => dataset.ticket === cardId(ticket),
  );

/** Reports whether the page shows a ticket. */
export const isShown = (ticket: Ticket): boolean => findCard(ticket) !== undefined;

/** Shows a ticket as a card, above the others. */
export function showTicket(raffleId: string, ticket: Ticket, isStored: boolean, isAnimated: boolean): void {
  findCard(ticket)?.remove();
  const content = getElement<HTMLTemplateElement>("#ticket-template").content;
  const copy = content.cloneNode(true) as DocumentFragment;
  const card = getElement(".ticket", copy);
  card.dataset.ticket = cardId(ticket);
  card.dataset.stored = String(isStored);
  const heading = getElement("h2", card);
  heading.id = `ticket-heading${document.querySelector("#ticket-heading") ? `-${ticket.ticket_number}` : ""}`;
  card.setAttribute("aria-labelledby", heading.id);
  const number = getElement(".number", card);
  number.textContent = String(ticket.ticket_number);
  number.dataset.digits = String(String(ticket.ticket_number).length);
  getElement(".code", card).replaceChildren(...renderCode(ticket.verification_code));
  card.classList.toggle("fresh", isAnimated);
  getElement(".keeping", card).textContent = isStored ? texts.stored : texts.notStored;
  prepareButtons(card, raffleId, ticket, getElement('.hint[role="status"]', card));
  getElement("#mine").prepend(copy);
}

function prepareButtons(card: HTMLElement, raffleId: string, ticket: Ticket, region: HTMLElement): void {
  const button = (name: string) => getElement<HTMLButtonElement>(`[data-do="${name}"]`, card);
  const link = new URL(`/r/${raffleId}`, location.href).href;
  const text = `${texts.number} ${ticket.ticket_number}\n${texts.code} ${ticket.verification_code}\n${link}`;
  // Browsers offer the clipboard only to pages that were loaded by HTTPS.
  button("copy").hidden = !navigator.clipboard;
  button("copy").addEventListener("click", () => copyText(text, region));
  button("print").addEventListener("click", () => window.print());
  let isConfirming = false;
  button("forget").addEventListener("click", () => {
    if (!isConfirming) {
      isConfirming = true;
      announce(region, texts.removeConfirm);
      return;
    }
    removeTicket(raffleId, ticket);
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.textContent = texts.removed;
    card.replaceWith(notice);
    moveFocusTo(notice);
  });
}

/** The result of one request: a verdict, a rejection, or a delay in milliseconds before the next attempt. */
type OutcomeResult =
  | { has_won: boolean; prize: string | null }
  | { rejection: string }
  | { retryAfter: number; text: string };

async function requestOutcome(raffleId: string, ticket: Ticket, attempt: number): Promise<OutcomeResult> {
  try {
    const response = await fetch(`/raffles/${raffleId}/verify-ticket/`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(ticket),
    });
    if (response.status === 429 || response.status >= 500) {
      return { retryAfter: retryDelay(attempt, response), text: texts.busy };
    }
    const body = await response.json();
    return response.ok
      ? body
      : { rejection: problems[body.type.replace("/problems/", "")]?.title ?? body.detail };
  } catch {
    return { retryAfter: retryDelay(attempt), text: navigator.onLine ? texts.busy : texts.offline };
  }
}

/** Verifies a ticket once and shows the outcome on its card. Retries until the outcome is known. */
export async function showOutcome(raffleId: string, ticket: Ticket): Promise<void> {
  const card = findCard(ticket);
  if (!card || card.dataset.verified) return;
  card.dataset.verified = "true";
  // Nothing is announced while it waits, so that the outcome is the only announcement of a draw.
  const region = getElement(".outcome", card);
  for (let attempt = 0; card.isConnected; attempt++) {
    const result = await requestOutcome(raffleId, ticket, attempt);
    if (!("retryAfter" in result)) return renderOutcome(card, region, result);
    announce(region, result.text);
    await wait(result.retryAfter);
    await waitUntilOnline();
  }
}

function renderOutcome(
  card: HTMLElement,
  region: HTMLElement,
  result: Exclude<OutcomeResult, { retryAfter: number }>,
): void {
  if ("rejection" in result) {
    announce(region, result.rejection);
    return;
  }
  const { has_won, prize } = result;
  card.classList.add(has_won ? "won" : "lost");
  announce(region, has_won ? texts.won(nameInText(prize ?? "")) : texts.notWon);
  if (!has_won) return;
  const stamp = document.createElement("span");
  stamp.className = "stamp";
  stamp.setAttribute("aria-hidden", "true");
  stamp.textContent = texts.stamp;
  getElement(".main", card).append(stamp);
}
