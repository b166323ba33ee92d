import { expect, it } from "vitest";
import { roundsFor } from "../../src/domain/ticket-order";

// Eight tickets are the pairs of a half of 4 and a half of 2. Were each round's function drawn by lot, how likely would
// each of the 8! orders be? Computed exactly, step by step, over all of them.
const WIDTH = 4;
const HEIGHT = 2;
const TICKETS = WIDTH * HEIGHT;

/** An order as a number: its digits in base 8 are where tickets 0, 1, 2 … go. */
const encode = (order: readonly number[]) => order.reduce((code, place) => code * TICKETS + place, 0);

function allOrders(rest: readonly number[]): number[][] {
  if (rest.length === 0) return [[]];
  return rest.flatMap((first) =>
    allOrders(rest.filter((x) => x !== first)).map((order) => [first, ...order]),
  );
}

/** What one round can do to a place: every choice of a shift of the left half for each right one, or the reverse. */
function roundMoves(shiftLeft: boolean): number[][] {
  const [range, others] = shiftLeft ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH];
  return Array.from({ length: range ** others }, (_, choice) => {
    const shift = (other: number) => Math.floor(choice / range ** other) % range;
    return Array.from({ length: TICKETS }, (_, place) => {
      const [left, right] = [place % WIDTH, Math.floor(place / WIDTH)];
      return shiftLeft
        ? ((left + shift(right)) % WIDTH) + right * WIDTH
        : left + ((right + shift(left)) % HEIGHT) * WIDTH;
    });
  });
}

/** How much likelier than the average the likeliest order is after so many rounds. */
function unevenness(rounds: number): number {
  const orders = allOrders(Array.from({ length: TICKETS }, (_, i) => i));
  const indexes = new Int32Array(TICKETS ** TICKETS);
  for (const [i, order] of orders.entries()) indexes[encode(order)] = i;
  /** Where each move takes each order. */
  const tables = [roundMoves(true), roundMoves(false)].map((moves) =>
    moves.map((move) =>
      Int32Array.from(orders, (order) => indexes[encode(order.map((place) => move[place] ?? 0))] ?? 0),
    ),
  );
  let likely = new Float64Array(orders.length);
  likely[0] = 1;
  for (let round = 0; round < rounds; round++) {
    const moves = tables[round % 2] ?? [];
    const next = new Float64Array(orders.length);
    for (const move of moves) {
      for (let i = 0; i < orders.length; i++) {
        const to = move[i] ?? 0;
        next[to] = (next[to] ?? 0) + (likely[i] ?? 0) / moves.length;
      }
    }
    likely = next;
  }
  return Math.max(...likely) * orders.length - 1;
}

it("the rounds of a small raffle make every order of 8 tickets as likely as any other, to a part in 10^9", () => {
  expect(unevenness(roundsFor(TICKETS))).toBeLessThan(1e-9);
});

it("the rounds of a large raffle would not: some order of 8 tickets would be 4.6% likelier than the average", () => {
  expect(unevenness(roundsFor(1000))).toBeCloseTo(0.046, 3);
});
