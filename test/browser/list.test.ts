import { expect, it } from "vitest";
import { claim, createRaffle, draw, remove } from "./api";
import { manager, player, useBrowser } from "./visit";

useBrowser();

const HOUR = 3600_000;

it.each([
  ["/", player],
  ["/manage", manager],
] as const)("the list at %s moves by itself, up to the draw", async (path, visit) => {
  const id = await createRaffle({ name: `Moving ${path}`, total_tickets: 1 });
  const { page, open, faults } = await visit();
  await page.clock.install();
  await open(path);
  const card = page.locator(".card", { hasText: `Moving ${path}` });
  await card.getByText("0 of 1 ticket given out").waitFor();
  await claim(id);
  await page.clock.runFor(20_000);
  await card.getByText("1 of 1 ticket given out").waitFor();
  await card.getByText("All given out").waitFor();
  await draw(id);
  await page.clock.runFor(20_000);
  await card.getByText("Drawn").waitFor();
  expect(faults).toEqual([]);
});

it("a list that nobody looks at asks for nothing", async () => {
  await createRaffle();
  const { page, open } = await player();
  await page.clock.install();
  await open("/");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/raffles/")) asked++;
  });
  const see = (visibility: string) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
    }, visibility);
  await see("hidden");
  await page.clock.runFor(HOUR);
  expect(asked).toBe(0);
  await see("visible");
  await page.clock.runFor(20_000);
  expect(asked).toBe(1);
});

it("a list that is not answered asks ever more seldom", async () => {
  await createRaffle();
  const { page, open } = await player();
  await page.clock.install();
  await open("/");
  let asked = 0;
  await page.route("**/raffles/", (route) => {
    asked++;
    return route.abort();
  });
  for (let minute = 0; minute < 60; minute++) {
    await page.clock.runFor(60_000);
    // What was asked is to be answered before the clock goes on.
    await page.evaluate(() => Promise.resolve());
  }
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(30);
});

it("a list of raffles of which the open ones are deleted asks for nothing more", async () => {
  const id = await createRaffle({ name: "Short-lived" });
  const { page, open } = await player();
  await page.clock.install();
  // Others may still be open: the page is to have this one alone.
  await page.route("**/raffles/", async (route) => {
    const answer = await route.fetch();
    const listed: { raffle_id: string }[] = await answer.json();
    await route.fulfill({ json: listed.filter(({ raffle_id }) => raffle_id === id) });
  });
  await open("/");
  let asked = 0;
  page.on("response", (answer) => {
    if (answer.url().endsWith("/raffles/")) asked++;
  });
  await remove(id, "Short-lived");
  await page.clock.runFor(20_000);
  await expect.poll(() => asked).toBe(1);
  await page.clock.runFor(HOUR);
  expect(asked).toBe(1);
});
