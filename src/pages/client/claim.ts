import { other, problems, raffle, ticket as texts } from "../texts";
import { focusOn, online, say, the, wait } from "./dom";
import { forgetKey, type Kept, keep, keptOf, type Ticket, whenKeptElsewhere } from "./kept";
import { ATTEMPTS, pauseAfter } from "./pause";
import { showTicket } from "./ticket";

/** What came of sending it: the ticket, the words for what stands in the way, or how long to wait in ms. */
type Sent = { ticket: Ticket } | { refused: string; code: string } | { again: number; words: string };

/** Refusals of one address that another may not get: a phone changes its address on its way. */
const OF_THE_ADDRESS = ["already-participated", "no-tickets-remaining"];

async function send(raffleId: string, key: string, attempt: number): Promise<Sent> {
  let answer: Response;
  let body: Ticket & { type?: string };
  try {
    answer = await fetch(`/raffles/${raffleId}/participate/`, {
      method: "POST",
      headers: { "Idempotency-Key": key },
    });
    body = await answer.json();
  } catch {
    return { again: pauseAfter(attempt), words: navigator.onLine ? texts.again : texts.offline };
  }
  if (answer.ok) return { ticket: body };
  const again = pauseAfter(attempt, answer);
  if (answer.status === 503 || answer.status === 429) return { again, words: texts.busy };
  if (answer.status >= 500) return { again, words: texts.again };
  const code = body.type?.replace("/problems/", "") ?? "";
  const { title, advice } = problems[code] ?? other;
  return { refused: `${title}. ${advice}`, code };
}

/**
 * Sends a claim, again and again with the same key.
 *
 * @param tell hears what to say while it waits to send it again
 * @returns what is certain; undefined where the patience is at its end
 */
async function sendUntilCertain(raffleId: string, key: string, tell: (words: string) => void) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const sent = await send(raffleId, key, attempt);
    if (!("again" in sent)) return sent;
    tell(sent.words);
    if (navigator.onLine) await wait(sent.again);
    else {
      await online();
      attempt = 0;
    }
  }
  return undefined;
}

function received(raffleId: string, kept: Kept, ticket: Ticket): void {
  const lasting = keep(raffleId, { ...kept, ticket });
  showTicket(raffleId, ticket, lasting, true);
  // The winners may be drawn by now.
  document.dispatchEvent(new Event("kept"));
}

/**
 * Sends a claim, again and again with the same key, until something is certain or the patience is at its end.
 *
 * @param pressed whether the reader has just asked for it, and not an earlier visit
 */
async function claim(raffleId: string, kept: Kept, form: HTMLElement, pressed: boolean): Promise<void> {
  const button = the<HTMLButtonElement>("button", form);
  const notice = the(".notice", form);
  // A key that was sent before may have got a ticket at another address.
  let lost = keptOf(raffleId) !== undefined;
  // Kept before it is sent: should the answer be lost, the same key gets the same ticket.
  keep(raffleId, kept);
  button.disabled = true;
  button.textContent = raffle.claiming;
  const sent = await sendUntilCertain(raffleId, kept.key, (words) => {
    lost = true;
    say(notice, words);
  });
  if (sent && "ticket" in sent) {
    form.hidden = true;
    received(raffleId, kept, sent.ticket);
    // Where the button was is nothing any more.
    if (pressed) focusOn(the("#ticket-heading"));
    return;
  }
  if (sent) {
    const other = keptOf(raffleId);
    // Another tab was quicker: its key gets its ticket.
    if (other && other.key !== kept.key) return claim(raffleId, other, form, pressed);
    if (!lost || !OF_THE_ADDRESS.includes(sent.code)) forgetKey(raffleId);
    say(notice, sent.refused, "bad");
  } else say(notice, texts.lost, "bad");
  button.disabled = false;
  button.textContent = raffle.claim;
  // What is disabled loses the focus.
  if (pressed) button.focus();
}

/** Does what no other tab shall do meanwhile, or both would send keys of their own; by http there are no locks. */
async function alone(raffleId: string, work: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request(`raffle ${raffleId}`, work);
  else await work();
}

/** Lets the button claim without leaving the page, and asks again for what an earlier visit was not answered. */
export function prepareClaim(raffleId: string): void {
  const form = document.querySelector<HTMLFormElement>("#claim");
  const kept = keptOf(raffleId);
  const showKept = (ticket: Ticket) => {
    if (form) form.hidden = true;
    if (!document.querySelector("#mine .ticket")) showTicket(raffleId, ticket, true, false);
  };
  if (kept?.ticket) {
    showKept(kept.ticket);
    return;
  }
  whenKeptElsewhere(raffleId, showKept);
  if (kept && form) {
    say(the(".notice", form), texts.again);
    claim(raffleId, kept, form, false);
  } else if (kept) askWithoutButton(raffleId, kept);
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    // The page's own key, so that the form means the same with and without this script.
    const key = the<HTMLInputElement>("[name=key]", form).value;
    alone(raffleId, () => claim(raffleId, keptOf(raffleId) ?? { key }, form, true));
  });
}

/** The raffle sold out while the answer was lost: the ticket may be among those given out. */
async function askWithoutButton(raffleId: string, kept: Kept): Promise<void> {
  const place = the("#live");
  await online();
  const sent = await sendUntilCertain(raffleId, kept.key, (words) => say(place, words));
  if (!sent) {
    say(place, texts.lostAlone, "bad");
    return;
  }
  say(place, "");
  if ("ticket" in sent) received(raffleId, kept, sent.ticket);
  else if (!OF_THE_ADDRESS.includes(sent.code)) forgetKey(raffleId);
}
