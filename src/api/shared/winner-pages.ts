import type { Winner } from "../../contract/wire";
import { countDrawn, type Prize, prizeByRank } from "../../domain/prizes";
import type { RaffleState } from "../../durable-objects/raffle/state";
import type { Winners } from "../../durable-objects/raffle/store";
import { isolateCache } from "./isolate-cache";
import type { ListType } from "./list-formats";
import { callWithRetries } from "./object-call";
import { forgetRaffle, knownDrawTime } from "./raffle-cache";

/** Describes a cached page of winners. */
export interface WinnerPage {
  id: string;
  /** Tells draws apart: a restored raffle may be drawn again. */
  drawnAt: number | null;
  type: ListType;
  /** Is UTF-8, so that it is encoded only once. */
  body: Uint8Array;
  /** Is the `Link` header. */
  link: string | undefined;
}

/** Caches pages by media type and URL. */
const pages = isolateCache<WinnerPage>(8 * 2 ** 20, ({ body }) => body.length);

/** Returns the page that an earlier request with this URL and type got, if it belongs to the current draw. */
export function cachedPage(url: string, type: ListType): WinnerPage | undefined {
  const page = pages.get(`${type} ${url}`);
  return page && page.drawnAt === knownDrawTime(page.id) ? page : undefined;
}

/** Keeps a page for a minute. */
export function cachePage(url: string, page: WinnerPage): void {
  pages.set(`${page.type} ${url}`, page);
}

/** Limits one RPC answer to about 100 KB while all winners are listed. */
export const WINNERS_PER_CALL = 16_384;

/**
 * Reads winners of a raffle that this isolate has cached as drawn. It may have been deleted or restored
 * since.
 */
export async function readWinnersAfter(env: Env, id: string, after: number, limit: number) {
  const winners = await callWithRetries(() => env.RAFFLE.getByName(id).winners(after, limit));
  if (!winners.ok) forgetRaffle(id);
  return winners;
}

/** Yields all winners, part by part, beginning with `first`. Throws if the raffle changes meanwhile. */
export async function* readAllWinners(
  env: Env,
  { id, prizes, claimedTickets }: RaffleState,
  first: Winners,
): AsyncGenerator<Winners> {
  let missing = countDrawn(prizes, claimedTickets);
  for (let winners = first; ; ) {
    const end = winners.tickets.at(-1);
    // An aborted list is invalid JSON. A list that ends early would look complete.
    if (end === undefined) throw new Error("A drawn raffle lacks winners");
    yield winners;
    missing -= winners.tickets.length;
    if (missing <= 0) return;
    const next = await readWinnersAfter(env, id, end, WINNERS_PER_CALL);
    if (!next.ok) throw new Error(`A drawn raffle says ${next.error}`);
    winners = next.value;
  }
}

/** Returns winners as clients see them. */
export function winnersToWire(prizes: readonly Prize[], { tickets, ranks }: Winners): Winner[] {
  const prizeOf = prizeByRank(prizes);
  return Array.from(tickets, (ticket, i) => ({ ticket_number: ticket, prize: prizeOf(ranks[i] ?? 0) }));
}

const WINNERS_PER_CHUNK = 1000;

/** Yields winners as clients see them, in parts that are small in memory. */
export async function* inChunks(
  prizes: readonly Prize[],
  parts: AsyncIterable<Winners>,
): AsyncGenerator<Winner[]> {
  for await (const { tickets, ranks } of parts) {
    for (let start = 0; start < tickets.length; start += WINNERS_PER_CHUNK) {
      const [from, to] = [start, start + WINNERS_PER_CHUNK];
      yield winnersToWire(prizes, { tickets: tickets.subarray(from, to), ranks: ranks.subarray(from, to) });
    }
  }
}
