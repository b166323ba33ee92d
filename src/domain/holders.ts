import type { Forfeit } from "./awards";
import type { DrawnTickets } from "./draw";

/**
 * Works out who holds which prize after prizes were forfeited (docs/draw.md): each goes to the next reserve,
 * or to nobody.
 *
 * @param forfeits in the order of forfeiting
 * @returns the rank of the prize of each holder; undefined if these forfeits can't be of this draw
 */
export function holdersAfter(
  { winners, reserves }: DrawnTickets,
  forfeits: readonly Pick<Forfeit, "ticket" | "passedTo">[],
): Map<number, number> | undefined {
  const prizeRanks = new Map(Array.from(winners, (ticket, rank) => [ticket, rank]));
  let promoted = 0;
  for (const { ticket, passedTo } of forfeits) {
    const prizeRank = prizeRanks.get(ticket);
    if (prizeRank === undefined) return undefined;
    prizeRanks.delete(ticket);
    if (passedTo === null) continue;
    const nextReserve = reserves[promoted++];
    if (nextReserve === undefined || passedTo !== nextReserve) return undefined;
    prizeRanks.set(passedTo, prizeRank);
  }
  return prizeRanks;
}
