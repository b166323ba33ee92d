import { unsafe as aes } from "@noble/ciphers/aes.js";

/** The order in which a raffle gives out its tickets: a bijection between claims 0…N−1 and tickets 1…N. */
export interface TicketOrder {
  /** Returns the ticket of claim number `claim` (0 is the first). */
  ticketOf(claim: number): number;
  /** Returns the number of the claim that got `ticket`. Inverts `ticketOf`. */
  claimOf(ticket: number): number;
}

/** The length of an order's key (AES-128). */
export const ORDER_KEY_BYTES = 16;

/**
 * Returns the number of Feistel rounds. FF1 (NIST SP 800-38G) has 10, for at least a million numbers. In a
 * raffle of a few tickets, a round mixes little. For 8 tickets and 24 rounds, the likeliest order is 4.6%
 * likelier than average; for 96 rounds, less than one part in 10^9 (test/domain/ticket-order-evenness.test.ts
 * computes it).
 */
export const roundsFor = (total: number): number => (total < 1000 ? 96 : 24);

/**
 * Returns a keyed pseudorandom permutation of 1…`total`: the generalized Feistel cipher with cycle walking of
 * J. Black and P. Rogaway, "Ciphers with Arbitrary Finite Domains" (CT-RSA 2002). Its round function is one
 * AES-128 block.
 *
 * FF1 of @noble/ciphers takes about ten times as long (`npm run bench:order`) and needs at least a million
 * numbers. Stored raffles depend on every bit of this order: never change it, add another.
 *
 * @param key 16 secret random bytes, which reveal the order
 * @param total from 1 to 100,000,000
 */
export function ticketOrder(key: Uint8Array, total: number): TicketOrder {
  const schedule = aes.expandKeyLE(key);
  const rounds = roundsFor(total);
  // A number below width × height is a pair (left, right). The product exceeds total by less than width. The
  // width is even: if both were odd, every round would be an even permutation, and the last two tickets would
  // follow from the rest.
  const width = 2 * Math.ceil(Math.sqrt(total) / 2);
  const height = Math.ceil(total / width);

  /**
   * Is the round function: 53 bits of AES(round, half, total), reduced to a half's range (bias below 2^-39).
   */
  const mix = (round: number, half: number, range: number): number => {
    const block = aes.encrypt(schedule, round, half, total, 0);
    return ((block.s0 >>> 0) * 0x20_0000 + (block.s1 >>> 11)) % range;
  };

  const forward = (x: number): number => {
    let left = x % width;
    let right = Math.floor(x / width);
    for (let round = 0; round < rounds; round += 2) {
      left = (left + mix(round, right, width)) % width;
      right = (right + mix(round + 1, left, height)) % height;
    }
    return left + right * width;
  };

  const backward = (x: number): number => {
    let left = x % width;
    let right = Math.floor(x / width);
    for (let round = rounds - 2; round >= 0; round -= 2) {
      right = (right - mix(round + 1, left, height) + height) % height;
      left = (left - mix(round, right, width) + width) % width;
    }
    return left + right * width;
  };

  /** Enciphers again until the result is in range (cycle walking). */
  const walk = (step: (x: number) => number, start: number): number => {
    let x = step(start);
    while (x >= total) x = step(x);
    return x;
  };

  return {
    ticketOf: (claim) => walk(forward, claim) + 1,
    claimOf: (ticket) => walk(backward, ticket - 1),
  };
}
