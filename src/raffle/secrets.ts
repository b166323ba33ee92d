import { CODE_LENGTH } from "./code";
import { ORDER_KEY_LENGTH } from "./order";

/** Length of a raffle's secret in bytes. */
export const SECRET_LENGTH = 32;

/** Length of a player's tag in bytes: a hundred million players meet by chance once in 10^22 raffles. */
export const TAG_LENGTH = 16;

/** What a raffle derives from its secret by HMAC-SHA-256 (RFC 2104), one label for each purpose. */
export interface RaffleSecrets {
  /** The key of the raffle's ticket order. */
  readonly orderKey: Uint8Array;
  /** The keyed hash that is stored in place of a player's network, 16 bytes. */
  tagOf(network: string): Promise<Uint8Array>;
  /**
   * The verification code of a claim, 15 bytes. Who lacks `key` can't work it out, with the secret neither; who
   * guesses a weak `key` can't without the secret.
   *
   * @param tag of the player
   * @param key the client's idempotency key, or 256 random bits that nobody keeps
   */
  codeOf(tag: Uint8Array, key: string): Promise<Uint8Array>;
}

/** @param secret 32 random bytes of the raffle's own */
export async function raffleSecrets(secret: Uint8Array): Promise<RaffleSecrets> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, hmac, false, ["sign"]);
  const utf8 = new TextEncoder();

  const derive = async (message: Uint8Array, length: number): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign("HMAC", key, message), 0, length);

  return {
    orderKey: (await derive(utf8.encode("order\0"), ORDER_KEY_LENGTH)).slice(),
    tagOf: (network) => derive(utf8.encode(`player\0${network}`), TAG_LENGTH),
    codeOf: (tag, idempotencyKey) => {
      // One buffer a claim and no more: to make and to collect them is what hashing costs most.
      const message = utf8.encode(`code\0${" ".repeat(TAG_LENGTH)}${idempotencyKey}`);
      message.set(tag, "code\0".length);
      return derive(message, CODE_LENGTH);
    },
  };
}
