import { describe, expect, it } from "vitest";
import { open, pageOf, submit } from "../support/pages";
import { createRaffle, MANAGER, player, type Raffle } from "../support/service";

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
    expect(html).toContain('<a href="?prizes=all#prizes-heading">Show all 8,000 prizes</a>');
  });

  it("are all told to who asks", async () => {
    const { raffle_id } = await many();
    const { text } = await open(`/r/${raffle_id}?prizes=all`);
    expect(text).toContain("P8000. × 1");
    expect(text).not.toContain("Show all");
  });

  it("are all told on what a form has brought about, from where a link would lead away", async () => {
    const { raffle_id } = await many();
    const { text } = await pageOf(await submit(`/r/${raffle_id}/ticket`, [], { from: player(1) }));
    expect(text).toContain("P8000. × 1");
    expect(text).not.toContain("Show all");
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
