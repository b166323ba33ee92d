import type { Locator, Page } from "playwright-core";
import decodeQR from "qr/decode.js";
import { describe, expect, it } from "vitest";
import { createRaffle, listPassLinks } from "./api";
import { SCREENSHOTS, SERVICE } from "./service";
import { newAddress, newManager, newVisitor, useBrowser } from "./visit";

useBrowser();

/** A page of A4 between margins of 10 mm, at 192 dpi. Printers have at least 300 dpi. */
const PAPER = { viewport: { width: 718, height: 1047 }, deviceScaleFactor: 2 };

/** Opens the sheet of passes as it is printed. */
async function openPrinted(id: string, query = ""): Promise<Page> {
  const { page, open } = await newManager(PAPER);
  await page.emulateMedia({ media: "print" });
  await open(`/manage/${id}/passes${query}`);
  return page;
}

/** Takes a screenshot and reads the QR code of each card from its part of the picture. */
async function scanCards(page: Page, name: string): Promise<string[]> {
  const picture = await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true });
  const cards = await page.evaluate(
    async ([png, scale]) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      return Array.from(document.querySelectorAll(".pass-card"), (card) => {
        const { x, y, width, height } = card.getBoundingClientRect();
        const canvas = new OffscreenCanvas(width * scale, height * scale);
        const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
        context.drawImage(bitmap, -(x + scrollX) * scale, -(y + scrollY) * scale);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const letters = Array.from(data, (byte) => String.fromCharCode(byte));
        return { width: canvas.width, height: canvas.height, pixels: btoa(letters.join("")) };
      });
    },
    [picture.toString("base64"), PAPER.deviceScaleFactor] as const,
  );
  return cards.map(({ pixels, ...size }) =>
    // A busy machine needs more than the decoder's usual time.
    decodeQR({ ...size, data: new Uint8Array(Buffer.from(pixels, "base64")) }, { timeLimit: 5000 }),
  );
}

/** Opens the link of a card in a browser of its own, and gets a ticket. Returns its number. */
async function claimByLink(link: string, address: string): Promise<number> {
  const { page, context, open, errors } = await newVisitor(address);
  const { pathname, hash } = new URL(link);
  await open(pathname + hash);
  await page.locator("form:has([name=pass]) button[type=submit]").click();
  const number = Number(await page.locator("#mine .ticket .number").textContent());
  expect(errors).toEqual([]);
  await context.close();
  return number;
}

/** Returns where an element is on the page. */
async function areaOf(element: Locator) {
  const area = await element.boundingBox();
  if (!area) throw new Error("The element is not shown");
  return area;
}

describe("a printed sheet of passes", () => {
  it("has the link of each pass, readable from a picture", { timeout: 60_000 }, async () => {
    const id = await createRaffle({ total_tickets: 20, admission: "pass" });
    const links = await listPassLinks(id);
    expect(await scanCards(await openPrinted(id), "pass-sheet")).toEqual(links);
    expect(links).toHaveLength(20);
  });

  it("lets twenty players behind one address get a ticket each", { timeout: 120_000 }, async () => {
    const id = await createRaffle({ total_tickets: 20, admission: "pass" });
    const links = await scanCards(await openPrinted(id), "pass-sheet");
    const address = newAddress();
    const numbers: number[] = [];
    for (const link of links) numbers.push(await claimByLink(link, address));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it.each(["A4", "Letter"])("has 15 whole cards on a page of %s", { timeout: 60_000 }, async (format) => {
    const id = await createRaffle({ total_tickets: 165, admission: "pass" });
    const countPages = async (to: number) => {
      const page = await openPrinted(id, `?to=${to}`);
      const pdf = await page.pdf({ format, preferCSSPageSize: false });
      return pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length;
    };
    expect([await countPages(15), await countPages(16), await countPages(165)]).toEqual([1, 2, 11]);
  });

  it.each([
    ["wide characters", "﷽".repeat(100)],
    ["no line breaks", "W".repeat(100)],
    ["combining marks", `e${"\u0301".repeat(99)}`],
    ["a right-to-left script", "הגרלה של הכפר ".repeat(7)],
    ["emoji", "🎪".repeat(100)],
  ])("keeps a name with %s above the rest of the card", async (_, name) => {
    const page = await openPrinted(await createRaffle({ name, total_tickets: 1, admission: "pass" }));
    const card = page.locator(".pass-card");
    const { x, y, width, height } = await areaOf(card);
    const top = Math.ceil((await areaOf(card.locator(".qr"))).y);
    const clip = { x, y: top, width, height: y + height - top };
    const withName = await page.screenshot({ clip });
    await card.locator(".name").evaluate((element) => {
      element.style.visibility = "hidden";
    });
    expect(withName.equals(await page.screenshot({ clip }))).toBe(true);
  });

  it.each(
    ["en", "de", "es", "fr"].flatMap((locale) => [33, 71].map((length) => [locale, length] as const)),
  )("shows the whole link in %s with a host of %i characters", async (locale, length) => {
    const id = await createRaffle({ admission: "pass" });
    const { port } = new URL(SERVICE);
    // Browsers resolve all names that end in .localhost.
    const name = `${"n".repeat(length - ".localhost:".length - port.length)}.localhost`;
    const { page, open } = await newManager({ ...PAPER, locale, baseURL: `http://${name}:${port}` });
    await page.emulateMedia({ media: "print" });
    await open(`/manage/${id}/passes?to=1`);
    const link = `${name}:${port}/r/${id}`;
    const how = page.locator(".pass-card .how");
    expect(await how.textContent()).toContain(link);
    expect(await how.evaluate((text) => text.scrollHeight - text.clientHeight)).toBeLessThanOrEqual(0);
  });

  it("keeps all parts within the card", async () => {
    const id = await createRaffle({ admission: "pass", passes: 100_000_000 });
    const page = await openPrinted(id, "?from=100000000");
    const outer = await areaOf(page.locator(".pass-card"));
    const parts = await page.locator(".pass-card :is(.name, .qr path, .pass p, .letters span, .how)").all();
    const areas = await Promise.all(parts.map(areaOf));
    const outside = areas.filter(
      ({ x, y, width, height }) =>
        x < outer.x ||
        y < outer.y ||
        x + width > outer.x + outer.width ||
        y + height > outer.y + outer.height,
    );
    expect([parts.length, outside]).toEqual([8, []]);
  });
});
