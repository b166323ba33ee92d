import { z } from "zod";
import { type Range, readRange } from "../domain/address";
import { BEACON_SCHEME, type BeaconNetwork, isPublicKey, quicknet } from "../domain/beacon";
import { DEFAULT_RETENTION_DAYS } from "../domain/facts";
import { log } from "../log";

/** The parsed variables of wrangler.toml. */
export interface Settings {
  managers: readonly Range[];
  ipv6PrefixLength: number;
  allowedOrigins: readonly string[];
  /** Is the network whose round draws new raffles, or null for local draws. */
  beacon: BeaconNetwork | null;
  /** Lists the base URLs of the relays, without a slash at the end. */
  relays: readonly string[];
  /** Is the number of days after a draw for which the hashes of addresses are stored. */
  retentionDays: number;
}

/**
 * Parses JSON. Returns undefined for invalid JSON: the error of JSON.parse would put the text into the log.
 */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Returns the items of a list. In the dashboard and in `--var`, a list is a text: a JSON array, or items
 * separated by commas or white space.
 *
 * @throws Error if the value is not a list
 */
function listItems(value: unknown): unknown[] {
  const list = typeof value === "string" ? splitText(value.trim()) : value;
  if (!Array.isArray(list)) throw new Error("not a list");
  return list;
}

const splitText = (text: string): unknown =>
  text.startsWith("[") ? parseJson(text) : text.split(/[\s,]+/).filter((part) => part !== "");

/** Returns an empty list and logs an error if `read` throws, so that a typing error admits nobody. */
function readOrEmpty<T>(name: string, read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    log("error", "setting_unreadable", { setting: name, reason: String(error), effect: "counts as empty" });
    return [];
  }
}

/** Reads a list. A list with an invalid item counts as empty. */
const readList = <T>(name: string, value: unknown, readItem: (text: string) => T): readonly T[] =>
  readOrEmpty(name, () =>
    listItems(value ?? []).map((item) => {
      if (typeof item !== "string") throw new Error("not a list of texts");
      return readItem(item);
    }),
  );

function readOrigin(text: string): string {
  if (text.includes("*") || new URL(text).origin !== text)
    throw new Error("not an origin like https://example.org");
  return text;
}

/** The public relays of drand (docs.drand.love/developer/http-api). */
export const DEFAULT_RELAYS = [
  "https://drand.cloudflare.com",
  "https://api.drand.sh",
  "https://api2.drand.sh",
];

function readRelay(text: string): string {
  const url = new URL(text);
  const isBaseUrl = url.search + url.hash + url.username + url.password === "";
  if (!/^https?:$/.test(url.protocol) || !isBaseUrl) throw new Error("not a URL like https://api.drand.sh");
  return url.href.replace(/\/+$/, "");
}

/** Reads the relays. It skips invalid ones. */
const readRelays = (value: unknown = DEFAULT_RELAYS): readonly string[] =>
  readOrEmpty("DRAND_RELAYS", () =>
    listItems(value).flatMap((relay) => readList("DRAND_RELAYS", [relay], readRelay)),
  );

/** The latest accepted genesis: the year 2100, in seconds since 1970. */
const MAX_GENESIS_SECONDS = 4_102_444_800;

/** The description of a network that its relays return at `/{chain hash}/info`. */
const networkInfo = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  public_key: z
    .string()
    .regex(/^[0-9a-f]{192}$/)
    .refine(isPublicKey),
  period: z.int().min(1).max(86_400),
  genesis_time: z.int().min(0).max(MAX_GENESIS_SECONDS),
  schemeID: z.literal(BEACON_SCHEME),
});

/**
 * Reads what draws new raffles. Returns null for local draws.
 *
 * @throws Error for an invalid value, because a draw must not prove less than the operator intended
 */
function readBeacon(drawSource: unknown, network: unknown): BeaconNetwork | null {
  const source = typeof drawSource === "string" ? drawSource.trim().toLowerCase() : drawSource;
  if (source === "local") return null;
  if (source !== undefined && source !== "drand") throw new Error("DRAW_ENTROPY must be drand or local");
  if (network === undefined) return quicknet;
  const info = networkInfo.safeParse(typeof network === "string" ? parseJson(network) : network);
  if (!info.success) throw new Error("DRAND_NETWORK must be what a relay returns at /{chain hash}/info");
  const { hash, public_key, period, genesis_time } = info.data;
  return { chainHash: hash, publicKey: public_key, periodSeconds: period, genesis: genesis_time };
}

/**
 * Reads a whole number, or its digits as text.
 *
 * @throws Error for anything else, because a guess could break a promise of the operator
 */
function readNumber(name: string, value: unknown, min: number, max: number): number {
  const number = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < min || number > max) {
    throw new Error(`${name} must be a whole number from ${min} to ${max}`);
  }
  return number;
}

/** Longer prefixes would give one /64 several tickets. Shorter ones would give a whole country one. */
const readPrefixLength = (value: unknown = 64): number => readNumber("IPV6_PREFIX_LENGTH", value, 32, 64);

const readRetention = (value: unknown = DEFAULT_RETENTION_DAYS): number =>
  readNumber("RETENTION_DAYS", value, 0, 3650);

/** The unparsed variables, from wrangler.toml, the dashboard or the command line. */
export interface Variables {
  readonly MANAGER_IP_ADDRESSES?: unknown;
  readonly IPV6_PREFIX_LENGTH?: unknown;
  readonly ALLOWED_ORIGINS?: unknown;
  readonly DRAW_ENTROPY?: unknown;
  readonly DRAND_RELAYS?: unknown;
  readonly DRAND_NETWORK?: unknown;
  readonly RETENTION_DAYS?: unknown;
}

const settingsByVariables = new WeakMap<Variables, Settings>();

/**
 * Returns the settings of this Worker. It parses the variables once.
 *
 * @throws Error for an invalid variable, except a list
 */
export function settingsOf(variables: Variables): Settings {
  let settings = settingsByVariables.get(variables);
  if (!settings) {
    settings = {
      managers: readList("MANAGER_IP_ADDRESSES", variables.MANAGER_IP_ADDRESSES, readRange),
      ipv6PrefixLength: readPrefixLength(variables.IPV6_PREFIX_LENGTH),
      allowedOrigins: readList("ALLOWED_ORIGINS", variables.ALLOWED_ORIGINS, readOrigin),
      beacon: readBeacon(variables.DRAW_ENTROPY, variables.DRAND_NETWORK),
      relays: readRelays(variables.DRAND_RELAYS),
      retentionDays: readRetention(variables.RETENTION_DAYS),
    };
    settingsByVariables.set(variables, settings);
  }
  return settings;
}
