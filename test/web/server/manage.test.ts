import { jsx } from "hono/jsx";
import { describe, expect, it } from "vitest";
import { ManagePage } from "../../../src/web/server/manage-view";
import { renderFor } from "../../../src/web/server/visitor";
import { managedService, openManaged, remoteManager } from "../../testkit/desk";
import { formOf, open, pageOf, submit } from "../../testkit/pages";
import { type Call, createRaffle, getRaffle, player, playRaffle, sellOut } from "../../testkit/service";

const submitManaged = (path: string, fields: string[][], options?: Call) =>
  managedService("POST", path, formOf(fields, { ...remoteManager, ...options }));

const LINK = '<a href="/manage">Manage</a>';

describe("access to the organiser's pages", () => {
  it.each([
    "/manage",
    "/manage/new",
    `/manage/${crypto.randomUUID()}`,
  ])("%s returns 403 to players, and leads them to the raffles", async (path) => {
    const page = await open(path, { from: player(1) });
    expect(page.status).toBe(403);
    expect(page.text).toContain(
      "This page is for organisers To play or to see the winners, choose a raffle on the home page. See all raffles",
    );
    expect(page.html).toContain('<a class="button" href="/">See all raffles</a>');
    expect(page.html).not.toContain("<form");
  });

  it("tells those who organise raffles which address to add, folded away", async () => {
    const { html } = await open("/manage", { from: player(1) });
    const folded = /<details class="more">(.*)<\/details>/s.exec(html)?.[1];
    expect(folded).toContain("to add your address, 10.0.0.1, to MANAGER_IP_ADDRESSES");
    expect(html.replace(folded ?? "", "")).not.toContain("10.0.0.1");
  });

  it.each(["/", "/r/unknown"])("%s links to them for managers only", async (path) => {
    expect((await openManaged(path)).html).toContain(LINK);
    expect((await open(path, { from: player(1) })).html).not.toContain(LINK);
  });

  it("returns 403 when a player draws", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const drawn = await submit(`/manage/${raffle.raffle_id}/draw`, [], { from: player(1) });
    expect(drawn.status).toBe(403);
    expect((await getRaffle(raffle.raffle_id)).winners_drawn).toBe(false);
  });

  it("returns 403 when another site draws", async () => {
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const drawn = await submitManaged(`/manage/${raffle.raffle_id}/draw`, [], { headers });
    expect(drawn.status).toBe(403);
    expect((await getRaffle(raffle.raffle_id)).winners_drawn).toBe(false);
  });
});

describe("an organiser's page of a malformed id", () => {
  it.each([
    "",
    "/desk",
    "/reveal",
    "/poster",
  ])("says that there is no such raffle: /manage/abc%s", async (path) => {
    const page = await openManaged(`/manage/abc${path}`);
    expect([page.status, page.text.includes("There is no such raffle")]).toEqual([404, true]);
  });
});

describe("the organiser's list", () => {
  const render = (isContinued: boolean) => {
    const dates = new Intl.DateTimeFormat("en", { timeZone: "UTC" });
    const origin = "https://raffle.test";
    const visitor = { language: "en", dates, isManager: true, origin, linkTo: undefined } as const;
    return String(renderFor(visitor, jsx(ManagePage, { raffles: [], next: undefined, isContinued })));
  };
  const countLinks = (html: string) => html.split('href="/manage/new"').length - 1;

  it("has groups of raffles that lead to their pages, and one way to a new raffle", async () => {
    const { raffle_id } = await createRaffle({ name: "Listed" });
    const { html, text } = await openManaged("/manage");
    expect(html).toContain(`<a href="/manage/${raffle_id}" dir="auto">Listed</a>`);
    expect(text).toMatch(/Manage raffles New raffle .*Open raffles .*Listed Open 0 of 3 tickets given out/);
    expect([countLinks(html), html.includes("No raffles yet")]).toEqual([1, false]);
  });

  it("invites to create the first raffle", () => {
    const html = render(false);
    expect(html).toContain("<p>No raffles yet. Create the first one.</p>");
    expect(countLinks(html)).toBe(1);
  });

  it("says nothing of a first raffle on a page after the last one", () => {
    const html = render(true);
    expect(html).not.toContain("No raffles yet");
    expect(html).toContain('<a href="/manage">Back to the newest</a>');
    expect(countLinks(html)).toBe(1);
  });
});

describe("drawing without JavaScript", () => {
  it("is disabled until the raffle is closed", async () => {
    const { raffle_id } = await createRaffle();
    const before = await openManaged(`/manage/${raffle_id}`);
    const tried = await pageOf(await submitManaged(`/manage/${raffle_id}/draw`, []));
    expect(before.html).toMatch(/<button[^>]*disabled[^>]*>Draw the winners…/);
    expect(before.html).not.toContain('id="draw"');
    expect(tried.status).toBe(400);
    expect(tried.text).toContain("It's too early to draw: there are tickets left");
    expect(tried.html).toContain("<title>It&#39;s too early to draw: there are tickets left · ");
  });

  it("asks for confirmation, draws, and links to the file of winners", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    const path = `/manage/${raffle.raffle_id}`;
    expect((await openManaged(path)).text).toContain("This can't be undone. Draw now?");
    const drawn = await submitManaged(`${path}/draw`, []);
    expect([drawn.status, drawn.headers.get("Location")]).toEqual([303, path]);
    expect((await getRaffle(raffle.raffle_id)).winners_drawn).toBe(true);
    expect((await openManaged(path)).html).toContain(`href="${path}/awards.csv"`);
  });

  it("returns 400 when the winners are already drawn", async () => {
    const { id } = await playRaffle();
    const again = await pageOf(await submitManaged(`/manage/${id}/draw`, []));
    expect([again.status, again.text.includes("The winners have already been drawn")]).toEqual([400, true]);
  });
});
