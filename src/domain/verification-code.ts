import { base32crockford } from "@scure/base";

/** A verification code in bytes: 120 random bits. */
export const CODE_LENGTH = 15;

/** The code as people see it: 24 letters of Crockford's base 32 (crockford.com/base32.html) in groups of four. */
export const writeCode = (code: Uint8Array): string =>
  base32crockford.encode(code).replace(/(?<=.)(?=(.{4})+$)/g, "-");

/** The longest text that is read as a code, in UTF-16 units: NFKC takes seconds for 100,000 accents. */
const MAX_TYPED_LENGTH = 1000;

/**
 * What comes along with a code: dashes, blanks, quotation marks, invisible characters. Some invisible ones count as
 * letters (U+3164), and so does the long vowel mark that Japanese keyboards have in the place of a dash.
 */
const BESIDE_LETTERS = /[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}|\u30fc/gu;

/**
 * Reads a code back as people type and paste it. Case, what comes along with its letters, and the way they are drawn
 * (full-width) don't matter. The letters that people confuse are the same: O is 0, I and L are 1. A letter of another
 * alphabet belongs to no code.
 *
 * @returns its bytes, or undefined where the text can't be any ticket's code
 */
export function readCode(text: string): Uint8Array | undefined {
  if (text.length > MAX_TYPED_LENGTH) return undefined;
  const letters = text.normalize("NFKC").replace(BESIDE_LETTERS, "");
  return /^[0-9A-TV-Z]{24}$/i.test(letters) ? base32crockford.decode(letters) : undefined;
}

/**
 * What is stored of a code. A plain approved hash is right and a slow one like bcrypt not needed: NIST SP 800-63B
 * (look-up secret verifiers) asks for salt and stretching only below 112 bits, and this secret has 120.
 */
export async function hashCode(code: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", code));
}

/** Whether two hashes are equal, told in a time that does not depend on where they differ. */
export const sameHash = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
