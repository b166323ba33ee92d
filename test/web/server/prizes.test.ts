import { describe, expect, it } from "vitest";
import { formOf, open, pageOf } from "../../testkit/pages";
import { createRaffle, MANAGER, type Raffle } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

/** As many as fit into the body of a request. */
const MANY = 8000;

const many = (): Promise<Raffle> =>
  createRaffle({
    total_tickets: MANY,
    prizes: Array.from({ length: MANY }, (_, n) => ({ name: `P${n + 1}.`, amount: 1 })),
  });

describe("the prizes of a raffle with thousands", () => {
  it.each(["/r", "/manage"])("make no large page of %s", async (path) => {
    const { raffle_id } = await many();
    const { html, text } = await open(`${path}/${raffle_id}`, { from: MANAGER });
    expect(html.length).toBeLessThan(40_000);
    expect(text).toContain("P100. × 1");
    expect(text).not.toContain("P101.");
    const link = `<a href="${path}/${raffle_id}?prizes=all#prizes-heading">Show all 8,000 prizes</a>`;
    expect(html).toContain(link);
  });

  it("are all told to who asks", async () => {
    const { raffle_id } = await many();
    const { text } = await open(`/r/${raffle_id}?prizes=all`);
    expect(text).toContain("P8000. × 1");
    expect(text).not.toContain("Show all");
  });

  it.each([
    ["a claim", "/r", "/ticket", [["key", "a key of sixteen letters"]], "Secret code"],
    ["a check", "/r", "/check?prizes=all", [["ticket_number", "1"]], "Open"],
    ["a draw", "/manage", "/draw", [], "Not yet"],
  ])("make no large page of the answer to %s, whose link opens in a new tab", async (_, page, form, fields, words) => {
    const { raffle_id } = await many();
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

  it("are named by the first three in the list", async () => {
    await many();
    const { html, text } = await open("/?limit=1");
    expect(text).toContain("P1. P2. P3. + 7,997");
    expect(html.length).toBeLessThan(10_000);
  });
});

it("a hundred prizes are told at once", async () => {
  const prizes = Array.from({ length: 100 }, (_, n) => ({ name: `P${n + 1}.`, amount: 1 }));
  const { raffle_id } = await createRaffle({ total_tickets: 100, prizes });
  const { text } = await open(`/r/${raffle_id}`);
  expect(text).toContain("P100. × 1");
  expect(text).not.toContain("Show all");
});
