import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonArray } from "../../src/durable-objects/raffle/store/json-array";

const read = (numbers: number[]) =>
  JSON.parse(new TextDecoder().decode(jsonArray(Float64Array.from(numbers))));

it("writes numbers of every length as JSON", () => {
  const numbers = [1, 9, 10, 99, 100, 1e8, 1e8 * 2 ** 20 + 2 ** 20 - 1, 1e15, Number.MAX_SAFE_INTEGER];
  expect(read(numbers)).toEqual(numbers);
  expect(read([7])).toEqual([7]);
});

it("writes any safe integer from 1", () => {
  const numbers = fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { minLength: 1 });
  fc.assert(
    fc.property(numbers, (list) => {
      expect(read(list)).toEqual(list);
    }),
  );
});
