import { afterEach, describe, expect, it, vi } from "vitest";
import { isolateCache } from "../../../src/api/shared/isolate-cache";
import { advanceClock } from "../../testkit/clock";

afterEach(() => {
  vi.restoreAllMocks();
});

interface Thing {
  size: number;
}
/** Room for three things of 690 bytes, with what each takes beside. */
const threeThings = () => isolateCache<Thing>(3000, ({ size }) => size);
const fill = (kept: ReturnType<typeof threeThings>, ...keys: string[]) => {
  for (const key of keys) kept.set(key, { size: 690 });
};

describe("the isolate's isolateCache", () => {
  it("keeps what it is given", () => {
    const kept = threeThings();
    fill(kept, "a", "b", "c");
    expect(["a", "b", "c"].map((key) => kept.has(key))).toEqual([true, true, true]);
  });

  it("makes room by letting go of the oldest", () => {
    const kept = threeThings();
    fill(kept, "a", "b", "c", "d");
    expect(["a", "b", "c", "d"].map((key) => kept.has(key))).toEqual([false, true, true, true]);
  });

  it("makes room by letting go of what was not used for longest", () => {
    const kept = threeThings();
    fill(kept, "a", "b", "c");
    kept.get("a");
    fill(kept, "d");
    expect(["a", "b", "c", "d"].map((key) => kept.has(key))).toEqual([true, false, true, true]);
  });

  it("counts what an entry takes beside its value, so that empty ones fill it too", () => {
    const kept = threeThings();
    for (let i = 0; i < 1000; i++) kept.set(String(i), { size: 0 });
    expect(kept.size).toBe(9);
  });

  it("counts what a key takes, which clients may make long", () => {
    const kept = threeThings();
    for (let i = 0; i < 10; i++) kept.set(`${i}${"x".repeat(1000)}`, { size: 0 });
    expect(kept.size).toBe(1);
  });

  it("keeps nothing that is larger than itself", () => {
    const kept = threeThings();
    kept.set("a", { size: 5000 });
    expect(kept.has("a")).toBe(false);
  });

  it("remembers for most of a minute", () => {
    const kept = threeThings();
    fill(kept, "a");
    advanceClock(59_000);
    expect(kept.get("a")).toBeDefined();
  });

  it("forgets after a minute", () => {
    const kept = threeThings();
    fill(kept, "a");
    advanceClock(60_001);
    expect(kept.get("a")).toBeUndefined();
  });

  it("forgets after a minute what is only asked whether it is there", () => {
    const kept = threeThings();
    fill(kept, "a");
    advanceClock(60_001);
    expect(kept.has("a")).toBe(false);
  });

  it("forgets a minute after it learned, however often it was read since", () => {
    const kept = threeThings();
    fill(kept, "a");
    advanceClock(40_000);
    kept.get("a");
    advanceClock(20_001);
    expect(kept.get("a")).toBeUndefined();
  });
});
