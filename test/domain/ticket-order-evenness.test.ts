import { describe, expect, it } from "vitest";
import { roundsFor } from "../../src/domain/ticket-order";

// Eight tickets are the pairs of a half of 4 and a half of 2. This computes the exact probability of each of
// the 8! orders, if the function of each round is uniformly random.
const WIDTH = 4;
const HEIGHT = 2;
const TICKETS = WIDTH * HEIGHT;

/** Encodes an order as a number. Its digits in base 8 are the places of tickets 0, 1, 2 …. */
const encode = (order: readonly number[]) => order.reduce((code, place) => code * TICKETS + place, 0);

function allOrders(rest: readonly number[]): number[][] {
  if (rest.length === 0) return [[]];
  return rest.flatMap((first) =>
    allOrders(rest.filter((x) => x !== first)).map((order) => [first, ...order]),
  );
}

/** Lists the possible moves of a round: each choice of a left shift for every right half, or the reverse. */
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

/** Returns how much likelier than average the likeliest order is, as a fraction. */
function unevenness(rounds: number): number {
  const orders = allOrders(Array.from({ length: TICKETS }, (_, i) => i));
  const indexes = new Int32Array(TICKETS ** TICKETS);
  for (const [i, order] of orders.entries()) indexes[encode(order)] = i;
  /** Maps each order to the next one, for each move. */
  const tables = [roundMoves(true), roundMoves(false)].map((moves) =>
    moves.map((move) =>
      Int32Array.from(orders, (order) => indexes[encode(order.map((place) => move[place] ?? 0))] ?? 0),
    ),
  );
  let probabilities = new Float64Array(orders.length);
  probabilities[0] = 1;
  for (let round = 0; round < rounds; round++) {
    const moves = tables[round % 2] ?? [];
    const next = new Float64Array(orders.length);
    for (const move of moves) {
      for (let i = 0; i < orders.length; i++) {
        const to = move[i] ?? 0;
        next[to] = (next[to] ?? 0) + (probabilities[i] ?? 0) / moves.length;
      }
    }
    probabilities = next;
  }
  return Math.max(...probabilities) * orders.length - 1;
}

describe("the orders of 8 tickets", () => {
  it("are equally likely with the rounds of a small raffle, to one part in 10^9", () => {
    expect(unevenness(roundsFor(TICKETS))).toBeLessThan(1e-9);
  });

  it("would not be with the rounds of a large raffle: one is 4.6% likelier than average", () => {
    expect(unevenness(roundsFor(1000))).toBeCloseTo(0.046, 3);
  });
});
