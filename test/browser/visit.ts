import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { SERVICE } from "./service";

/** The path of Chromium. The default is Debian's. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

let browser: Browser;

/**
 * Starts a browser for the tests of this file.
 *
 * @param prepare returns further flags, just before the browser starts
 */
export function useBrowser(prepare: () => Promise<string[]> = async () => []): void {
  beforeAll(async () => {
    const flags = await prepare();
    // The sandbox needs rights that containers of CI lack. The pages are our own, so it may be off.
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", ...flags] });
  });
  afterAll(() => browser.close());
}

/** A browser profile with one open page. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Console errors, uncaught exceptions, and requests to other origins. */
  errors: string[];
  open(path: string): Promise<void>;
}

let players = 0;

/** Returns an address that no player has used. */
export function newAddress(): string {
  players++;
  return `10.9.${players >> 8}.${players & 255}`;
}

/** Opens a browser profile whose requests come from `address`. */
export async function newVisitor(address: string, options: BrowserContextOptions = {}): Promise<Visitor> {
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
    if (new URL(request.url()).origin !== (options.baseURL ?? SERVICE))
      errors.push(`requested ${request.url()}`);
  });
  const open = async (path: string) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
  };
  return { context, page, errors, open };
}

/** Opens a manager's browser. Loopback addresses belong to managers. */
export const newManager = (options?: BrowserContextOptions) => newVisitor("127.0.0.1", options);
/** Opens a browser with a new address. */
export const newPlayer = (options?: BrowserContextOptions) => newVisitor(newAddress(), options);

/** Returns the ticket that the page shows. */
export const shownTicket = async (page: Page) => ({
  ticket_number: Number(await page.locator("#mine .number").textContent()),
  verification_code: await page.locator("#mine .code").textContent(),
});
