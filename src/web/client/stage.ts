import { common, manage, live as texts } from "../texts/en";
import { backoffDelay } from "./backoff";
import { announce, formatNumber, getElement, replaceFromPage, wait, waitUntilOnline } from "./dom";
import { type Progress, RaffleWatch } from "./live";

/** Spreads the requests for the new stage, because all pages learn of it at the same moment. */
const REFRESH_SPREAD_MS = 2000;

/** Limits the delay between attempts while the page can't be fetched. */
const MAX_REFRESH_DELAY_MS = 60_000;

/** Returns the raffle's stage. */
export const stageOf = ({ available_tickets, drawn }: Progress): "open" | "soldOut" | "drawn" =>
  drawn ? "drawn" : available_tickets === 0 ? "soldOut" : "open";

/**
 * Keeps the progress bar up to date, and replaces the stage when it changes.
 *
 * @param prepareStage runs after the stage is replaced
 */
export function followStage(raffleId: string, prepareStage: () => void): void {
  const bar = getElement(".progress");
  const region = getElement("#live");
  if (bar.dataset.drawn === "true") return;
  let stage = getElement("#stage").dataset.stage;
  let refresh = new AbortController();
  const onProgress = async (progress: Progress) => {
    updateBar(bar, progress.available_tickets);
    const next = stageOf(progress);
    if (next === stage) return;
    stage = next;
    // A player with a ticket hears its outcome instead.
    const hasOutcome = next === "drawn" && document.querySelector("#mine .ticket");
    if (next !== "open") announce(region, hasOutcome ? "" : texts[next]);
    refresh.abort();
    refresh = new AbortController();
    const { signal } = refresh;
    await refreshStage(signal);
    if (!signal.aborted) prepareStage();
  };
  new RaffleWatch(raffleId, onProgress, (state) => {
    if (stage === "open" || state === "gone") announce(region, state === "connected" ? "" : texts[state]);
  });
}

/** Fetches the page and replaces the stage. Retries until it succeeds, or a later stage aborts it. */
async function refreshStage(signal: AbortSignal): Promise<void> {
  const url = location.href.split("#")[0] ?? "";
  for (let failures = 0; ; failures++) {
    await wait(
      failures === 0
        ? REFRESH_SPREAD_MS * Math.random()
        : backoffDelay(REFRESH_SPREAD_MS, MAX_REFRESH_DELAY_MS, failures),
    );
    await waitUntilOnline();
    try {
      await replaceFromPage(url, ["#stage", "main > .stage"], signal);
      return;
    } catch (error) {
      // The page of a deleted raffle returns 404 for good.
      if (signal.aborted || (error as Error).message === "404") return;
    }
  }
}

/** Shows how many tickets are given out. */
export function updateBar(bar: HTMLElement, available: number): void {
  const total = Number(bar.dataset.total);
  const text = common.progress(total - available, total, formatNumber);
  const progress = getElement<HTMLProgressElement>("progress", bar);
  bar.dataset.left = String(available);
  progress.value = total - available;
  progress.setAttribute("aria-label", text);
  getElement(".words", bar).textContent = text;
  const missing = document.querySelector("#missing");
  if (missing && available > 0) missing.textContent = manage.drawMissing(available, formatNumber);
}
