import type { RaffleSummary } from "../../contract/wire";
import { shownName } from "../shared/names";
import { nextChange, stageWord } from "../shared/stage";
import { common } from "../texts/page";
import { requestTimeout } from "./backoff";
import { formatTime, getElement, localizeTimes } from "./dom";
import { updateBar } from "./stage";

const POLL_INTERVAL_MS = 15_000;

/** Limits the interval, which doubles while polling fails. */
const MAX_POLL_INTERVAL_MS = 240_000;

/**
 * Polls the list while the page is visible, until all of its raffles are drawn.
 *
 * @param onUpdate runs after the cards are updated
 */
export function followList(onUpdate: () => void = () => {}): void {
  localizeTimes();
  let interval = POLL_INTERVAL_MS;
  const scheduleNext = () => setTimeout(poll, interval * (0.75 + Math.random() / 2));
  const poll = async () => {
    if (document.visibilityState === "visible") {
      const summaries = await fetchSummaries();
      if (summaries) {
        updateCards(summaries);
        onUpdate();
      }
      interval = summaries ? POLL_INTERVAL_MS : Math.min(MAX_POLL_INTERVAL_MS, 2 * interval);
    }
    if (document.querySelector('.progress[data-drawn="false"]')) scheduleNext();
  };
  if (document.querySelector('.progress[data-drawn="false"]')) scheduleNext();
}

async function fetchSummaries(): Promise<RaffleSummary[] | undefined> {
  try {
    const response = await fetch(`/raffle-summaries${location.search}`, { signal: requestTimeout() });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

function updateCards(summaries: readonly RaffleSummary[]): void {
  for (const raffle of summaries) updateCard(raffle);
  const ids = new Set(summaries.map(({ raffle_id }) => raffle_id));
  // A missing raffle was deleted or has moved to the next page. Polling brings no news of it.
  for (const bar of document.querySelectorAll<HTMLElement>(".progress"))
    if (!ids.has(bar.dataset.raffle ?? "")) bar.dataset.drawn = "unknown";
}

function updateCard(raffle: RaffleSummary): void {
  const bar = document.querySelector<HTMLElement>(`.progress[data-raffle="${raffle.raffle_id}"]`);
  const card = bar?.closest<HTMLElement>(".card");
  // New raffles appear when the page is loaded again. A drawn raffle does not change.
  if (!bar || !card || bar.dataset.drawn === "true") return;
  const { name, total_tickets: total, claimed_tickets: claimed, status } = raffle;
  const [progress, mark] = [getElement<HTMLProgressElement>("progress", bar), getElement(".stage", card)];
  const isReachable = total !== null && claimed !== null && status !== null;
  progress.hidden = !isReachable || status === "drawn";
  mark.hidden = !isReachable;
  const link = getElement("a", card);
  if (name !== null && link.textContent !== shownName(name)) link.textContent = shownName(name);
  if (!isReachable) {
    bar.dataset.drawn = "false";
    getElement(".words", bar).textContent = common.unreachable;
    return;
  }
  bar.dataset.total = String(total);
  progress.max = total;
  updateBar(bar, claimed);
  bar.dataset.drawn = String(status === "drawn");
  mark.className = `stage ${status}`;
  mark.textContent = stageWord(status, raffle, common);
  updateTime(getElement(".when", card), raffle);
  moveToGroup(card, status);
}

function updateTime(line: HTMLElement, raffle: RaffleSummary): void {
  const next = nextChange(raffle, common);
  line.hidden = !next;
  if (!next) return;
  getElement("span", line).textContent = next.words;
  const time = getElement<HTMLTimeElement>("time", line);
  time.dateTime = next.at;
  time.textContent = formatTime(next.at);
}

/** Moves a card to the group of its status, to its place by age. */
function moveToGroup(card: HTMLElement, status: string): void {
  const from = card.closest<HTMLElement>(".group");
  const to = getElement(`.group[data-status="${status}"]`);
  if (!from || from === to) return;
  const hadFocus = card.contains(document.activeElement);
  const cards = getElement(".cards", to);
  const isOlder = ({ dataset }: HTMLElement) => Number(dataset.place) > Number(card.dataset.place);
  cards.insertBefore(card, ([...cards.children] as HTMLElement[]).find(isOlder) ?? null);
  to.hidden = false;
  from.hidden = from.querySelector(".card") === null;
  // A moved element loses the focus.
  if (hadFocus) getElement("a", card).focus();
}
