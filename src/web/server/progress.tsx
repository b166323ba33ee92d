import type { Raffle, RaffleSummary } from "../../contract/wire";
import { nextChange, stageWord } from "../shared/stage";
import { dateTime, texts } from "./visitor";

/** Renders the stage in a word. It is hidden if the raffle can't be reached. */
export const StageMark = ({ raffle }: { raffle: Raffle | RaffleSummary }) => {
  const { status } = raffle;
  if (status === null) return <span class="stage" hidden />;
  return <span class={`stage ${status}`}>{stageWord(status, raffle, texts().common)}</span>;
};

/**
 * Renders how many tickets are given out, or that the raffle can't be reached. The bar of a drawn raffle is
 * hidden: it would show nothing new.
 */
export function Progress({ raffle }: { raffle: Raffle | RaffleSummary }) {
  const { total_tickets: total, claimed_tickets: claimed, winners_drawn: drawn } = raffle;
  const isReachable = total !== null && claimed !== null;
  const words = isReachable ? texts().common.progress(claimed, total) : texts().common.unreachable;
  return (
    <div
      class="progress"
      data-raffle={raffle.raffle_id}
      data-total={total}
      data-claimed={claimed}
      data-drawn={String(drawn ?? false)}
    >
      <progress
        value={isReachable ? claimed : 0}
        max={total ?? 1}
        aria-label={words}
        hidden={!isReachable || drawn === true}
      />
      <p class="words">{words}</p>
    </div>
  );
}

/** Renders when a raffle opens or closes. The script adds a countdown, or updates a card of a list. */
export function NextChange({ raffle }: { raffle: Raffle | RaffleSummary }) {
  const next = nextChange(raffle, texts().common);
  return (
    <p class="when" hidden={!next} data-wait={next && waitUntil(next.at)}>
      <span>{next?.words}</span> <time datetime={next?.at}>{next && dateTime(next.at)}</time>
    </p>
  );
}

/** Returns the time until `iso` by the service's clock, in milliseconds. The browser's clock may be wrong. */
export const waitUntil = (iso: string): number => Math.max(0, Date.parse(iso) - Date.now());
