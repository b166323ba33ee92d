import { type RaffleProgress, type RaffleState, undrawn } from "../../durable-objects/raffle/state";

/** The draw's progress as an object of the version before closing times returns it. */
type OlderDraw = RaffleProgress["draw"] & { soldOutAt: number | null };

/** What objects of older versions leave out. */
const missing: Partial<RaffleState> = { passes: null, forfeits: 0 };

/**
 * Adds what objects of the versions before awards, passes or closing times leave out. A new Worker meets such
 * objects for minutes in each upgrade to this version.
 */
export function completed<T extends RaffleProgress & { totalTickets: number }>(given: T): T {
  if (given.draw.closedBy !== undefined) return { ...missing, ...given };
  const { soldOutAt, ...draw } = given.draw as OlderDraw;
  const isSoldOut = given.availableTickets === 0;
  const closing = { closedAt: soldOutAt, closedBy: isSoldOut ? ("sold_out" as const) : null };
  return {
    ...missing,
    opensAt: null,
    closesAt: null,
    drawAutomatically: false,
    description: null,
    ...given,
    status: draw.drawnAt !== null ? "drawn" : isSoldOut ? "closed" : "open",
    claimedTickets: given.totalTickets - given.availableTickets,
    draw: { ...undrawn, ...draw, ...closing },
  };
}
