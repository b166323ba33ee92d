import type { Raffle, RaffleSummary } from "../../contract/wire";
import { common } from "../texts/en";
import type { Formatter } from "./formatter";

export type Stage = "open" | "soldOut" | "drawn";

export function stageOf(raffle: Pick<RaffleSummary, "available_tickets" | "winners_drawn">): Stage {
  if (raffle.winners_drawn) return "drawn";
  return raffle.available_tickets === 0 ? "soldOut" : "open";
}

/** Renders the stage in a word. It is hidden if the raffle can't be reached. */
export const StageMark = ({ raffle }: { raffle: Raffle | RaffleSummary }) => {
  if (raffle.winners_drawn === null) return <span class="stage" hidden />;
  const stage = stageOf(raffle);
  return <span class={`stage ${stage}`}>{common[stage]}</span>;
};

/** Renders how many tickets are given out, or that the raffle can't be reached. */
export function Progress({ raffle, format }: { raffle: Raffle | RaffleSummary; format: Formatter }) {
  const { total_tickets: total, available_tickets: left, winners_drawn: drawn } = raffle;
  const isReachable = total !== null && left !== null;
  const words = isReachable ? common.progress(total - left, total, format.number) : common.unreachable;
  return (
    <div
      class="progress"
      data-raffle={raffle.raffle_id}
      data-total={total}
      data-left={left}
      data-drawn={String(drawn ?? false)}
    >
      <progress
        value={isReachable ? total - left : 0}
        max={total ?? 1}
        aria-label={words}
        hidden={!isReachable}
      />
      <p class="words">{words}</p>
    </div>
  );
}
