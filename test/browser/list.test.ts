import { expect, it } from "vitest";
import { claim, createRaffle, drawWinners, availableTickets, deleteRaffle } from "./api";
import { newManager, newPlayer, useBrowser } from "./visit";

useBrowser();

const HOUR = 3600_000;

const LIST = "**/raffles/summaries/";

it.each([
  ["/", newPlayer],
  ["/manage", newManager],
] as const)("the list at %s moves by itself, up to the draw", async (path, visit) => {
  const id = await createRaffle({ name: `Moving ${path}`, total_tickets: 1 });
  const { page, open, errors } = await visit();
  await page.clock.install();
  await open(path);
  const card = page.locator(".card", { hasText: `Moving ${path}` });
  await card.getByText("0 of 1 ticket given out").waitFor();
  await claim(id);
  // Lists tell what a raffle was last told as, for up to 2 s.
  await availableTickets(id);
  await page.clock.runFor(20_000);
  await card.getByText("1 of 1 ticket given out").waitFor();
  await card.getByText("All given out").waitFor();
  await drawWinners(id);
  await availableTickets(id);
  await page.clock.runFor(20_000);
  await card.getByText("Drawn").waitFor();
  expect(errors).toEqual([]);
});

it("a list that nobody looks at asks for nothing", async () => {
  await createRaffle();
  const { page, open } = await newPlayer();
  await page.clock.install();
  await open("/");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/raffles/summaries/")) asked++;
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
  const { page, open } = await newPlayer();
  await page.clock.install();
  await open("/");
  let asked = 0;
  await page.route(LIST, (route) => {
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
  const { page, open } = await newPlayer();
  await page.clock.install();
  // Others may still be open: the page is to have this one alone.
  await page.route(LIST, async (route) => {
    const answer = await route.fetch();
    const listed: { raffle_id: string }[] = await answer.json();
    await route.fulfill({ json: listed.filter(({ raffle_id }) => raffle_id === id) });
  });
  await open("/");
  let asked = 0;
  page.on("response", (answer) => {
    if (answer.url().endsWith("/raffles/summaries/")) asked++;
  });
  await deleteRaffle(id, "Short-lived");
  await page.clock.runFor(20_000);
  await expect.poll(() => asked).toBe(1);
  await page.clock.runFor(HOUR);
  expect(asked).toBe(1);
});

interface Listed {
  raffle_id: string;
  available_tickets: number | null;
  winners_drawn: boolean | null;
}

it("a raffle of a list that can't be reached says so, until it can", async () => {
  const id = await createRaffle({ name: "Now and then" });
  const { page, open, errors } = await newPlayer();
  await page.clock.install();
  let reached = false;
  await page.route(LIST, async (route) => {
    const answer = await route.fetch();
    const listed: Listed[] = await answer.json();
    const lost = { available_tickets: null, winners_drawn: null };
    await route.fulfill({
      json: listed.map((raffle) => (raffle.raffle_id === id && !reached ? { ...raffle, ...lost } : raffle)),
    });
  });
  await open("/");
  const card = page.locator(".card", { hasText: "Now and then" });
  await card.getByText("0 of 5 tickets given out").waitFor();
  await page.clock.runFor(20_000);
  await card.getByText("Can't be reached right now").waitFor();
  expect(await card.locator("progress").isVisible()).toBe(false);
  expect(await card.locator(".stage").isVisible()).toBe(false);
  reached = true;
  await page.clock.runFor(20_000);
  await card.getByText("0 of 5 tickets given out").waitFor();
  expect(await card.locator("progress").isVisible()).toBe(true);
  expect(await card.locator(".stage").textContent()).toBe("Open");
  expect(errors).toEqual([]);
});

it("a raffle that the page was made without is told by name and count once it can be reached", async () => {
  const id = await createRaffle({ name: "Made later", total_tickets: 7 });
  const { page, open } = await newPlayer();
  await page.clock.install();
  // What the page has of a raffle that its isolate has never reached.
  await page.route("/", async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text())
      .replace(">Made later</a>", `>Raffle ${id.slice(0, 8)}</a>`)
      .replace(
        new RegExp(
          `(<span class="stage)[^<]*</span>((?:(?!<span class="stage).)*data-raffle="${id}")[^>]*>.*?</p>`,
        ),
        '$1" hidden=""></span>$2 data-drawn="false"><progress value="0" max="1" hidden=""></progress><p class="words">Lost</p>',
      );
    await route.fulfill({ response: answer, body: html });
  });
  await open("/");
  const card = page.locator(".card", { hasText: `Raffle ${id.slice(0, 8)}` });
  await card.getByText("Lost").waitFor();
  await page.clock.runFor(20_000);
  const told = page.locator(".card", { hasText: "Made later" });
  await told.getByText("0 of 7 tickets given out").waitFor();
  expect(await told.locator(".stage").textContent()).toBe("Open");
  expect(await told.locator("progress").getAttribute("max")).toBe("7");
});

it.each([
  ["/", newPlayer],
  ["/manage", newManager],
] as const)("a raffle whose name shows nothing has a link to press at %s", async (path, visit) => {
  const id = await createRaffle({ name: "\u200b\u3164" });
  const { page, open } = await visit();
  await open(path);
  await page.getByRole("link", { name: "(no visible name)" }).first().click();
  await page.waitForURL(`**/${id}`);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("(no visible name)");
});
