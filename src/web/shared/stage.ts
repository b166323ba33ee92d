import type { RaffleSummary } from "../../contract/wire";
import type { Texts } from "../texts/languages";

/** Reports whether all tickets are claimed. */
export const isSoldOut = (raffle: Pick<RaffleSummary, "total_tickets" | "claimed_tickets">): boolean =>
  raffle.total_tickets !== null && raffle.total_tickets === raffle.claimed_tickets;

/** Returns the word for a status. A closed raffle may be sold out. */
export const stageWord = (
  status: NonNullable<RaffleSummary["status"]>,
  raffle: Parameters<typeof isSoldOut>[0],
  common: Texts["common"],
): string => common[status === "closed" && isSoldOut(raffle) ? "soldOut" : status];

/** Returns when a raffle opens or closes next, and the words to write before the time. */
export function nextChange(
  { status, opens_at, closes_at }: Pick<RaffleSummary, "status" | "opens_at" | "closes_at">,
  common: Texts["common"],
): { words: string; at: string } | undefined {
  if (status === "scheduled" && opens_at) return { words: common.opens, at: opens_at };
  return status === "open" && closes_at ? { words: common.closes, at: closes_at } : undefined;
}
