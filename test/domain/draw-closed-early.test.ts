import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import {
  claimedDigest,
  DIGEST_BLOCK_TICKETS,
  digestOfBlock,
  digestOfList,
} from "../../src/domain/claimed-digest";
import { type DrawFacts, drawSeed, drawTickets } from "../../src/domain/draw";
import { claimedTicketsOf, type EarlyVector } from "../testkit/claimed";
import { closed_early } from "./draw-vectors.json";

const { method, vectors } = closed_early;

const factsOf = (vector: EarlyVector): DrawFacts => ({
  network: vector.network,
  round: vector.round,
  randomness: vector.randomness,
  raffleId: vector.raffle_id,
  totalTickets: vector.total_tickets,
  prizes: vector.prizes,
  closedEarly: { claimedTickets: vector.claimed_tickets, claimedDigest: vector.claimed_digest },
});

const hashText = (text: string) => sha256(new TextEncoder().encode(text)).toHex();
const hashList = (tickets: Iterable<number>) =>
  hashText([...tickets].map((ticket) => `${ticket}\n`).join(""));
const vectorOf = (claimed: number) =>
  vectors.find((vector) => vector.claimed_tickets === claimed) as EarlyVector;
const drawOf = (facts: DrawFacts, list: readonly number[]) => drawTickets(facts, (claim) => list[claim] ?? 0);

// tools/verify-draw.py made the vectors. It shares no code with src.
describe.each(vectors)("the draw of $title", (vector) => {
  const claimed = claimedTicketsOf(vector);

  it("has the independently computed digest and seed", () => {
    expect(claimed.slice(0, 10)).toEqual(vector.first_claimed);
    expect(digestOfList(claimed)).toBe(vector.claimed_digest);
    expect(drawSeed(factsOf(vector)).toHex()).toBe(vector.seed);
  });

  it("has the independently computed winners and reserves", () => {
    const { winners, reserves } = drawOf(factsOf(vector), claimed);
    expect([winners.length, reserves.length]).toEqual([vector.winner_count, vector.reserve_count]);
    expect([...winners.slice(0, 10)]).toEqual(vector.first_winners);
    expect([...reserves.slice(0, 10)]).toEqual(vector.first_reserves);
    expect(hashList(winners)).toBe(vector.winners_sha256);
    expect(hashList(reserves)).toBe(vector.reserves_sha256);
  });

  it("selects claimed tickets only, each at most once", () => {
    const { winners, reserves } = drawOf(factsOf(vector), claimed);
    const selected = new Set([...winners, ...reserves]);
    expect(selected.size).toBe(winners.length + reserves.length);
    expect(selected.isSubsetOf(new Set(claimed))).toBe(true);
  });
});

describe("the seed of a raffle that closed early", () => {
  const vector = vectorOf(7);

  it("is SHA-256 of the facts, one per line, with the claimed tickets after the number of tickets", () => {
    const text = [
      method,
      vector.network,
      "657413",
      vector.randomness,
      vector.raffle_id,
      "10",
      "7",
      vector.claimed_digest,
      "2",
      "1 7 Bicycle",
      "3 12 Café crème",
      "",
    ].join("\n");
    expect(drawSeed(factsOf(vector)).toHex()).toBe(hashText(text));
  });

  it("differs when the number of claimed tickets or their digest differs", () => {
    const closedEarly = { claimedTickets: 7, claimedDigest: vector.claimed_digest };
    const seedWith = (changes: Partial<typeof closedEarly>) =>
      drawSeed({ ...factsOf(vector), closedEarly: { ...closedEarly, ...changes } }).toHex();
    const seeds = [
      seedWith({}),
      seedWith({ claimedTickets: 8 }),
      seedWith({ claimedDigest: "0".repeat(64) }),
    ];
    expect(new Set(seeds).size).toBe(3);
  });
});

describe("the winners of a raffle that closed early", () => {
  it.each([
    [0, 4, 0, 0],
    [1, 4, 1, 0],
    [4, 4, 4, 0],
    [5, 4, 4, 1],
    [1004, 4, 4, 1000],
    [1005, 4, 4, 1000],
    [1003, 4, 4, 999],
  ])("of %i claimed tickets and %i prizes number %i, and the reserves %i", (claimedTickets, amount, won, left) => {
    const closedEarly = { claimedTickets, claimedDigest: "0".repeat(64) };
    const facts = {
      ...factsOf(vectorOf(7)),
      totalTickets: 2000,
      prizes: [{ name: "x", amount }],
      closedEarly,
    };
    const { winners, reserves } = drawTickets(facts, (claim) => claim + 1);
    expect([winners.length, reserves.length]).toEqual([won, left]);
  });
});

describe("the digest of the claimed tickets", () => {
  const digestOfText = (text: string) => sha256(new TextEncoder().encode(text));

  it("hashes decimal numbers of every length, each followed by a line feed", () => {
    const lengths = Array.from({ length: 9 }, (_, digits) => 10 ** digits);
    const tickets = [...lengths, ...lengths.slice(1).map((power) => power - 1), 12_345_678];
    expect(digestOfBlock(tickets)).toEqual(digestOfText(tickets.map((ticket) => `${ticket}\n`).join("")));
  });

  it("has room for a block of the longest numbers", () => {
    const tickets = new Array<number>(DIGEST_BLOCK_TICKETS).fill(100_000_000);
    expect(digestOfBlock(tickets)).toEqual(digestOfText("100000000\n".repeat(DIGEST_BLOCK_TICKETS)));
  });

  it("hashes the digests of the blocks in their order", () => {
    const [a, b] = [digestOfBlock([1, 2]), digestOfBlock([3])];
    expect(claimedDigest([a, b])).toBe(sha256(new Uint8Array([...a, ...b])).toHex());
    expect(claimedDigest([b, a])).not.toBe(claimedDigest([a, b]));
  });

  it("is SHA-256 of nothing when no ticket was claimed", () => {
    expect(claimedDigest([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});
