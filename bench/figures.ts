// Collects the figures of a bench and prints them.
import { writeFileSync } from "node:fs";

export const ROUNDS = 11;

interface Figure {
  figure: string;
  against: string;
  /** Holds the medians with their unit. */
  measured: string;
  ratio: number;
  goal: string;
  isReached: boolean;
}
const figures: Figure[] = [];

/**
 * Adds a figure.
 *
 * @param goal a bound of the ratio, such as "≥ 0.80" or "≤ 1"
 */
export function report(figure: string, against: string, measured: string, ratio: number, goal: string): void {
  const bound = Number(/[\d.]+/.exec(goal)?.[0]);
  const isReached = goal.startsWith("≥") ? ratio >= bound : ratio <= bound;
  figures.push({ figure, against, measured, ratio, goal, isReached });
  console.error(`${figure}: ${ratio.toFixed(2)} (${measured})`);
}

/** Prints the figures as a table in Markdown. */
export function printFigures(): void {
  console.log(
    "| figure | against | measured | ratio | goal | reached |\n| --- | --- | --- | --- | --- | --- |",
  );
  for (const { figure, against, measured, ratio, goal, isReached } of figures) {
    const reached = isReached ? "yes" : "**no**";
    console.log(`| ${figure} | ${against} | ${measured} | ${ratio.toFixed(2)} | ${goal} | ${reached} |`);
  }
}

export const saveFigures = (path: string): void =>
  writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);

export const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Holds the medians of two measurements, and `one / other`. */
export interface Comparison {
  one: number;
  other: number;
  ratio: number;
}

/** Measures two things in turn, `rounds` times. */
export async function compare(
  one: () => Promise<number>,
  other: () => Promise<number>,
  rounds = ROUNDS,
): Promise<Comparison> {
  const sides = [
    { measure: one, results: [] as number[] },
    { measure: other, results: [] as number[] },
  ];
  for (let round = 0; round <= rounds; round++) {
    // The sides take turns to go first. The first round only warms up.
    for (const { measure, results } of round % 2 ? sides : sides.toReversed()) {
      const result = await measure();
      if (round > 0) results.push(result);
    }
  }
  const [first = 0, second = 0] = sides.map(({ results }) => median(results));
  return { one: first, other: second, ratio: first / second };
}

/** Adds the figure of two rates, in answers per second. */
export const reportRates = (figure: string, against: string, rates: Comparison, goal: string): void =>
  report(figure, against, perSecond(rates), rates.ratio, goal);

export const perSecond = ({ one, other }: Comparison): string =>
  `${Math.round(one)} against ${Math.round(other)} a second`;
