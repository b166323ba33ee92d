import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { SCREENSHOTS } from "./service";
import { newPlayer, useBrowser } from "./visit";

useBrowser();

/** A window of 320 × 256 is one of 1280 × 1024 at 400% zoom. */
const viewports = [
  { width: 320, height: 256 },
  { width: 1280, height: 1024 },
];

const looks = viewports.flatMap((viewport) =>
  (["light", "dark"] as const).flatMap((colorScheme) =>
    (["none", "active"] as const).map(
      (forcedColors) =>
        [viewport.width, colorScheme, forcedColors, { viewport, colorScheme, forcedColors }] as const,
    ),
  ),
);

describe.each(looks)("/docs, %s px wide, %s, forced colours: %s", (width, scheme, forced, options) => {
  it("has no axe violations, does not overflow, and obeys the security policy", {
    timeout: 90_000,
  }, async () => {
    const { page, open, errors } = await newPlayer(options);
    await open("/docs");
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    await page.screenshot({ path: `${SCREENSHOTS}/reference-${width}-${scheme}-forced-${forced}.png` });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html)}`)).toEqual([]);
    expect(errors).toEqual([]);
  });
});

describe("/docs", () => {
  it("is dark for visitors who prefer that", async () => {
    const backgrounds = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, open } = await newPlayer({ colorScheme });
      await open("/docs");
      backgrounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    }
    expect(backgrounds).toEqual(["rgb(244, 246, 251)", "rgb(14, 17, 34)"]);
  });

  it("leads to a route by keyboard, and back to the raffles, without JavaScript", async () => {
    const { page, open } = await newPlayer({ javaScriptEnabled: false });
    await open("/docs");
    await page.getByRole("link", { name: "Create a raffle" }).press("Enter");
    expect(new URL(page.url()).hash).toBe("#createRaffle");
    await page.getByRole("article", { name: "Create a raffle" }).getByText("curl -X POST").waitFor();
    await page.getByRole("link", { name: "Back to the raffles" }).click();
    await page.getByRole("heading", { name: "Raffles", level: 1 }).waitFor();
  });
});
