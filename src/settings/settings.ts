import { z } from "zod";
import { type Range, readRange } from "../domain/address";
import { BEACON_SCHEME, type BeaconNetwork, isPublicKey, quicknet } from "../domain/beacon";
import { DEFAULT_RETENTION_DAYS } from "../domain/facts";
import { log } from "../log";

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

/** Reads JSON that somebody typed; undefined where it is none. Its own error would quote the text in the log. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The parts of a list. The dashboard and `--var` give texts: parts with commas or white space between them, or a list in
 * JSON.
 *
 * @throws Error for what is no list
 */
function itemsOf(value: unknown): unknown[] {
  const list = typeof value === "string" ? itemsIn(value.trim()) : value;
  if (!Array.isArray(list)) throw new Error("not a list");
  return list;
}

const itemsIn = (text: string): unknown =>
  text.startsWith("[") ? readJson(text) : text.split(/[\s,]+/).filter((part) => part !== "");

/** Nothing, and a line in the log, where `read` throws: a typing error lets nobody in. */
function readOrNone<T>(name: string, read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    log("error", "setting_unreadable", { setting: name, reason: String(error), effect: "counts as empty" });
    return [];
  }
}

/** A list; one with anything wrong in it counts as empty. */
const readList = <T>(name: string, value: unknown, readItem: (text: string) => T): readonly T[] =>
  readOrNone(name, () =>
    itemsOf(value ?? []).map((item) => {
      if (typeof item !== "string") throw new Error("not a list of texts");
      return readItem(item);
    }),
  );

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
  readOrNone("DRAND_RELAYS", () =>
    itemsOf(value).flatMap((relay) => readList("DRAND_RELAYS", [relay], readRelay)),
  );

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
  const source = typeof entropy === "string" ? entropy.trim().toLowerCase() : entropy;
  if (source === "local") return null;
  if (source !== undefined && source !== "drand") throw new Error("DRAW_ENTROPY must be drand or local");
  if (network === undefined) return quicknet;
  const info = networkInfo.safeParse(typeof network === "string" ? readJson(network) : network);
  if (!info.success) throw new Error("DRAND_NETWORK must be what a relay tells at /{chain hash}/info");
  const { hash, public_key, period, genesis_time } = info.data;
  return { chainHash: hash, publicKey: public_key, periodSeconds: period, genesis: genesis_time };
}

/** A whole number, or its digits as text. @throws Error for anything else: a guess would be a rule nobody meant */
function readNumber(name: string, value: unknown, min: number, max: number): number {
  const number = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < min || number > max) {
    throw new Error(`${name} must be a whole number from ${min} to ${max}`);
  }
  return number;
}

/** Longer prefixes would give one /64 several tickets, shorter ones a whole country one. */
const readPrefixLength = (value: unknown = 64): number => readNumber("IPV6_PREFIX_LENGTH", value, 32, 64);

const readRetention = (value: unknown = DEFAULT_RETENTION_DAYS): number =>
  readNumber("RETENTION_DAYS", value, 0, 3650);

/** The variables as somebody typed them, in wrangler.toml, the dashboard or a command. */
export interface Variables {
  readonly MANAGER_IP_ADDRESSES?: unknown;
  readonly IPV6_PREFIX_LENGTH?: unknown;
  readonly ALLOWED_ORIGINS?: unknown;
  readonly DRAW_ENTROPY?: unknown;
  readonly DRAND_RELAYS?: unknown;
  readonly DRAND_NETWORK?: unknown;
  readonly RETENTION_DAYS?: unknown;
}

const known = new WeakMap<Variables, Settings>();

/** The settings of this Worker, read once. */
export function settingsOf(variables: Variables): Settings {
  let settings = known.get(variables);
  if (!settings) {
    settings = {
      managers: readList("MANAGER_IP_ADDRESSES", variables.MANAGER_IP_ADDRESSES, readRange),
      ipv6PrefixLength: readPrefixLength(variables.IPV6_PREFIX_LENGTH),
      allowedOrigins: readList("ALLOWED_ORIGINS", variables.ALLOWED_ORIGINS, readOrigin),
      beacon: readBeacon(variables.DRAW_ENTROPY, variables.DRAND_NETWORK),
      relays: readRelays(variables.DRAND_RELAYS),
      retentionDays: readRetention(variables.RETENTION_DAYS),
    };
    known.set(variables, settings);
  }
  return settings;
}
