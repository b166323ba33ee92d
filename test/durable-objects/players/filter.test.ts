import { describe, expect, it } from "vitest";
import type { Key } from "../../../src/durable-objects/raffle/players/block";
import { type FilterSizes, PlayerFilter } from "../../../src/durable-objects/raffle/players/filter";

const random = (): Key => {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return { high, low };
};

function filterOf(keys: Key[], sizes?: FilterSizes): PlayerFilter {
  const filter = new PlayerFilter(sizes);
  for (const key of keys) filter.add(key);
  return filter;
}

/** Returns the share of new players that the filter takes for old ones. */
function mistakes(filter: PlayerFilter): number {
  const TRIES = 20_000;
  const taken = Array.from({ length: TRIES }, random).filter((key) => filter.mayHave(key));
  return taken.length / TRIES;
}

describe("the filter of older players", () => {
  it("has nobody at first", () => {
    expect(mistakes(new PlayerFilter())).toBe(0);
  });

  it.each([10, 1000, 100_000])("never misses one of %i players, however full it is", (count) => {
    const keys = Array.from({ length: count }, random);
    const filter = filterOf(keys, { firstLayerBits: 64, maxLayers: 3 });
    expect(keys.every((key) => filter.mayHave(key))).toBe(true);
  });

  it("takes at most 1 of 80 new players for an old one when its first layer is full", () => {
    const filter = filterOf(Array.from({ length: 100_000 }, random));
    expect(mistakes(filter)).toBeLessThan(1 / 80);
  });

  it("takes at most 1 of 20 new players for an old one with a million players", () => {
    const filter = filterOf(Array.from({ length: 1_000_000 }, random));
    expect(mistakes(filter)).toBeLessThan(1 / 20);
  });

  it("tells players apart whose keys end in zeros", () => {
    const filter = filterOf(Array.from({ length: 100_000 }, random));
    const keys = Array.from({ length: 20_000 }, () => ({ ...random(), low: 0 }));
    expect(keys.filter((key) => filter.mayHave(key)).length).toBeLessThan(keys.length / 20);
  });

  it("takes every new player for an old one when it is far too full", () => {
    const filter = filterOf(Array.from({ length: 10_000 }, random), { firstLayerBits: 64, maxLayers: 1 });
    expect(mistakes(filter)).toBe(1);
  });
});
