const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** Returns the ASCII digit for a digit of any script. Unicode has the ten digits of a script in a row. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let first = codePoint;
  while (isDigit(first - 1)) first--;
  return String((codePoint - first) % 10);
}

/** Matches a decimal digit of another script. With ASCII digits, it would take ten times as long. */
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;

/** Replaces the decimal digits of every script by ASCII digits. */
export const toAsciiDigits = (text: string): string => text.replace(OTHER_DIGIT, asciiDigit);
