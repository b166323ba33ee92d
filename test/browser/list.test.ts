import { describe, expect, it } from "vitest";
import { availableTickets, claim, createRaffle, deleteRaffle, drawWinners } from "./api";
import { newManager, newPlayer, useBrowser } from "./visit";

useBrowser();

const HOUR_MS = 3_600_000;

const LIST = "**/raffle-summaries";

describe("a list of raffles", () => {
  it.each([
    ["/", newPlayer],
    ["/manage", newManager],
  ] as const)("at %s follows its raffles up to the draw", async (path, visit) => {
    const id = await createRaffle({ name: `Moving ${path}`, total_tickets: 1 });
    const { page, open, errors } = await visit();
    await page.clock.install();
    await open(path);
    const card = page.locator(".card", { hasText: `Moving ${path}` });
    await card.getByText("0 of 1 ticket given out").waitFor();
    await claim(id);
    // Lists may show counts that are up to 2 s old. This call refreshes them.
    await availableTickets(id);
    await page.clock.runFor(20_000);
    await card.getByText("1 of 1 ticket given out").waitFor();
    await card.getByText("All taken").waitFor();
    await drawWinners(id);
    await availableTickets(id);
    await page.clock.runFor(20_000);
    await card.getByText("Drawn").waitFor();
    expect(await card.locator("progress").isVisible()).toBe(false);
    expect(errors).toEqual([]);
  });

  it("does not poll while the page is hidden", async () => {
    await createRaffle();
    const { page, open } = await newPlayer();
    await page.clock.install();
    await open("/");
    let requests = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/raffle-summaries")) requests++;
    });
    const setVisibility = (visibility: string) =>
      page.evaluate((value) => {
        Object.defineProperty(document, "visibilityState", { value, configurable: true });
      }, visibility);
    await setVisibility("hidden");
    await page.clock.runFor(HOUR_MS);
    expect(requests).toBe(0);
    await setVisibility("visible");
    await page.clock.runFor(20_000);
    expect(requests).toBe(1);
  });

  it("polls with back-off while requests fail", async () => {
    await createRaffle();
    const { page, open } = await newPlayer();
    await page.clock.install();
    await open("/");
    let requests = 0;
    await page.route(LIST, (route) => {
      requests++;
      return route.abort();
    });
    for (let minute = 0; minute < 60; minute++) {
      await page.clock.runFor(60_000);
      // The request must end before the clock goes on.
      await page.evaluate(() => Promise.resolve());
    }
    expect(requests).toBeGreaterThan(5);
    expect(requests).toBeLessThan(30);
  });

  it("stops polling when the only open raffle is deleted", async () => {
    const id = await createRaffle({ name: "Short-lived" });
    const { page, open } = await newPlayer();
    await page.clock.install();
    // Raffles of other tests may be open, so they are removed from the list.
    await page.route(LIST, async (route) => {
      const answer = await route.fetch();
      const listed: { raffle_id: string }[] = await answer.json();
      await route.fulfill({ json: listed.filter(({ raffle_id }) => raffle_id === id) });
    });
    await open("/");
    let requests = 0;
    page.on("response", (answer) => {
      if (answer.url().endsWith("/raffle-summaries")) requests++;
    });
    await deleteRaffle(id, "Short-lived");
    await page.clock.runFor(20_000);
    await expect.poll(() => requests).toBe(1);
    await page.clock.runFor(HOUR_MS);
    expect(requests).toBe(1);
  });

  interface Summary {
    raffle_id: string;
    available_tickets: number | null;
    claimed_tickets: number | null;
    winners_drawn: boolean | null;
    status: string | null;
  }

  it("marks a raffle while it can't be reached", async () => {
    const id = await createRaffle({ name: "Now and then" });
    const { page, open, errors } = await newPlayer();
    await page.clock.install();
    let isReachable = false;
    await page.route(LIST, async (route) => {
      const answer = await route.fetch();
      const listed: Summary[] = await answer.json();
      const lost = { available_tickets: null, claimed_tickets: null, winners_drawn: null, status: null };
      await route.fulfill({
        json: listed.map((raffle) =>
          raffle.raffle_id === id && !isReachable ? { ...raffle, ...lost } : raffle,
        ),
      });
    });
    await open("/");
    const card = page.locator(".card", { hasText: "Now and then" });
    await card.getByText("0 of 5 tickets given out").waitFor();
    await page.clock.runFor(20_000);
    await card.getByText("Can't be reached right now").waitFor();
    expect(await card.locator("progress").isVisible()).toBe(false);
    expect(await card.locator(".stage").isVisible()).toBe(false);
    isReachable = true;
    await page.clock.runFor(20_000);
    await card.getByText("0 of 5 tickets given out").waitFor();
    expect(await card.locator("progress").isVisible()).toBe(true);
    expect(await card.locator(".stage").textContent()).toBe("Open");
    expect(errors).toEqual([]);
  });

  it("shows name and count of a raffle once it can be reached", async () => {
    const id = await createRaffle({ name: "Made later", total_tickets: 7 });
    const { page, open } = await newPlayer();
    await page.clock.install();
    // The page as it is when the raffle can't be reached.
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
    const updated = page.locator(".card", { hasText: "Made later" });
    await updated.getByText("0 of 7 tickets given out").waitFor();
    expect(await updated.locator(".stage").textContent()).toBe("Open");
    expect(await updated.locator("progress").getAttribute("max")).toBe("7");
  });

  it.each([
    ["/", newPlayer],
    ["/manage", newManager],
  ] as const)("at %s has a visible link to a raffle with an invisible name", async (path, visit) => {
    const id = await createRaffle({ name: "\u200b\u3164" });
    const { page, open } = await visit();
    await open(path);
    await page.getByRole("link", { name: "(?)" }).first().click();
    await page.waitForURL(`**/${id}`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("(?)");
  });
});
