import type { Raffle } from "./ask";
import type { Reader } from "./reader";
import { common } from "./texts";

/** What a raffle is waiting for. */
export type Stage = "open" | "soldOut" | "drawn";

export function stageOf(raffle: Raffle): Stage {
  if (raffle.winners_drawn) return "drawn";
  return raffle.available_tickets === 0 ? "soldOut" : "open";
}

/** The stage in a word. */
export const StageMark = ({ raffle }: { raffle: Raffle }) => {
  const stage = stageOf(raffle);
  return <span class={`stage ${stage}`}>{common[stage]}</span>;
};

/** How many tickets are given out, as a bar and in words. */
export function Progress({ raffle, reader }: { raffle: Raffle; reader: Reader }) {
  const { total_tickets: total, available_tickets: left, winners_drawn: drawn } = raffle;
  const words = common.progress(total - left, total, reader.number);
  return (
    <div
      class="progress"
      data-raffle={raffle.raffle_id}
      data-total={total}
      data-left={left}
      data-drawn={String(drawn)}
    >
      <progress value={total - left} max={total} aria-label={words} />
      <p class="words">{words}</p>
    </div>
  );
}
