import { describe, expect, it } from "vitest";
import { gather } from "../../src/durable-objects/gather";

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

  /** What is settled together of items that come one a turn, after two that came at once. */
  async function settledOf(count: number): Promise<number[][]> {
    const turns: number[][] = [];
    const same = gather((items: number[]) => {
      turns.push(items);
      return items;
    });
    const answers = [same(1), same(2)];
    for (let item = 3; item <= count; item++) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      answers.push(same(item));
    }
    await Promise.all(answers);
    return turns;
  }

  it("waits another turn while more comes in", async () => {
    expect(await settledOf(3)).toEqual([[1, 2, 3]]);
  });

  it("does not wait for ever, however much comes in", async () => {
    const [first] = await settledOf(20);
    expect(first?.length).toBeLessThan(7);
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
