import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { claimMany, closeRaffle, createRaffle, drawWinners, forfeit } from "./api";
import { newManager, useBrowser } from "./visit";

useBrowser();

const PRIZES = [
  { name: "Bicycle", amount: 1 },
  { name: "Book", amount: 2 },
  { name: "Pen", amount: 1 },
];

/** Polls the page. A busy machine needs more than the usual second. */
const poll = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 10_000 });

/** Creates a drawn raffle. Returns its id and the numbers that win each of PRIZES. */
async function createDrawn(facts: object = {}) {
  const id = await createRaffle({ total_tickets: 5, prizes: PRIZES, ...facts });
  await claimMany(id, 5);
  const [bicycle, first, second, pen] = await drawWinners(id);
  return { id, bicycle: `Bicycle ${bicycle}`, books: `Book ${first} ${second}`, pen: `Pen ${pen}` };
}

/** Opens the page and waits for the start screen. */
async function present(id: string, options = {}) {
  const visitor = await newManager({ viewport: { width: 1200, height: 800 }, ...options });
  await visitor.page.clock.install();
  await visitor.open(`/manage/${id}/reveal`);
  await visitor.page.locator(".reveal-controls").waitFor();
  return visitor;
}

/** Waits until a prize and its numbers are shown. */
async function expectShown(page: Page, words: string): Promise<void> {
  const shown = async () => {
    const name = await page.locator(".screen-prize").textContent();
    return [name, ...(await page.locator(".screen-numbers li").allTextContents())].join(" ");
  };
  await poll(shown).toBe(words);
}

const screenOf = (page: Page) => page.locator("body").getAttribute("data-shown");

describe("the presentation of the winners", () => {
  it("shows the last prize first, and goes back", async () => {
    const { id, bicycle, books, pen } = await createDrawn();
    const { page, errors } = await present(id);
    expect(await screenOf(page)).toBe("start");
    for (const [key, words] of [
      [" ", pen],
      ["ArrowRight", books],
      ["PageDown", bicycle],
      ["PageUp", books],
      ["ArrowLeft", pen],
      ["ArrowDown", books],
      ["ArrowUp", pen],
    ] as const) {
      await page.keyboard.press(key);
      await expectShown(page, words);
    }
    await page.keyboard.press("Home");
    expect(await screenOf(page)).toBe("start");
    await page.keyboard.press("ArrowLeft");
    expect(await screenOf(page)).toBe("start");
    await page.keyboard.press("End");
    expect(await screenOf(page)).toBe("end");
    await page.keyboard.press("ArrowRight");
    expect(await screenOf(page)).toBe("end");
    expect(errors).toEqual([]);
  });

  it("shows the first prize first after a switch", async () => {
    const { id, bicycle, books, pen } = await createDrawn();
    const { page } = await present(id);
    const order = page.getByRole("button", { name: "Top prize first" });
    await order.click();
    expect(await order.getAttribute("aria-pressed")).toBe("true");
    for (const words of [bicycle, books, pen]) {
      await page.keyboard.press("ArrowRight");
      await expectShown(page, words);
    }
    await page.keyboard.press("ArrowRight");
    expect(await screenOf(page)).toBe("end");
  });

  it("goes on by a click, and a held key skips nothing", async () => {
    const { id, books, pen } = await createDrawn();
    const { page } = await present(id);
    await page.locator("#screens").click();
    await expectShown(page, pen);
    await page.keyboard.down("ArrowRight");
    await page.keyboard.down("ArrowRight");
    await page.keyboard.up("ArrowRight");
    await expectShown(page, books);
  });

  it("shows the prizes by itself in automatic mode, up to the end", async () => {
    const { id, bicycle, books, pen } = await createDrawn();
    const { page } = await present(id);
    const automatic = page.getByRole("button", { name: "Automatic" });
    await automatic.click();
    for (const words of [pen, books, bicycle]) {
      await expectShown(page, words);
      await page.clock.runFor(7000);
    }
    await poll(() => screenOf(page)).toBe("end");
    expect(await automatic.getAttribute("aria-pressed")).toBe("false");
  });

  it("stops the automatic mode by the same switch", async () => {
    const { id, pen } = await createDrawn();
    const { page } = await present(id);
    const automatic = page.getByRole("button", { name: "Automatic" });
    await automatic.click();
    await expectShown(page, pen);
    await automatic.click();
    await page.clock.runFor(60_000);
    await expectShown(page, pen);
  });

  it("announces each prize with its numbers", async () => {
    const { id, pen } = await createDrawn();
    const { page } = await present(id);
    const region = page.locator("#revealed");
    expect(await region.getAttribute("role")).toBe("status");
    await page.keyboard.press("ArrowRight");
    await poll(() => region.textContent()).toBe(pen.replace("Pen ", "Pen: number "));
  });

  it("announces to screen readers only", async () => {
    const { id, pen } = await createDrawn();
    const { page } = await present(id);
    const region = page.locator("#revealed");
    await page.keyboard.press("ArrowRight");
    await expectShown(page, pen);
    await poll(() => region.textContent()).not.toBe("");
    expect(await region.getAttribute("class")).toBe("unseen");
    await page.keyboard.press("End");
    await poll(() => region.textContent()).toBe("Congratulations!");
    expect(await region.getAttribute("class")).toBe("unseen");
  });

  it.each([
    ["no-preference", 1],
    ["reduce", 0],
  ] as const)("with the preference %s has %i animation", async (reducedMotion, count) => {
    const { id, pen } = await createDrawn();
    const { page } = await present(id, { reducedMotion });
    await page.keyboard.press("ArrowRight");
    await expectShown(page, pen);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(count);
  });

  it("hides the buttons in full screen", async () => {
    const { id, pen } = await createDrawn();
    const { page } = await present(id);
    await page.getByRole("button", { name: "Full screen" }).click();
    await poll(() => page.locator(".reveal-controls").isVisible()).toBe(false);
    await page.keyboard.press(" ");
    await expectShown(page, pen);
    await page.evaluate(() => document.exitFullscreen());
    await poll(() => page.locator(".reveal-controls").isVisible()).toBe(true);
  });

  it("shows many winners in groups, and says which", async () => {
    const id = await createRaffle({ total_tickets: 13, prizes: [{ name: "Cake", amount: 13 }] });
    await claimMany(id, 13);
    const winners = await drawWinners(id);
    const { page } = await present(id);
    await page.keyboard.press("ArrowRight");
    await expectShown(page, `Cake ${winners.slice(6).join(" ")}`);
    expect(await page.locator(".screen-place").textContent()).toBe("Prize 1 of 1 · Winners 7 to 13 of 13");
  });

  it("shows who holds a prize that is forfeited meanwhile", { timeout: 60_000 }, async () => {
    const { id, pen, books } = await createDrawn();
    const { page } = await present(id);
    await page.keyboard.press(" ");
    await expectShown(page, pen);
    const winner = Number(pen.replace("Pen ", ""));
    const reserve = await forfeit(id, winner);
    const back = async () => {
      await page.keyboard.press("ArrowRight");
      await expectShown(page, books);
      await page.keyboard.press("ArrowLeft");
      await page.locator(".screen-numbers li").waitFor();
      return page.locator(".screen-numbers li").textContent();
    };
    await poll(back).toBe(String(reserve));
  });

  it("loads a prize again when the key is pressed again", { timeout: 60_000 }, async () => {
    const { id, pen } = await createDrawn();
    const { page } = await newManager();
    await page.clock.install();
    let isDown = true;
    await page.route("**/awards/*", (route) => (isDown ? route.abort() : route.continue()));
    await page.goto(`/manage/${id}/reveal`);
    await page.locator(".reveal-controls").waitFor();
    await page.keyboard.press("ArrowRight");
    await poll(async () => {
      await page.clock.runFor(10_000);
      return page.locator("#live").textContent();
    }).toContain("can't be loaded");
    isDown = false;
    await page.keyboard.press("ArrowRight");
    await expectShown(page, pen);
  });

  it.each([
    ["wide letters", "W".repeat(100)],
    ["a right-to-left script", "אופניים חדשים ".repeat(7).trim()],
    ["markup", "<b>Bicycle</b>"],
  ])("fits a name with %s", async (_, name) => {
    const { id } = await createDrawn({ name, prizes: [{ name, amount: 1 }] });
    const { page } = await present(id, { viewport: { width: 390, height: 700 } });
    await page.keyboard.press("ArrowRight");
    await page.locator(".screen-numbers li").waitFor();
    const prize = page.locator(".screen-prize");
    expect(await prize.textContent()).toBe(name);
    const overflow = await prize.evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => [
      scrollHeight - clientHeight,
      scrollWidth - clientWidth,
    ]);
    expect(Math.max(...overflow)).toBeLessThanOrEqual(1);
  });
});

describe("the page that shows the winners, before the closing", () => {
  it.each([
    [1024, 768],
    [1280, 720],
    [1366, 768],
    [1920, 1080],
  ])("fits a window of %i × %i", async (width, height) => {
    const id = await createRaffle({ closes_at: "2030-12-24T17:00:00Z" });
    const { page, open } = await newManager({ viewport: { width, height } });
    await open(`/manage/${id}/reveal`);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
    expect((await page.locator(".reveal-link .qr").boundingBox())?.height).toBeGreaterThan(140);
  });
});

describe("the draw on the page that shows the winners", () => {
  it("leads to the presentation without leaving the page", async () => {
    const id = await createRaffle({ total_tickets: 2 });
    await claimMany(id, 2);
    const { page, open, errors } = await newManager();
    await open(`/manage/${id}/reveal`);
    await page.evaluate(() => {
      document.body.dataset.same = "yes";
    });
    await page.getByText("Draw the winners…").click();
    await page.getByRole("button", { name: "Yes, draw now" }).click();
    await page.locator(".reveal-controls").waitFor();
    expect(await page.locator("body").getAttribute("data-same")).toBe("yes");
    await page.keyboard.press("ArrowRight");
    await page.locator(".screen-numbers li").waitFor();
    expect(errors).toEqual([]);
  });

  it("can be tried again when the service can't be reached", async () => {
    const id = await createRaffle({ total_tickets: 2 });
    await claimMany(id, 2);
    const { page, open } = await newManager();
    await open(`/manage/${id}/reveal`);
    await page.route("**/reveal", (route) => route.abort());
    await page.getByText("Draw the winners…").click();
    await page.getByRole("button", { name: "Yes, draw now" }).click();
    await page.getByText("Please try again in a moment.").waitFor();
    await page.unroute("**/reveal");
    await page.getByRole("button", { name: "Yes, draw now" }).click({ timeout: 5000 });
    await page.locator(".reveal-controls").waitFor();
  });

  it("appears when the raffle closes", async () => {
    const id = await createRaffle();
    await claimMany(id, 2);
    const { page, open } = await newManager();
    await open(`/manage/${id}/reveal`);
    await page.getByText("2 of 5 tickets given out").waitFor();
    await closeRaffle(id);
    await page.getByText("Draw the winners…").waitFor();
  });

  it("shows the winners by prize without JavaScript", async () => {
    const id = await createRaffle({ total_tickets: 5, prizes: PRIZES });
    await claimMany(id, 5);
    const { page, open } = await newManager({ javaScriptEnabled: false });
    await open(`/manage/${id}/reveal`);
    await page.getByText("Draw the winners…").click();
    await page.getByRole("button", { name: "Yes, draw now" }).click();
    await page.waitForURL(`**/manage/${id}/reveal`);
    expect(await page.locator(".winners dt").allTextContents()).toEqual(["Bicycle", "Book", "Pen"]);
  });
});
