import type { Ticket } from "../../contract/wire";
import { common, home as texts } from "../texts/page";
import { getElement } from "./dom";
import { findRaffles, loadClaims, removeTicket } from "./storage";
import { findFate, type RaffleFacts, readFacts } from "./ticket-fate";

/**
 * Limits the raffles that the page asks about at a time. Tickets of others have to wait for their outcome.
 */
const MAX_RAFFLES = 20;

/** How many raffles the page asks about at once. */
const PARALLEL_REQUESTS = 3;

interface Row {
  ticket: Ticket;
  element: HTMLElement;
}

/** The rows that need no update. */
const finished = new WeakSet<HTMLElement>();

/** Returns the raffles with tickets: first those in the list of this page, in its order. */
function sortedRaffles(): string[] {
  const ids = findRaffles();
  const bars = [...document.querySelectorAll<HTMLElement>(".card .progress")];
  const listed = bars.flatMap(({ dataset: { raffle = "" } }) => (ids.includes(raffle) ? raffle : []));
  return [...new Set([...listed, ...ids])];
}

/** Returns the row of a ticket. Makes it if the list has none. */
function rowOf(list: HTMLElement, raffleId: string, ticket: Ticket): Row {
  const id = `${raffleId} ${ticket.ticket_number} ${ticket.verification_code}`;
  const shown = ([...list.children] as HTMLElement[]).find(({ dataset }) => dataset.ticket === id);
  if (shown) return { ticket, element: shown };
  const { content } = getElement<HTMLTemplateElement>("#my-tickets template");
  const element = getElement("li", content.cloneNode(true) as DocumentFragment);
  element.dataset.ticket = id;
  const link = getElement<HTMLAnchorElement>("a", element);
  link.href = `/r/${raffleId}`;
  link.textContent = common.unknown(raffleId);
  getElement(".my-number", element).textContent = texts.ticket(ticket.ticket_number);
  getElement("button", element).addEventListener("click", () => {
    removeTicket(raffleId, ticket);
    element.remove();
    hideIfEmpty();
  });
  return { ticket, element };
}

function hideIfEmpty(): void {
  const section = getElement("#my-tickets");
  section.hidden = getElement("ul", section).childElementCount === 0;
}

async function updateRow({ element, ticket }: Row, raffleId: string, facts: RaffleFacts): Promise<void> {
  const link = getElement<HTMLAnchorElement>("a", element);
  if (typeof facts === "object") link.textContent = facts.name;
  // The page of a deleted raffle is gone.
  if (facts === "deleted") {
    link.removeAttribute("href");
    getElement("button", element).hidden = false;
  }
  const { text, hasWon = false, isFinal } = await findFate(raffleId, ticket, facts);
  const fate = getElement(".fate", element);
  fate.textContent = text;
  fate.classList.toggle("won", hasWon);
  if (isFinal) finished.add(element);
}

async function updateRows(raffleId: string, rows: readonly Row[]): Promise<void> {
  const facts = await readFacts(raffleId);
  for (const row of rows) await updateRow(row, raffleId, facts);
}

/**
 * Lists the tickets that this browser stores, of any raffle. Returns the raffles whose rows need an update.
 */
function listTickets(): { id: string; rows: Row[] }[] {
  const list = getElement("#my-tickets ul");
  const raffles = sortedRaffles().map((id) => ({
    id,
    rows: loadClaims(id).tickets.map((ticket) => rowOf(list, id, ticket)),
  }));
  list.replaceChildren(...raffles.flatMap(({ rows }) => rows.map(({ element }) => element)));
  hideIfEmpty();
  return raffles
    .map(({ id, rows }) => ({ id, rows: rows.filter(({ element }) => !finished.has(element)) }))
    .filter(({ rows }) => rows.length > 0);
}

let isUpdating = false;

/** Lists the tickets that this browser stores, and what became of them. */
export async function showMyTickets(): Promise<void> {
  if (isUpdating) return;
  isUpdating = true;
  const raffles = listTickets();
  for (const { element } of raffles.slice(MAX_RAFFLES).flatMap(({ rows }) => rows))
    getElement(".fate", element).textContent = "";
  const left = raffles.slice(0, MAX_RAFFLES);
  const update = async () => {
    for (let next = left.shift(); next; next = left.shift()) await updateRows(next.id, next.rows);
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, update));
  } finally {
    isUpdating = false;
  }
}
