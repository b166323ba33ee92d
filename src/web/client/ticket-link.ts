import type { Ticket } from "../../contract/wire";
import { parseLinkedTicket } from "../shared/ticket-link";
import { ticket as texts } from "../texts/page";
import { announce, getElement } from "./dom";
import { forgetFragment, recallFragment, takeFragment } from "./fragment";
import { addTicket, hasTicket, requestPersistence } from "./storage";
import { focusTicket, isShown, setKeeping, showTicket } from "./ticket";

/** The ticket that the page asks about. */
let asked: Ticket | undefined;

const findNotice = () => getElement("#from-link .notice");
const findButtons = () => getElement("#from-link .actions");

/** Shows a text in place of the question. */
function endQuestion(text: string, kind: "" | "good" | "bad" = ""): void {
  asked = undefined;
  forgetFragment("ticket");
  findButtons().hidden = true;
  announce(findNotice(), text, kind);
}

function ask(raffleId: string, ticket: Ticket): void {
  if (!isShown(ticket)) showTicket(raffleId, ticket, "linked", false);
  asked = ticket;
  findButtons().hidden = false;
  announce(findNotice(), texts.saveQuestion);
  // The winners may be drawn by now.
  document.dispatchEvent(new Event("ticketshown"));
}

function readLink(raffleId: string, text: string | undefined): void {
  if (text === undefined) return;
  const ticket = parseLinkedTicket(text, Number(getElement(".progress").dataset.total));
  if (!ticket) endQuestion(texts.linkBroken, "bad");
  // Otherwise the page already shows the stored ticket.
  else if (!hasTicket(raffleId, ticket)) ask(raffleId, ticket);
  else endQuestion("");
}

/** Answers the question by a button, which then disappears. */
function answer(name: "save" | "decline", onPress: (ticket: Ticket) => void): void {
  getElement(`#from-link [data-do="${name}"]`).addEventListener("click", () => {
    const ticket = asked;
    if (!ticket) return;
    onPress(ticket);
    focusTicket(ticket);
  });
}

/**
 * Shows the tickets of links `#ticket=…` to this page, also of those opened later. Saves one only if its
 * visitor wants it: the device may belong to somebody else.
 */
export function followTicketLinks(raffleId: string): void {
  answer("decline", () => endQuestion(""));
  answer("save", (ticket) => {
    const isStored = addTicket(raffleId, ticket);
    setKeeping(ticket, isStored ? "stored" : "notStored");
    // The card says that this browser can't save the ticket.
    endQuestion(isStored ? texts.saved : "", "good");
    if (isStored) requestPersistence();
  });
  window.addEventListener("hashchange", () => readLink(raffleId, takeFragment("ticket")));
  readLink(raffleId, takeFragment("ticket") ?? recallFragment("ticket"));
}
