// Makes src/web/preview.png, the picture of link previews, from src/web/ticket.svg. Run it when the ticket
// changes: `node scripts/preview-image.mjs`. It needs Debian's chromium, or the browser that CHROMIUM names.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const pages = new URL("../src/web/", import.meta.url);
/** The ticket without its fine rings, which would make the picture four times as large. */
const ticket = readFileSync(new URL("ticket.svg", pages), "utf8").replace(/<use [^>]*url[^>]*>/g, "");

// The colours are those of src/web/style/tokens.css.
const PAGE = `<!doctype html>
<style>
  body { margin: 0; display: grid; place-items: center; height: 630px; background: #2333b8; }
  svg { position: absolute; width: 900px; }
  svg:first-of-type { rotate: 6deg; translate: 26px 22px; filter: brightness(0) invert(1); opacity: 0.25; }
  svg:last-of-type { rotate: -4deg; }
</style>
${ticket}${ticket}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
await page.setContent(PAGE);
await page.screenshot({ path: fileURLToPath(new URL("preview.png", pages)) });
await browser.close();
