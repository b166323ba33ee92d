import type { RaffleSummary } from "../../contract/wire";
import { shownName } from "../shared/names";
import { common } from "../texts/en";
import { the } from "./dom";
import { moveBar, stageOf } from "./stage";

/** How often a list of raffles looks how far they have got, and how seldom while nobody answers, in milliseconds. */
const [PAUSE, LONGEST_PAUSE] = [15_000, 240_000];

/** Moves the listed raffles by itself: asks for the same list while somebody looks and one is not drawn yet. */
export function followList(): void {
  let pause = PAUSE;
  const later = () => setTimeout(look, pause * (0.75 + Math.random() / 2));
  const look = async () => {
    if (document.visibilityState === "visible") {
      const listed = await ask();
      if (listed) showAll(listed);
      pause = listed ? PAUSE : Math.min(LONGEST_PAUSE, 2 * pause);
    }
    if (document.querySelector('.progress[data-drawn="false"]')) later();
  };
  if (document.querySelector('.progress[data-drawn="false"]')) later();
}

async function ask(): Promise<RaffleSummary[] | undefined> {
  try {
    const answer = await fetch(`/raffles/summaries/${location.search}`);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

function showAll(listed: readonly RaffleSummary[]): void {
  for (const raffle of listed) show(raffle);
  const ids = new Set(listed.map(({ raffle_id }) => raffle_id));
  // Deleted, or on the next page by now: nothing more is told of it here.
  for (const bar of document.querySelectorAll<HTMLElement>(".progress"))
    if (!ids.has(bar.dataset.raffle ?? "")) bar.dataset.drawn = "unknown";
}

function show(raffle: RaffleSummary): void {
  const bar = document.querySelector<HTMLElement>(`.progress[data-raffle="${raffle.raffle_id}"]`);
  const card = bar?.closest<HTMLElement>(".card");
  // A new one is there when the page is opened again. From the draw on nothing changes.
  if (!bar || !card || bar.dataset.drawn === "true") return;
  const { name, total_tickets: total, available_tickets, winners_drawn: drawn } = raffle;
  const [progress, mark] = [the<HTMLProgressElement>("progress", bar), the(".stage", card)];
  const reached = total !== null && available_tickets !== null && drawn !== null;
  progress.hidden = !reached;
  mark.hidden = !reached;
  const link = the("a", card);
  if (name !== null && link.textContent !== shownName(name)) link.textContent = shownName(name);
  if (!reached) {
    bar.dataset.drawn = "false";
    the(".words", bar).textContent = common.unreachable;
    return;
  }
  bar.dataset.total = String(total);
  progress.max = total;
  moveBar(bar, available_tickets);
  bar.dataset.drawn = String(drawn);
  const stage = stageOf({ available_tickets, drawn });
  mark.className = `stage ${stage}`;
  mark.textContent = common[stage];
}
