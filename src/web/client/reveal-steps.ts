import type { Prize } from "../../domain/prizes";

/** How many numbers one screen shows at most, so that they are readable from the last row. */
const MAX_NUMBERS = 12;

/** A screen with all or some of the winners of a prize. Ranks count from 1. */
export interface Step {
  /** The name of the prize. */
  name: string;
  /** The position of the prize in the list, from 1. */
  place: number;
  /** The ranks of the first and the last winner on this screen. */
  from: number;
  to: number;
  /** The rank of the prize's first winner. */
  start: number;
  /** How many tickets have won this prize. */
  amount: number;
}

/**
 * Returns the screens that show all winners, the first prize first. The winners of a prize are spread evenly
 * over its screens.
 *
 * @param drawn how many tickets were drawn; later prizes are not awarded
 */
export function listSteps(prizes: readonly Prize[], drawn: number): Step[] {
  const steps: Step[] = [];
  let start = 1;
  for (const [i, prize] of prizes.entries()) {
    const amount = Math.min(prize.amount, drawn - start + 1);
    if (amount < 1) break;
    const screens = Math.ceil(amount / MAX_NUMBERS);
    for (let n = 0; n < screens; n++) {
      const from = start + Math.floor((n * amount) / screens);
      const to = start + Math.floor(((n + 1) * amount) / screens) - 1;
      steps.push({ name: prize.name, place: i + 1, from, to, start, amount });
    }
    start += amount;
  }
  return steps;
}
