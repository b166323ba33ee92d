/** `amount` tickets win the prize `name`. */
export interface Prize {
  name: string;
  amount: number;
}

/** How many tickets win, all prizes together. */
export const countWinners = (prizes: readonly Prize[]): number =>
  prizes.reduce((sum, prize) => sum + prize.amount, 0);

/**
 * Who wins what: the first `amount` selected tickets win the first prize, the next ones the second, and so on.
 *
 * @returns the name of the prize of the ticket that was selected as number `rank` (0 is the first)
 * @throws RangeError (from the returned function) for a rank beyond the last prize: that is a bug
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
