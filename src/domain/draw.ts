import { sha256 } from "@noble/hashes/sha2.js";
import { countWinners, type Prize } from "./prizes";
import { type RandomWords, selectTickets } from "./selection";

/** The version of the method below, written up in docs/draw.md. Drawn raffles depend on it: never change it, add another. */
export const DRAW_METHOD = "raffle-draw-1";

/** How many reserves a draw has at most. */
export const MAX_RESERVES = 1000;

/** All that a draw depends on, and nothing of it secret. */
export interface DrawFacts {
  /** The beacon network's chain hash (64 lower-case hexadecimal digits), or `local` for a draw without a beacon. */
  network: string;
  /** The beacon's round; 0 for a local draw. */
  round: number;
  /** 32 bytes as 64 lower-case hexadecimal digits. */
  randomness: string;
  /** The raffle's UUID in lower case. */
  raffleId: string;
  /** N, from 1 to 100,000,000. */
  totalTickets: number;
  /** In the manager's order. */
  prizes: readonly Prize[];
}

/** Ticket numbers, 1…N, in the order in which they were selected. */
export interface DrawnTickets {
  /** One for each prize: prizes.ts tells who wins what. */
  winners: Uint32Array;
  /** Who comes next for a prize that nobody collects: MAX_RESERVES of them, or all other tickets where those are fewer. */
  reserves: Uint32Array;
}

/**
 * The draw: SHA-256 (FIPS 180-4) of the facts is the seed, the seed gives the words, the words select the tickets. The
 * reserves are what the selection gives when it goes on beyond the winners.
 */
export function drawTickets(facts: DrawFacts): DrawnTickets {
  const winners = countWinners(facts.prizes);
  const reserves = Math.min(MAX_RESERVES, facts.totalTickets - winners);
  const tickets = selectTickets(facts.totalTickets, winners + reserves, seededWords(drawSeed(facts)));
  return { winners: tickets.slice(0, winners), reserves: tickets.slice(winners) };
}

/** The seed of a draw, 32 bytes: SHA-256 of the facts as UTF-8 text. */
export function drawSeed({
  network,
  round,
  randomness,
  raffleId,
  totalTickets,
  prizes,
}: DrawFacts): Uint8Array {
  const utf8 = new TextEncoder();
  const lines = [DRAW_METHOD, network, round, randomness, raffleId, totalTickets, prizes.length];
  // With its length in bytes before it, no name can pass for the end of its line and the start of another prize.
  const prizeLines = prizes.map(({ name, amount }) => `${amount} ${utf8.encode(name).length} ${name}`);
  return sha256(utf8.encode([...lines, ...prizeLines].map((line) => `${line}\n`).join("")));
}

/**
 * The words of a seed: block k is SHA-256 of the seed and k (8 bytes, big-endian), for k = 0, 1, 2 …; each block is
 * eight big-endian words. This is a counter-mode stream, as in Hash_DRBG's Hashgen (NIST SP 800-90A).
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
  // Hashed here and now, not by Web Crypto's promises: a million winners take 125,000 blocks and more.
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
