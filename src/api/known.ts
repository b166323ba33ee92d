import type { RaffleState } from "../objects/raffle/state";
import { failure, type Result, success } from "../raffle/result";
import { callRepeatedly } from "./call";
import { memory } from "./memory";

/** The bytes that a raffle takes in memory, about. */
function sizeOf({ prizes }: RaffleState): number {
  return prizes.reduce((bytes, { name }) => bytes + 100 + 2 * name.length, 2500);
}

/** The raffles that this isolate has seen: their facts are fixed, and their progress is once they are drawn. */
const raffles = memory<RaffleState>(8 * 2 ** 20, sizeOf);

/** Whether a raffle is drawn: from then on nothing of it changes. */
export const isDrawn = ({ draw }: RaffleState): boolean => draw.drawnAt !== null;

/** The raffles that had no ticket left. */
const soldOut = memory<true>(2 ** 20, () => 0);

/** Looks at a raffle, asking its object for no more than can have changed since this isolate last did. */
export async function lookAt(env: Env, id: string): Promise<Result<RaffleState, "raffle-not-found">> {
  const seen = raffles.get(id);
  if (seen && isDrawn(seen)) return success(seen);
  // A failed stub stays broken: each attempt takes its own.
  const object = () => env.RAFFLE.getByName(id);
  const found = await (seen
    ? callRepeatedly(() => object().progress())
    : callRepeatedly(() => object().state()));
  if (!found.ok) {
    forget(id);
    return failure(found.error);
  }
  const state = { ...seen, ...found.value } as RaffleState;
  if (!seen || isDrawn(state)) raffles.set(id, state);
  if (state.availableTickets === 0) rememberSoldOut(id);
  return success(state);
}

/** What this isolate saw of raffles, and when somebody last began to look, in milliseconds since 1970. */
const recent = memory<{ state: RaffleState; lookedAt: number }>(8 * 2 ** 20, ({ state }) => sizeOf(state));

/**
 * Looks at a raffle as `lookAt` does, or takes what this isolate last saw of it, if that is recent. Whoever finds it too
 * old looks anew; who comes meanwhile goes on with the old: a promise must not be shared between requests. So the
 * object is asked once in this time, however many look.
 *
 * @param maxAgeMs after how many milliseconds it is too old
 */
export async function lookAtRecent(
  env: Env,
  id: string,
  maxAgeMs: number,
): Promise<Result<RaffleState, "raffle-not-found">> {
  const last = recent.get(id);
  const lookedAt = Date.now();
  if (last) {
    if (lookedAt - last.lookedAt < maxAgeMs) return success(last.state);
    last.lookedAt = lookedAt;
  }
  const looked = await lookAt(env, id);
  // An answer that took long must not replace that of a later look.
  const isLatest = (recent.get(id)?.lookedAt ?? 0) <= lookedAt;
  if (looked.ok && isLatest) recent.set(id, { state: looked.value, lookedAt });
  return looked;
}

/** When the raffle was drawn, in milliseconds since 1970, if this isolate knows that it is. */
export const knownDraw = (id: string): number | undefined => raffles.get(id)?.draw.drawnAt ?? undefined;

/** Whether this isolate knows that no ticket is left. */
export const isKnownSoldOut = (id: string): boolean => soldOut.get(id) !== undefined;

/** Keeps in mind that no ticket is left. */
export function rememberSoldOut(id: string): void {
  if (!soldOut.has(id)) soldOut.set(id, true);
}

/** Drops what this isolate knows of a raffle that is deleted. */
export function forget(id: string): void {
  raffles.delete(id);
  recent.delete(id);
  soldOut.delete(id);
}

/**
 * The headers of an answer that follows from a drawn raffle: it stays as it is for as long as this isolate remembers
 * the raffle. Caches keep it no longer, so that none outlives the raffle by more than isolates do.
 */
export const lastingHeaders = (id: string): { "Cache-Control": string; Vary: string } => ({
  // What allows a page of ALLOWED_ORIGINS to read it must not be kept for another, nor its absence for that one.
  Vary: "Origin",
  "Cache-Control": `public, max-age=${Math.max(0, Math.floor(raffles.getRemainingTTL(id) / 1000))}, immutable`,
});

/** The headers of an answer about a raffle: from the draw on it lasts. */
export const headersOf = (raffle: RaffleState): Record<string, string> =>
  isDrawn(raffle) ? lastingHeaders(raffle.id) : {};
