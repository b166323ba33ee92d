import { expect, it } from "vitest";
import { claim, claimMany, createRaffle, drawWinners, availableTickets } from "./api";
import { newAddress, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const take = "Take my ticket";

it("two tabs at once get the same ticket", async () => {
  const id = await createRaffle();
  const { context, page, open } = await newPlayer();
  await open(`/r/${id}`);
  const other = await context.newPage();
  await other.goto(`/r/${id}`);
  // The quicker tab's ticket may take the button away from the other before it is pressed there.
  await Promise.all([page, other].map((tab) => tab.locator("#claim button").dispatchEvent("click")));
  await Promise.all([page, other].map((tab) => tab.locator("#mine .ticket").waitFor()));
  expect(await shownTicket(page)).toEqual(await shownTicket(other));
  expect(await availableTickets(id)).toBe(4);
});

it("what is kept of one raffle is not shown at another", async () => {
  const [first, second] = [await createRaffle(), await createRaffle()];
  const { page, open } = await newPlayer();
  await open(`/r/${first}`);
  await page.getByRole("button", { name: take }).click();
  await page.locator("#mine .ticket").waitFor();
  await open(`/r/${second}`);
  expect(await page.locator("#mine .ticket").count()).toBe(0);
  expect(await page.getByRole("button", { name: take }).isVisible()).toBe(true);
});

it("a lost ticket is found again though the phone was refused at another address meanwhile", async () => {
  const id = await createRaffle();
  const [home, train] = [newAddress(), newAddress()];
  const { context, page, open } = await newPlayer({ extraHTTPHeaders: { "CF-Connecting-IP": home } });
  await open(`/r/${id}`);
  let given: unknown;
  await page.route("**/participate/", async (route) => {
    given ??= await (await route.fetch()).json();
    await route.abort();
  });
  const asked = page.waitForRequest("**/participate/");
  await page.getByRole("button", { name: take }).click();
  await asked;
  await page.getByText("Your last try got lost on its way.").waitFor();
  await page.unroute("**/participate/");
  await claim(id, undefined, train);
  await context.setExtraHTTPHeaders({ "CF-Connecting-IP": train });
  await page.reload();
  await page.getByText("A ticket was already taken from here").waitFor();
  await context.setExtraHTTPHeaders({ "CF-Connecting-IP": home });
  await page.reload();
  await page.locator("#mine .ticket").waitFor();
  expect(await shownTicket(page)).toEqual(given);
});

it("a page that the browser had put aside is looked at anew", async () => {
  const id = await createRaffle({ total_tickets: 2 });
  const { page, open } = await newPlayer();
  await page.route("**/live/", () => {});
  await open(`/r/${id}`);
  await claimMany(id, 2);
  await drawWinners(id);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await page.getByRole("heading", { name: "The winners" }).waitFor();
});

it("a form's answer that the browser had put aside is looked at anew without sending the form", async () => {
  const id = await createRaffle();
  const { context, page, open } = await newPlayer();
  await open(`/r/${id}`);
  const address = newAddress();
  await claim(id, undefined, address);
  await context.setExtraHTTPHeaders({ "CF-Connecting-IP": address });
  await page.evaluate(() => document.querySelector<HTMLFormElement>("#claim")?.submit());
  await page.getByText("A ticket was already taken from here").waitFor();
  const asked = page.waitForRequest((request) => request.isNavigationRequest());
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  expect((await asked).method()).toBe("GET");
});

it("a crowd whose pages can't be had asks for them ever more seldom", async () => {
  const id = await createRaffle({ total_tickets: 1 });
  const { page, open } = await newPlayer();
  await page.clock.install();
  await open(`/r/${id}`);
  let asked = 0;
  await page.route(`**/r/${id}`, (route) => {
    asked++;
    return route.abort();
  });
  await claim(id);
  await page.getByText("All tickets are given out.").waitFor();
  for (let step = 0; step < 300; step++) await page.clock.runFor(1000);
  expect(asked).toBeGreaterThan(3);
  expect(asked).toBeLessThan(20);
});
