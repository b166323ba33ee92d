import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ORDER_KEY_LENGTH } from "./ticket-order";
import { CODE_LENGTH } from "./verification-code";

/** Length of a raffle's secret in bytes. */
export const SECRET_LENGTH = 32;

/** Length of a raffle's key for tags in bytes. */
export const TAG_KEY_LENGTH = 32;

/** Length of a player's tag in bytes: a hundred million players meet by chance once in 10^20 raffles. */
export const TAG_LENGTH = 15;

/** Length of the tags of raffles that have no key for them. Other than TAG_LENGTH, so that a table can tell. */
export const UNKEYED_TAG_LENGTH = 16;

/** Returns a player's tag: the keyed hash that is stored in place of the player's network. */
export type TagOf = (network: string) => Uint8Array | Promise<Uint8Array>;

/** What a raffle derives from its secret, one label for each purpose. */
export interface RaffleSecrets {
  /** The key of the raffle's ticket order. */
  readonly orderKey: Uint8Array;
  /** The tags of a raffle that has no key for them. */
  readonly tagOf: TagOf;
  /**
   * Returns the verification code of a claim, 15 bytes. Who lacks `key` can't work it out, with the secret neither; who
   * guesses a weak `key` can't without the secret.
   *
   * @param tag of the player
   * @param key the client's idempotency key, or 256 random bits that nobody keeps
   */
  codeOf(tag: Uint8Array, key: string): Promise<Uint8Array>;
}

const utf8 = new TextEncoder();

/** Prepares HMAC-SHA-256 (RFC 2104) by a key, cut to as many bytes as are asked for. */
async function keyedHash(key: Uint8Array) {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, hmac, false, ["sign"]);
  return async (message: Uint8Array, length: number): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign("HMAC", imported, message), 0, length);
}

/** @param secret 32 random bytes of the raffle's own, which never leave its object */
export async function raffleSecrets(secret: Uint8Array): Promise<RaffleSecrets> {
  const derive = await keyedHash(secret);
  return {
    orderKey: (await derive(utf8.encode("order\0"), ORDER_KEY_LENGTH)).slice(),
    tagOf: (network) => derive(utf8.encode(`player\0${network}`), UNKEYED_TAG_LENGTH),
    codeOf: (tag, idempotencyKey) => {
      // One buffer a claim and no more: to make and to collect them is what hashing costs most.
      const message = utf8.encode(`code\0${" ".repeat(tag.length)}${idempotencyKey}`);
      message.set(tag, "code\0".length);
      return derive(message, CODE_LENGTH);
    },
  };
}

/**
 * Prepares the tags by a raffle's key for them. Unlike the secret that key may leave the object: tags are all that it
 * yields. HMAC-SHA-256 by @noble/hashes, with all it needs made beforehand: Web Crypto's promises and buffers cost a
 * Worker that rejects late-comers more (docs/design/performance.md).
 *
 * @param tagKey 32 random bytes of the raffle's own
 */
export function tagsBy(tagKey: Uint8Array): (network: string) => Uint8Array {
  const keyed = hmac.create(sha256, tagKey);
  const scratch = keyed.clone();
  const message = new Uint8Array(64);
  return (network) => {
    const { written } = utf8.encodeInto(network, message);
    const tag = new Uint8Array(sha256.outputLen);
    keyed._cloneInto(scratch).update(message.subarray(0, written)).digestInto(tag);
    return tag.subarray(0, TAG_LENGTH);
  };
}
