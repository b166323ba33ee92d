import { sha256 } from "@noble/hashes/sha2.js";
import { countWinners, type Prize } from "./prizes";
import { type RandomWords, selectTickets } from "./selection";

/** The method for raffles that sold out (docs/draw.md). Drawn raffles depend on it: never change it. */
export const DRAW_METHOD_SOLD_OUT = "raffle-draw-1";

/** The method for raffles that closed before they sold out. Never change it either: add another. */
export const DRAW_METHOD_CLOSED_EARLY = "raffle-draw-2";

/** The largest number of reserves of a draw. */
export const MAX_RESERVES = 1000;

/** Everything that a draw depends on. None of it is secret. */
export interface DrawFacts {
  /** Is the chain hash of the network (64 lower-case hexadecimal digits), or `local` for a local draw. */
  network: string;
  /** Is the beacon's round, or 0 for a local draw. */
  round: number;
  /** Has 32 bytes, as 64 lower-case hexadecimal digits. */
  randomness: string;
  /** Is the raffle's UUID in lower case. */
  raffleId: string;
  /** Is from 1 to 100,000,000. */
  totalTickets: number;
  /** Lists the prizes in the manager's order. */
  prizes: readonly Prize[];
  /** Describes the claimed tickets. Is null for a raffle that sold out. */
  closedEarly: ClaimedTickets | null;
}

/** The claimed tickets of a raffle that closed before it sold out. Only they take part in its draw. */
export interface ClaimedTickets {
  /** Is from 0 to the number of tickets. */
  claimedTickets: number;
  /** Is what `claimedDigest` returns for them. */
  claimedDigest: string;
}

/** The drawn ticket numbers, from 1, in the order of their selection. */
export interface DrawnTickets {
  /** Has one ticket for each prize, as far as the tickets go. `prizeByRank` returns the prize of each. */
  winners: Uint32Array;
  /** Get the prizes that nobody collects. There are MAX_RESERVES, or all other tickets if those are fewer. */
  reserves: Uint32Array;
}

/**
 * Draws winners and reserves. SHA-256 (FIPS 180-4) of the facts is the seed. The seed gives random words,
 * which select the tickets. The reserves are the tickets selected after the winners.
 *
 * @param ticketOf returns the ticket of a claim, counted from 0 in the order of claims. It is called only for
 *   a raffle that closed early.
 */
export function drawTickets(facts: DrawFacts, ticketOf: (claim: number) => number): DrawnTickets {
  const candidates = facts.closedEarly?.claimedTickets ?? facts.totalTickets;
  const winners = Math.min(countWinners(facts.prizes), candidates);
  const reserves = Math.min(MAX_RESERVES, candidates - winners);
  const selected = selectTickets(candidates, winners + reserves, seededWords(drawSeed(facts)));
  const tickets = facts.closedEarly ? selected.map((number) => ticketOf(number - 1)) : selected;
  return { winners: tickets.slice(0, winners), reserves: tickets.slice(winners) };
}

/** Returns the seed of a draw, 32 bytes: SHA-256 of the facts as UTF-8 text. */
export function drawSeed({
  network,
  round,
  randomness,
  raffleId,
  totalTickets,
  prizes,
  closedEarly,
}: DrawFacts): Uint8Array {
  const utf8 = new TextEncoder();
  const lines = [
    closedEarly ? DRAW_METHOD_CLOSED_EARLY : DRAW_METHOD_SOLD_OUT,
    network,
    round,
    randomness,
    raffleId,
    totalTickets,
    ...(closedEarly ? [closedEarly.claimedTickets, closedEarly.claimedDigest] : []),
    prizes.length,
  ];
  // The length in bytes before each name keeps a name with line breaks from imitating another prize.
  const prizeLines = prizes.map(({ name, amount }) => `${amount} ${utf8.encode(name).length} ${name}`);
  return sha256(utf8.encode([...lines, ...prizeLines].map((line) => `${line}\n`).join("")));
}

/**
 * Returns the random words of a seed. Block k is SHA-256 of the seed and k (8 bytes, big-endian), for k = 0,
 * 1, 2 …. Each block is eight big-endian words. This is a counter-mode stream, as in Hash_DRBG's Hashgen
 * (NIST SP 800-90A).
 *
 * @param seed 32 bytes
 */
export function seededWords(seed: Uint8Array): RandomWords {
  const input = new Uint8Array(seed.length + 8);
  input.set(seed);
  const counter = new DataView(input.buffer, seed.length);
  let block = new DataView(new ArrayBuffer(0));
  let blocks = 0n;
  let next = 0;
  // Not Web Crypto, which returns promises: a million winners take at least 125,000 blocks.
  return () => {
    if (next === block.byteLength) {
      counter.setBigUint64(0, blocks++);
      block = new DataView(sha256(input).buffer);
      next = 0;
    }
    const word = block.getUint32(next);
    next += 4;
    return word;
  };
}
