import { z } from "zod";
import { log } from "../log";
import { BEACON_SCHEME, type BeaconNetwork, isPublicKey, quicknet } from "../raffle/beacon";
import { DEFAULT_RETENTION_DAYS } from "../raffle/facts";
import { type Range, readRange } from "./address";

/** The variables of wrangler.toml, read. */
export interface Settings {
  managers: readonly Range[];
  ipv6PrefixLength: number;
  allowedOrigins: readonly string[];
  /** The network whose round draws new raffles; null for local draws. */
  beacon: BeaconNetwork | null;
  /** Base URLs of who is asked for its rounds, without a slash at the end. */
  relays: readonly string[];
  /** How long after a draw the hashes of addresses are kept. */
  retentionDays: number;
}

/** A list; one with anything wrong in it counts as empty, so that a typing error lets nobody in. */
function readList<T>(name: string, value: unknown, readItem: (text: string) => T): readonly T[] {
  if (value === undefined) return [];
  try {
    if (!Array.isArray(value)) throw new Error("not a list");
    return value.map((item) => {
      if (typeof item !== "string") throw new Error("not a list of texts");
      return readItem(item);
    });
  } catch (error) {
    log("error", "setting_unreadable", { setting: name, reason: String(error), effect: "counts as empty" });
    return [];
  }
}

function readOrigin(text: string): string {
  if (text.includes("*") || new URL(text).origin !== text)
    throw new Error("not an origin like https://example.org");
  return text;
}

/** drand's own relays (docs.drand.love/developer/http-api). */
const RELAYS = ["https://drand.cloudflare.com", "https://api.drand.sh", "https://api2.drand.sh"];

function readRelay(text: string): string {
  const url = new URL(text);
  const bare = url.search + url.hash + url.username + url.password === "";
  if (!/^https?:$/.test(url.protocol) || !bare) throw new Error("not a URL like https://api.drand.sh");
  return url.href.replace(/\/+$/, "");
}

/** The relays; one with something wrong in it is passed over, as one that does not answer is. */
const readRelays = (value: unknown = RELAYS): readonly string[] =>
  [value].flat().flatMap((relay) => readList("DRAND_RELAYS", [relay], readRelay));

/** Seconds since 1970 of a time in this century or so. */
const LAST_GENESIS = 4_102_444_800;

/** A network as its relays tell it at `/{chain hash}/info`. */
const networkInfo = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  public_key: z
    .string()
    .regex(/^[0-9a-f]{192}$/)
    .refine(isPublicKey),
  period: z.int().min(1).max(86_400),
  genesis_time: z.int().min(0).max(LAST_GENESIS),
  schemeID: z.literal(BEACON_SCHEME),
});

/** @throws Error for what is neither: a draw must not prove less than somebody meant it to */
function readBeacon(entropy: unknown, network: unknown): BeaconNetwork | null {
  if (entropy === "local") return null;
  if (entropy !== undefined && entropy !== "drand") throw new Error("DRAW_ENTROPY must be drand or local");
  if (network === undefined) return quicknet;
  const info = networkInfo.safeParse(network);
  if (!info.success) throw new Error("DRAND_NETWORK must be what a relay tells at /{chain hash}/info");
  const { hash, public_key, period, genesis_time } = info.data;
  return { chainHash: hash, publicKey: public_key, periodSeconds: period, genesis: genesis_time };
}

/** @throws Error for a length that would give one /64 several tickets, or whole countries one */
function readPrefixLength(value: unknown): number {
  const length = Number(value ?? 64);
  if (!Number.isInteger(length) || length < 32 || length > 64) {
    throw new Error("IPV6_PREFIX_LENGTH must be a whole number from 32 to 64");
  }
  return length;
}

/** @throws Error for what is no number of days: nobody's hash shall be kept longer than somebody meant it to */
function readRetention(value: unknown): number {
  const days = value === undefined ? DEFAULT_RETENTION_DAYS : Number(String(value).trim() || "none");
  if (!Number.isInteger(days) || days < 0 || days > 3650) {
    throw new Error("RETENTION_DAYS must be a whole number from 0 to 3650");
  }
  return days;
}

const known = new WeakMap<Env, Settings>();

/** The settings of this Worker, read once. */
export function settingsOf(env: Env): Settings {
  let settings = known.get(env);
  if (!settings) {
    settings = {
      managers: readList("MANAGER_IP_ADDRESSES", env.MANAGER_IP_ADDRESSES, readRange),
      ipv6PrefixLength: readPrefixLength(env.IPV6_PREFIX_LENGTH),
      allowedOrigins: readList("ALLOWED_ORIGINS", env.ALLOWED_ORIGINS, readOrigin),
      beacon: readBeacon(env.DRAW_ENTROPY, env.DRAND_NETWORK),
      relays: readRelays(env.DRAND_RELAYS),
      retentionDays: readRetention(env.RETENTION_DAYS),
    };
    known.set(env, settings);
  }
  return settings;
}
