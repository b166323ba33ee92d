import { describe, expect, it } from "vitest";
import { call, createRaffle, getRaffle, participate, player, type Raffle } from "../testkit/service";

const list = async (query = "") => {
  const answer = await call("GET", `/raffles/${query}`);
  expect(answer.status).toBe(200);
  return {
    raffles: await answer.json<Raffle[]>(),
    next: /<(.*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1],
  };
};
const create = async (count: number) => {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push((await createRaffle()).raffle_id);
  return ids;
};
const idsOf = (raffles: Raffle[]) => raffles.map(({ raffle_id }) => raffle_id);

describe("the list of raffles", () => {
  it("returns the newest ten raffles by default", async () => {
    const ids = await create(12);
    expect(idsOf((await list()).raffles)).toEqual(ids.toReversed().slice(0, 10));
  });

  it("returns the same fields as the raffle's own route", async () => {
    const [id = ""] = await create(1);
    await participate(id, player(1));
    expect((await list("?limit=1")).raffles).toEqual([{ ...(await getRaffle(id)), available_tickets: 2 }]);
  });

  it("neither repeats nor skips a raffle across pages while new ones are created", async () => {
    const ids = await create(7);
    const seen: string[] = [];
    let query: string | undefined = "?limit=3";
    for (let page = 0; page < 2; page++) {
      const { raffles, next } = await list(query);
      seen.push(...idsOf(raffles));
      query = new URL(next ?? "").search;
      await create(1);
    }
    expect(seen).toEqual(ids.toReversed().slice(0, 6));
  });

  it("links to a next page only if there are more raffles", async () => {
    await create(3);
    const all = (await list("?limit=100")).raffles.length;
    expect((await list(`?limit=${all}`)).next).toBeUndefined();
    expect((await list(`?limit=${all - 1}`)).next).toBeDefined();
  });

  it.each([
    "limit=0",
    "limit=101",
    "limit=-1",
    "limit=ten",
    "limit=1.5",
    "limit=",
    "limit=1&limit=2",
    "limit=1e1",
  ])("returns 422 for %s", async (query) => {
    expect((await call("GET", `/raffles/?${query}`)).status).toBe(422);
  });

  it.each([
    "cursor=x",
    "cursor=",
    "cursor=1",
    "cursor=1-2-3",
    "cursor=1-99999999999999999999",
    "cursor=-1-2",
  ])("returns 422 for %s", async (query) => {
    expect((await call("GET", `/raffles/?${query}`)).status).toBe(422);
  });

  it.each(["limit=1", "limit=100", "other=1"])("accepts %s", async (query) => {
    expect((await call("GET", `/raffles/?${query}`)).status).toBe(200);
  });
});
