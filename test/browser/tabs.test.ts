import { describe, expect, it } from "vitest";
import { availableTickets, claim, claimMany, createRaffle, drawWinners } from "./api";
import { newAddress, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const CLAIM = "Get my ticket";

describe("two tabs", () => {
  it("get the same ticket when both claim at once", async () => {
    const id = await createRaffle();
    const { context, page, open } = await newPlayer();
    await open(`/r/${id}`);
    const other = await context.newPage();
    await other.goto(`/r/${id}`);
    // The faster tab's ticket may hide the button of the other before it is pressed.
    await Promise.all([page, other].map((tab) => tab.locator("#claim button").dispatchEvent("click")));
    await Promise.all([page, other].map((tab) => tab.locator("#mine .ticket").waitFor()));
    expect(await shownTicket(page)).toEqual(await shownTicket(other));
    expect(await availableTickets(id)).toBe(4);
  });
});

describe("a browser's stored tickets", () => {
  it("shows no ticket of another raffle", async () => {
    const [first, second] = [await createRaffle(), await createRaffle()];
    const { page, open } = await newPlayer();
    await open(`/r/${first}`);
    await page.getByRole("button", { name: CLAIM }).click();
    await page.locator("#mine .ticket").waitFor();
    await open(`/r/${second}`);
    expect(await page.locator("#mine .ticket").count()).toBe(0);
    expect(await page.getByRole("button", { name: CLAIM }).isVisible()).toBe(true);
  });

  it("finds its ticket again although another address was rejected meanwhile", async () => {
    const id = await createRaffle();
    const [home, train] = [newAddress(), newAddress()];
    const { context, page, open } = await newPlayer({ extraHTTPHeaders: { "CF-Connecting-IP": home } });
    await open(`/r/${id}`);
    let given: unknown;
    await page.route("**/participate/", async (route) => {
      given ??= await (await route.fetch()).json();
      await route.abort();
    });
    const request = page.waitForRequest("**/participate/");
    await page.getByRole("button", { name: CLAIM }).click();
    await request;
    await page.getByText("No reply yet. Trying again…").waitFor();
    await page.unroute("**/participate/");
    await claim(id, undefined, train);
    await context.setExtraHTTPHeaders({ "CF-Connecting-IP": train });
    await page.reload();
    await page.getByText("A ticket was already taken on this connection").waitFor();
    await context.setExtraHTTPHeaders({ "CF-Connecting-IP": home });
    await page.reload();
    await page.locator("#mine .ticket").waitFor();
    expect(await shownTicket(page)).toEqual(given);
  });
});

describe("a page from the back/forward cache", () => {
  it("is loaded again", async () => {
    const id = await createRaffle({ total_tickets: 2 });
    const { page, open } = await newPlayer();
    await page.route("**/live/", () => {});
    await open(`/r/${id}`);
    await claimMany(id, 2);
    await drawWinners(id);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await page.getByRole("heading", { name: "Winners" }).waitFor();
  });

  it("is loaded again without sending its form", async () => {
    const id = await createRaffle();
    const { context, page, open } = await newPlayer();
    await open(`/r/${id}`);
    const address = newAddress();
    await claim(id, undefined, address);
    await context.setExtraHTTPHeaders({ "CF-Connecting-IP": address });
    await page.evaluate(() => document.querySelector<HTMLFormElement>("#claim")?.submit());
    await page.getByText("A ticket was already taken on this connection").waitFor();
    const request = page.waitForRequest((request) => request.isNavigationRequest());
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    expect((await request).method()).toBe("GET");
  });
});

describe("a page that changes its stage", () => {
  it("retries with back-off while the page can't be fetched", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    const { page, open } = await newPlayer();
    await page.clock.install();
    await open(`/r/${id}`);
    let requests = 0;
    await page.route(`**/r/${id}`, (route) => {
      requests++;
      return route.abort();
    });
    await claim(id);
    await page.getByText("There are no more tickets.").waitFor();
    for (let step = 0; step < 300; step++) await page.clock.runFor(1000);
    expect(requests).toBeGreaterThan(3);
    expect(requests).toBeLessThan(20);
  });
});
