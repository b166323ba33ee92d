import { describe, expect, it, vi } from "vitest";
import { formOf, open, pageOf } from "../../testkit/pages";
import { createRaffle, MANAGER, type Raffle } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

/** Is close to the number of prizes that fit into a request body. */
const PRIZE_COUNT = 8000;

const createLargeRaffle = (): Promise<Raffle> =>
  createRaffle({
    total_tickets: PRIZE_COUNT,
    prizes: Array.from({ length: PRIZE_COUNT }, (_, n) => ({ name: `P${n + 1}.`, amount: 1 })),
  });

/** Returns the targets of the links with this text, without the fragment. */
const linksOf = (html: string, text: string): string[] =>
  [...html.matchAll(/<a href="([^"#]*)[^>]*>([^<]*)<\/a>/g)].flatMap(([, href = "", words]) =>
    words === text ? [href.replaceAll("&amp;", "&")] : [],
  );

describe("a raffle with thousands of prizes", () => {
  it.each(["/r", "/manage"])("shows the first 100 on %s, with a link to all", async (path) => {
    const { raffle_id } = await createLargeRaffle();
    const { html, text } = await open(`${path}/${raffle_id}`, { from: MANAGER });
    expect(html.length).toBeLessThan(40_000);
    expect(text).toContain("P100. × 1");
    expect(text).not.toContain("P101.");
    const link = `<a href="${path}/${raffle_id}?prizes=all#prizes-heading">Show all 8,000 prizes</a>`;
    expect(html).toContain(link);
  });

  it.each(["/r", "/manage"])("shows all with ?prizes=all, 1,000 on a page, on %s", async (path) => {
    const { raffle_id } = await createLargeRaffle();
    const first = `${path}/${raffle_id}?prizes=all`;
    const seen: string[] = [];
    for (let next: string | undefined = first, page = 1; next; page++) {
      const { html, text } = await open(next, { from: MANAGER });
      expect(text).not.toContain("Show all");
      const shown = text.match(/P\d+\. × 1/g) ?? [];
      expect(shown).toHaveLength(1000);
      expect(text).toContain(`${page === 1 ? "1" : `${page - 1},001`} to ${page},000 of 8,000`);
      seen.push(...shown);
      const [previous] = linksOf(html, "Previous prizes");
      expect(previous).toBe(page === 1 ? undefined : page === 2 ? first : `${first}&page=${page - 1}`);
      [next] = linksOf(html, "Next prizes");
    }
    expect(seen).toEqual(Array.from({ length: PRIZE_COUNT }, (_, n) => `P${n + 1}. × 1`));
  });

  it.each([
    ["9", "7,001 to 8,000"],
    ["999999", "7,001 to 8,000"],
    ["0", "1 to 1,000"],
    ["-1", "1 to 1,000"],
    ["1e3", "1 to 1,000"],
    ["", "1 to 1,000"],
  ])("shows a page that exists for ?page=%s", async (page, range) => {
    const { raffle_id } = await createLargeRaffle();
    expect((await open(`/r/${raffle_id}?prizes=all&page=${page}`)).text).toContain(`${range} of 8,000`);
  });

  it.each([
    ["a claim", "/r", "/ticket", [["key", "a key of sixteen letters"]], "Secret code"],
    ["a check", "/r", "/check?prizes=all", [["ticket_number", "1"]], "Open"],
    ["a draw", "/manage", "/draw", [], "It's too early to draw"],
  ])("shows the first 100 in the response to %s, with a link that opens a new tab", async (_, page, form, fields, words) => {
    const { raffle_id } = await createLargeRaffle();
    const service = serviceWith({ MANAGER_IP_ADDRESSES: ["198.51.100.7"] });
    const answer = await service(
      "POST",
      `${page}/${raffle_id}${form}`,
      formOf(fields, { from: "198.51.100.7" }),
    );
    const { html, text } = await pageOf(answer);
    expect(text).toContain(words);
    expect(html.length).toBeLessThan(40_000);
    expect(text).toContain("P100. × 1");
    expect(text).not.toContain("P101.");
    expect(html).toContain(
      `<a href="${page}/${raffle_id}?prizes=all#prizes-heading" target="_blank" rel="noopener">` +
        "Show all 8,000 prizes (in a new tab)</a>",
    );
  });

  it.each(["/r", "/manage"])("is not written as JSON for %s", async (path) => {
    const { raffle_id } = await createLargeRaffle();
    const stringify = vi.spyOn(JSON, "stringify");
    await open(`${path}/${raffle_id}`, { from: MANAGER });
    const longest = Math.max(...stringify.mock.results.map(({ value }) => String(value).length));
    stringify.mockRestore();
    // The log line is written as JSON.
    expect(longest).toBeGreaterThan(50);
    expect(longest).toBeLessThan(1000);
  });

  it("shows the first three in the list", async () => {
    await createLargeRaffle();
    const { html, text } = await open("/?limit=1");
    expect(text).toContain("P1. P2. P3. + 7,997");
    expect(html.length).toBeLessThan(10_000);
  });
});

describe("a raffle with one hundred prizes", () => {
  it("shows all without a link", async () => {
    const prizes = Array.from({ length: 100 }, (_, n) => ({ name: `P${n + 1}.`, amount: 1 }));
    const { raffle_id } = await createRaffle({ total_tickets: 100, prizes });
    const { text } = await open(`/r/${raffle_id}`);
    expect(text).toContain("P100. × 1");
    expect(text).not.toContain("Show all");
    expect((await open(`/r/${raffle_id}?prizes=all`)).text).not.toMatch(/1 to 100 of|Next prizes/);
  });
});
