import { tagsBy } from "../../domain/secrets";
import { type HolderSlice, PREFIX_LENGTH } from "../../durable-objects/raffle/holders";
import { log } from "../../log";
import { LIFETIME, memory } from "./isolate-cache";
import { callOnce } from "./object-call";

/** Bytes of holders that the isolate keeps, one set being fetched included: two raffles of a million tickets. */
const MAX_HOLDERS_BYTES = 16 * 2 ** 20;

/** How long fetching one raffle's holders may take, in milliseconds. */
const FETCH_PATIENCE = 10_000;

/** Who holds the tickets of a sold-out raffle: that never changes until they are forgotten. */
interface Holders {
  /** Null once they are forgotten. */
  tagOf: ReturnType<typeof tagsBy> | null;
  /** The first PREFIX_LENGTH bytes of each holder's tag, ascending. */
  prefixes: DataView;
}

const kept = memory<Holders>(MAX_HOLDERS_BYTES, ({ prefixes }) => prefixes.byteLength);

/** The raffles whose holders were asked for in the last minute: whatever came of it, once a minute is enough. */
const asked = memory<true>(2 ** 20, () => 0);

/**
 * Until when another fetch has to wait, in milliseconds since 1970. One at a time keeps memory bounded; by the clock,
 * since a fetch ends without a word where the platform ends its request.
 */
let busyUntil = 0;

/** Returns who holds the tickets of a sold-out raffle, if this isolate knows. */
export const knownHolders = (id: string): Holders | undefined => kept.get(id);

/** Returns why a claim from `network` without a key of the client's is rejected, the raffle being sold out. */
export function refusalOf(
  { tagOf, prefixes }: Holders,
  network: string,
): "already-participated" | "no-tickets-remaining" {
  const holds = tagOf !== null && includes(prefixes, tagOf(network));
  return holds ? "already-participated" : "no-tickets-remaining";
}

/** Whether one of the prefixes is that of the tag, by binary search. */
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
 * Fetches and keeps who holds the tickets of a sold-out raffle. For one request to do after its answer; nobody waits for
 * it, as a promise of one request is not for another. Until it is done, and where it fails, claims ask the object.
 *
 * @param retentionDays how long a draw that is still to come would keep the hashes of addresses
 */
export async function learnHolders(env: Env, id: string, retentionDays: number): Promise<void> {
  const start = Date.now();
  if (asked.has(id) || start < busyUntil) return;
  asked.set(id, true);
  const mine = start + FETCH_PATIENCE;
  busyUntil = mine;
  try {
    const stub = () => env.RAFFLE.getByName(id);
    const fetched = await fetchHolders(mine, (after) =>
      callOnce<Promise<HolderSlice | null>>(() => stub().holders(after, retentionDays)),
    );
    // Counted from the start: a raffle that is deleted or put back is gone everywhere a minute later.
    const ttl = Math.floor(Math.min(start + LIFETIME, fetched?.until ?? 0) - Date.now());
    // Dropped meanwhile, the raffle is deleted.
    if (fetched && ttl > 0 && asked.has(id)) kept.set(id, fetched.holders, { ttl });
  } catch (error) {
    log("error", "holders_not_fetched", { raffle_id: id, error: String(error) });
  } finally {
    if (busyUntil === mine) busyUntil = 0;
  }
}

/**
 * Fetches all slices.
 *
 * @param deadline when to give up, in milliseconds since 1970
 * @returns the holders and until when they hold for certain; undefined where they can't be kept, as of a raffle that was
 *   put back to an earlier state in the middle
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
    // More than there can be: put back, and sold to others.
    if (filled + slice.prefixes.length > prefixes.length) return undefined;
    prefixes.set(slice.prefixes, filled);
    filled += slice.prefixes.length;
    after = slice.next;
  }
  if (!first || filled < prefixes.length) return undefined;
  const tagOf = first.tagKey && first.total > 0 ? tagsBy(first.tagKey) : null;
  return { holders: { tagOf, prefixes: new DataView(prefixes.buffer) }, until };
}

/** Makes room for this many holders. */
function reserve(count: number): Uint8Array<ArrayBuffer> {
  const bytes = count * PREFIX_LENGTH;
  while (kept.size > 0 && kept.calculatedSize + bytes > MAX_HOLDERS_BYTES) kept.pop();
  return new Uint8Array(bytes);
}

/** Whether two slices are of the same players: of one selling, and not forgotten in between. */
const isOfOneSet = (one: HolderSlice, other: HolderSlice): boolean =>
  one.total === other.total &&
  one.soldOutAt === other.soldOutAt &&
  one.tagKey?.toHex() === other.tagKey?.toHex();

/** Drops what this isolate knows of the holders of a raffle that is deleted, and what it is being told. */
export function forgetHolders(id: string): void {
  kept.delete(id);
  asked.delete(id);
}
