import { describe, expect, it } from "vitest";
import { countWinners, prizeByRank } from "../../src/domain/prizes";

const prizes = [
  { name: "gold", amount: 1 },
  { name: "silver", amount: 2 },
  { name: "bronze", amount: 3 },
];

describe("prizes", () => {
  it("need as many winners as their amounts add up to", () => {
    expect(countWinners(prizes)).toBe(6);
  });

  it("go in their order to the tickets in the order of selection", () => {
    expect([0, 1, 2, 3, 4, 5].map(prizeByRank(prizes))).toEqual([
      "gold",
      "silver",
      "silver",
      "bronze",
      "bronze",
      "bronze",
    ]);
  });

  it("do not go beyond the last one", () => {
    expect(() => prizeByRank(prizes)(6)).toThrow(RangeError);
  });
});
