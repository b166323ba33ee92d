import { base32crockford } from "@scure/base";
import { toAsciiDigits } from "./digits";

/** Formats bytes for people: Crockford's base 32 (crockford.com/base32.html) in groups of four letters. */
export const writeBase32 = (bytes: Uint8Array): string =>
  base32crockford.encode(bytes).replace(/(?<=.)(?=(.{4})+$)/g, "-");

/** The longest text parsed, in UTF-16 units. NFKC takes seconds for 100,000 accents. */
export const MAX_TYPED_LENGTH = 1000;

/**
 * Matches what is typed or pasted along with a code: dashes, blanks, quotation marks, invisible characters.
 * Some invisible characters count as letters (U+3164). So does the long vowel mark that Japanese keyboards
 * have instead of a dash.
 */
const IGNORED_CHARACTERS = /[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}|\u30fc/gu;

/**
 * Parses a code as people type and paste it. It ignores case, IGNORED_CHARACTERS and the width of letters.
 * Digits of every script are valid, letters of other alphabets are not. Letters that people confuse are the
 * same: O is 0, and I and L are 1.
 *
 * @param length how many bytes the code has, a multiple of five
 * @returns the bytes of the code, or undefined if the text can't be a code of this length
 */
export function readBase32(text: string, length: number): Uint8Array | undefined {
  if (text.length > MAX_TYPED_LENGTH) return undefined;
  const letters = toAsciiDigits(text.normalize("NFKC")).replace(IGNORED_CHARACTERS, "");
  const isCode = letters.length * 5 === length * 8 && /^[0-9A-TV-Z]+$/i.test(letters);
  return isCode ? base32crockford.decode(letters) : undefined;
}
