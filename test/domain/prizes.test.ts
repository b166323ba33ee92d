import { describe, expect, it } from "vitest";
import { countWinners, prizeByRank } from "../../src/domain/prizes";

const prizes = [
  { name: "gold", amount: 1 },
  { name: "silver", amount: 2 },
  { name: "bronze", amount: 3 },
];

describe("countWinners", () => {
  it("returns the sum of the amounts", () => {
    expect(countWinners(prizes)).toBe(6);
  });
});

describe("prizeByRank", () => {
  it("assigns the prizes in order to the ranks", () => {
    expect([0, 1, 2, 3, 4, 5].map(prizeByRank(prizes))).toEqual([
      "gold",
      "silver",
      "silver",
      "bronze",
      "bronze",
      "bronze",
    ]);
  });

  it("throws for a rank beyond the last prize", () => {
    expect(() => prizeByRank(prizes)(6)).toThrow(RangeError);
  });
});
