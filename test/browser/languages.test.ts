import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import * as de from "../../src/web/texts/de";
import * as en from "../../src/web/texts/en";
import * as es from "../../src/web/texts/es";
import * as fr from "../../src/web/texts/fr";
import type { Texts } from "../../src/web/texts/languages";
import { preparePages } from "./all-pages";
import { collect, createRaffle, drawWinners, forfeit, playForPrizes, type Ticket } from "./api";
import { newManager, newPlayer, useBrowser } from "./visit";

useBrowser();

const texts: [string, Texts][] = Object.entries({ en, de, es, fr });
let paths: Awaited<ReturnType<typeof preparePages>>;

beforeAll(async () => {
  paths = await preparePages();
});

/** Returns the words in the matching elements that are broken or clipped. */
const damagedWords = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements) =>
    elements.flatMap((element) => {
      const outer = element.getBoundingClientRect();
      const nodes = document.createNodeIterator(element, NodeFilter.SHOW_TEXT);
      const damaged: string[] = [];
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? "").matchAll(/[^\s-]+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const { left, right } = range.getBoundingClientRect();
          const isWhole = range.getClientRects().length === 1 && left >= outer.left && right <= outer.right;
          if (!isWhole) damaged.push(word);
        }
      }
      return damaged;
    }),
  );

describe.each(texts)("pages in %s", (language, { raffle, ticket, common }) => {
  const options = { locale: language, viewport: { width: 320, height: 640 } };

  it("fit a phone of 320 px", { timeout: 60_000 }, async () => {
    const visitors = { player: await newPlayer(options), manager: await newManager(options) };
    const wide: string[] = [];
    for (const [who, { page }] of Object.entries(visitors)) {
      for (const [name, path] of Object.entries(paths[who as keyof typeof paths])) {
        // The reference is in English.
        if (name === "reference") continue;
        await page.goto(path);
        // Folded parts have texts, too.
        await page.evaluate(() => {
          for (const details of document.querySelectorAll("details")) details.open = true;
        });
        expect(await page.locator("html").getAttribute("lang"), name).toBe(language);
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (excess > 0) wide.push(`${name} by ${excess} px`);
      }
    }
    expect(wide).toEqual([]);
  });

  it.each([320, 390, 680, 768])("show all words and the code at the desk, %i px wide", async (width) => {
    const { id } = await playForPrizes();
    const { page, open } = await newManager({ ...options, viewport: { width, height: 640 } });
    await open(`/manage/${id}/desk`);
    expect(await damagedWords(page, "#look-up button")).toEqual([]);
    await page.locator("#code").fill("MMMM-MMMM-MMMM-MMMM-MMMM-MMMM");
    const hidden = await page.locator("#code").evaluate((field) => field.scrollWidth - field.clientWidth);
    expect(hidden).toBe(0);
  });

  it("break no word of the awards' statuses on a phone of 320 px", async () => {
    const { id, winners } = await playForPrizes([{ name: "M".repeat(40), amount: 3 }]);
    await collect(id, winners[0] as Ticket);
    await forfeit(id, (winners[1] as Ticket).ticket_number);
    const { page, open } = await newManager(options);
    await open(`/manage/${id}`);
    expect(await page.locator(".awards tbody tr").count()).toBe(4);
    expect(await damagedWords(page, ".awards :is(th, td:last-child)")).toEqual([]);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess).toBeLessThanOrEqual(0);
  });

  it("play a raffle to the win", async () => {
    const id = await createRaffle({ total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] });
    const { page, open, errors } = await newPlayer(options);
    await open("/");
    await page.locator(`a[href="/r/${id}"]`).click();
    await page.getByRole("button", { name: raffle.claim }).click();
    await page.getByText(ticket.stored).waitFor();
    await page.getByText(common.progress(1, 1)).first().waitFor();
    await page.getByText(raffle.soldOutNote).waitFor();
    await drawWinners(id);
    await page.getByText(ticket.won("Cake")).waitFor();
    expect(await page.title()).toContain(ticket.wonTitle("Cake"));
    expect(errors).toEqual([]);
  });
});

describe("the links to other languages", () => {
  it("show the page in the chosen language, and later pages, too", async () => {
    const { page, open } = await newPlayer();
    await open("/");
    await page.getByRole("link", { name: "Français" }).click();
    await page.getByRole("heading", { level: 1, name: fr.home.headline }).waitFor();
    expect(new URL(page.url()).search).toBe("");
    await open(`/r/${await createRaffle()}`);
    await page.getByRole("button", { name: fr.raffle.claim }).waitFor();
  });

  it("do not lose a ticket that the browser has saved", async () => {
    const { page, open } = await newPlayer();
    await open(`/r/${await createRaffle()}`);
    await page.getByRole("button", { name: en.raffle.claim }).click();
    const number = await page.locator("#mine .number").textContent();
    await page.getByRole("link", { name: "Deutsch" }).click();
    await page.getByText(de.ticket.stored).waitFor();
    expect(await page.locator("#mine .number").textContent()).toBe(number);
  });
});
