import type { Ticket } from "../../contract/wire";
import { nameInText } from "../shared/names";
import { problemText } from "../shared/problem-text";
import { other, problems, ticket as texts } from "../texts/page";
import { requestTimeout, retryDelay } from "./backoff";
import { announce, getElement, wait, waitUntilOnline } from "./dom";
import { loadVerdict, storeVerdict, type Verdict } from "./seen-verdict";
import { isStoredCard, shownTickets } from "./ticket";

/** Spreads the requests after a prize was forfeited, because all pages learn of it at the same moment. */
const RENEWAL_SPREAD_MS = 4000;

/** The result of one request: an answer, a rejection, or a delay in milliseconds before the next attempt. */
type Outcome = { has_won: boolean; prize: string | null } | { rejection: string };
type OutcomeResult = Outcome | { retryAfter: number; text: string };

/** Asks whether a ticket has won. */
export async function requestOutcome(
  raffleId: string,
  ticket: Ticket,
  attempt: number,
): Promise<OutcomeResult> {
  try {
    const response = await fetch(`/raffles/${raffleId}/verify-ticket/`, {
      method: "POST",
      signal: requestTimeout(),
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(ticket),
    });
    if (response.status === 429 || response.status >= 500) {
      return { retryAfter: retryDelay(attempt, response), text: texts.busy };
    }
    const body = await response.json();
    return response.ok
      ? body
      : { rejection: problemText(body.type.replace("/problems/", ""), { problems, other }).title };
  } catch {
    return { retryAfter: retryDelay(attempt), text: navigator.onLine ? texts.busy : texts.offline };
  }
}

/** Numbers the requests for each card, so that the answer to an earlier one is dropped. */
const requests = new WeakMap<HTMLElement, number>();

/** Verifies a ticket and shows the outcome on its card. Retries until the outcome is known. */
async function verify(raffleId: string, card: HTMLElement, ticket: Ticket): Promise<void> {
  const request = (requests.get(card) ?? 0) + 1;
  requests.set(card, request);
  const isCurrent = () => card.isConnected && requests.get(card) === request;
  for (let attempt = 0; isCurrent(); attempt++) {
    const result = await requestOutcome(raffleId, ticket, attempt);
    if (!isCurrent()) return;
    if (!("retryAfter" in result)) return showOutcome(raffleId, card, ticket, result);
    // A verdict stays until there is a newer one.
    if (!card.dataset.verdict) announce(getElement(".outcome", card), result.text);
    await wait(result.retryAfter);
    await waitUntilOnline();
  }
}

/** Verifies the tickets of the page that have not been verified yet. */
export function showOutcomes(raffleId: string): void {
  for (const { card, ticket } of shownTickets()) if (!requests.has(card)) verify(raffleId, card, ticket);
}

/** Verifies all tickets of the page again, because a prize was passed on. */
export async function renewOutcomes(raffleId: string): Promise<void> {
  await wait(RENEWAL_SPREAD_MS * Math.random());
  for (const { card, ticket } of shownTickets()) verify(raffleId, card, ticket);
}

function verdictOf(hasWon: boolean, before: Verdict | undefined): Verdict {
  if (hasWon) return "won";
  return before === undefined || before === "lost" ? "lost" : "passed";
}

function textOf(verdict: Verdict, prize: string, before: Verdict | undefined): string {
  if (verdict === "won") return before === "lost" ? texts.wonAfterAll(prize) : texts.won(prize);
  return verdict === "lost" ? texts.notWon : texts.noLongerWon;
}

function showOutcome(raffleId: string, card: HTMLElement, ticket: Ticket, outcome: Outcome): void {
  const region = getElement(".outcome", card);
  if ("rejection" in outcome) {
    if (!card.dataset.verdict) announce(region, outcome.rejection);
    return;
  }
  const shown = card.dataset.verdict as Verdict | undefined;
  const before = shown ?? loadVerdict(raffleId, ticket.ticket_number);
  const verdict = verdictOf(outcome.has_won, before);
  if (isStoredCard(card)) storeVerdict(raffleId, ticket.ticket_number, verdict);
  if (verdict === shown) return;
  const prize = nameInText(outcome.prize ?? "");
  card.dataset.verdict = verdict;
  card.dataset.prize = prize;
  for (const name of ["won", "lost", "passed"]) card.classList.toggle(name, name === verdict);
  // The celebration is for the first time only.
  card.classList.toggle("celebrated", verdict === "won" && before !== "won");
  getElement<HTMLDetailsElement>(".saving", card).open = verdict === "won";
  announce(region, textOf(verdict, prize, before));
  getElement(".keep", card).textContent = verdict === "won" ? texts.wonNext : texts.secrecy;
  showInTitle();
}

const titleWithoutPrize = document.title;

/** Shows the prize of the first winning ticket in the title of the tab. */
function showInTitle(): void {
  const won = document.querySelector<HTMLElement>("#mine .ticket.won");
  document.title = won
    ? `${texts.wonTitle(won.dataset.prize ?? "")} · ${titleWithoutPrize}`
    : titleWithoutPrize;
}
