import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { claim, claimMany, createRaffle, drawWinners, type Ticket } from "./api";
import { review } from "./new-raffle";
import { SCREENSHOTS } from "./service";
import { newManager, newPlayer, useBrowser, type Visitor } from "./visit";

useBrowser();

const looks = [390, 1200].flatMap((width) =>
  (["light", "dark"] as const).map(
    (colorScheme) =>
      [
        width,
        colorScheme,
        { viewport: { width, height: 800 }, colorScheme, forcedColors: "active" },
      ] as const,
  ),
);

const prizes = [{ name: "Bicycle", amount: 1 }];
let open: string, drawn: string;
let winner: Ticket;

beforeAll(async () => {
  open = await createRaffle({ name: "Forced fair", total_tickets: 80, prizes });
  await claimMany(open, 20);
  drawn = await createRaffle({ name: "Drawn fair", total_tickets: 1, prizes });
  winner = await claim(drawn);
  await drawWinners(drawn);
});

const views: Record<string, (players: Visitor, managers: Visitor) => Promise<Page>> = {
  raffle: async (players) => {
    await players.open(`/r/${open}`);
    return players.page;
  },
  won: async ({ open, page }) => {
    await open("/");
    await page.evaluate(([name, text]) => localStorage.setItem(name, text), [
      `ticket ${drawn}`,
      JSON.stringify({ key: "k".repeat(16), ticket: winner }),
    ] as const);
    await open(`/r/${drawn}`);
    await page.locator(".ticket.won").waitFor();
    return page;
  },
  "manage-open": async (_, managers) => {
    await managers.open(`/manage/${open}`);
    return managers.page;
  },
  manage: async (_, { page, open }) => {
    await open("/manage");
    return page;
  },
  "new-raffle": async (_, managers) => {
    await managers.open("/manage/new");
    await review(managers);
    return managers.page;
  },
};

/** A drawn raffle needs no bar, and a new one has none yet. */
const WITHOUT_BAR = ["won", "new-raffle"];

/** Returns the visible elements without an outline that differs from the background. */
const findWithoutOutline = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements) =>
    elements
      .filter((element) => element.getClientRects().length > 0 && !element.matches(".unseen"))
      .filter((element) => {
        const { borderTopWidth, borderTopStyle, borderTopColor, maskImage } = getComputedStyle(element);
        const background = getComputedStyle(document.body).backgroundColor;
        return (
          Number.parseFloat(borderTopWidth) < 1 ||
          borderTopStyle === "none" ||
          borderTopColor === background ||
          maskImage !== "none"
        );
      })
      .map(({ outerHTML }) => outerHTML),
  );

/** Reports whether a progress bar looks different at 0, 50 and 100 %. */
async function showsProgress(page: Page): Promise<boolean> {
  const bar = page.locator("progress").first();
  const looks: Buffer[] = [];
  for (const value of [0, 0.5, 1]) {
    await bar.evaluate((element: HTMLProgressElement, part) => {
      element.value = part * element.max;
      return Promise.all(document.getAnimations().map((animation) => animation.finished));
    }, value);
    looks.push(await bar.screenshot());
  }
  const [none, half, all] = looks;
  return !(half && all && (none?.equals(half) || half.equals(all)));
}

describe.each(looks)("pages in forced colours, %s px wide, %s", (width, scheme, options) => {
  it("have outlines, a visible progress bar and no axe violations", { timeout: 60_000 }, async () => {
    const [players, managers] = [await newPlayer(options), await newManager(options)];
    for (const [name, show] of Object.entries(views)) {
      const page = await show(players, managers);
      await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
      await page.screenshot({ path: `${SCREENSHOTS}/forced-${name}-${width}-${scheme}.png`, fullPage: true });
      // The browser itself draws checkboxes and radio buttons in forced colours.
      const outlined =
        "button, .button, input:not([type=hidden], [type=checkbox], [type=radio]), progress, .card, .ticket .main, .ticket .stub";
      expect(await findWithoutOutline(page, outlined), name).toEqual([]);
      if (!WITHOUT_BAR.includes(name)) expect(await showsProgress(page), `the bar of ${name}`).toBe(true);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
      expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html)}`)).toEqual(
        [],
      );
    }
  });
});

describe("forced colours", () => {
  it("outlines the focused element, even the large button", async () => {
    const { page, open: openPage } = await newPlayer({ forcedColors: "active" });
    await openPage(`/r/${open}`);
    const button = page.getByRole("button", { name: "Get my ticket" });
    for (let tabs = 0; tabs < 10; tabs++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(
          document.activeElement ?? document.body,
        );
        return [outlineStyle, outlineWidth, outlineColor === getComputedStyle(document.body).backgroundColor];
      });
      expect(focused).toEqual(["solid", "3px", false]);
      if (await button.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error("The button was never reached");
  });

  it("keeps the QR code black on white", async () => {
    const { page, open: openPage } = await newManager({ forcedColors: "active", colorScheme: "dark" });
    await openPage(`/manage/${open}`);
    const fills = await page
      .locator(".qr path")
      .evaluateAll((paths) => paths.map((path) => getComputedStyle(path).fill));
    expect(fills).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
  });
});
