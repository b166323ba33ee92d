import { describe, expect, it } from "vitest";
import { Watchers } from "../../../src/api/shared/watchers";

/** Admits `count` watchers, each from its own network. @returns the functions that remove them */
const crowd = (watchers: Watchers, count: number) =>
  Array.from({ length: count }, (_, n) => watchers.admit(`network ${n}`));

const leave = (admitted: ReturnType<Watchers["admit"]> | undefined) => {
  if (typeof admitted !== "function") throw new Error(`Not admitted: ${admitted}`);
  admitted();
};

describe("watchers", () => {
  it("are limited to 1,000 from one network, which leaves other networks free", () => {
    const watchers = new Watchers();
    const hall = Array.from({ length: 1000 }, () => watchers.admit("hall"));
    expect(watchers.admit("hall")).toBe("too-many-requests");
    expect(watchers.admit("elsewhere")).toBeTypeOf("function");
    leave(hall[0]);
    expect(watchers.admit("hall")).toBeTypeOf("function");
    expect(watchers.admit("hall")).toBe("too-many-requests");
  });

  it("are limited to 10,000 in total", () => {
    const watchers = new Watchers();
    const all = crowd(watchers, 10_000);
    expect(watchers.admit("one more")).toBe("unavailable");
    leave(all[5000]);
    expect(watchers.admit("one more")).toBeTypeOf("function");
    expect(watchers.count).toBe(10_000);
  });

  it("are removed once, even if they leave repeatedly", () => {
    const watchers = new Watchers();
    const [one] = crowd(watchers, 2);
    leave(one);
    leave(one);
    expect(watchers.count).toBe(1);
  });

  it("no longer count for their network once they have left", () => {
    const watchers = new Watchers();
    for (const one of crowd(watchers, 1001)) leave(one);
    const again = Array.from({ length: 1000 }, () => watchers.admit("network 7"));
    expect(again.every((one) => typeof one === "function")).toBe(true);
  });

  it.each([
    [1, 1000],
    [500, 1000],
    [2000, 4000],
    [10_000, 20_000],
  ])("numbering %i pause for %i ms between reads", (count, ms) => {
    const watchers = new Watchers();
    crowd(watchers, count);
    expect(watchers.pauseMs).toBe(ms);
  });
});
