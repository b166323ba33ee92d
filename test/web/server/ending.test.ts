import { describe, expect, it } from "vitest";
import { closeRaffle, createWithClaims } from "../../testkit/closing";
import { open, pageOf, submit } from "../../testkit/pages";
import { createRaffle, drawWinners, getRaffle, player, sellOut } from "../../testkit/service";

const OPENS = "2030-12-01T09:00:00+01:00";
const CLOSES = "2030-12-24T18:00:00+01:00";

describe("the page of a raffle that opens later", () => {
  it("says when it opens, and has no claim button", async () => {
    const { raffle_id } = await createRaffle({ opens_at: OPENS, closes_at: CLOSES });
    const { html, text } = await open(`/r/${raffle_id}`);
    expect(text).toContain("Not open yet Fair");
    expect(text).toContain("Opens on Dec 1, 2030, 8:00 AM UTC You can get a ticket once the raffle is open.");
    expect(html).not.toContain('id="claim"');
    const wait = Number(/class="when" data-wait="(\d+)"/.exec(html)?.[1]);
    expect(Math.abs(wait - (Date.parse(OPENS) - Date.now()))).toBeLessThan(60_000);
  });

  it("rejects a claim in plain words, with Retry-After", async () => {
    const { raffle_id } = await createRaffle({ opens_at: OPENS });
    const key = crypto.randomUUID();
    const answer = await submit(`/r/${raffle_id}/ticket`, [["key", key]], { from: player(1) });
    const page = await pageOf(answer);
    expect(page.status).toBe(403);
    expect(Number(page.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(page.text).toContain("This raffle is not open yet Nothing has happened.");
    expect((await getRaffle(raffle_id)).claimed_tickets).toBe(0);
  });
});

describe("the page of an open raffle", () => {
  it("says when it closes", async () => {
    const { raffle_id } = await createRaffle({ closes_at: CLOSES });
    const { html, text } = await open(`/r/${raffle_id}`);
    expect(text).toContain("Closes on Dec 24, 2030, 5:00 PM UTC");
    expect(html).toContain('<time datetime="2030-12-24T17:00:00.000Z">');
    expect(html).toContain('id="claim"');
  });

  it("doesn't say when it closes if it has no closing time", async () => {
    const { raffle_id } = await createRaffle();
    expect((await open(`/r/${raffle_id}`)).html).toContain('<p class="when" hidden="">');
  });
});

describe("the page of a closed raffle", () => {
  it("says how many tickets were claimed", async () => {
    const { id } = await createWithClaims(2);
    await closeRaffle(id);
    const { html, text } = await open(`/r/${id}`);
    expect(text).toContain("Closed Fair 2 of 10 tickets given out");
    expect(text).toContain(
      "This raffle is closed. Tickets given out: 2 of 10. The winners will appear here.",
    );
    expect(html).not.toContain('id="claim"');
    expect(text).not.toContain("not awarded");
  });

  it("says that all tickets are taken if it is sold out", async () => {
    const raffle = await createRaffle({ closes_at: CLOSES });
    await sellOut(raffle);
    const { text } = await open(`/r/${raffle.raffle_id}`);
    expect(text).toContain("All taken Fair 3 of 3 tickets given out");
    expect(text).toContain("All tickets are taken. The winners will appear here.");
    expect(text).not.toContain("Closes on");
  });

  const prizes = [
    { name: "Bicycle", amount: 1 },
    { name: "Book", amount: 3 },
    { name: "Cake", amount: 2 },
  ];

  it("says which prizes are not awarded, before and after the draw", async () => {
    const { id } = await createWithClaims(2, { prizes });
    const words = "Only 2 tickets were given out, so some prizes are not awarded.";
    expect((await open(`/r/${id}`)).text).not.toContain("not awarded");
    await closeRaffle(id);
    const closed = await open(`/r/${id}`);
    expect(closed.text).toContain(
      `Prizes ${words} Bicycle × 1 Book 2 not awarded × 3 Cake 2 not awarded × 2`,
    );
    await drawWinners(id);
    const drawn = await open(`/r/${id}`);
    expect(drawn.text).toContain("Winners 2 winning tickets");
    // The list of winners names the others.
    expect(drawn.text).toContain(`Prizes not awarded ${words} Book × 2 Cake × 2 Created`);
  });

  it("says that there are no winners if nobody claimed a ticket", async () => {
    const { raffle_id: id } = await createRaffle({ prizes: [{ name: "Cake", amount: 1 }] });
    await closeRaffle(id);
    const closed = await open(`/r/${id}`);
    expect(closed.text).toContain("Nobody got a ticket, so there are no winners.");
    expect(closed.text).not.toContain("any ticket can be checked here");
    expect(await drawWinners(id)).toEqual([]);
    const drawn = await open(`/r/${id}`);
    expect(drawn.text).toContain("Winners Nobody got a ticket, so there are no winners.");
    expect(drawn.text).not.toContain("Check a ticket");
    expect(drawn.text).toContain("Prizes not awarded Cake × 1");
  });

  it("rejects a claim in plain words", async () => {
    const { id } = await createWithClaims(1);
    await closeRaffle(id);
    const key = crypto.randomUUID();
    const page = await pageOf(await submit(`/r/${id}/ticket`, [["key", key]], { from: player(5) }));
    expect(page.status).toBe(410);
    expect(page.text).toContain(
      "Sorry, there are no more tickets All tickets are taken, or the raffle is closed.",
    );
  });
});
