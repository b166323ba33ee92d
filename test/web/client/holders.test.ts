import { describe, expect, it } from "vitest";
import type { Award } from "../../../src/contract/wire";
import { Holders } from "../../../src/web/client/holders";

const award = (rank: number, ticket: number, facts: Partial<Award> = {}): Award => ({
  ticket_number: ticket,
  prize: "Cake",
  rank,
  status: "won",
  collected_at: null,
  passed_to: null,
  ...facts,
});
const passedTo = (ticket: number | null) => ({ status: "forfeited", passed_to: ticket }) as const;

/** Serves awards as the API does. Returns the paths that were asked for. */
function serve(awards: readonly Award[]) {
  const asked: string[] = [];
  const read = async (path: string) => {
    asked.push(path);
    const query = new URL(path, "https://raffle.test").searchParams;
    const after = Number(query.get("cursor") ?? 0);
    return awards.filter(({ rank }) => rank > after).slice(0, Number(query.get("limit")));
  };
  return { asked, read };
}

describe("the holders of the prizes", () => {
  it("are the drawn tickets", async () => {
    const { read } = serve([award(1, 50), award(2, 9, { status: "collected" }), award(3, 7)]);
    expect(await new Holders("x", 3, read).find(2, 3)).toEqual([9, 7]);
  });

  it("are promoted reserves in the place of forfeited winners", async () => {
    const { read } = serve([award(1, 50, passedTo(8)), award(2, 9), award(3, 8, passedTo(4)), award(4, 4)]);
    expect(await new Holders("x", 2, read).find(1, 2)).toEqual([4, 9]);
  });

  it("leave out prizes that nobody got", async () => {
    const { read } = serve([
      award(1, 50, passedTo(null)),
      award(2, 9, passedTo(8)),
      award(3, 8, passedTo(null)),
    ]);
    expect(await new Holders("x", 2, read).find(1, 2)).toEqual([]);
  });

  it("are read page by page, each page once", async () => {
    const { asked, read } = serve(Array.from({ length: 2500 }, (_, i) => award(i + 1, i + 1)));
    const holders = new Holders("x", 2500, read);
    expect(await holders.find(2001, 2012)).toEqual(Array.from({ length: 12 }, (_, i) => 2001 + i));
    expect(asked).toEqual(["/raffles/x/awards/?limit=1000&cursor=2000"]);
    expect(await holders.find(999, 1002)).toEqual([999, 1000, 1001, 1002]);
    await holders.find(2100, 2100);
    expect(asked.slice(1)).toEqual([
      "/raffles/x/awards/?limit=1000",
      "/raffles/x/awards/?limit=1000&cursor=1000",
    ]);
  });

  it("are found among more than a page of promoted reserves", async () => {
    const drawn = Array.from({ length: 1001 }, (_, i) => award(i + 1, i + 1, passedTo(5000 + i)));
    const promoted = Array.from({ length: 1001 }, (_, i) => award(1002 + i, 5000 + i));
    const { read } = serve([...drawn, ...promoted]);
    expect(await new Holders("x", 1001, read).find(1001, 1001)).toEqual([6000]);
  });

  it("are read again when a reserve is promoted that they lack", async () => {
    const awards = [
      award(1, 50, passedTo(8)),
      ...Array.from({ length: 1000 }, (_, i) => award(i + 2, 100 + i)),
    ];
    awards.push(award(1002, 8));
    const { read } = serve(awards);
    const holders = new Holders("x", 1001, read);
    expect(await holders.find(1, 1)).toEqual([8]);
    awards.splice(1000, 1, award(1001, 1099, passedTo(9)));
    awards.push(award(1003, 9));
    expect(await holders.find(1001, 1001)).toEqual([9]);
  });

  it("are read again once they are forgotten", async () => {
    const awards = [award(1, 50)];
    const { read } = serve(awards);
    const holders = new Holders("x", 1, read);
    expect(await holders.find(1, 1)).toEqual([50]);
    awards.splice(0, 1, award(1, 50, passedTo(8)), award(2, 8));
    holders.forget();
    expect(await holders.find(1, 1)).toEqual([8]);
  });

  it("are asked for again after a failure", async () => {
    const { read } = serve([award(1, 50)]);
    let isDown = true;
    const holders = new Holders("x", 1, async (path) => {
      if (isDown) throw new Error("down");
      return read(path);
    });
    await expect(holders.find(1, 1)).rejects.toThrow("down");
    isDown = false;
    expect(await holders.find(1, 1)).toEqual([50]);
  });
});
