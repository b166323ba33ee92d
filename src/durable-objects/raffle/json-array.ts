/** What each number takes, in bytes: a bracket or comma, and the 16 digits that a safe integer may have. */
const WIDTH = 17;

const [BLANK = 0, ZERO = 0, COMMA = 0, BEGIN = 0, END = 0] = new TextEncoder().encode(" 0,[]");

/**
 * Writes numbers as a JSON array, in UTF-8. They are written digit by digit, because a million numbers as strings leave
 * some 20 MB to the garbage collector.
 *
 * @param numbers one or more safe integers, from 1
 */
export function jsonArray(numbers: Float64Array): Uint8Array {
  // Blanks may stand before a number, so each has the same room.
  const json = new Uint8Array(numbers.length * WIDTH + 1).fill(BLANK);
  for (const [i, number] of numbers.entries()) {
    json[i * WIDTH] = COMMA;
    let place = (i + 1) * WIDTH;
    for (let rest = number; rest > 0; ) {
      const tens = Math.floor(rest / 10);
      json[--place] = ZERO + (rest - 10 * tens);
      rest = tens;
    }
  }
  json[0] = BEGIN;
  json[json.length - 1] = END;
  return json;
}
