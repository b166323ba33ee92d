import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { type DrawFacts, drawSeed, drawTickets, seededWords } from "../../src/domain/draw";
import { countWinners } from "../../src/domain/prizes";
import { selectTickets } from "../../src/domain/selection";
import { ofNoClaim } from "../testkit/transcript";
import { method, vectors } from "./draw-vectors.json";

const factsOf = (vector: (typeof vectors)[number]): DrawFacts => ({
  network: vector.network,
  round: vector.round,
  randomness: vector.randomness,
  raffleId: vector.raffle_id,
  totalTickets: vector.total_tickets,
  prizes: vector.prizes,
  closedEarly: null,
});

const hashText = (text: string) => sha256(new TextEncoder().encode(text)).toHex();
const hashList = (tickets: Uint32Array) => hashText([...tickets].map((ticket) => `${ticket}\n`).join(""));

const facts: DrawFacts = {
  network: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  round: 657413,
  randomness: "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
  raffleId: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21",
  totalTickets: 10,
  prizes: [
    { name: "Bicycle", amount: 1 },
    { name: "Café crème", amount: 3 },
  ],
  closedEarly: null,
};

// tools/verify-draw.py made the vectors. It shares no code with src.
describe.each(vectors)("the draw of $title", (vector) => {
  it("has the independently computed seed and first block", () => {
    const nextWord = seededWords(drawSeed(factsOf(vector)));
    const words = Array.from({ length: 8 }, () => nextWord().toString(16).padStart(8, "0"));
    expect(method).toBe("raffle-draw-1");
    expect(drawSeed(factsOf(vector)).toHex()).toBe(vector.seed);
    expect(words.join("")).toBe(vector.block_0);
  });

  it("has the independently computed winners and reserves", () => {
    const { winners, reserves } = drawTickets(factsOf(vector), ofNoClaim);
    expect([winners.length, reserves.length]).toEqual([vector.winner_count, vector.reserve_count]);
    expect([...winners.slice(0, 10)]).toEqual(vector.first_winners);
    expect([...reserves.slice(0, 10)]).toEqual(vector.first_reserves);
    expect(hashList(winners)).toBe(vector.winners_sha256);
    expect(hashList(reserves)).toBe(vector.reserves_sha256);
  });
});

describe("drawSeed", () => {
  const seedWith = (changes: Partial<DrawFacts>) => drawSeed({ ...facts, ...changes }).toHex();

  it("returns SHA-256 of the facts, one per line, with the length in bytes before each name", () => {
    const text = [
      "raffle-draw-1",
      "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
      "657413",
      "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
      "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21",
      "10",
      "2",
      "1 7 Bicycle",
      "3 12 Café crème",
      "",
    ].join("\n");
    expect(drawSeed(facts).toHex()).toBe(hashText(text));
  });

  it("returns another seed when any fact changes", () => {
    const [bicycle, coffee] = facts.prizes as [
      { name: string; amount: number },
      { name: string; amount: number },
    ];
    const seeds = [
      seedWith({}),
      seedWith({ network: "local" }),
      seedWith({ round: 657414 }),
      seedWith({ randomness: facts.randomness.replace("f", "e") }),
      seedWith({ raffleId: facts.raffleId.replace("3", "4") }),
      seedWith({ totalTickets: 11 }),
      seedWith({ prizes: [bicycle] }),
      seedWith({ prizes: [coffee, bicycle] }),
      seedWith({ prizes: [{ ...bicycle, amount: 2 }, coffee] }),
      seedWith({ prizes: [{ ...bicycle, name: "bicycle" }, coffee] }),
    ];
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  it("returns another seed for a name that imitates the end of one prize and the start of another", () => {
    const two = [
      { name: "a", amount: 1 },
      { name: "b", amount: 1 },
    ];
    const oneOfTwo = [
      { name: "a\n1 1 b", amount: 1 },
      { name: "", amount: 1 },
    ];
    expect(seedWith({ prizes: two })).not.toBe(seedWith({ prizes: oneOfTwo }));
  });

  it("returns another seed for names that look the same but are encoded differently", () => {
    const named = (name: string) => seedWith({ prizes: [{ name, amount: 1 }] });
    expect(named("\u00e9")).not.toBe(named("e\u0301"));
  });
});

describe("seededWords", () => {
  it("continues with the next block after eight words", () => {
    const seed = new Uint8Array(32);
    const nextWord = seededWords(seed);
    const words = Array.from({ length: 24 }, () => nextWord().toString(16).padStart(8, "0"));
    const blocks = [0, 1, 2].map((k) => sha256(new Uint8Array(40).with(39, k)).toHex());
    expect(words.join("")).toBe(blocks.join(""));
  });
});

describe("drawing a million winners", () => {
  const million = (totalTickets: number) =>
    drawTickets({ ...facts, totalTickets, prizes: [{ name: "x", amount: 1_000_000 }] }, ofNoClaim);

  it("selects every one of a million tickets once, without reserves", () => {
    const { winners, reserves } = million(1_000_000);
    expect(winners.toSorted().every((ticket, i) => ticket === i + 1)).toBe(true);
    expect([winners.length, reserves.length]).toEqual([1_000_000, 0]);
  });

  it("selects different tickets within 1…N and a thousand reserves, of a hundred million", () => {
    const { winners, reserves } = million(100_000_000);
    const tickets = Uint32Array.from([...winners, ...reserves]).sort();
    expect(tickets.every((ticket, i) => ticket > (tickets[i - 1] ?? 0))).toBe(true);
    expect(tickets.at(-1)).toBeLessThanOrEqual(100_000_000);
    expect([winners.length, reserves.length]).toEqual([1_000_000, 1000]);
  });
});

describe("the reserves of a draw", () => {
  it.each([
    [10, 4, 6],
    [10, 10, 0],
    [1004, 4, 1000],
    [1005, 4, 1000],
    [1003, 4, 999],
  ])("of %i tickets with %i winners number %i", (totalTickets, amount, count) => {
    const { reserves } = drawTickets({ ...facts, totalTickets, prizes: [{ name: "x", amount }] }, ofNoClaim);
    expect(reserves.length).toBe(count);
  });

  it("are the tickets selected after the winners, and don't change the winners", () => {
    const { winners, reserves } = drawTickets({ ...facts, totalTickets: 50_000 }, ofNoClaim);
    const words = () => seededWords(drawSeed({ ...facts, totalTickets: 50_000 }));
    expect(selectTickets(50_000, countWinners(facts.prizes), words())).toEqual(winners);
    expect([...selectTickets(50_000, 4 + 1000, words())]).toEqual([...winners, ...reserves]);
  });

  it("contain no winning ticket and no ticket twice", () => {
    const { winners, reserves } = drawTickets(
      { ...facts, totalTickets: 1500, prizes: [{ name: "x", amount: 700 }] },
      ofNoClaim,
    );
    expect(new Set([...winners, ...reserves]).size).toBe(1500);
  });
});
