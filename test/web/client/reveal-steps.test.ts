import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countDrawn } from "../../../src/domain/prizes";
import { listSteps } from "../../../src/web/client/reveal-steps";

const rangesOf = (amounts: number[], drawn: number) =>
  listSteps(
    amounts.map((amount, i) => ({ name: `P${i + 1}`, amount })),
    drawn,
  ).map(({ name, from, to }) => `${name} ${from}-${to}`);

describe("the screens of a presentation", () => {
  it("show each prize by itself", () => {
    expect(rangesOf([1, 2], 3)).toEqual(["P1 1-1", "P2 2-3"]);
  });

  it("show up to twelve winners at once, spread evenly", () => {
    expect(rangesOf([12], 12)).toEqual(["P1 1-12"]);
    expect(rangesOf([13], 13)).toEqual(["P1 1-6", "P1 7-13"]);
  });

  it("leave out prizes that are not awarded", () => {
    expect(rangesOf([1, 3, 5], 2)).toEqual(["P1 1-1", "P2 2-2"]);
  });

  it("say where a screen is within its prize", () => {
    const prizes = [
      { name: "Bicycle", amount: 1 },
      { name: "Book", amount: 30 },
    ];
    const screens = listSteps(prizes, 31).slice(1);
    expect(screens.map(({ place, start, amount }) => [place, start, amount])).toEqual([
      [2, 2, 30],
      [2, 2, 30],
      [2, 2, 30],
    ]);
  });

  it("cover all ranks in order", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 500 }), (list, claims) => {
        const prizes = list.map((amount, i) => ({ name: `P${i}`, amount }));
        const drawn = countDrawn(prizes, claims);
        let next = 1;
        for (const { from, to } of listSteps(prizes, drawn)) {
          expect(from).toBe(next);
          expect(to - from).toBeGreaterThanOrEqual(0);
          expect(to - from).toBeLessThan(12);
          next = to + 1;
        }
        expect(next).toBe(drawn + 1);
      }),
    );
  });
});
