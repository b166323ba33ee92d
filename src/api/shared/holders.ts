import { tagsBy } from "../../domain/secrets";
import { type HolderSlice, PREFIX_LENGTH } from "../../durable-objects/raffle/holders";
import { log } from "../../log";
import { ISOLATE_CACHE_TTL_MS, isolateCache } from "./isolate-cache";
import { callOnce } from "./object-call";

/** Has room for two raffles of a million tickets. A set that is being fetched counts too. */
const MAX_HOLDERS_BYTES = 16 * 2 ** 20;

/** Limits the time to fetch the holders of one raffle. */
const FETCH_TIMEOUT_MS = 10_000;

/**
 * Identifies who holds the tickets of a closed raffle. It doesn't change until the players are forgotten.
 */
interface Holders {
  /** Is null once the players are forgotten. */
  tagOf: ReturnType<typeof tagsBy> | null;
  /** Holds the first PREFIX_LENGTH bytes of each holder's tag, in ascending order. */
  prefixes: DataView;
}

const holdersByRaffle = isolateCache<Holders>(MAX_HOLDERS_BYTES, ({ prefixes }) => prefixes.byteLength);

/**
 * Remembers the raffles whose holders were fetched in the last minute, so that a failed fetch isn't repeated
 * sooner.
 */
const recentlyFetched = isolateCache<true>(2 ** 20, () => 0);

/**
 * Blocks other fetches until this time, in milliseconds since 1970. One fetch at a time keeps memory bounded.
 * It is a time and not a flag, because the platform can end a request without running its `finally`.
 */
let busyUntil = 0;

/** Returns the holders of a closed raffle, if this isolate knows them. */
export const knownHolders = (id: string): Holders | undefined => holdersByRaffle.get(id);

/** Returns why a closed raffle rejects a claim from `network` that has no Idempotency-Key. */
export function rejectionOf(
  { tagOf, prefixes }: Holders,
  network: string,
): "already-participated" | "no-tickets-remaining" {
  const holds = tagOf !== null && includes(prefixes, tagOf(network));
  return holds ? "already-participated" : "no-tickets-remaining";
}

/** Reports whether the prefix of the tag is among the prefixes, by binary search. */
function includes(prefixes: DataView, tag: Uint8Array): boolean {
  const wanted = new DataView(tag.buffer, tag.byteOffset);
  const [high, low] = [wanted.getUint32(0), wanted.getUint32(4)];
  let start = 0;
  let end = prefixes.byteLength / PREFIX_LENGTH;
  while (start < end) {
    const middle = (start + end) >>> 1;
    const at = middle * PREFIX_LENGTH;
    const order = prefixes.getUint32(at) - high || prefixes.getUint32(at + 4) - low;
    if (order === 0) return true;
    if (order < 0) start = middle + 1;
    else end = middle;
  }
  return false;
}

/**
 * Fetches and caches the holders of a closed raffle. A request runs it after its response is sent. No other
 * request waits for it, because Workers can't share promises between requests. Until the holders are known,
 * claims go to the Durable Object.
 *
 * @param retentionDays how many days a future draw would keep the hashes of addresses
 */
export async function learnHolders(env: Env, id: string, retentionDays: number): Promise<void> {
  const start = Date.now();
  if (recentlyFetched.has(id) || start < busyUntil) return;
  recentlyFetched.set(id, true);
  const deadline = start + FETCH_TIMEOUT_MS;
  busyUntil = deadline;
  try {
    const stub = () => env.RAFFLE.getByName(id);
    const fetched = await fetchHolders(deadline, (after) =>
      callOnce<Promise<HolderSlice | null>>(() => stub().holders(after, retentionDays)),
    );
    // The minute counts from the start, so a raffle that is deleted or restored meanwhile is gone a minute
    // later.
    const ttl = Math.floor(Math.min(start + ISOLATE_CACHE_TTL_MS, fetched?.until ?? 0) - Date.now());
    // If the id is no longer in `recentlyFetched`, the raffle was deleted meanwhile.
    if (fetched && ttl > 0 && recentlyFetched.has(id)) holdersByRaffle.set(id, fetched.holders, { ttl });
  } catch (error) {
    log("error", "holders_not_fetched", { raffle_id: id, error: String(error) });
  } finally {
    if (busyUntil === deadline) busyUntil = 0;
  }
}

/**
 * Fetches all slices.
 *
 * @param deadline when to give up, in milliseconds since 1970
 * @returns the holders and the time until which they are valid; undefined if they can't be kept, for example
 *   because the   raffle was restored to an earlier state between two slices
 */
async function fetchHolders(deadline: number, sliceAfter: (tag: Uint8Array) => Promise<HolderSlice | null>) {
  let first: HolderSlice | undefined;
  let prefixes = new Uint8Array();
  let filled = 0;
  let until = Number.POSITIVE_INFINITY;
  for (let after: Uint8Array | null = new Uint8Array(); after !== null; ) {
    const now = Date.now();
    if (now > deadline) return undefined;
    const slice = await sliceAfter(after);
    if (!slice || (first && !isOfOneSet(first, slice))) return undefined;
    until = Math.min(until, now + slice.validFor);
    if (until <= Date.now()) return undefined;
    if (!first) prefixes = reserve(slice.total);
    first ??= slice;
    // There are more holders than tickets: the raffle was restored, and other players claimed its tickets.
    if (filled + slice.prefixes.length > prefixes.length) return undefined;
    prefixes.set(slice.prefixes, filled);
    filled += slice.prefixes.length;
    after = slice.next;
  }
  if (!first || filled < prefixes.length) return undefined;
  const tagOf = first.tagKey && first.total > 0 ? tagsBy(first.tagKey) : null;
  return { holders: { tagOf, prefixes: new DataView(prefixes.buffer) }, until };
}

/** Evicts other raffles until this many holders fit, and allocates their bytes. */
function reserve(count: number): Uint8Array<ArrayBuffer> {
  const bytes = count * PREFIX_LENGTH;
  while (holdersByRaffle.size > 0 && holdersByRaffle.calculatedSize + bytes > MAX_HOLDERS_BYTES)
    holdersByRaffle.pop();
  return new Uint8Array(bytes);
}

/** Reports whether two slices belong to the same set of players. */
const isOfOneSet = (one: HolderSlice, other: HolderSlice): boolean =>
  one.total === other.total &&
  one.closedAt === other.closedAt &&
  one.tagKey?.toHex() === other.tagKey?.toHex();

/** Drops the holders of a deleted raffle, including those that are being fetched. */
export function forgetHolders(id: string): void {
  holdersByRaffle.delete(id);
  recentlyFetched.delete(id);
}
