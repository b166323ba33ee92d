import { describe, expect, it, vi } from "vitest";
import { type RaffleFacts, sameFacts, sameName } from "../../src/domain/facts";

describe("sameName", () => {
  it.each([
    ["Fair", "Fair"],
    ["Fête", "Fe\u0302te"],
    ["Ångström", "A\u030angstro\u0308m"],
    ["Ångström", "\u212bngström"],
    ["Việt", "Vie\u0323\u0302t"],
    ["Việt", "Vie\u0302\u0323t"],
    ["한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"],
    ["が", "か\u3099"],
    ["", ""],
  ])("returns true for %j and %j", (a, b) => {
    expect([sameName(a, b), sameName(b, a)]).toEqual([true, true]);
  });

  it.each([
    ["Fair", "fair"],
    ["Fair", "Fair "],
    ["Fête", "Fete"],
    ["Fair", "Ｆair"],
    ["ﬁne", "fine"],
    ["5²", "52"],
    ["Fair", "Fair\u200b"],
    ["Fair", ""],
  ])("returns false for %j and %j", (a, b) => {
    expect([sameName(a, b), sameName(b, a)]).toEqual([false, false]);
  });

  it("returns true for the longest name and its longest spelling", () => {
    // Greek letters with three marks each (U+1F82) have the longest decomposition.
    const name = "\u1f82".repeat(100);
    expect(name.normalize("NFD").length).toBe(400);
    expect(sameName(name, name.normalize("NFD"))).toBe(true);
  });

  it("returns false without normalizing a text that is far longer than any name", () => {
    const normalize = vi.spyOn(String.prototype, "normalize");
    expect(sameName("Fair", "\u0301\u0323".repeat(60_000))).toBe(false);
    expect(normalize).not.toHaveBeenCalled();
    normalize.mockRestore();
  });
});

describe("sameFacts", () => {
  const facts: RaffleFacts = {
    name: "Fête",
    totalTickets: 3,
    prizes: [
      { name: "Crème", amount: 1 },
      { name: "Cake", amount: 2 },
    ],
    locationHint: null,
    opensAt: null,
    closesAt: 2,
    drawAutomatically: false,
    passes: null,
    description: null,
  };

  it("returns true when names differ only in the encoding of accents", () => {
    const prizes = facts.prizes.map(({ name, amount }) => ({ name: name.normalize("NFD"), amount }));
    expect(sameFacts(facts, { ...facts, name: facts.name.normalize("NFD"), prizes })).toBe(true);
  });

  it.each<[string, Partial<RaffleFacts>]>([
    ["name", { name: "Fete" }],
    ["number of tickets", { totalTickets: 4 }],
    ["location hint", { locationHint: "weur" }],
    ["opening time", { opensAt: 1 }],
    ["closing time", { closesAt: null }],
    ["way to start the draw", { drawAutomatically: true }],
    ["description", { description: "Hand-over at 6 pm" }],
    ["order of prizes", { prizes: facts.prizes.toReversed() }],
    ["number of prizes", { prizes: facts.prizes.slice(1) }],
    ["name of a prize", { prizes: facts.prizes.with(0, { name: "Creme", amount: 1 }) }],
    ["amount of a prize", { prizes: facts.prizes.with(0, { name: "Crème", amount: 2 }) }],
  ])("returns false for another %s", (_, change) => {
    expect(sameFacts(facts, { ...facts, ...change })).toBe(false);
  });
});
