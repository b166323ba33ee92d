import { describe, expect, it } from "vitest";
import { fetchList, MAX_LIST_LENGTH } from "../../../src/web/client/pages";

const PATH = "/raffles/a-raffle/draw/tickets/";

const page = (tickets: number[], next?: string) =>
  Response.json(
    tickets.map((ticket_number) => ({ ticket_number })),
    { headers: next ? { Link: `<https://elsewhere.test/x?${next}>; rel="next"` } : {} },
  );

/** Fetches a list while a service gives these answers in turn. Returns the list, the paths and the waits. */
async function fetchFrom(...answers: Response[]) {
  const [paths, waits]: [string[], number[]] = [[], []];
  const get = async (path: string) => {
    paths.push(path);
    return answers.shift() ?? page([]);
  };
  const list = await fetchList<{ ticket_number: number }>(PATH, get, async (milliseconds) =>
    waits.push(milliseconds),
  );
  return { tickets: list.map(({ ticket_number }) => ticket_number), paths, waits };
}

const limited = () => new Response("{}", { status: 429, headers: { "Retry-After": "10" } });

describe("fetching a list", () => {
  it("follows the links of the pages, on the own service only", async () => {
    const { tickets, paths } = await fetchFrom(page([7, 3], "limit=1000&cursor=2"), page([5]));
    expect(tickets).toEqual([7, 3, 5]);
    expect(paths).toEqual([`${PATH}?limit=1000`, `${PATH}?limit=1000&cursor=2`]);
  });

  it("waits as long as the service asks for after 429", async () => {
    expect(await fetchFrom(limited(), limited(), page([7]))).toMatchObject({
      tickets: [7],
      waits: [10_000, 10_000],
    });
  });

  it("fails after five attempts at one page, and at once for any other error", async () => {
    await expect(fetchFrom(...Array.from({ length: 5 }, limited))).rejects.toThrow("429");
    await expect(fetchFrom(new Response("{}", { status: 404 }))).rejects.toThrow("404");
  });

  it("stops after 200 pages", async () => {
    const pages = Array.from({ length: 201 }, (_, i) => page([i], `cursor=${i}`));
    const { tickets, paths } = await fetchFrom(...pages);
    expect([tickets.length, paths.length]).toEqual([200, 200]);
    expect(MAX_LIST_LENGTH).toBe(200_000);
  });
});
