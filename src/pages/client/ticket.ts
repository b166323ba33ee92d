import { problems, ticket as texts } from "../texts";
import { copyText, say, the } from "./dom";
import { forget, type Ticket } from "./kept";

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

/** Shows a ticket as a card. @param kept whether this browser keeps it */
export function showTicket(raffleId: string, ticket: Ticket, kept: boolean, fresh: boolean): void {
  const copy = the<HTMLTemplateElement>("#ticket-template").content.cloneNode(true) as DocumentFragment;
  const card = the(".ticket", copy);
  const number = the(".number", card);
  number.textContent = String(ticket.ticket_number);
  number.dataset.digits = String(String(ticket.ticket_number).length);
  the(".code", card).replaceChildren(...codeOf(ticket.verification_code));
  card.classList.toggle("fresh", fresh);
  const hint = the(".hint", card);
  say(hint, kept ? texts.kept : texts.notKept);
  buttons(card, raffleId, ticket, hint);
  the("#mine").replaceChildren(copy);
}

function buttons(card: HTMLElement, raffleId: string, ticket: Ticket, hint: HTMLElement): void {
  const button = (name: string) => the<HTMLButtonElement>(`[data-do="${name}"]`, card);
  const text = `${texts.number} ${ticket.ticket_number}\n${texts.code} ${ticket.verification_code}\n${location.href}`;
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
    forget(raffleId);
    const last = document.createElement("p");
    last.className = "notice";
    last.setAttribute("role", "status");
    last.textContent = texts.forgotten;
    card.replaceWith(last);
  });
}

/** Looks whether the shown ticket has won, and tells it on the card; once. */
export async function tellOutcome(raffleId: string, ticket: Ticket): Promise<void> {
  const card = document.querySelector<HTMLElement>("#mine .ticket");
  if (!card || card.dataset.told) return;
  card.dataset.told = "true";
  const outcome = the(".outcome", card);
  say(outcome, texts.checking);
  try {
    const answer = await fetch(`/raffles/${raffleId}/verify-ticket/`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(ticket),
    });
    const told = await answer.json();
    if (!answer.ok) {
      say(outcome, problems[told.type.replace("/problems/", "")]?.title ?? told.detail);
      return;
    }
    card.classList.add(told.has_won ? "won" : "lost");
    say(outcome, told.has_won ? texts.won(told.prize) : texts.notWon);
    if (told.has_won) {
      const stamp = document.createElement("span");
      stamp.className = "stamp";
      stamp.setAttribute("aria-hidden", "true");
      stamp.textContent = texts.stamp;
      the(".main", card).append(stamp);
    }
  } catch {
    // Offline: the next look at the stage tries again.
    delete card.dataset.told;
    say(outcome, texts.offline);
    window.addEventListener("online", () => tellOutcome(raffleId, ticket), { once: true });
  }
}
