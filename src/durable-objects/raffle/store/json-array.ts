/** Bytes per number: a bracket or comma, and up to 16 digits of a safe integer. */
const BYTES_PER_NUMBER = 17;

const [SPACE = 0, ZERO = 0, COMMA = 0, OPEN = 0, CLOSE = 0] = new TextEncoder().encode(" 0,[]");

/**
 * Writes numbers as a JSON array in UTF-8, digit by digit: a million numbers as strings would leave some 20
 * MB to the garbage collector.
 *
 * @param numbers one or more safe integers, from 1
 */
export function jsonArray(numbers: Float64Array): Uint8Array {
  // JSON allows spaces before a number, so each number can have the same width.
  const json = new Uint8Array(numbers.length * BYTES_PER_NUMBER + 1).fill(SPACE);
  for (const [i, number] of numbers.entries()) {
    json[i * BYTES_PER_NUMBER] = COMMA;
    let place = (i + 1) * BYTES_PER_NUMBER;
    for (let rest = number; rest > 0; ) {
      const tens = Math.floor(rest / 10);
      json[--place] = ZERO + (rest - 10 * tens);
      rest = tens;
    }
  }
  json[0] = OPEN;
  json[json.length - 1] = CLOSE;
  return json;
}
