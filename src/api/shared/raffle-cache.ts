import { failure, type Result, success } from "../../domain/result";
import { type RaffleProgress, type RaffleState, summaryOf } from "../../durable-objects/raffle/state";
import { forgetHolders } from "./holders";
import { isolateCache } from "./isolate-cache";
import { callWithRetries } from "./object-call";
import { completed } from "./older-objects";
import { forgetSummary, rememberSummary } from "./recent-summaries";

/** Caches raffles. Their facts never change, and their progress doesn't change after the draw. */
const raffles = isolateCache<RaffleState>(8 * 2 ** 20, ({ prizes, description }) =>
  prizes.reduce((bytes, { name }) => bytes + 100 + 2 * name.length, 2500 + 2 * (description?.length ?? 0)),
);

/** Reports whether a raffle is drawn. A drawn raffle doesn't change any more. */
export const isDrawn = ({ draw }: RaffleProgress): boolean => draw.drawnAt !== null;

/** Reads a raffle. It asks the Durable Object only for what may have changed since the last read. */
export async function readRaffle(env: Env, id: string): Promise<Result<RaffleState, "raffle-not-found">> {
  const seen = raffles.get(id);
  if (seen && isDrawn(seen)) return success(seen);
  // A stub stays broken after an error, so each attempt gets a new one.
  const object = () => env.RAFFLE.getByName(id);
  const askedAt = Date.now();
  const found = await (seen
    ? callWithRetries(() => object().progress())
    : callWithRetries(() => object().state()));
  if (!found.ok) {
    forgetRaffle(id);
    return failure(found.error);
  }
  const state = completed({ ...seen, ...found.value } as RaffleState);
  if (!seen || isDrawn(state)) raffles.set(id, state);
  rememberSummary(id, summaryOf(state), askedAt);
  return success(state);
}

/** Combines the given progress with the cached facts of a raffle. Reads the raffle if it isn't cached. */
export async function completeRaffle(
  env: Env,
  id: string,
  { status, availableTickets, claimedTickets, forfeits, draw }: RaffleProgress,
): Promise<Result<RaffleState, "raffle-not-found">> {
  const seen = raffles.get(id);
  return seen
    ? success({ ...seen, status, availableTickets, claimedTickets, forfeits, draw })
    : readRaffle(env, id);
}

/** Returns when the raffle was drawn, in milliseconds since 1970, if this isolate knows. */
export const knownDrawTime = (id: string): number | undefined => raffles.get(id)?.draw.drawnAt ?? undefined;

/** Drops everything that this isolate has cached about a raffle. */
export function forgetRaffle(id: string): void {
  raffles.delete(id);
  forgetSummary(id);
  forgetHolders(id);
}

/** Returns how many more seconds this isolate keeps the raffle. */
export const remainingSeconds = (id: string): number =>
  Math.max(0, Math.floor(raffles.getRemainingTTL(id) / 1000));
