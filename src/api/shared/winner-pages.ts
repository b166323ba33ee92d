import type { Winner } from "../../contract/wire";
import { type Prize, prizeByRank } from "../../domain/prizes";
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

/** How long a page is kept. Clients may keep it for as long again, and prizes may change hands. */
const PAGE_TTL_MS = 1000;

/** Keeps a page for a second. */
export function cachePage(url: string, page: WinnerPage): void {
  pages.set(`${page.type} ${url}`, page, { ttl: PAGE_TTL_MS });
}

/** Limits one RPC answer to about 100 KB while all winners are listed. */
export const WINNERS_PER_CALL = 16_384;

/** The order of a list of winners: by ticket number, or by the rank of the prize. */
export type WinnerOrder = "ticket" | "rank";

/** Reads up to `limit` winners, from the first whose `order` is greater than `after`. */
export async function readWinnersAfter(
  env: Env,
  id: string,
  order: WinnerOrder,
  after: number,
  limit: number,
) {
  const winners = await callWithRetries(() => {
    const raffle = env.RAFFLE.getByName(id);
    return order === "ticket" ? raffle.winners(after, limit) : raffle.winnersByRank(after, limit);
  });
  // The raffle may have been deleted or restored since this isolate cached it as drawn.
  if (!winners.ok) forgetRaffle(id);
  return winners;
}

/**
 * Yields all winners, part by part, beginning with `first`, a part of WINNERS_PER_CALL. Throws if the raffle
 * is deleted or restored meanwhile.
 */
export async function* readAllWinners(
  env: Env,
  id: string,
  order: WinnerOrder,
  first: Winners,
): AsyncGenerator<Winners> {
  for (let winners = first; ; ) {
    yield winners;
    const last = lastOf(winners, order);
    if (last === undefined || winners.tickets.length < WINNERS_PER_CALL) return;
    const next = await readWinnersAfter(env, id, order, last, WINNERS_PER_CALL);
    // An aborted list is invalid JSON. A list that ends early would look complete.
    if (!next.ok) throw new Error(`A drawn raffle says ${next.error}`);
    winners = next.value;
  }
}

/** Returns where the next part begins after this one; undefined if this one is empty. */
export const lastOf = (winners: Winners, order: WinnerOrder): number | undefined =>
  (order === "ticket" ? winners.tickets : winners.ranks).at(-1);

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
