const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** Returns the ASCII digit for a digit of any script. Unicode has the ten digits of a script in a row. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let first = codePoint;
  while (isDigit(first - 1)) first--;
  return String((codePoint - first) % 10);
}

/** Replaces the decimal digits of every script by ASCII digits. */
export const toAsciiDigits = (text: string): string => text.replace(/\p{Nd}/gu, asciiDigit);
