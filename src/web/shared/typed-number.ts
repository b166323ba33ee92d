/** Longer texts are no number that anybody typed. */
const MAX_LENGTH = 100;

/** What nobody sees: messengers and texts from right to left bring it along. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Other keyboards' versions of the marks in and after numbers. */
const SAME_MARKS: readonly [RegExp, string][] = [
  [/\p{Zs}/gu, " "],
  [/[’ʼ＇]/g, "'"],
  [/[，،]/g, ","],
  [/[．。｡]/g, "."],
];

/** What people write before the number of a ticket, and the end of their sentence: "#12", "No. 12", "12." */
const AROUND = /^(?:[#＃№]|n[or°º]\.?) *| *\.$/giu;

/**
 * Digits in groups of three, or in India's of two before the last three. One separator goes through it all. No zero
 * comes first: 0.500 is a fraction, whatever the separator.
 */
const GROUPED = /^[1-9]\d{0,2}([ ,.'٬⹁])\d{3}(?:\1\d{3})*$|^[1-9]\d?(?:,\d\d)+,\d{3}$/;

const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** The value of a decimal digit of any script: Unicode has the ten of each in a row. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let first = codePoint;
  while (isDigit(first - 1)) first--;
  return String((codePoint - first) % 10);
}

/**
 * Reads a whole number as people type and paste it: in the digits of their script, with thousands separators, as "#12",
 * with the dot of a sentence.
 *
 * @returns the number; the text as it is where it is none, for the API to say so
 */
export function numberFrom(text: string): number | string {
  if (text.length > MAX_LENGTH) return text;
  const visible = text.replace(INVISIBLE, "").replace(/\p{Nd}/gu, asciiDigit);
  const marked = SAME_MARKS.reduce((read, [marks, mark]) => read.replace(marks, mark), visible);
  const bare = marked.trim().replace(AROUND, "");
  if (/^\d+$/.test(bare)) return Number(bare);
  return GROUPED.test(bare) ? Number(bare.replace(/\D/g, "")) : text;
}
