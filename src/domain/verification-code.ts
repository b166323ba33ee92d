import { base32crockford } from "@scure/base";

/** The length of a verification code: 120 random bits. */
export const CODE_BYTES = 15;

/**
 * Formats a code for people: 24 letters of Crockford's base 32 (crockford.com/base32.html) in groups of four.
 */
export const writeCode = (code: Uint8Array): string =>
  base32crockford.encode(code).replace(/(?<=.)(?=(.{4})+$)/g, "-");

/** The longest text parsed as a code, in UTF-16 units. NFKC takes seconds for 100,000 accents. */
const MAX_TYPED_LENGTH = 1000;

/**
 * Matches what is typed or pasted along with a code: dashes, blanks, quotation marks, invisible characters.
 * Some invisible characters count as letters (U+3164). So does the long vowel mark that Japanese keyboards
 * have instead of a dash.
 */
const IGNORED_CHARACTERS = /[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}|\u30fc/gu;

/**
 * Parses a code as people type and paste it. It ignores case, IGNORED_CHARACTERS and the width of letters.
 * Letters that people confuse are the same: O is 0, and I and L are 1. Letters of other alphabets are
 * invalid.
 *
 * @returns the bytes of the code, or undefined if the text can't be a code
 */
export function readCode(text: string): Uint8Array | undefined {
  if (text.length > MAX_TYPED_LENGTH) return undefined;
  const letters = text.normalize("NFKC").replace(IGNORED_CHARACTERS, "");
  return /^[0-9A-TV-Z]{24}$/i.test(letters) ? base32crockford.decode(letters) : undefined;
}

/**
 * Returns the stored hash of a code, which is SHA-256. A slow hash like bcrypt isn't needed: NIST SP 800-63B
 * (look-up secret verifiers) requires salt and stretching only below 112 bits, and a code has 120.
 */
export async function hashCode(code: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", code));
}

/** Reports whether two hashes are equal, in constant time. */
export const sameHash = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
