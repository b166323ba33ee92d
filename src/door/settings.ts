import { log } from "../log";
import { type Range, readRange } from "./address";

/** The variables of wrangler.toml, read. */
export interface Settings {
  managers: readonly Range[];
  ipv6PrefixLength: number;
  allowedOrigins: readonly string[];
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

/** @throws Error for a length that would give one /64 several tickets, or whole countries one */
function readPrefixLength(value: unknown): number {
  const length = Number(value ?? 64);
  if (!Number.isInteger(length) || length < 32 || length > 64) {
    throw new Error("IPV6_PREFIX_LENGTH must be a whole number from 32 to 64");
  }
  return length;
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
    };
    known.set(env, settings);
  }
  return settings;
}
