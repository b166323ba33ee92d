import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { preparePages } from "./all-pages";
import { SCREENSHOTS } from "./service";
import { newManager, newPlayer, useBrowser } from "./visit";

useBrowser();

let paths: Awaited<ReturnType<typeof preparePages>>;

beforeAll(async () => {
  paths = await preparePages();
});

const FORCED = { forcedColors: "active" } as const;
const SMALL = { width: 320, height: 256 };
const LARGE = { width: 1280, height: 1024 };

/** A window of 1280 × 1024 pixels shows at 400% zoom as many as one of 320 × 256. */
const looks = [
  ["at 400% zoom", { viewport: SMALL, colorScheme: "light" }],
  ["at 400% zoom, dark", { viewport: SMALL, colorScheme: "dark" }],
  ["with forced colours", { viewport: LARGE, colorScheme: "light", ...FORCED }],
  ["with forced colours, dark, at 400% zoom", { viewport: SMALL, colorScheme: "dark", ...FORCED }],
  ["on a large screen", { viewport: { width: 1920, height: 1080 }, colorScheme: "light" }],
] as const;

/** Returns what axe and the window's width find wrong with a page. */
async function findFaults(page: Page, name: string): Promise<string[]> {
  await page.evaluate(() => {
    // Folded parts count, too. Text that is still fading in would fail the check for contrast.
    for (const details of document.querySelectorAll("details")) details.open = true;
    return Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return [
    ...(excess > 0 ? [`${name}: ${excess} px too wide`] : []),
    ...violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`),
  ];
}

describe.each(looks)("every page %s", (look, options) => {
  it("fits the window and has no axe violations", { timeout: 90_000 }, async () => {
    const visitors = { player: await newPlayer(options), manager: await newManager(options) };
    const faults: string[] = [];
    for (const [who, { page }] of Object.entries(visitors)) {
      for (const [name, path] of Object.entries(paths[who as keyof typeof paths])) {
        await page.goto(path);
        await page.screenshot({ path: `${SCREENSHOTS}/${name} ${look}.png`, fullPage: true });
        faults.push(...(await findFaults(page, name)));
      }
    }
    expect(faults).toEqual([]);
  });
});
