import type { Ticket, Verdict } from "../../contract/wire";
import { nameInText } from "../shared/names";
import { home as texts } from "../texts/page";
import { loadClaims } from "./storage";

/** The prizes of tickets, by raffle, number and code. Each ticket is checked once while the page is open. */
const prizes = new Map<string, Promise<string | undefined>>();

/** Checks a ticket. Returns its prize; undefined if it has none, or if no answer comes. */
async function requestPrize(raffleId: string, ticket: Ticket): Promise<string | undefined> {
  try {
    const response = await fetch(`/raffles/${raffleId}/verify-ticket/`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(ticket),
    });
    if (!response.ok) return undefined;
    const { prize }: Verdict = await response.json();
    return prize ?? undefined;
  } catch {
    return undefined;
  }
}

function prizeOf(raffleId: string, ticket: Ticket): Promise<string | undefined> {
  const key = `${raffleId} ${ticket.ticket_number} ${ticket.verification_code}`;
  const prize = prizes.get(key) ?? requestPrize(raffleId, ticket);
  prizes.set(key, prize);
  return prize;
}

async function markCard(card: HTMLElement): Promise<void> {
  const bar = card.querySelector<HTMLElement>(".progress");
  const raffleId = bar?.dataset.raffle;
  const mark = card.querySelector<HTMLElement>(".mine");
  if (!bar || !raffleId || !mark) return;
  const { tickets } = loadClaims(raffleId);
  const [first] = tickets;
  mark.hidden = !first;
  if (!first) return;
  const words =
    tickets.length === 1 ? texts.hasTicket(first.ticket_number) : texts.hasTickets(tickets.length);
  if (!mark.classList.contains("won")) mark.textContent = words;
  if (bar.dataset.drawn !== "true") return;
  const won = await Promise.all(tickets.map((ticket) => prizeOf(raffleId, ticket)));
  const names = won.flatMap((prize) => (prize === undefined ? [] : [nameInText(prize)]));
  mark.classList.toggle("won", names.length > 0);
  mark.textContent = names.length > 0 ? texts.won(names) : words;
}

/** Marks the raffles of which this browser has a ticket, and the prizes that it has won. */
export function markMyTickets(): void {
  for (const card of document.querySelectorAll<HTMLElement>(".card")) markCard(card);
}
