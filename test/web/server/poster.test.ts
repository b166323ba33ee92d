import { describe, expect, it } from "vitest";
import { closeRaffle } from "../../testkit/closing";
import { open } from "../../testkit/pages";
import { createRaffle, MANAGER } from "../../testkit/service";

async function openPoster(facts: object = {}) {
  const { raffle_id: id } = await createRaffle(facts);
  return { id, ...(await open(`/manage/${id}/poster`, { from: MANAGER })) };
}

describe("the poster of a raffle", () => {
  it("is for managers only", async () => {
    const { raffle_id } = await createRaffle();
    expect((await open(`/manage/${raffle_id}/poster`)).status).toBe(403);
  });

  it("is linked from the organiser's page", async () => {
    const { raffle_id } = await createRaffle();
    const { html } = await open(`/manage/${raffle_id}`, { from: MANAGER });
    expect(html).toContain(`href="/manage/${raffle_id}/poster"`);
  });

  it("has the name, the prizes, the link, its QR code and how to play", async () => {
    const prizes = [
      { name: "Bicycle", amount: 1 },
      { name: "Book", amount: 1200 },
    ];
    const { id, text, html } = await openPoster({ name: "Fête", total_tickets: 5000, prizes });
    expect(text).toContain(
      `Fête You can win Bicycle 1,200 × Book raffle.test/r/${id} Scan the code with your phone, or open the link. Press “Get my ticket”. It is free. Keep your ticket's number and secret code until the draw.`,
    );
    expect(html).toContain('aria-label="QR code of the raffle&#39;s page"');
  });

  it("tells players of a raffle with passes to use their card", async () => {
    const { text } = await openPoster({ admission: "pass" });
    expect(text).toContain("or open the link. Enter the pass from your card. Keep");
    expect(text).not.toContain("Get my ticket");
  });

  it("names four prizes and counts the others", async () => {
    const prizes = Array.from({ length: 7 }, (_, i) => ({ name: `P${i}`, amount: i + 1 }));
    const { text } = await openPoster({ total_tickets: 28, prizes });
    expect(text).toContain("You can win P0 2 × P1 3 × P2 4 × P3 and 18 more raffle.test");
  });

  it("says when a scheduled raffle opens", async () => {
    const { text } = await openPoster({
      opens_at: "2030-12-01T09:00:00Z",
      closes_at: "2030-12-24T17:00:00Z",
    });
    expect(text).toContain("Opens on Dec 1, 2030, 9:00 AM UTC Closes on Dec 24, 2030, 5:00 PM UTC");
    expect((await openPoster()).text).not.toContain("Opens on");
  });

  it("says when the raffle closes, until it is closed", async () => {
    const { id, text } = await openPoster({ closes_at: "2030-12-24T17:00:00Z" });
    expect(text).toContain("Closes on Dec 24, 2030, 5:00 PM UTC");
    await closeRaffle(id);
    const closed = await open(`/manage/${id}/poster`, { from: MANAGER });
    expect(closed.text).not.toContain("Closes on");
  });

  it("escapes markup in names", async () => {
    const { html, text } = await openPoster({
      name: "<i>Fair</i>",
      prizes: [{ name: "<b>C</b>", amount: 1 }],
    });
    expect(html).not.toMatch(/<i>|<b>/);
    expect(text).toContain("<i>Fair</i> You can win <b>C</b>");
  });
});
