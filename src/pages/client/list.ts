import { common } from "../texts";
import { the } from "./dom";
import { moveBar, stageOf } from "./stage";

/** How often a list of raffles looks how far they have got, and how seldom while nobody answers, in milliseconds. */
const [PAUSE, LONGEST_PAUSE] = [15_000, 240_000];

/** A raffle as the list of the API tells it. */
interface Listed {
  raffle_id: string;
  available_tickets: number;
  winners_drawn: boolean;
}

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

async function ask(): Promise<Listed[] | undefined> {
  try {
    const answer = await fetch(`/raffles/${location.search}`);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

function showAll(listed: readonly Listed[]): void {
  for (const raffle of listed) show(raffle);
  const ids = new Set(listed.map(({ raffle_id }) => raffle_id));
  // Deleted, or on the next page by now: nothing more is told of it here.
  for (const bar of document.querySelectorAll<HTMLElement>(".progress"))
    if (!ids.has(bar.dataset.raffle ?? "")) bar.dataset.drawn = "unknown";
}

function show({ raffle_id, available_tickets, winners_drawn: drawn }: Listed): void {
  const bar = document.querySelector<HTMLElement>(`.progress[data-raffle="${raffle_id}"]`);
  const card = bar?.closest<HTMLElement>(".card");
  // One that is new: it is there when the page is opened again.
  if (!bar || !card) return;
  moveBar(bar, available_tickets);
  bar.dataset.drawn = String(drawn);
  const [mark, stage] = [the(".stage", card), stageOf({ available_tickets, drawn })];
  mark.className = `stage ${stage}`;
  mark.textContent = common[stage];
}
