const MAX_TYPED_LENGTH = 100;

/** Matches invisible characters. Messengers and right-to-left texts add them. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Maps the marks of other keyboards to ASCII. */
const SAME_MARKS: readonly [RegExp, string][] = [
  [/\p{Zs}/gu, " "],
  [/[’ʼ＇]/g, "'"],
  [/[，،]/g, ","],
  [/[．。｡]/g, "."],
];

/** Matches text around a number: "#12", "No. 12", "12." */
const AROUND = /^(?:[#＃№]|n[or°º]\.?) *| *\.$/giu;

/**
 * Matches digits in groups of three, or in Indian groups of two before the last three. All separators must be
 * the same. A leading zero is rejected, because 0.500 is a fraction.
 */
const GROUPED = /^[1-9]\d{0,2}([ ,.'٬⹁])\d{3}(?:\1\d{3})*$|^[1-9]\d?(?:,\d\d)+,\d{3}$/;

const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** Returns the ASCII digit for a digit of any script. Unicode has the ten digits of a script in a row. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let first = codePoint;
  while (isDigit(first - 1)) first--;
  return String((codePoint - first) % 10);
}

/**
 * Parses a whole number as people type and paste it: with digits of any script, with thousands separators, as
 * "#12" or "12.".
 *
 * @returns the number; the unchanged text if it is not a number, so that the API rejects it
 */
export function parseTypedNumber(text: string): number | string {
  if (text.length > MAX_TYPED_LENGTH) return text;
  const visible = text.replace(INVISIBLE, "").replace(/\p{Nd}/gu, asciiDigit);
  const marked = SAME_MARKS.reduce((read, [marks, mark]) => read.replace(marks, mark), visible);
  const bare = marked.trim().replace(AROUND, "");
  if (/^\d+$/.test(bare)) return Number(bare);
  return GROUPED.test(bare) ? Number(bare.replace(/\D/g, "")) : text;
}
