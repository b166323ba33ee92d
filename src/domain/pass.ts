import { readBase32, writeBase32 } from "./base32";

/** The largest number of passes of a raffle. Numbers have 27 bits, so they end at 134,217,727. */
export const MAX_PASSES = 100_000_000;

/** The length of a pass: its number (27 bits) and its MAC (53 bits). */
export const PASS_BYTES = 10;

/** How many bytes of the hash a pass uses. Their last 53 bits are its MAC. */
const PASS_MAC_BYTES = 7;

const MAC_BITS_BESIDE_NUMBER = 5;

/**
 * Returns the pass with this number. One guess in 2^53 (9 × 10^15) is right. The rate limit allows one
 * network 200 guesses a second (wrangler.toml). A month of them finds a pass with a probability of 1 in 17
 * million. The raffle's object limits the guesses of all networks together. At 2,000 calls a second, the
 * probability is 1 in 1.7 million.
 *
 * @param mac the keyed hash of the number. The last 53 bits of its first PASS_MAC_BYTES count
 */
export function makePass(number: number, mac: Uint8Array): Uint8Array {
  const pass = new Uint8Array(PASS_BYTES);
  const lowBits = (mac[0] ?? 0) % 2 ** MAC_BITS_BESIDE_NUMBER;
  new DataView(pass.buffer).setUint32(0, number * 2 ** MAC_BITS_BESIDE_NUMBER + lowBits);
  pass.set(mac.subarray(1, PASS_MAC_BYTES), 4);
  return pass;
}

/** Returns the number of a pass, right or wrong. */
export const numberOfPass = (pass: Uint8Array): number =>
  new DataView(pass.buffer, pass.byteOffset).getUint32(0) >>> MAC_BITS_BESIDE_NUMBER;

/** Formats a pass for people: 16 letters in groups of four. */
export const writePass = (pass: Uint8Array): string => writeBase32(pass);

/** Parses a pass as people type it. Returns undefined if the text can't be a pass. */
export const readPass = (text: string): Uint8Array | undefined => readBase32(text, PASS_BYTES);

/** Returns a pass as it is printed, from a text as people type it. Returns undefined if it can't be a pass. */
export function printedPass(text: string): string | undefined {
  const pass = readPass(text);
  return pass && writePass(pass);
}
