import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { claimByPass, claimMany, closeRaffle, createRaffle, drawWinners, passesOf, type Ticket } from "./api";
import { fillIn, review } from "./new-raffle";
import { SCREENSHOTS } from "./service";
import { newManager, newPlayer, useBrowser, type Visitor } from "./visit";

useBrowser();

const widths = {
  phone: { width: 390, height: 800 },
  small: { width: 320, height: 640 },
  desktop: { width: 1280, height: 900 },
};
const schemes = ["light", "dark"] as const;
const looks = Object.entries(widths).flatMap(([name, viewport]) =>
  schemes.map((colorScheme) => [`${name}-${colorScheme}`, { viewport, colorScheme }] as const),
);

const EMOJI = "🎪".repeat(100);
/** Is one character, as people see it. */
const WIDE = "\u0915\u094d".repeat(50);
const MARKUP = "<script>alert(1)</script>";
const prizes = [
  { name: "Bicycle", amount: 1 },
  { name: "Weekend in the mountains for two", amount: 2 },
  { name: "Ice cream", amount: 20 },
];
let open: string, soldOut: string, drawn: string, emoji: string, wide: string;
let scheduled: string, closed: string, unclaimed: string;
let byPass: string, byPassClosed: string;
const planned = {
  total_tickets: 80,
  prizes,
  draw_automatically: true,
  opens_at: "2030-12-01T09:00:00+01:00",
  closes_at: "2030-12-24T18:00:00+01:00",
  description: `Prizes are handed over at 6 pm.\n\nPlease bring your ticket. ${"x".repeat(100)}`,
};
let tickets: Ticket[];
/** Has passes. */
let villageHall: string;

beforeAll(async () => {
  drawn = await createRaffle({ name: "School library raffle", total_tickets: 30, prizes });
  tickets = await claimMany(drawn, 30);
  await drawWinners(drawn);
  soldOut = await createRaffle({ total_tickets: 1 });
  await claimMany(soldOut, 1);
  closed = await createRaffle({ name: "Village fair", total_tickets: 200, prizes });
  await claimMany(closed, 2);
  await closeRaffle(closed);
  unclaimed = await createRaffle({ name: "Forgotten raffle" });
  await closeRaffle(unclaimed);
  await drawWinners(unclaimed);
  byPass = await createRaffle({ name: "Paper fair", admission: "pass" });
  byPassClosed = await createRaffle({ admission: "pass", total_tickets: 1 });
  for (const pass of await passesOf(byPassClosed)) await claimByPass(byPassClosed, pass);
  scheduled = await createRaffle({ name: "Winter fair", ...planned });
  emoji = await createRaffle({ name: EMOJI, prizes: [{ name: "🎁".repeat(100), amount: 1 }] });
  wide = await createRaffle({ name: WIDE, prizes: [{ name: WIDE, amount: 1 }], description: WIDE });
  await createRaffle({ name: MARKUP, prizes: [{ name: "<b>x</b>", amount: 1 }] });
  const openUntil = { closes_at: planned.closes_at, total_tickets: 80, prizes };
  open = await createRaffle({ name: "Summer fair on the Elbe meadows", ...openUntil });
  await claimMany(open, 33);
  villageHall = await createRaffle({ name: "Village hall raffle", admission: "pass", passes: 500 });
});

/** Opens each view in a player's or a manager's browser. */
const views: Record<string, (players: Visitor, managers: Visitor) => Promise<Page>> = {
  home: async ({ open, page }) => {
    await open("/");
    return page;
  },
  raffle: async (players) => {
    await players.open(`/r/${open}`);
    return players.page;
  },
  passes: async ({ page, open }) => {
    await open(`/r/${byPass}`);
    await page.getByLabel("Your pass").fill("0000-0000-0000-0000");
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByText("This pass is not valid here.").waitFor();
    return page;
  },
  "passes-closed": async ({ page, open }) => {
    await open(`/r/${byPassClosed}`);
    await page.getByText("Show my ticket again").click();
    return page;
  },
  ticket: async ({ page, open: openPage }) => {
    await openPage(`/r/${open}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    return page;
  },
  "sold-out": async (players) => {
    await players.open(`/r/${soldOut}`);
    return players.page;
  },
  scheduled: async (players) => {
    await players.open(`/r/${scheduled}`);
    return players.page;
  },
  closed: async (players) => {
    await players.open(`/r/${closed}`);
    return players.page;
  },
  unclaimed: async (players) => {
    await players.open(`/r/${unclaimed}`);
    return players.page;
  },
  drawn: async ({ page, open }) => {
    await open(`/r/${drawn}`);
    await page.getByText("Check a ticket").click();
    await page.getByLabel("Ticket number", { exact: true }).fill(String(tickets[0]?.ticket_number));
    await page.getByLabel("Code", { exact: true }).fill(tickets[0]?.verification_code ?? "");
    await page.getByRole("button", { name: "Check this ticket" }).click();
    await page.locator(".verdict .notice").waitFor();
    return page;
  },
  won: async ({ page }) => {
    const [won] = await (await fetch(`${new URL(page.url()).origin}/raffles/${drawn}/winners/`)).json();
    const ticket = tickets.find(({ ticket_number }) => ticket_number === won.ticket_number);
    await page.evaluate(([name, text]) => localStorage.setItem(name, text), [
      `ticket ${drawn}`,
      JSON.stringify({ key: "k".repeat(16), ticket }),
    ] as const);
    await page.reload();
    await page.locator(".ticket.won").waitFor();
    return page;
  },
  emoji: async ({ page, open }) => {
    await open(`/r/${emoji}`);
    expect(await page.locator("h1").textContent()).toBe(EMOJI);
    return page;
  },
  wide: async ({ page, open }) => {
    await open(`/r/${wide}`);
    return page;
  },
  missing: async ({ page }) => {
    const answer = await page.goto(`/r/${crypto.randomUUID()}`);
    expect(answer?.status()).toBe(404);
    return page;
  },
  refused: async ({ page }) => {
    const answer = await page.goto("/manage");
    expect(answer?.status()).toBe(403);
    return page;
  },
  manage: async (_, { page, open }) => {
    await open("/manage");
    expect(await page.getByRole("heading", { name: MARKUP }).count()).toBe(1);
    return page;
  },
  "new-raffle": async (_, managers) => {
    const { page } = managers;
    await managers.open("/manage/new");
    await page.getByRole("radio", { name: "By pass" }).check();
    await page.getByText("Opening time and description").click();
    await page.getByLabel("Opening time (optional)").fill("2030-12-24T18:00");
    await page.getByLabel("Closing time (optional)").fill("2030-12-01T18:00");
    await review(managers);
    return page;
  },
  review: async (_, managers) => {
    await fillIn(managers, { name: EMOJI, total: "100,000,000", prize: MARKUP });
    await managers.page.getByRole("radio", { name: "By pass" }).check();
    await review(managers);
    await managers.page.getByRole("heading", { name: "Check before you create" }).waitFor();
    return managers.page;
  },
  "manage-scheduled": async (_, { page, open }) => {
    await open(`/manage/${scheduled}`);
    await page.getByText("Close now…").click();
    return page;
  },
  "manage-closed": async (_, { page, open }) => {
    await open(`/manage/${closed}`);
    await page.getByText("Delete this raffle…").click();
    return page;
  },
  "manage-open": async (_, managers) => {
    await managers.open(`/manage/${open}`);
    return managers.page;
  },
  "manage-sold-out": async (_, managers) => {
    await managers.open(`/manage/${soldOut}`);
    await managers.page.getByText("Draw the winners…").click();
    return managers.page;
  },
  "manage-passes": async (_, managers) => {
    await managers.open(`/manage/${villageHall}`);
    return managers.page;
  },
  "pass-sheet-screen": async (_, managers) => {
    await managers.open(`/manage/${villageHall}/passes?to=7`);
    return managers.page;
  },
  "pass-sheet-fault": async (_, { page }) => {
    await page.goto(`/manage/${villageHall}/passes?from=100000000&to=1`);
    await page.locator("#from-fault").waitFor();
    return page;
  },
  "manage-drawn": async (_, managers) => {
    await managers.open(`/manage/${drawn}`);
    return managers.page;
  },
};

describe.each(looks)("pages on %s", (look, options) => {
  it("fit the window and have no axe violations", { timeout: 90_000 }, async () => {
    const [players, managers] = [await newPlayer(options), await newManager(options)];
    for (const [name, show] of Object.entries(views)) {
      const page = await show(players, managers);
      // Text that is still fading in would fail the check for contrast.
      await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
      await page.screenshot({ path: `${SCREENSHOTS}/${name}-${look}.png`, fullPage: true });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess, `${name} is wider than the window`).toBeLessThanOrEqual(0);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
      const found = violations.map(
        ({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`,
      );
      expect(found).toEqual([]);
    }
    // The browser reports the expected 403 and 404 as errors, too.
    const errors = [...players.errors, ...managers.errors].filter(
      (error) => !/status of 4(?:03|04|22)/.test(error),
    );
    expect(errors).toEqual([]);
  });
});

describe("claiming a ticket", () => {
  it("has no animations with reduced motion", async () => {
    const { page, open: openPage } = await newPlayer({ reducedMotion: "reduce" });
    await openPage(`/r/${open}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});

describe("pages with unusual names", () => {
  it.each([
    ["wide characters", "﷽".repeat(100)],
    ["no line breaks", "W".repeat(100)],
    ["direction overrides", `\u202e${"kcab ".repeat(15)}\u202e<`],
    ["many combining marks", `e${"\u0301".repeat(99)}`],
    ["quotes and tags", `"'</textarea></title></template><img src=x onerror=alert(1)>`],
  ])("fit a small phone with names of %s", async (_, name) => {
    const id = await createRaffle({ name, total_tickets: 2, prizes: [{ name, amount: 1 }] });
    const { page, errors, open: openPage } = await newPlayer({ viewport: widths.small });
    for (const path of ["/", `/r/${id}`]) {
      await openPage(path);
      const heading = page.locator(path === "/" ? ".card h3" : "h1").first();
      // Pages remove direction overrides from names.
      expect(await heading.textContent()).toBe(name.replaceAll("\u202e", ""));
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess).toBeLessThanOrEqual(0);
    }
    expect(errors).toEqual([]);
  });
});

describe("a printed page", () => {
  it("has the winners when there is no ticket", async () => {
    const { page, open: openPage } = await newPlayer();
    await openPage(`/r/${drawn}`);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("h1").isVisible()).toBe(true);
    expect(await page.locator("#winners dd li").first().isVisible()).toBe(true);
  });

  it("has only the ticket when there is one", async () => {
    const { page, open: openPage } = await newPlayer();
    await openPage(`/r/${open}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#mine .code").isVisible()).toBe(true);
    for (const other of ["header", "footer", "h1", ".prizes", ".saving", "#stage"]) {
      expect(await page.locator(other).first().isVisible(), other).toBe(false);
    }
    await page.screenshot({ path: `${SCREENSHOTS}/print.png` });
  });
});
