import type { Raffle, RaffleSummary } from "../../contract/wire";
import { common } from "../texts/en";
import type { Reader } from "./reader";

/** What a raffle is waiting for. */
export type Stage = "open" | "soldOut" | "drawn";

export function stageOf(raffle: Pick<RaffleSummary, "available_tickets" | "winners_drawn">): Stage {
  if (raffle.winners_drawn) return "drawn";
  return raffle.available_tickets === 0 ? "soldOut" : "open";
}

/** The stage in a word; nothing where the raffle can't be reached. */
export const StageMark = ({ raffle }: { raffle: Raffle | RaffleSummary }) => {
  if (raffle.winners_drawn === null) return <span class="stage" hidden />;
  const stage = stageOf(raffle);
  return <span class={`stage ${stage}`}>{common[stage]}</span>;
};

/** How many tickets are given out, as a bar and in words; in words alone, that the raffle can't be reached. */
export function Progress({ raffle, reader }: { raffle: Raffle | RaffleSummary; reader: Reader }) {
  const { total_tickets: total, available_tickets: left, winners_drawn: drawn } = raffle;
  const reached = total !== null && left !== null;
  const words = reached ? common.progress(total - left, total, reader.number) : common.unreachable;
  return (
    <div
      class="progress"
      data-raffle={raffle.raffle_id}
      data-total={total}
      data-left={left}
      data-drawn={String(drawn ?? false)}
    >
      <progress value={reached ? total - left : 0} max={total ?? 1} aria-label={words} hidden={!reached} />
      <p class="words">{words}</p>
    </div>
  );
}
