import { describe, expect, it } from "vitest";
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

  it("shows all with ?prizes=all", async () => {
    const { raffle_id } = await createLargeRaffle();
    const { text } = await open(`/r/${raffle_id}?prizes=all`);
    expect(text).toContain("P8000. × 1");
    expect(text).not.toContain("Show all");
  });

  it.each([
    ["a claim", "/r", "/ticket", [["key", "a key of sixteen letters"]], "Secret code"],
    ["a check", "/r", "/check?prizes=all", [["ticket_number", "1"]], "Open"],
    ["a draw", "/manage", "/draw", [], "Not yet"],
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
  });
});
