import { afterEach, describe, expect, it, vi } from "vitest";
import { isolateCache } from "../../../src/api/shared/isolate-cache";
import { advanceClock } from "../../testkit/clock";

afterEach(() => {
  vi.restoreAllMocks();
});

interface Thing {
  size: number;
}
/** Creates a cache for three values of 690 bytes and their overhead. */
const threeThings = () => isolateCache<Thing>(3000, ({ size }) => size);
const fill = (kept: ReturnType<typeof threeThings>, ...keys: string[]) => {
  for (const key of keys) kept.set(key, { size: 690 });
};

describe("an isolate cache", () => {
  it("keeps its entries", () => {
    const kept = threeThings();
    fill(kept, "a", "b", "c");
    expect(["a", "b", "c"].map((key) => kept.has(key))).toEqual([true, true, true]);
  });

  it("evicts the oldest entry when it is full", () => {
    const kept = threeThings();
    fill(kept, "a", "b", "c", "d");
    expect(["a", "b", "c", "d"].map((key) => kept.has(key))).toEqual([false, true, true, true]);
  });

  it("evicts the least recently used entry when it is full", () => {
    const kept = threeThings();
    fill(kept, "a", "b", "c");
    kept.get("a");
    fill(kept, "d");
    expect(["a", "b", "c", "d"].map((key) => kept.has(key))).toEqual([true, false, true, true]);
  });

  it("counts the overhead of entries with empty values", () => {
    const kept = threeThings();
    for (let i = 0; i < 1000; i++) kept.set(String(i), { size: 0 });
    expect(kept.size).toBe(9);
  });

  it("counts the length of keys", () => {
    const kept = threeThings();
    for (let i = 0; i < 10; i++) kept.set(`${i}${"x".repeat(1000)}`, { size: 0 });
    expect(kept.size).toBe(1);
  });

  it("does not keep a value larger than the cache", () => {
    const kept = threeThings();
    kept.set("a", { size: 5000 });
    expect(kept.has("a")).toBe(false);
  });

  it("keeps an entry for 59 seconds", () => {
    const kept = threeThings();
    fill(kept, "a");
    advanceClock(59_000);
    expect(kept.get("a")).toBeDefined();
  });

  it("drops an entry after a minute", () => {
    const kept = threeThings();
    fill(kept, "a");
    advanceClock(60_001);
    expect(kept.get("a")).toBeUndefined();
  });

  it("reports an entry as absent after a minute", () => {
    const kept = threeThings();
    fill(kept, "a");
    advanceClock(60_001);
    expect(kept.has("a")).toBe(false);
  });

  it("does not extend the minute when an entry is read", () => {
    const kept = threeThings();
    fill(kept, "a");
    advanceClock(40_000);
    kept.get("a");
    advanceClock(20_001);
    expect(kept.get("a")).toBeUndefined();
  });
});
