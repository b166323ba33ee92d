import { describe, expect, it } from "vitest";
import { type DrawFacts, drawTickets } from "../../src/domain/draw";
import { chiSquared, chiSquaredThreshold, fixedKey, fixedWords, tally } from "../testkit/chance";

const words = fixedWords(4);

/** Draws with new randomness. All other facts stay the same. If it closed early, claim i has ticket i + 1. */
function draw(totalTickets: number, amount: number, changes: Partial<DrawFacts> = {}) {
  const facts = {
    network: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    round: 657413,
    randomness: fixedKey(words, 32).toHex(),
    raffleId: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21",
    totalTickets,
    prizes: [{ name: "Bicycle", amount }],
    closedEarly: null,
    ...changes,
  };
  return drawTickets(facts, (claim) => claim + 1);
}

const times = <T>(count: number, run: (i: number) => T) => Array.from({ length: count }, (_, i) => run(i));

/** Fails if the cells are so uneven that chance causes it less than once in a million tests. */
const expectEven = (values: Iterable<unknown>, cells: number) =>
  expect(chiSquared(tally(values).values(), cells)).toBeLessThan(chiSquaredThreshold(cells));

describe("draws of many rounds select equally often", () => {
  it("every sequence of 3 winners out of 5 tickets", () => {
    expectEven(
      times(12_000, () => draw(5, 3).winners.join()),
      60,
    );
  });

  it("every ticket of 100", () => {
    expectEven(times(3000, () => [...draw(100, 10).winners]).flat(), 100);
  });

  it("every claimed ticket of a raffle that closed early", () => {
    const closedEarly = { claimedTickets: 60, claimedDigest: "0".repeat(64) };
    expectEven(times(3000, () => [...draw(100, 10, { closedEarly }).winners]).flat(), 60);
  });

  it("every part of a hundred million tickets", () => {
    const winners = times(30, () => [...draw(100_000_000, 1000).winners]).flat();
    expectEven(
      winners.map((ticket) => Math.floor((ticket - 1) / 100_000)),
      1000,
    );
  });

  it("every pair of tickets at every pair of ranks, for winners and reserves", () => {
    const draws = times(6000, () => {
      const { winners, reserves } = draw(8, 3);
      return [...winners, ...reserves];
    });
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b < a; b++) {
        expectEven(
          draws.map((tickets) => `${tickets[a]} ${tickets[b]}`),
          56,
        );
      }
    }
  });
});

describe("draws with similar seeds select equally often", () => {
  const randomness = "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587";

  it("every pair of first tickets, for two raffles of one round", () => {
    const raffleId = (i: number) => `00000000-0000-4000-8000-${i.toString().padStart(12, "0")}`;
    const first = times(20_001, (i) => draw(12, 1, { randomness, raffleId: raffleId(i) }).winners[0]);
    expectEven(
      first.slice(1).map((ticket, i) => `${first[i]} ${ticket}`),
      144,
    );
  });

  it("every pair of first tickets, for one prize and for two", () => {
    const pairs = times(15_000, () => {
      const changes = { randomness: fixedKey(words, 32).toHex() };
      return `${draw(12, 1, changes).winners[0]} ${draw(12, 2, changes).winners[0]}`;
    });
    expectEven(pairs, 144);
  });
});
