import type { Raffle } from "../../contract/wire";
import { isVisible, nameInText, shownText } from "../shared/names";
import type { Preview } from "./layout";
import { texts } from "./visitor";

/** How many prizes a preview names. */
const MAX_PRIZES = 5;

/** The length of a preview's description. Most messengers show less. */
const MAX_LENGTH = 300;

/** Cuts a text between characters as people see them, and marks the cut. */
function cut(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, MAX_LENGTH))) {
    if (kept.length + segment.length >= MAX_LENGTH) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function prizesOf({ prizes }: Raffle): string {
  const { number, common, preview } = texts();
  const names = prizes
    .slice(0, MAX_PRIZES)
    .map(({ name, amount }) => `${amount > 1 ? `${number(amount)} × ` : ""}${nameInText(name)}`);
  const more = prizes.length - names.length;
  return preview.prizes(more > 0 ? [...names, common.morePrizes(more)] : names);
}

/** Returns what link previews show of a raffle: its name, its prizes and the start of its description. */
export function previewOf(raffle: Raffle): Preview {
  const text = raffle.description ?? "";
  const description = isVisible(text) ? [shownText(text).replace(/\s+/g, " ")] : [];
  return {
    title: nameInText(raffle.name),
    description: cut([prizesOf(raffle), ...description].join(" · ")),
    path: `/r/${raffle.raffle_id}`,
  };
}
