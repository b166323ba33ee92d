import { afterEach, describe, expect, it, vi } from "vitest";
import { isolateCache } from "../../../src/api/shared/isolate-cache";
import { advanceClock } from "../../testkit/clock";

afterEach(() => {
  vi.restoreAllMocks();
});

interface Value {
  size: number;
}
/** Creates a cache for three values of 690 bytes and their overhead. */
const cacheOfThree = () => isolateCache<Value>(3000, ({ size }) => size);
const fill = (cache: ReturnType<typeof cacheOfThree>, ...keys: string[]) => {
  for (const key of keys) cache.set(key, { size: 690 });
};

describe("an isolate cache", () => {
  it("keeps its entries", () => {
    const cache = cacheOfThree();
    fill(cache, "a", "b", "c");
    expect(["a", "b", "c"].map((key) => cache.has(key))).toEqual([true, true, true]);
  });

  it("evicts the oldest entry when it is full", () => {
    const cache = cacheOfThree();
    fill(cache, "a", "b", "c", "d");
    expect(["a", "b", "c", "d"].map((key) => cache.has(key))).toEqual([false, true, true, true]);
  });

  it("evicts the least recently used entry when it is full", () => {
    const cache = cacheOfThree();
    fill(cache, "a", "b", "c");
    cache.get("a");
    fill(cache, "d");
    expect(["a", "b", "c", "d"].map((key) => cache.has(key))).toEqual([true, false, true, true]);
  });

  it("counts the overhead of entries with empty values", () => {
    const cache = cacheOfThree();
    for (let i = 0; i < 1000; i++) cache.set(String(i), { size: 0 });
    expect(cache.size).toBe(9);
  });

  it("counts the length of keys", () => {
    const cache = cacheOfThree();
    for (let i = 0; i < 10; i++) cache.set(`${i}${"x".repeat(1000)}`, { size: 0 });
    expect(cache.size).toBe(1);
  });

  it("does not keep a value larger than the cache", () => {
    const cache = cacheOfThree();
    cache.set("a", { size: 5000 });
    expect(cache.has("a")).toBe(false);
  });

  it("keeps an entry for 59 seconds", () => {
    const cache = cacheOfThree();
    fill(cache, "a");
    advanceClock(59_000);
    expect(cache.get("a")).toBeDefined();
  });

  it("drops an entry after a minute", () => {
    const cache = cacheOfThree();
    fill(cache, "a");
    advanceClock(60_001);
    expect(cache.get("a")).toBeUndefined();
  });

  it("reports an entry as absent after a minute", () => {
    const cache = cacheOfThree();
    fill(cache, "a");
    advanceClock(60_001);
    expect(cache.has("a")).toBe(false);
  });

  it("does not extend the minute when an entry is read", () => {
    const cache = cacheOfThree();
    fill(cache, "a");
    advanceClock(40_000);
    cache.get("a");
    advanceClock(20_001);
    expect(cache.get("a")).toBeUndefined();
  });
});
