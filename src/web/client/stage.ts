import { common, live as texts } from "../texts/page";
import { backoffDelay } from "./backoff";
import { countDown } from "./countdown";
import { announce, getElement, replaceFromPage, wait, waitUntilOnline } from "./dom";
import { type Progress, RaffleWatch } from "./live";

/** Spreads the requests for the new stage, because all pages learn of it at the same moment. */
const REFRESH_SPREAD_MS = 2000;

/** Limits the delay between attempts while the page can't be fetched. */
const MAX_REFRESH_DELAY_MS = 60_000;

/** The parts of both pages of a raffle that depend on its stage. */
const STAGE_PARTS = ["#stage", "main > .stage", ".progress", "#prizes", "#timetable", "#deletion"];

const isClaimable = (stage: string | undefined) => stage === "scheduled" || stage === "open";

/** Returns what is announced when a raffle has reached a stage. */
function newsOf(stage: Progress["status"]): string {
  // A player with a ticket hears its outcome instead.
  const hasOutcome = stage === "drawn" && document.querySelector("#mine .ticket");
  return stage === "scheduled" || hasOutcome ? "" : texts[stage];
}

/** What else a page does with the progress of its raffle. */
interface Listeners {
  /** Runs when the number of claimed tickets changes. */
  onClaim?(claimed: number, total: number): void;
  /** Runs when a prize is forfeited. */
  onForfeit?(): void;
  /** Reports whether to watch for that after the draw. */
  followsForfeits?(): boolean;
}

/**
 * Keeps the progress bar up to date, and replaces the stage when it changes. After the draw it watches only
 * for prizes that are forfeited, and only if the page wants that.
 *
 * @param prepareStage runs after the stage is replaced
 */
export function followStage(
  raffleId: string,
  prepareStage: () => void,
  { onClaim, onForfeit, followsForfeits }: Listeners,
): RaffleWatch {
  const region = getElement("#live");
  let stage = getElement("#stage").dataset.stage;
  let forfeits = 0;
  let refresh = new AbortController();
  const onProgress = async ({ available_tickets: available, status, forfeited_count }: Progress) => {
    // An earlier count may come last, from a cache.
    if (forfeited_count > forfeits) {
      forfeits = forfeited_count;
      onForfeit?.();
    }
    const bar = getElement(".progress");
    // A closed raffle has no available tickets. Its page says how many were claimed.
    if (isClaimable(status)) {
      const total = Number(bar.dataset.total);
      updateBar(bar, total - available);
      onClaim?.(total - available, total);
    }
    if (status === stage) return;
    stage = status;
    announce(region, newsOf(status));
    refresh.abort();
    refresh = new AbortController();
    const { signal } = refresh;
    await refreshStage(signal);
    if (!signal.aborted) prepareStage();
  };
  const onState = (state: "connected" | "lost" | "gone") => {
    if (isClaimable(stage) || state === "gone") announce(region, state === "connected" ? "" : texts[state]);
  };
  return new RaffleWatch(raffleId, stage === "drawn", {
    onProgress,
    onState,
    goesOnAfterDraw: () => followsForfeits?.() ?? false,
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
      await replaceFromPage(url, STAGE_PARTS, signal);
      return;
    } catch (error) {
      // The page of a deleted raffle returns 404 for good.
      if (signal.aborted || (error as Error).message === "404") return;
    }
  }
}

/** Shows how many tickets are given out. */
export function updateBar(bar: HTMLElement, claimed: number): void {
  const text = common.progress(claimed, Number(bar.dataset.total));
  const progress = getElement<HTMLProgressElement>("progress", bar);
  bar.dataset.claimed = String(claimed);
  progress.value = claimed;
  progress.setAttribute("aria-label", text);
  getElement(".words", bar).textContent = text;
}

/** Counts down to the opening or closing of the raffle. Screen readers read the time instead. */
export function prepareCountdown(): void {
  const when = document.querySelector<HTMLElement>("#stage .when:not([hidden])");
  if (!when) return;
  const rest = document.createElement("span");
  rest.className = "countdown";
  rest.setAttribute("aria-hidden", "true");
  when.append(" ", rest);
  countDown(when, (seconds) => {
    rest.textContent = `(${seconds > 0 ? common.remaining(seconds) : common.soon})`;
  });
}
