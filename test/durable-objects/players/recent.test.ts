import { describe, expect, it } from "vitest";
import { bucketOf, ENTRY_LENGTH, type Key, keyAt } from "../../../src/durable-objects/raffle/players/block";
import { RecentPlayers } from "../../../src/durable-objects/raffle/players/recent";

const randomKeys = (count: number): Key[] =>
  Array.from({ length: count }, () => keyAt(crypto.getRandomValues(new Uint8Array(8))));

function playersOf(keys: Key[], first = 0): RecentPlayers {
  const players = new RecentPlayers(first);
  for (const key of keys) players.add(key);
  return players;
}

const byKey = (a: Key, b: Key) => a.high - b.high || a.low - b.low;
const keysIn = (block: Uint8Array): Key[] =>
  Array.from({ length: block.length / ENTRY_LENGTH }, (_, i) => keyAt(block, i * ENTRY_LENGTH));

describe("recent players", () => {
  it.each([1, 255, 256, 257, 512, 513])("finds each of %i players and nobody else", (count) => {
    const keys = randomKeys(count);
    const players = playersOf(keys, 1000);
    expect(keys.map((key) => players.find(key))).toEqual(keys.map((_, i) => [1000 + i]));
    expect(randomKeys(100).flatMap((key) => players.find(key))).toEqual([]);
  });

  it("returns all players in the order of their keys, also those added since", () => {
    const keys = randomKeys(300);
    const players = playersOf(keys.slice(0, 299));
    expect(keysIn(players.slice(0, 299))).toEqual(keys.slice(0, 299).toSorted(byKey));
    for (const key of keys.slice(299)) players.add(key);
    expect(keysIn(players.slice(0, 300))).toEqual(keys.toSorted(byKey));
  });

  it("returns the players between two buckets, without those that are merged", () => {
    const keys = randomKeys(300).toSorted(byKey);
    const players = playersOf(keys.toReversed());
    const bucketAt = (position: number) => bucketOf(keys[position] as Key);
    expect(keysIn(players.between(bucketAt(50), bucketAt(200)))).toEqual(keys.slice(50, 200));
    expect(keysIn(players.between(bucketAt(50), bucketAt(200), 100))).toEqual(keys.slice(100, 200));
    expect(keysIn(players.between(bucketAt(50), bucketAt(200), 250))).toEqual([]);
    expect(keysIn(players.between(bucketAt(290), null))).toEqual(keys.slice(290));
  });
});
