import { beforeAll, describe, expect, it } from "vitest";
import { giveOut } from "../testkit/objects";
import {
  call,
  createRaffle,
  draw,
  listWinners,
  type Problem,
  playRaffle,
  sellOut,
  type Winner,
} from "../testkit/service";

const WINNERS = 2500;
const PRIZES = [
  { name: "first", amount: 1 },
  { name: 'the "other"', amount: WINNERS - 1 },
];
const byTicket = (a: Winner, b: Winner) => a.ticket_number - b.ticket_number;

/** Creates a sold-out raffle with more winners than fit on a page. */
async function manyTickets(): Promise<string> {
  const { raffle_id } = await createRaffle({ total_tickets: 2 * WINNERS, prizes: PRIZES });
  await giveOut(raffle_id, 2 * WINNERS);
  return raffle_id;
}

/** Returns a page of winners and the path of the next page. */
async function page(path: string) {
  const answer = await call("GET", path);
  expect(answer.status).toBe(200);
  const next = /^<(.*)>; rel="next"$/.exec(answer.headers.get("Link") ?? "")?.[1];
  const url = next === undefined ? undefined : new URL(next);
  return { winners: await answer.json<Winner[]>(), next: url && url.pathname + url.search };
}

/** Returns all pages from `path` on. */
async function pagesFrom(path: string): Promise<Winner[][]> {
  const pages: Winner[][] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const found: Awaited<ReturnType<typeof page>> = await page(next);
    pages.push(found.winners);
    next = found.next;
  }
  return pages;
}
const lengths = (pages: Winner[][]) => pages.map(({ length }) => length);

describe("thousands of winners", () => {
  let id = "";
  let drawn: Winner[] = [];
  beforeAll(async () => {
    id = await manyTickets();
    drawn = await (await draw(id)).json<Winner[]>();
  });

  it("are returned by the draw in the order of the prizes", () => {
    expect(drawn.map(({ prize }) => prize)).toEqual(
      PRIZES.flatMap(({ name, amount }) => Array.from({ length: amount }, () => name)),
    );
  });

  it("are each returned once by the draw", () => {
    expect(new Set(drawn.map(({ ticket_number }) => ticket_number)).size).toBe(WINNERS);
  });

  it("are listed as one array, by ticket number", async () => {
    expect(await listWinners(id)).toEqual(drawn.toSorted(byTicket));
  });

  it("are listed completely, without a link to a next page", async () => {
    expect((await page(`/raffles/${id}/winners/`)).next).toBeUndefined();
  });

  it.each([
    ["1000", [1000, 1000, 500]],
    ["999", [999, 999, 502]],
    ["500", [500, 500, 500, 500, 500]],
  ])("are neither repeated nor skipped in pages of %s", async (limit, sizes) => {
    const pages = await pagesFrom(`/raffles/${id}/winners/?limit=${limit}`);
    expect(lengths(pages)).toEqual(sizes);
    expect(pages.flat()).toEqual(drawn.toSorted(byTicket));
  });

  it("come in pages of a thousand after a cursor without a limit", async () => {
    const [, second] = drawn.toSorted(byTicket);
    const pages = await pagesFrom(`/raffles/${id}/winners/?cursor=${second?.ticket_number}`);
    expect(lengths(pages)).toEqual([1000, 1000, 498]);
  });

  it("are one CSV file with a line per winner", async () => {
    const answer = await call("GET", `/raffles/${id}/winners/`, { headers: { Accept: "text/csv" } });
    const lines = drawn
      .toSorted(byTicket)
      .map(({ ticket_number, prize }) => `${ticket_number},"${prize.replaceAll('"', '""')}"\r\n`);
    expect(await answer.text()).toBe(`ticket_number,prize\r\n${lines.join("")}`);
  });
});

describe("a page of winners", () => {
  const facts = { total_tickets: 4, prizes: [{ name: "x", amount: 4 }] };

  it.each([
    [1, [1, 1, 1, 1]],
    [2, [2, 2]],
    [3, [3, 1]],
    [4, [4]],
    [1000, [4]],
  ])("with limit %i of four winners links to a next page only if there are more", async (limit, sizes) => {
    const { id } = await playRaffle(facts);
    expect(lengths(await pagesFrom(`/raffles/${id}/winners/?limit=${limit}`))).toEqual(sizes);
  });

  it("is empty after the last winner", async () => {
    const { id } = await playRaffle(facts);
    expect((await page(`/raffles/${id}/winners/?limit=2&cursor=4`)).winners).toEqual([]);
  });

  it("begins after the ticket of the cursor, whether it has won or not", async () => {
    const raffle = await createRaffle({ total_tickets: 4, prizes: [{ name: "x", amount: 3 }] });
    await sellOut(raffle);
    await draw(raffle.raffle_id);
    const all = await listWinners(raffle.raffle_id);
    for (let cursor = 1; cursor <= 4; cursor++) {
      const { winners } = await page(`/raffles/${raffle.raffle_id}/winners/?cursor=${cursor}`);
      expect(winners).toEqual(all.filter(({ ticket_number }) => ticket_number > cursor));
    }
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=1001", "limit"],
    ["limit=x", "limit"],
    ["limit=", "limit"],
    ["limit=-1", "limit"],
    ["limit=1.5", "limit"],
    ["limit=01", "limit"],
    ["limit=1&limit=2", "limit"],
    ["cursor=0", "cursor"],
    ["cursor=x", "cursor"],
    ["cursor=-1", "cursor"],
    ["cursor=1000000000", "cursor"],
    ["cursor=1&cursor=2", "cursor"],
  ])("returns 422 for %s and names the field %s", async (query, field) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answer = await call("GET", `/raffles/${id}/winners/?${query}`);
    expect(answer.status).toBe(422);
    expect((await answer.json<Problem>()).errors?.map((error) => error.field)).toEqual([field]);
  });

  it.each(["limit=1", "limit=1000", "cursor=1", "cursor=999999999"])("accepts %s", async (query) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect((await call("GET", `/raffles/${id}/winners/?${query}`)).status).toBe(200);
  });
});
