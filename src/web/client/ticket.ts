import type { Ticket } from "../../contract/wire";
import { nameInText } from "../shared/names";
import { problems, ticket as texts } from "../texts/en";
import { pauseAfter } from "./backoff";
import { copyText, focusOn, online, say, the, wait } from "./dom";
import { forget } from "./storage";

function codeOf(code: string): Node[] {
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

const nameOf = ({ ticket_number, verification_code }: Ticket) => `${ticket_number} ${verification_code}`;

const cardOf = (ticket: Ticket): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>("#mine .ticket")].find(
    ({ dataset }) => dataset.ticket === nameOf(ticket),
  );

/** Whether the page shows a ticket. */
export const isShown = (ticket: Ticket): boolean => cardOf(ticket) !== undefined;

/** Shows a ticket as a card, above others. @param kept whether this browser keeps it */
export function showTicket(raffleId: string, ticket: Ticket, kept: boolean, fresh: boolean): void {
  cardOf(ticket)?.remove();
  const copy = the<HTMLTemplateElement>("#ticket-template").content.cloneNode(true) as DocumentFragment;
  const card = the(".ticket", copy);
  card.dataset.ticket = nameOf(ticket);
  card.dataset.kept = String(kept);
  const heading = the("h2", card);
  heading.id = `ticket-heading${document.querySelector("#ticket-heading") ? `-${ticket.ticket_number}` : ""}`;
  card.setAttribute("aria-labelledby", heading.id);
  const number = the(".number", card);
  number.textContent = String(ticket.ticket_number);
  number.dataset.digits = String(String(ticket.ticket_number).length);
  the(".code", card).replaceChildren(...codeOf(ticket.verification_code));
  card.classList.toggle("fresh", fresh);
  the(".keeping", card).textContent = kept ? texts.kept : texts.notKept;
  buttons(card, raffleId, ticket, the('.hint[role="status"]', card));
  the("#mine").prepend(copy);
}

function buttons(card: HTMLElement, raffleId: string, ticket: Ticket, hint: HTMLElement): void {
  const button = (name: string) => the<HTMLButtonElement>(`[data-do="${name}"]`, card);
  const link = new URL(`/r/${raffleId}`, location.href).href;
  const text = `${texts.number} ${ticket.ticket_number}\n${texts.code} ${ticket.verification_code}\n${link}`;
  // Browsers have a clipboard for pages that came by https alone.
  button("copy").hidden = !navigator.clipboard;
  button("copy").addEventListener("click", () => copyText(text, hint));
  button("print").addEventListener("click", () => window.print());
  let sure = false;
  button("forget").addEventListener("click", () => {
    if (!sure) {
      sure = true;
      say(hint, texts.forgetSure);
      return;
    }
    forget(raffleId, ticket);
    const last = document.createElement("p");
    last.className = "notice";
    last.textContent = texts.forgotten;
    card.replaceWith(last);
    focusOn(last);
  });
}

/** What came of asking for a ticket's outcome: it, or how long to wait and what to say meanwhile. */
type Outcome =
  | { has_won: boolean; prize: string | null }
  | { refused: string }
  | { again: number; words: string };

async function outcomeOf(raffleId: string, ticket: Ticket, attempt: number): Promise<Outcome> {
  try {
    const answer = await fetch(`/raffles/${raffleId}/verify-ticket/`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(ticket),
    });
    if (answer.status === 429 || answer.status >= 500) {
      return { again: pauseAfter(attempt, answer), words: texts.busy };
    }
    const told = await answer.json();
    return answer.ok
      ? told
      : { refused: problems[told.type.replace("/problems/", "")]?.title ?? told.detail };
  } catch {
    return { again: pauseAfter(attempt), words: navigator.onLine ? texts.busy : texts.offline };
  }
}

/** Looks whether the shown ticket has won, and tells it on the card; once, and until it is known. */
export async function tellOutcome(raffleId: string, ticket: Ticket): Promise<void> {
  const card = cardOf(ticket);
  if (!card || card.dataset.told) return;
  card.dataset.told = "true";
  // It says nothing while it looks: the outcome is the one sentence that a draw is to be heard by.
  const place = the(".outcome", card);
  for (let attempt = 0; card.isConnected; attempt++) {
    const outcome = await outcomeOf(raffleId, ticket, attempt);
    if (!("again" in outcome)) return show(card, place, outcome);
    say(place, outcome.words);
    await wait(outcome.again);
    await online();
  }
}

function show(card: HTMLElement, place: HTMLElement, outcome: Exclude<Outcome, { again: number }>): void {
  if ("refused" in outcome) {
    say(place, outcome.refused);
    return;
  }
  const { has_won, prize } = outcome;
  card.classList.add(has_won ? "won" : "lost");
  say(place, has_won ? texts.won(nameInText(prize ?? "")) : texts.notWon);
  if (!has_won) return;
  const stamp = document.createElement("span");
  stamp.className = "stamp";
  stamp.setAttribute("aria-hidden", "true");
  stamp.textContent = texts.stamp;
  the(".main", card).append(stamp);
}
