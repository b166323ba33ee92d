import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Block,
  between,
  bucketOf,
  bytesOf,
  ENTRY_LENGTH,
  type Key,
  keyAt,
  keyOfBucket,
  keysOf,
  lowerBound,
  merge,
  search,
  split,
  writeEntry,
} from "../../../src/durable-objects/raffle/players/block";

type Player = [high: number, low: number, claim: number];

/** Few different halves, so that players share keys and buckets, and the largest ones. */
const half = fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0x8000ffff, 0x80010000, 0xffffffff);
const key = fc.record({ high: half, low: half });
const player = fc.tuple(half, half, fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1));
const players = fc.array(player, { maxLength: 20 });

const byKey = (a: Player, b: Player) => a[0] - b[0] || a[1] - b[1];

function blockOf(list: Player[]): Block {
  const block = new Uint8Array(list.length * ENTRY_LENGTH);
  for (const [i, [high, low, claim]] of list.toSorted(byKey).entries()) {
    writeEntry(block, i * ENTRY_LENGTH, { high, low }, claim);
  }
  return block;
}

/** Returns the entries of a block in hexadecimal. */
const entriesOf = (block: Block): string[] => block.toHex().match(/.{24}/g) ?? [];

describe("a block", () => {
  it("is sorted bytewise", () => {
    fc.assert(
      fc.property(players, (list) => {
        const keys = entriesOf(blockOf(list)).map((entry) => entry.slice(0, 16));
        expect(keys).toEqual(keys.toSorted());
      }),
    );
  });

  it("finds the claims of all players with a key", () => {
    fc.assert(
      fc.property(players, key, (list, { high, low }) => {
        const claims = list
          .filter((player) => player[0] === high && player[1] === low)
          .map(([, , claim]) => claim);
        expect(search(blockOf(list), { high, low })).toEqual(claims);
      }),
    );
  });

  it("finds the first entry from an offset on that isn't below a key", () => {
    fc.assert(
      fc.property(players, key, fc.nat(20), (list, { high, low }, start) => {
        const from = Math.min(start, list.length);
        const sorted = list.toSorted(byKey);
        const first = sorted.findIndex((player, i) => i >= from && byKey(player, [high, low, 0]) >= 0);
        const expected = first < 0 ? list.length : first;
        expect(lowerBound(blockOf(list), { high, low }, from * ENTRY_LENGTH)).toBe(expected * ENTRY_LENGTH);
      }),
    );
  });

  it("merges with another into one of all their players", () => {
    fc.assert(
      fc.property(players, players, (some, others) => {
        const merged = entriesOf(merge(blockOf(some), blockOf(others)));
        expect(merged.toSorted()).toEqual(entriesOf(blockOf([...some, ...others])).toSorted());
        expect(merged.map((entry) => entry.slice(0, 16))).toEqual(
          entriesOf(blockOf([...some, ...others])).map((entry) => entry.slice(0, 16)),
        );
      }),
    );
  });

  it("splits into parts that fit and hold whole buckets", () => {
    fc.assert(
      fc.property(players, fc.integer({ min: 1, max: 6 }), (list, capacity) => {
        const block = blockOf(list);
        const parts = split(block, capacity);
        expect(parts.flatMap(entriesOf)).toEqual(entriesOf(block));
        const buckets = parts.map((part) => new Set(entriesOf(part).map((entry) => entry.slice(0, 12))));
        expect(buckets.reduce((sum, { size }) => sum + size, 0)).toBe(
          new Set(buckets.flatMap((set) => [...set])).size,
        );
        for (const [i, part] of parts.entries()) {
          expect(part.length).toBeGreaterThan(0);
          if (buckets[i]?.size === part.length / ENTRY_LENGTH) {
            expect(part.length / ENTRY_LENGTH).toBeLessThanOrEqual(capacity);
          }
        }
      }),
    );
  });

  it("splits a full one in halves", () => {
    const list = Array.from({ length: 11 }, (_, i): Player => [i, 0, i]);
    expect(split(blockOf(list), 10).map((part) => part.length / ENTRY_LENGTH)).toEqual([5, 6]);
    expect(split(blockOf(list), 11)).toHaveLength(1);
  });

  it("returns the part between two buckets, and its keys", () => {
    fc.assert(
      fc.property(players, key, key, (list, start, end) => {
        const [from, to] = [bucketOf(start), bucketOf(end)];
        const inside = (limit: number) =>
          list.filter(([high, low]) => bucketOf({ high, low }) >= from && bucketOf({ high, low }) < limit);
        fc.pre(from <= to);
        expect(entriesOf(between(blockOf(list), from, to))).toEqual(entriesOf(blockOf(inside(to))));
        const rest = between(blockOf(list), from, null);
        const keys = entriesOf(blockOf(inside(Number.POSITIVE_INFINITY))).map((entry) => entry.slice(0, 16));
        expect(keysOf(rest).toHex()).toBe(keys.join(""));
      }),
    );
  });
});

describe("a key", () => {
  const bytes = (hex: string) => Uint8Array.fromHex(hex);

  it("is the first 8 bytes of a tag, wherever the tag is in memory", () => {
    const memory = bytes("00112233445566778899aabbccddeeff");
    expect(keyAt(memory.subarray(1))).toEqual<Key>({ high: 0x11223344, low: 0x55667788 });
  });

  it("belongs to the bucket of its first 6 bytes", () => {
    expect(bucketOf(keyAt(bytes("ffeeddccbbaa9988")))).toBe(0xffeeddccbbaa);
    expect(bytesOf(keyOfBucket(0xffeeddccbbaa)).toHex()).toBe("ffeeddccbbaa0000");
  });
});
