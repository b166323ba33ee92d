import { describe, expect, it } from "vitest";
import { gather } from "../../src/durable-objects/gather";

describe("gathering", () => {
  it("settles items that arrive in one turn together, and gives each its own answer", async () => {
    const turns: number[][] = [];
    const double = gather(async (items: number[]) => {
      turns.push(items);
      return items.map((item) => item * 2);
    });
    expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
    expect(turns).toEqual([[1, 2, 3]]);
  });

  it("settles an item that arrives later in a later turn", async () => {
    const turns: number[][] = [];
    const same = gather(async (items: number[]) => {
      turns.push(items);
      return items;
    });
    await same(1);
    await same(2);
    expect(turns).toEqual([[1], [2]]);
  });

  /** Returns the batches of `count` items: two that arrive at once, and then one each turn. */
  async function settledOf(count: number): Promise<number[][]> {
    const turns: number[][] = [];
    const same = gather(async (items: number[]) => {
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

  it("waits another turn while more items come in", async () => {
    expect(await settledOf(3)).toEqual([[1, 2, 3]]);
  });

  it("waits a limited number of turns, however many items come in", async () => {
    const [first] = await settledOf(20);
    expect(first?.length).toBeLessThan(7);
  });

  it("rejects every item of a batch that failed, and settles the next batch", async () => {
    let fail = true;
    const same = gather(async (items: number[]) => {
      if (fail) throw new Error("disk full");
      return items;
    });
    const failed = await Promise.allSettled([same(1), same(2)]);
    fail = false;
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await same(3)).toBe(3);
  });
});
