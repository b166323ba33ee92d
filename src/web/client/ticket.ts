import { ticketLink } from "../../contract/links";
import type { Ticket } from "../../contract/wire";
import { ticket as texts } from "../texts/page";
import { announce, getElement, moveFocusTo } from "./dom";
import { prepareSaving } from "./save-ticket";
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
export const isStoredCard = (card: HTMLElement): boolean => card.dataset.keeping === "stored";

/** Focuses the heading of a ticket. */
export function focusTicket(ticket: Ticket): void {
  const card = findCard(ticket);
  if (card) moveFocusTo(getElement("h2", card));
}

/** Makes the browser ask before a ticket is lost that it could not store. */
function warnBeforeLeaving(): void {
  window.onbeforeunload = (event) => {
    if (document.querySelector('#mine .ticket[data-keeping="notStored"]')) event.preventDefault();
  };
}

/** Says on the card of a ticket whether the browser has stored it. */
export function setKeeping(ticket: Ticket, keeping: Keeping): void {
  const card = findCard(ticket);
  if (!card) return;
  card.dataset.keeping = keeping;
  if (keeping === "notStored") warnBeforeLeaving();
  const line = getElement(".keeping", card);
  line.textContent = texts[keeping];
  line.className = keeping === "notStored" ? "keeping notice bad" : "keeping hint";
  // First comes the question whether to save the ticket on this device.
  getElement<HTMLDetailsElement>(".saving", card).open = keeping !== "linked";
  getElement(".why", card).hidden = keeping !== "stored";
  getElement('[data-do="forget"]', card).hidden = keeping === "linked";
}

/**
 * Names the card by its heading, which also says where the ticket is stored: a new ticket's gets the focus.
 */
function nameCard(card: HTMLElement, { ticket_number: number }: Ticket): void {
  const [heading, line] = [getElement("h2", card), getElement(".keeping", card)];
  heading.id = `ticket-heading${document.querySelector("#ticket-heading") ? `-${number}` : ""}`;
  card.setAttribute("aria-labelledby", heading.id);
  line.id = `${heading.id}-keeping`;
  heading.setAttribute("aria-describedby", line.id);
}

function writeTicket(card: HTMLElement, ticket: Ticket, link: string): void {
  const number = getElement(".number", card);
  number.textContent = String(ticket.ticket_number);
  number.dataset.digits = String(String(ticket.ticket_number).length);
  getElement(".code", card).replaceChildren(...renderCode(ticket.verification_code));
  getElement(".address", card).textContent = link.split("#")[0] ?? "";
  drawTicketQr(card, link);
}

/** Shows a ticket as a card, above the others. Folds their buttons, so that the page stays short. */
export function showTicket(raffleId: string, ticket: Ticket, keeping: Keeping, isAnimated: boolean): void {
  findCard(ticket)?.remove();
  const content = getElement<HTMLTemplateElement>("#ticket-template").content;
  const copy = content.cloneNode(true) as DocumentFragment;
  const card = getElement(".ticket", copy);
  card.dataset.ticket = cardId(ticket);
  card.classList.toggle("fresh", isAnimated);
  const link = ticketLink(location.origin, raffleId, ticket.ticket_number, ticket.verification_code);
  nameCard(card, ticket);
  writeTicket(card, ticket, link);
  const region = getElement('.hint[role="status"]', card);
  prepareSaving(card, ticket, link, region);
  prepareRemoval(card, raffleId, ticket, region);
  for (const saving of document.querySelectorAll<HTMLDetailsElement>("#mine .saving")) saving.open = false;
  getElement("#mine").prepend(copy);
  setKeeping(ticket, keeping);
}

/** Makes the second press of the button remove the ticket from this browser. */
function prepareRemoval(card: HTMLElement, raffleId: string, ticket: Ticket, region: HTMLElement): void {
  getElement('[data-do="forget"]', card).addEventListener("click", () => {
    if (region.textContent !== texts.removeConfirm) {
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
