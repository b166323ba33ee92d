/** A prize that `amount` tickets win. */
export interface Prize {
  name: string;
  amount: number;
}

/** Returns how many tickets win, for all prizes together. */
export const countWinners = (prizes: readonly Prize[]): number =>
  prizes.reduce((sum, prize) => sum + prize.amount, 0);

/** Returns how many tickets win if `claims` tickets are claimed: each wins at most one prize. */
export const countDrawn = (prizes: readonly Prize[], claims: number): number =>
  Math.min(countWinners(prizes), claims);

/**
 * Assigns prizes to ranks. The tickets selected first win the first prize, and the next ones the second.
 *
 * @returns a function from the rank of a winner (0 is the first) to the name of the prize. It throws a
 *   RangeError for a rank beyond the last prize, which is a bug.
 */
export function prizeByRank(prizes: readonly Prize[]): (rank: number) => string {
  let end = 0;
  const ends = prizes.map((prize) => (end += prize.amount));
  return (rank) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rank < (ends[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    const prize = prizes[low];
    if (prize === undefined) throw new RangeError("No prize has this rank");
    return prize.name;
  };
}
