import { common, manage, live as texts } from "../texts/en";
import { growing } from "./backoff";
import { online, say, takeOver, the, wait, write } from "./dom";
import { type Progress, Watch } from "./live";

/** The longest wait before the page is fetched anew, in milliseconds: all who watch are told at the same moment. */
const SPREAD = 2000;

/** What that grows to while the page can't be had. */
const LONGEST_SPREAD = 60_000;

/** What a raffle is waiting for. */
export const stageOf = ({ available_tickets, drawn }: Progress): "open" | "soldOut" | "drawn" =>
  drawn ? "drawn" : available_tickets === 0 ? "soldOut" : "open";

/**
 * Moves the page's progress by itself, and fetches what another stage shows.
 *
 * @param arrange makes what was fetched work
 */
export function followStage(raffleId: string, arrange: () => void): void {
  const bar = the(".progress");
  const place = the("#live");
  if (bar.dataset.drawn === "true") return;
  let stage = the("#stage").dataset.stage;
  let renewal = new AbortController();
  const hear = async (progress: Progress) => {
    moveBar(bar, progress.available_tickets);
    const next = stageOf(progress);
    if (next === stage) return;
    stage = next;
    // Who has a ticket hears of the draw by its outcome.
    const told = next === "drawn" && document.querySelector("#mine .ticket");
    if (next !== "open") say(place, told ? "" : texts[next]);
    renewal.abort();
    renewal = new AbortController();
    const { signal } = renewal;
    await renew(signal);
    if (!signal.aborted) arrange();
  };
  new Watch(raffleId, hear, (how) => {
    if (stage === "open" || how === "gone") say(place, how === "connected" ? "" : texts[how]);
  });
}

/** Puts in place what the page shows now, once it can be had, unless a later stage gives it up. */
async function renew(signal: AbortSignal): Promise<void> {
  const here = location.href.split("#")[0] ?? "";
  for (let losses = 0; ; losses++) {
    await wait(losses === 0 ? SPREAD * Math.random() : growing(SPREAD, LONGEST_SPREAD, losses));
    await online();
    try {
      await takeOver(here, ["#stage", "main > .stage"], signal);
      return;
    } catch (error) {
      // A raffle that is deleted has no page any more; otherwise the next try may have more luck.
      if (signal.aborted || (error as Error).message === "404") return;
    }
  }
}

/** Shows how many tickets are given out. */
export function moveBar(bar: HTMLElement, left: number): void {
  const total = Number(bar.dataset.total);
  const words = common.progress(total - left, total, write);
  const progress = the<HTMLProgressElement>("progress", bar);
  bar.dataset.left = String(left);
  progress.value = total - left;
  progress.setAttribute("aria-label", words);
  the(".words", bar).textContent = words;
  const missing = document.querySelector("#missing");
  if (missing && left > 0) missing.textContent = manage.drawMissing(left, write);
}
