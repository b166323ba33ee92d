import type { Ticket } from "../../contract/wire";
import { ticket as texts } from "../texts/page";
import { announce, copyText, getElement, moveFocusTo } from "./dom";
import { removeTicket } from "./storage";
import { drawTicketQr } from "./ticket-qr";

/** Says whether the browser has stored a ticket. A linked one it must not store yet. */
type Keeping = "stored" | "notStored" | "linked";

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

/** Returns the cards with the tickets that the page shows. */
export function shownTickets(): { card: HTMLElement; ticket: Ticket }[] {
  const cards = [...document.querySelectorAll<HTMLElement>("#mine .ticket[data-ticket]")];
  return cards.map((card) => {
    const [number, verification_code = ""] = card.dataset.ticket?.split(" ") ?? [];
    return { card, ticket: { ticket_number: Number(number), verification_code } };
  });
}

const findCard = (ticket: Ticket): HTMLElement | undefined =>
  shownTickets().find(({ card }) => card.dataset.ticket === cardId(ticket))?.card;

/** Reports whether the page shows a ticket. */
export const isShown = (ticket: Ticket): boolean => findCard(ticket) !== undefined;

/** Reports whether the ticket of a card survives a reload. */
export const isStoredCard = (card: HTMLElement): boolean => card.dataset.stored === "true";

/** Says on the card of a ticket whether the browser has stored it. */
export function setKeeping(ticket: Ticket, keeping: Keeping): void {
  const card = findCard(ticket);
  if (!card) return;
  card.dataset.stored = String(keeping === "stored");
  getElement(".keeping", card).textContent = texts[keeping];
  getElement('[data-do="forget"]', card).hidden = keeping === "linked";
}

/** Shows a ticket as a card, above the others. */
export function showTicket(raffleId: string, ticket: Ticket, keeping: Keeping, isAnimated: boolean): void {
  findCard(ticket)?.remove();
  const content = getElement<HTMLTemplateElement>("#ticket-template").content;
  const copy = content.cloneNode(true) as DocumentFragment;
  const card = getElement(".ticket", copy);
  card.dataset.ticket = cardId(ticket);
  const heading = getElement("h2", card);
  heading.id = `ticket-heading${document.querySelector("#ticket-heading") ? `-${ticket.ticket_number}` : ""}`;
  card.setAttribute("aria-labelledby", heading.id);
  const number = getElement(".number", card);
  number.textContent = String(ticket.ticket_number);
  number.dataset.digits = String(String(ticket.ticket_number).length);
  getElement(".code", card).replaceChildren(...renderCode(ticket.verification_code));
  card.classList.toggle("fresh", isAnimated);
  prepareButtons(card, raffleId, ticket, getElement('.hint[role="status"]', card));
  getElement("#mine").prepend(copy);
  setKeeping(ticket, keeping);
  drawTicketQr(card, raffleId, ticket);
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
