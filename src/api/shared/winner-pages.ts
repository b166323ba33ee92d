import { countWinners } from "../../domain/prizes";
import type { RaffleState } from "../../durable-objects/raffle/state";
import type { Winners } from "../../durable-objects/raffle/store";
import { memory } from "./isolate-cache";
import { callRepeatedly } from "./object-call";
import { forget, knownDraw } from "./raffle-cache";
import type { ListType } from "./winner-formats";

/** A page of a raffle's winners as text. */
export interface WinnerPage {
  id: string;
  /** When it was drawn. A restored raffle may be drawn again. */
  drawnAt: number | null;
  type: ListType;
  /** In UTF-8, so that it is encoded once. */
  body: Uint8Array;
  /** The Link header. */
  link: string | undefined;
}

/** By media type and URL. */
const pages = memory<WinnerPage>(8 * 2 ** 20, ({ body }) => body.length);

/** Returns the page that an earlier request with this URL and type got, if its draw still stands. */
export function recallPage(url: string, type: ListType): WinnerPage | undefined {
  const page = pages.get(`${type} ${url}`);
  return page && page.drawnAt === knownDraw(page.id) ? page : undefined;
}

/** Keeps a page for a minute. */
export function rememberPage(url: string, page: WinnerPage): void {
  pages.set(`${page.type} ${url}`, page);
}

/** How many winners one call to the object returns while all are listed: some 100 KB. */
export const WINNERS_PER_CALL = 16_384;

/** Reads winners of a raffle that this isolate knows as drawn. It may have been deleted or restored since. */
export async function winnersAfter(env: Env, id: string, after: number, limit: number) {
  const winners = await callRepeatedly(() => env.RAFFLE.getByName(id).winners(after, limit));
  if (!winners.ok) forget(id);
  return winners;
}

/** Reads all winners, part by part, after the first part. Throws if the raffle changes meanwhile. */
export async function* allWinners(
  env: Env,
  { id, prizes }: RaffleState,
  first: Winners,
): AsyncGenerator<Winners> {
  let missing = countWinners(prizes);
  for (let winners = first; ; ) {
    const end = winners.tickets.at(-1);
    // An aborted list is invalid JSON. A list that ends early would look complete.
    if (end === undefined) throw new Error("A drawn raffle lacks winners");
    yield winners;
    missing -= winners.tickets.length;
    if (missing <= 0) return;
    const next = await winnersAfter(env, id, end, WINNERS_PER_CALL);
    if (!next.ok) throw new Error(`A drawn raffle says ${next.error}`);
    winners = next.value;
  }
}
