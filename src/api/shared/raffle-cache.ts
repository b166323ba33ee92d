import { failure, type Result, success } from "../../domain/result";
import { type RaffleProgress, type RaffleState, summaryOf } from "../../durable-objects/raffle/state";
import { forgetHolders } from "./holders";
import { memory } from "./isolate-cache";
import { callRepeatedly } from "./object-call";
import { forgetSummary, rememberSummary } from "./recent-summaries";

/** The raffles that this isolate has seen: their facts are fixed, and their progress is once they are drawn. */
const raffles = memory<RaffleState>(8 * 2 ** 20, ({ prizes }) =>
  prizes.reduce((bytes, { name }) => bytes + 100 + 2 * name.length, 2500),
);

/** Whether a raffle is drawn: from then on nothing of it changes. */
export const isDrawn = ({ draw }: RaffleProgress): boolean => draw.drawnAt !== null;

/** Looks at a raffle, asking its object for no more than can have changed since this isolate last did. */
export async function lookAt(env: Env, id: string): Promise<Result<RaffleState, "raffle-not-found">> {
  const seen = raffles.get(id);
  if (seen && isDrawn(seen)) return success(seen);
  // A failed stub stays broken: each attempt takes its own.
  const object = () => env.RAFFLE.getByName(id);
  const askedAt = Date.now();
  const found = await (seen
    ? callRepeatedly(() => object().progress())
    : callRepeatedly(() => object().state()));
  if (!found.ok) {
    forget(id);
    return failure(found.error);
  }
  const state = { ...seen, ...found.value } as RaffleState;
  if (!seen || isDrawn(state)) raffles.set(id, state);
  rememberSummary(id, summaryOf(state), askedAt);
  return success(state);
}

/** Adds what this isolate knows to how far a raffle has got, or looks at it where that is not known. */
export async function recall(
  env: Env,
  id: string,
  { availableTickets, draw }: RaffleProgress,
): Promise<Result<RaffleState, "raffle-not-found">> {
  const seen = raffles.get(id);
  return seen ? success({ ...seen, availableTickets, draw }) : lookAt(env, id);
}

/** When the raffle was drawn, in milliseconds since 1970, if this isolate knows that it is. */
export const knownDraw = (id: string): number | undefined => raffles.get(id)?.draw.drawnAt ?? undefined;

/** Drops what this isolate knows of a raffle that is deleted. */
export function forget(id: string): void {
  raffles.delete(id);
  forgetSummary(id);
  forgetHolders(id);
}

/** Returns for how many seconds more this isolate remembers the raffle. */
export const remainingSeconds = (id: string): number =>
  Math.max(0, Math.floor(raffles.getRemainingTTL(id) / 1000));
