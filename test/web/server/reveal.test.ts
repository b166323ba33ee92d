import { describe, expect, it } from "vitest";
import { forfeit, playForPrizes } from "../../testkit/awards";
import { closeRaffle, createWithClaims } from "../../testkit/closing";
import { formOf, open, pageOf, submit } from "../../testkit/pages";
import { createRaffle, drawWinners, getRaffle, MANAGER, playRaffle, sellOut } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

/** A manager's address that is not loopback. For loopback the origin check depends on the host name. */
const REMOTE = "198.51.100.7";
const service = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });

const manager = { from: MANAGER };
const pathOf = (id: string) => `/manage/${id}/reveal`;
const openReveal = (id: string, query = "") => open(pathOf(id) + query, manager);

const submitDraw = (id: string) => service("POST", pathOf(id), formOf([], { from: REMOTE }));

async function createSoldOut() {
  const raffle = await createRaffle({ total_tickets: 2 });
  await sellOut(raffle);
  return raffle;
}

describe("the page that shows the winners", () => {
  it("is for managers only, and so is its draw", async () => {
    const { raffle_id } = await createSoldOut();
    expect((await open(pathOf(raffle_id))).status).toBe(403);
    expect((await submit(pathOf(raffle_id), [])).status).toBe(403);
    expect((await getRaffle(raffle_id)).winners_drawn).toBe(false);
  });

  const isLinked = async (id: string) =>
    (await open(`/manage/${id}`, manager)).html.includes(`href="${pathOf(id)}"`);

  it("is linked from the organiser's page once the raffle is closed", async () => {
    const { id } = await createWithClaims(1);
    expect(await isLinked(id)).toBe(false);
    await closeRaffle(id);
    expect(await isLinked(id)).toBe(true);
    await drawWinners(id);
    expect(await isLinked(id)).toBe(true);
  });

  it("is not linked after a draw without winners", async () => {
    const { raffle_id: id } = await createRaffle();
    await closeRaffle(id);
    await drawWinners(id);
    expect(await isLinked(id)).toBe(false);
  });

  it("shows the link of an open raffle, and how many tickets are given out", async () => {
    const { id } = await createWithClaims(2);
    const { text, html } = await openReveal(id);
    expect(text).toContain("2 of 10 tickets given out");
    expect(text).toContain(`Scan to get your ticket raffle.test/r/${id}`);
    expect(html).not.toContain('id="draw"');
  });

  it("draws a closed raffle and stays on this page", async () => {
    const { raffle_id } = await createSoldOut();
    expect((await openReveal(raffle_id)).html).toContain(
      `<form id="draw" method="post" action="${pathOf(raffle_id)}">`,
    );
    const drawn = await submitDraw(raffle_id);
    expect([drawn.status, drawn.headers.get("Location")]).toEqual([303, pathOf(raffle_id)]);
    expect((await getRaffle(raffle_id)).winners_drawn).toBe(true);
  });

  it("says why it can't draw", async () => {
    const { raffle_id } = await createRaffle();
    const page = await pageOf(await submitDraw(raffle_id));
    expect([page.status, page.html.includes('data-page="reveal"')]).toEqual([400, true]);
    expect(page.text).toContain("It's too early to draw: there are tickets left");
  });

  it("says that a raffle without claims has no winners", async () => {
    const { raffle_id } = await createRaffle();
    await closeRaffle(raffle_id);
    await drawWinners(raffle_id);
    const { text, html } = await openReveal(raffle_id);
    expect(text).toContain("Nobody got a ticket, so there are no winners.");
    expect(html).not.toContain('id="screens"');
  });

  it("has the winners by prize for browsers without JavaScript only", async () => {
    const { id, winners, reserves } = await playForPrizes();
    const [bicycle, ...books] = winners.map(({ ticket_number }) => ticket_number);
    await forfeit(id, bicycle ?? 0);
    const { html } = await openReveal(id);
    const plain = /<noscript>(.*)<\/noscript>/s.exec(html)?.[1] ?? "";
    const text = plain.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(text).toBe(` Bicycle ${reserves[0]?.ticket_number} Book ${books.join(" ")} `);
    expect(html.replace(plain, "")).not.toContain("Bicycle");
  });

  it("pages through many winners without JavaScript", async () => {
    const { id, winners } = await playRaffle({ total_tickets: 30, prizes: [{ name: "Cake", amount: 30 }] });
    const first = await openReveal(id);
    expect(first.text).toContain("Prizes 1 to 24 of 30");
    expect(first.html).toContain(`href="${pathOf(id)}?after=24#winners"`);
    const rest = winners.slice(24).map(({ ticket_number }) => ticket_number);
    expect((await openReveal(id, "?after=24")).text).toContain(
      `Prizes 25 to 30 of 30 Cake ${rest.join(" ")} Back to start`,
    );
  });

  it("escapes markup in names", async () => {
    const { id } = await playRaffle({ name: "<i>Fair</i>", prizes: [{ name: "<b>Cake</b>", amount: 1 }] });
    const { html, text } = await openReveal(id);
    expect(html).not.toMatch(/<i>|<b>/);
    expect(text).toContain("<i>Fair</i>");
    expect(text).toContain("<b>Cake</b>");
  });

  it("returns 404 for an unknown raffle", async () => {
    expect((await openReveal(crypto.randomUUID())).status).toBe(404);
  });
});
