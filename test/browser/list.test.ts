import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  availableTickets,
  claim,
  claimMany,
  createRaffle,
  deleteRaffle,
  drawWinners,
  type Ticket,
} from "./api";
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
    await page.getByRole("link", { name: "(no visible name)" }).first().click();
    await page.waitForURL(`**/${id}`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("(no visible name)");
  });
});

describe("the front page", () => {
  const cardOf = (page: Page, name: string) => page.locator(".card", { hasText: name });

  /** Stores tickets as client/storage.ts does. */
  const storeTickets = (page: Page, id: string, tickets: readonly Ticket[]) =>
    page.addInitScript(
      ([raffleId, list]) => {
        for (const [i, ticket] of list.entries()) {
          const name = `ticket ${raffleId}${i > 0 ? ` ${ticket.ticket_number}` : ""}`;
          localStorage.setItem(name, JSON.stringify({ ticket }));
        }
      },
      [id, tickets] as const,
    );

  it("marks raffles of which this browser has a ticket", async () => {
    // The larger number must not be measured by the total of the other raffle.
    const large = await createRaffle({ name: "Marked large", total_tickets: 9 });
    const several = await createRaffle({ name: "Marked several" });
    await createRaffle({ name: "Not marked", total_tickets: 1 });
    const tickets = await claimMany(large, 9);
    const last = tickets.find(({ ticket_number }) => ticket_number === 9) as Ticket;
    const { page, open, errors } = await newPlayer();
    await storeTickets(page, large, [last]);
    await storeTickets(page, several, await claimMany(several, 3));
    await open("/");
    await cardOf(page, "Marked large").getByText("You have ticket 9", { exact: true }).waitFor();
    await cardOf(page, "Marked several").getByText("You have 3 tickets", { exact: true }).waitFor();
    expect(await cardOf(page, "Not marked").locator(".mine").isVisible()).toBe(false);
    expect(errors).toEqual([]);
  });

  it("shows what a ticket has won once the raffle is drawn, and asks once", async () => {
    const id = await createRaffle({ name: "Marked won", total_tickets: 1 });
    // The page polls as long as one raffle is open.
    await createRaffle();
    const { page, open, errors } = await newPlayer();
    await page.clock.install();
    await storeTickets(page, id, await claimMany(id, 1));
    let asked = 0;
    page.on("request", (request) => {
      if (request.url().endsWith(`/${id}/verify-ticket/`)) asked++;
    });
    await open("/");
    await cardOf(page, "Marked won").getByText("You have ticket 1").waitFor();
    expect(asked).toBe(0);
    await drawWinners(id);
    await availableTickets(id);
    await page.clock.runFor(20_000);
    await cardOf(page, "Marked won").getByText("You won: Bicycle").waitFor();
    for (let polls = 0; polls < 2; polls++) {
      const polled = page.waitForResponse(LIST);
      await page.clock.runFor(20_000);
      await (await polled).finished();
    }
    expect(asked).toBe(1);
    expect(errors).toEqual([]);
  });

  it("keeps the mark of a ticket that has not won, or can't be checked", async () => {
    const id = await createRaffle({ name: "Marked lost", total_tickets: 2 });
    const tickets = await claimMany(id, 2);
    const winning = await drawWinners(id);
    const loser = tickets.find(({ ticket_number }) => !winning.includes(ticket_number)) as Ticket;
    const winner = tickets.find(({ ticket_number }) => winning.includes(ticket_number)) as Ticket;
    for (const [ticket, isDown] of [
      [loser, false],
      [winner, true],
    ] as const) {
      const { page, open } = await newPlayer();
      if (isDown) await page.route("**/verify-ticket/", (route) => route.abort());
      await storeTickets(page, id, [ticket]);
      const checked = page.waitForRequest("**/verify-ticket/");
      await open("/");
      await (await checked).response().catch(() => null);
      const mark = cardOf(page, "Marked lost").locator(".mine");
      expect(await mark.textContent()).toBe(`You have ticket ${ticket.ticket_number}`);
      expect(await mark.getAttribute("class")).toBe("mine");
    }
  });
});
