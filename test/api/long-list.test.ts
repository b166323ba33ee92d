import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { JsonPage } from "../../src/api/shared/paging";
import { call, createRaffle, type Raffle } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const MEGABYTE = 1_000_000;

/** Creates a raffle with as many prizes as fit into a request body. */
const longest = () => createRaffle({ total_tickets: 10_850, prizes: prizesOf(10_850, "p") });
const prizesOf = (count: number, name: string) => Array.from({ length: count }, () => ({ name, amount: 1 }));

/** Reads all pages of the list. @returns the raffles and bytes of each page */
async function readAll(query: string) {
  const pages: { raffles: Raffle[]; bytes: number }[] = [];
  for (let path = `/raffles/${query}`; path; ) {
    const answer = await call("GET", path);
    const bytes = await answer.clone().arrayBuffer();
    pages.push({ raffles: await answer.json<Raffle[]>(), bytes: bytes.byteLength });
    path = /<https:\/\/raffle\.test(.*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1] ?? "";
  }
  return pages;
}
const idsOf = (pages: { raffles: Raffle[] }[]) =>
  pages.flatMap(({ raffles }) => raffles.map(({ raffle_id }) => raffle_id));

describe("a list that would be longer than 1 MB", () => {
  it("ends early, continues exactly there on the next page, and keeps all prizes", async () => {
    const created: Raffle[] = [];
    for (let n = 0; n < 5; n++) created.unshift(await longest(), await createRaffle());
    const pages = await readAll("?limit=100");
    expect(idsOf(pages).toSorted()).toEqual(created.map(({ raffle_id }) => raffle_id).toSorted());
    expect(pages.length).toBeGreaterThan(1);
    for (const { bytes } of pages) expect(bytes).toBeLessThanOrEqual(MEGABYTE);
    // Another raffle with the most prizes would not fit.
    expect(pages[0]?.bytes).toBeGreaterThan(MEGABYTE - 300_000);
    const counts = pages.flatMap(({ raffles }) => raffles.map(({ prizes }) => prizes.length));
    expect(counts.filter((count) => count === 10_850)).toHaveLength(5);
    expect(counts.filter((count) => count === 1)).toHaveLength(5);
  });

  it("is measured in bytes, not in characters", async () => {
    const ids: string[] = [];
    const prizes = prizesOf(600, "🎟".repeat(100));
    for (let n = 0; n < 5; n++) ids.unshift((await createRaffle({ total_tickets: 600, prizes })).raffle_id);
    const answer = await call("GET", "/raffles/?limit=5");
    expect((await answer.clone().arrayBuffer()).byteLength).toBeLessThanOrEqual(MEGABYTE);
    const listed = idsOf([{ raffles: await answer.json<Raffle[]>() }]);
    expect(listed).toEqual(ids.slice(0, listed.length));
    expect(listed.length).toBeLessThan(5);
  });

  it("still ends at a shorter limit", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.unshift((await longest()).raffle_id);
    const answer = await call("GET", "/raffles/?limit=2");
    expect(idsOf([{ raffles: await answer.json<Raffle[]>() }])).toEqual(ids.slice(0, 2));
  });

  it("loads raffles with many prizes one at a time, and at most one that doesn't fit", async () => {
    for (let n = 0; n < 6; n++) await longest();
    let [loading, most, loaded] = [0, 0, 0];
    const getByName = (id: string) => {
      const stub = env.RAFFLE.getByName(id);
      const state = async () => {
        most = Math.max(most, ++loading);
        loaded++;
        const result = await stub.state();
        loading--;
        return result;
      };
      return { summary: () => stub.summary(), state };
    };
    const answer = await serviceWith({ RAFFLE: { getByName } })("GET", "/raffles/?limit=6");
    const { length } = await answer.json<Raffle[]>();
    expect(most).toBe(1);
    expect([length, loaded]).toEqual([length, length + 1]);
    expect(length).toBeGreaterThan(1);
  });
});

describe("a page of JSON", () => {
  it("accepts the first item of any length", () => {
    const page = new JsonPage(5);
    expect([page.add("x".repeat(100)), page.add(1)]).toEqual([true, false]);
    expect(page.toString()).toBe(`["${"x".repeat(100)}"]`);
  });

  it("accepts items up to the exact byte", () => {
    const page = new JsonPage('["é",1]'.length + 1);
    expect([page.add("é"), page.add(12), page.add(1)]).toEqual([true, false, false]);
    const other = new JsonPage('["é",1]'.length + 1);
    expect([other.add("é"), other.add(1), other.add(1)]).toEqual([true, true, false]);
    expect(other.toString()).toBe('["é",1]');
  });

  it("returns an empty array without items", () => {
    expect(new JsonPage(5).toString()).toBe("[]");
  });
});
