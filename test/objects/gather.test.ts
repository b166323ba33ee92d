import { describe, expect, it } from "vitest";
import { gather } from "../../src/objects/gather";

describe("gathering", () => {
  it("settles in one go what arrives in one turn, each with its own answer", async () => {
    const turns: number[][] = [];
    const double = gather((items: number[]) => {
      turns.push(items);
      return items.map((item) => item * 2);
    });
    expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
    expect(turns).toEqual([[1, 2, 3]]);
  });

  it("settles what arrives later in a later turn", async () => {
    const turns: number[][] = [];
    const same = gather((items: number[]) => {
      turns.push(items);
      return items;
    });
    await same(1);
    await same(2);
    expect(turns).toEqual([[1], [2]]);
  });

  it("tells everyone of a turn that it failed, and goes on with the next", async () => {
    let fail = true;
    const same = gather((items: number[]) => {
      if (fail) throw new Error("disk full");
      return items;
    });
    const failed = await Promise.allSettled([same(1), same(2)]);
    fail = false;
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await same(3)).toBe(3);
  });
});
