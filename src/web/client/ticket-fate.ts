import type { Raffle, Ticket } from "../../contract/wire";
import { nameInText, shownName } from "../shared/names";
import { home as texts } from "../texts/page";
import { requestTimeout } from "./backoff";
import { getElement } from "./dom";
import { requestOutcome } from "./outcome";
import { loadVerdict } from "./seen-verdict";

/** What the home page knows of a raffle. */
export type RaffleFacts = { name: string; isDrawn: boolean } | "deleted" | "unreachable";

/** What became of a ticket. */
export interface Fate {
  text: string;
  hasWon?: boolean;
  /** Whether it stays so, as far as this page is concerned. */
  isFinal: boolean;
}

/** The raffles that were read one by one. */
const known = new Map<string, RaffleFacts>();

/** Makes the page read all raffles again. */
export const forgetRaffles = (): void => known.clear();

/** Returns what the card of a raffle shows. Undefined if it has none, or if the raffle can't be reached. */
function readCard(raffleId: string): RaffleFacts | undefined {
  const bar = document.querySelector<HTMLElement>(`.card .progress[data-raffle="${raffleId}"]`);
  const card = bar?.closest<HTMLElement>(".card");
  // "unknown" is a raffle that is no longer in the list (list.ts).
  if (!bar || !card || bar.dataset.drawn === "unknown" || getElement(".stage", card).hidden) return undefined;
  return { name: getElement("a", card).textContent, isDrawn: bar.dataset.drawn === "true" };
}

async function fetchFacts(raffleId: string): Promise<RaffleFacts> {
  try {
    const response = await fetch(`/raffles/${raffleId}/`, { signal: requestTimeout() });
    if (response.status === 404) return "deleted";
    if (!response.ok) return "unreachable";
    const { name, winners_drawn }: Raffle = await response.json();
    return { name: shownName(name), isDrawn: winners_drawn };
  } catch {
    return "unreachable";
  }
}

/**
 * Reads a raffle, from the list of this page or from the service. Asks the service once, unless that fails.
 */
export async function readFacts(raffleId: string): Promise<RaffleFacts> {
  const found = readCard(raffleId) ?? known.get(raffleId);
  if (found && found !== "unreachable") return found;
  const facts = await fetchFacts(raffleId);
  known.set(raffleId, facts);
  return facts;
}

/** Finds out what became of a ticket. */
export async function findFate(raffleId: string, ticket: Ticket, facts: RaffleFacts): Promise<Fate> {
  if (facts === "deleted") return { text: texts.deleted, isFinal: true };
  if (facts === "unreachable") return { text: texts.unreachable, isFinal: false };
  if (!facts.isDrawn) return { text: texts.waiting, isFinal: false };
  const outcome = await requestOutcome(raffleId, ticket, 0);
  if ("retryAfter" in outcome) return { text: texts.unreachable, isFinal: false };
  if ("rejection" in outcome) return { text: outcome.rejection, isFinal: true };
  if (outcome.has_won) {
    return { text: texts.won([nameInText(outcome.prize ?? "")]), hasWon: true, isFinal: true };
  }
  const before = loadVerdict(raffleId, ticket.ticket_number);
  const wasPassedOn = before === "won" || before === "passed";
  return { text: wasPassedOn ? texts.noLongerWon : texts.notWon, isFinal: true };
}
