import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { makePass } from "./pass";
import { ORDER_KEY_BYTES } from "./ticket-order";
import { CODE_BYTES } from "./verification-code";

/** The length of a raffle's secret. */
export const SECRET_BYTES = 32;

/** The length of a raffle's key for tags. */
export const TAG_KEY_BYTES = 32;

/** The length of a player's tag. Two of a hundred million players share a tag once in 10^20 raffles. */
export const TAG_BYTES = 15;

/** The length of tags in raffles without a key for tags. It differs from TAG_BYTES to tell them apart. */
export const UNKEYED_TAG_BYTES = 16;

/**
 * The length of the tag of a player who is identified by a pass. It differs from the other lengths, so that
 * older code, which knows no passes, can't claim tickets of such a raffle (store/raffle-row.ts).
 */
export const PASS_TAG_BYTES = 14;

/** Returns a player's tag: the keyed hash that is stored in place of the player's network or pass. */
export type TagOf = (player: string) => Uint8Array | Promise<Uint8Array>;

/** A player who claims: the player's tag, and the verification code that the claim would get. */
export interface Player {
  tag: Uint8Array;
  code: Uint8Array;
}

/** Returns the player who has the pass with this number. The tag is PASS_TAG_BYTES long. */
export type HolderOf = (pass: number) => Player;

/** The values that a raffle derives from its secret, with one label for each purpose. */
export interface RaffleSecrets {
  /** Is the key of the raffle's ticket order. */
  readonly orderKey: Uint8Array;
  /** Derives the tags of a raffle that has no key for tags. */
  readonly tagOf: TagOf;
  /**
   * Derives the verification code of a claim, 15 bytes. It takes both `key` and the secret: neither a leaked
   * secret nor a guessed `key` is enough.
   *
   * @param key the client's idempotency key, or 256 random bits that are never stored
   */
  codeOf(tag: Uint8Array, key: string): Promise<Uint8Array>;
  /** Derives the pass with this number, PASS_BYTES long. */
  passOf(number: number): Uint8Array;
}

const utf8 = new TextEncoder();

/** Returns a function that computes HMAC-SHA-256 (RFC 2104) with `key`, truncated to `length` bytes. */
async function keyedHash(key: Uint8Array) {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, hmac, false, ["sign"]);
  return async (message: Uint8Array, length: number): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign("HMAC", imported, message), 0, length);
}

/**
 * Derives a raffle's values from its secret.
 *
 * @param secret 32 random bytes, one secret per raffle, which never leave its object
 */
export async function raffleSecrets(secret: Uint8Array): Promise<RaffleSecrets> {
  const derive = await keyedHash(secret);
  const hashOf = hashesBy(secret);
  return {
    orderKey: (await derive(utf8.encode("order\0"), ORDER_KEY_BYTES)).slice(),
    tagOf: (network) => derive(utf8.encode(`player\0${network}`), UNKEYED_TAG_BYTES),
    codeOf: (tag, idempotencyKey) => {
      // One buffer per claim: allocating and collecting buffers is the largest cost of hashing.
      const message = utf8.encode(`code\0${" ".repeat(tag.length)}${idempotencyKey}`);
      message.set(tag, "code\0".length);
      return derive(message, CODE_BYTES);
    },
    passOf: (number) => makePass(number, hashOf(`pass\0${number}`)),
  };
}

/**
 * Returns a function that computes HMAC-SHA-256 (32 bytes). It uses @noble/hashes with buffers made in
 * advance, because Web Crypto costs more for short messages (docs/design/performance.md).
 *
 * @param key 32 bytes
 */
function hashesBy(key: Uint8Array): (message: string) => Uint8Array {
  const keyed = hmac.create(sha256, key);
  const scratch = keyed.clone();
  const buffer = new Uint8Array(64);
  return (message) => {
    const { written } = utf8.encodeInto(message, buffer);
    const hash = new Uint8Array(sha256.outputLen);
    keyed._cloneInto(scratch).update(buffer.subarray(0, written)).digestInto(hash);
    return hash;
  };
}

/**
 * Returns the function that derives tags with a raffle's key for tags. Unlike the secret, the key of a raffle
 * without passes may leave the object, because it yields nothing but tags.
 *
 * @param tagKey 32 random bytes, one key per raffle
 */
export function tagsBy(tagKey: Uint8Array): (player: string) => Uint8Array {
  const hashOf = hashesBy(tagKey);
  return (player) => hashOf(player).subarray(0, TAG_BYTES);
}

/**
 * Returns the function that derives tags and codes in a raffle with passes, as independent parts of one hash.
 * Once the key is destroyed, nothing tells which pass got which ticket. If codes came from the secret, their
 * stored hashes would tell.
 *
 * @param tagKey 32 random bytes, one key per raffle
 */
export function passHoldersBy(tagKey: Uint8Array): HolderOf {
  const hashOf = hashesBy(tagKey);
  return (pass) => {
    const hash = hashOf(`pass ${pass}`);
    const codeEnd = PASS_TAG_BYTES + CODE_BYTES;
    return { tag: hash.subarray(0, PASS_TAG_BYTES), code: hash.subarray(PASS_TAG_BYTES, codeEnd) };
  };
}
