/** Matches characters that override, embed or isolate the direction of text (Unicode UAX #9, 2.1 to 2.5). */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Matches control characters and ends of lines and paragraphs. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** Matches control characters except the end of a line. */
const CONTROLS_IN_LINES = /(?!\n)\p{Cc}/gu;

/** Matches a visible character. Those listed by number are invisible, but no Unicode property says so. */
const VISIBLE =
  /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\p{M}\u2800\ufffc\u{13441}\u{13442}\u{1d159}]/u;

/** Matches right-to-left characters (the blocks of classes R and AL in UAX #9) and the right-to-left mark. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Stands for a name without visible characters, in every language. */
const NO_NAME = "(?)";

/** Reports whether a text has a visible character. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);

/** Returns a text of several lines. It can't change the direction of the text around its element. */
export const shownText = (text: string): string =>
  text
    .replace(DIRECTIONS, "")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(CONTROLS_IN_LINES, " ")
    .trim();

/**
 * Returns a name for an element of its own, which must have dir="auto" or be a bdi. The name can't change the
 * direction of the text around that element. It always shows something.
 */
export function shownName(name: string): string {
  const shown = name.replace(DIRECTIONS, "").replace(CONTROLS, " ");
  return isVisible(shown) ? shown : NO_NAME;
}

/** Returns a name for use in a sentence. Isolates a right-to-left name by U+2068 and U+2069. */
export function nameInText(name: string): string {
  const shown = shownName(name);
  return RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown;
}
