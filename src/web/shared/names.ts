import { common } from "../texts/en";

/** Characters that turn, embed or isolate what follows, up to an end that may be missing (Unicode UAX #9, 2.1 to 2.5). */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Characters that end a line or a paragraph, and others that control and show nothing. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** A character that shows something by itself; the ones listed by number look empty and have no property that says so. */
const VISIBLE =
  /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\p{M}\u2800\ufffc\u{13441}\u{13442}\u{1d159}]/u;

/** Characters that are written from right to left (the blocks of classes R and AL in UAX #9), and the mark for it. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Returns a name of a raffle or prize as pages show it, in an element of its own that has dir="auto" or is a bdi.
 * Nothing in it can turn the text around that element, and it always shows something.
 */
export function shownName(name: string): string {
  const shown = name.replace(DIRECTIONS, "").replace(CONTROLS, " ");
  return VISIBLE.test(shown) ? shown : common.noName;
}

/** Returns a name as a part of a sentence: isolated from it (U+2068 to U+2069) if it is written the other way. */
export function nameInText(name: string): string {
  const shown = shownName(name);
  return RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown;
}
