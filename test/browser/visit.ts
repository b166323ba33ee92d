import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { SERVICE } from "./service";

/** Debian's Chromium; elsewhere the variable tells where one is. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

let browser: Browser;

/** Starts a browser for the tests of this file. */
export function useBrowser(): void {
  beforeAll(async () => {
    // Its sandbox wants rights that containers, where CI runs, don't give; the pages are our own.
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());
}

/** Somebody's browser: what it keeps, and what went wrong in it. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Errors of the console, and requests to other origins. */
  errors: string[];
  open(path: string): Promise<void>;
}

let players = 0;

/** A player's address that nobody had before. */
export function newAddress(): string {
  players++;
  return `10.9.${players >> 8}.${players & 255}`;
}

/** Somebody who calls from `address`; a manager calls from loopback. */
async function visitor(address: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: SERVICE,
    viewport: { width: 390, height: 800 },
    locale: "en-GB",
    extraHTTPHeaders: { "CF-Connecting-IP": address },
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== (options.baseURL ?? SERVICE)) errors.push(`asked ${request.url()}`);
  });
  const open = async (path: string) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
  };
  return { context, page, errors, open };
}

export const newManager = (options?: BrowserContextOptions) => visitor("127.0.0.1", options);
export const newPlayer = (options?: BrowserContextOptions) => visitor(newAddress(), options);

/** What the page has kept of the raffle. */
export const shownTicket = async (page: Page) => ({
  ticket_number: Number(await page.locator("#mine .number").textContent()),
  verification_code: await page.locator("#mine .code").textContent(),
});
