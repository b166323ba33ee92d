import { expect, it } from "vitest";
import { claim, createRaffle, left, remove } from "./api";
import { player, shownTicket, useBrowser } from "./visit";

useBrowser();

it("gets the same ticket when the answer was lost", async () => {
  const id = await createRaffle();
  const { page, open } = await player();
  await open(`/r/${id}`);
  let given: unknown;
  await page.route("**/participate/", async (route) => {
    given = await (await route.fetch()).json();
    await route.abort();
    await page.unroute("**/participate/");
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.locator("#mine .ticket").waitFor();
  expect(given).toBeDefined();
  expect(await shownTicket(page)).toEqual(given);
  expect(await left(id)).toBe(4);
});

it("gets the same ticket when the page was closed before the answer came", async () => {
  const id = await createRaffle();
  const { context, page, open } = await player();
  await open(`/r/${id}`);
  const given = new Promise((resolve) => {
    page.route("**/participate/", async (route) => {
      resolve(await (await route.fetch()).json());
      await page.close();
    });
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  const ticket = await given;
  const later = await context.newPage();
  await later.goto(`/r/${id}`);
  await later.locator("#mine .ticket").waitFor();
  expect(await shownTicket(later)).toEqual(ticket);
  expect(await left(id)).toBe(4);
});

it("gets it also when the raffle sold out meanwhile", async () => {
  const id = await createRaffle({ total_tickets: 1 });
  const { page, open } = await player();
  await open(`/r/${id}`);
  const given = new Promise((resolve) => {
    page.route("**/participate/", async (route) => {
      resolve(await (await route.fetch()).json());
      await page.unroute("**/participate/");
      await page.reload();
    });
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.locator("#mine .ticket").waitFor();
  expect(await shownTicket(page)).toEqual(await given);
});

it("waits while it is offline, and goes on by itself", async () => {
  const id = await createRaffle();
  const { context, page, open } = await player();
  await open(`/r/${id}`);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.getByText("You seem to be offline.").waitFor();
  await context.setOffline(false);
  await page.locator("#mine .ticket").waitFor();
  expect(await left(id)).toBe(4);
});

it("asks for the progress where WebSockets don't come through, and comes back to them", async () => {
  const id = await createRaffle();
  const { page, open } = await player();
  let refused = 0;
  await page.routeWebSocket("**/live/", async (socket) => {
    if (refused++ < 2) await socket.close();
    else socket.connectToServer();
  });
  await open(`/r/${id}`);
  await page.getByText("Connection lost.").waitFor();
  await claim(id);
  await page.getByText("1 of 5 tickets given out").waitFor();
  await page.getByText("Connection lost.").waitFor({ state: "hidden" });
  await claim(id);
  await page.getByText("2 of 5 tickets given out").waitFor();
  expect(refused).toBeGreaterThan(2);
});

it("says that the raffle is gone once it is deleted, and asks for it no more", async () => {
  const id = await createRaffle();
  const { page, open } = await player();
  await page.clock.install();
  await open(`/r/${id}`);
  await remove(id);
  await page.clock.runFor(5000);
  await page.getByText("This raffle has been taken down.").waitFor();
  let asked = 0;
  page.on("request", () => asked++);
  page.on("websocket", () => asked++);
  await page.clock.runFor(3600_000);
  expect(asked).toBe(0);
});
