import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import * as de from "../../src/web/texts/de";
import * as en from "../../src/web/texts/en";
import * as es from "../../src/web/texts/es";
import * as fr from "../../src/web/texts/fr";
import type { Texts } from "../../src/web/texts/languages";
import { claim, claimMany, createRaffle, drawWinners, type Ticket } from "./api";
import { decodePicture, scanTicket } from "./scan-code";
import { SCREENSHOTS, SERVICE } from "./service";
import { newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const languages: [string, Texts][] = Object.entries({ en, de, es, fr });

const linkTo = (id: string, { ticket_number, verification_code }: Ticket) =>
  `/r/${id}#ticket=${ticket_number}.${verification_code}`;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Opens a raffle's page in a new browser and presses the button for a ticket. */
async function getTicket(id: string, texts: Texts = en, prepare?: (page: Page) => Promise<unknown>) {
  const visitor = await newPlayer({
    locale: texts.language,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await prepare?.(visitor.page);
  await visitor.open(`/r/${id}`);
  await button(visitor.page, texts.raffle.claim).click();
  await visitor.page.locator("#mine .ticket").waitFor();
  return { ...visitor, ticket: (await shownTicket(visitor.page)) as Ticket };
}

/** Opens a ticket's link in another browser and saves the ticket. Returns what a later visit shows. */
async function moveTo(link: string, texts: Texts = en) {
  const { page, open, errors } = await newPlayer({ locale: texts.language });
  await open(link);
  await button(page, texts.ticket.save).click();
  await page.getByText(texts.ticket.stored).waitFor();
  await open(link.split("#")[0] ?? "");
  await page.getByText(texts.ticket.stored).waitFor();
  expect(errors).toEqual([]);
  return shownTicket(page);
}

/** Presses the button that saves a picture. Returns the file and its name. */
async function savePicture(page: Page, texts: Texts = en) {
  const downloading = page.waitForEvent("download");
  await button(page, texts.ticket.picture).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), file: await readFile(await download.path()) };
}

describe("a ticket", () => {
  it.each(languages)(
    "moves to another browser by its link and QR codes, in %s",
    { timeout: 60_000 },
    async (_, texts) => {
      const { page, ticket, errors } = await getTicket(await createRaffle(), texts);
      await button(page, texts.ticket.copyLink).click();
      await button(page, texts.common.copied).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      expect(await moveTo(link, texts)).toEqual(ticket);
      expect(await moveTo(await scanTicket(page), texts)).toEqual(ticket);
      const { file } = await savePicture(page, texts);
      expect((await decodePicture(page, file)).text).toBe(link);
      expect(errors).toEqual([]);
    },
  );
});

describe("the picture of a ticket", () => {
  it.each([
    ["a short name", "Fête"],
    ["a long name", "Summer fair of the volunteer fire brigade ".repeat(2).trim()],
    ["a name without spaces", "W".repeat(100)],
    ["a very wide name", "﷽".repeat(100)],
    ["stacked accents", `e${"\u0301".repeat(99)}`],
    ["a Hebrew name", "הגרלת הקיץ הגדולה של בית הספר, 2030"],
    ["markup", "<img src=x onerror=alert(1)>"],
  ])("has the ticket's link with %s, and fills a phone's screen", async (what, name) => {
    const id = await createRaffle({ name, total_tickets: 100_000_000 });
    const { page, ticket, errors } = await getTicket(id);
    const { name: fileName, file } = await savePicture(page);
    await page.context().close();
    expect(fileName).toBe(`Ticket ${ticket.ticket_number}.png`);
    expect(file.subarray(1, 4).toString()).toBe("PNG");
    const reader = await newPlayer();
    await reader.open("/");
    expect(await decodePicture(reader.page, file)).toEqual({
      width: 1080,
      height: 1920,
      text: SERVICE + linkTo(id, ticket),
    });
    expect(errors).toEqual([]);
    await writeFile(`${SCREENSHOTS}/picture-${what.replaceAll(" ", "-")}.png`, file);
  });

  it("costs nothing before the button is pressed", async () => {
    const paths: string[] = [];
    const { page } = await getTicket(await createRaffle(), en, async (page) =>
      page.on("request", (request) => paths.push(new URL(request.url()).pathname)),
    );
    const modules = () => paths.filter((path) => path.includes("ticket-picture")).length;
    expect(modules()).toBe(0);
    await savePicture(page);
    expect(modules()).toBe(1);
  });

  it.each([
    ["the module can't be loaded", "module"],
    ["the browser can't draw", "canvas"],
  ])("is replaced by advice if %s", async (_, fault) => {
    const { page } = await getTicket(await createRaffle(), en, async (page) => {
      if (fault === "module") await page.route("**/assets/ticket-picture.*.js", (route) => route.abort());
      else {
        await page.addInitScript(() => {
          HTMLCanvasElement.prototype.toBlob = (done) => done(null);
        });
      }
    });
    await button(page, "Save as picture").click();
    await page.locator(".ticket .bad", { hasText: "The picture can't be made" }).waitFor();
  });
});

/** Replaces the share sheet. Each call is recorded, and fails with the given error, if any. */
const replaceShareSheet = (errorName?: string) => (page: Page) =>
  page.addInitScript((errorName) => {
    const shared: ShareData[] = [];
    Object.assign(window, { shared });
    navigator.share = async (data) => {
      shared.push(data ?? {});
      if (errorName) throw new DOMException("", errorName);
    };
  }, errorName);

const sharedData = (page: Page) => page.evaluate(() => (window as unknown as { shared: ShareData[] }).shared);

describe("the share button", () => {
  it("shares the raffle's name, the number and the ticket's link", async () => {
    const id = await createRaffle();
    const { page, ticket, errors } = await getTicket(id, en, replaceShareSheet());
    await button(page, "Share").click();
    expect(await sharedData(page)).toEqual([
      { text: `Summer fair: ticket ${ticket.ticket_number}`, url: SERVICE + linkTo(id, ticket) },
    ]);
    expect(errors).toEqual([]);
  });

  it("says nothing if the share sheet is cancelled", async () => {
    const { page, errors } = await getTicket(await createRaffle(), en, replaceShareSheet("AbortError"));
    await button(page, "Share").click();
    expect(await sharedData(page)).toHaveLength(1);
    expect(await page.locator(".ticket .bad").count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it("suggests to copy the link if sharing fails", async () => {
    const { page } = await getTicket(await createRaffle(), en, replaceShareSheet("NotAllowedError"));
    await button(page, "Share").click();
    await page.locator(".ticket .bad", { hasText: "Please copy the link instead." }).waitFor();
  });

  it("is the main button where the browser can share, and missing elsewhere", async () => {
    const main = (page: Page) => page.locator(".saving button:not(.quiet):visible").allTextContents();
    const id = await createRaffle();
    const { page } = await getTicket(id, en, replaceShareSheet());
    expect(await main(page)).toEqual(["Share"]);
    const without = await getTicket(id, en, (page) =>
      page.addInitScript(() => {
        Reflect.deleteProperty(Navigator.prototype, "share");
      }),
    );
    expect(await main(without.page)).toEqual(["Copy link"]);
  });
});

/** Makes the browser refuse storage. */
const refusals: [string, (page: Page) => Promise<unknown>][] = [
  [
    "is disabled",
    (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, "localStorage", {
          get: () => {
            throw new DOMException("", "SecurityError");
          },
        });
      }),
  ],
  [
    "is full",
    (page) =>
      page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException("", "QuotaExceededError");
        };
      }),
  ],
];

const WARNING = "This browser can't save your ticket. It is lost when you leave or reload this page.";

describe.each(refusals)("a browser whose storage %s", (_, refuse) => {
  it("shows the ticket with a strong warning, and can still save it elsewhere", async () => {
    const id = await createRaffle();
    const { page, ticket, errors } = await getTicket(id, en, refuse);
    await page.locator(".ticket .notice.bad", { hasText: WARNING }).waitFor();
    expect(await page.getByText("Saved in this browser.").count()).toBe(0);
    await button(page, "Copy link").click();
    await button(page, "Copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(await moveTo(link)).toEqual(ticket);
    expect((await decodePicture(page, (await savePicture(page)).file)).text).toBe(link);
    expect(errors).toEqual([]);
  });

  it("asks before the page and the ticket with it are left", async () => {
    const { page, ticket } = await getTicket(await createRaffle(), en, refuse);
    const asked = page.waitForEvent("dialog");
    // The click ends after the question.
    const clicked = page.getByRole("link", { name: "Deutsch" }).click();
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await clicked;
    expect(await shownTicket(page)).toEqual(ticket);
  });

  it("reads the warning when the ticket gets the focus", async () => {
    const { page } = await getTicket(await createRaffle(), en, refuse);
    const description = page.locator(`#${await page.locator(":focus").getAttribute("aria-describedby")}`);
    expect(await description.textContent()).toContain(WARNING);
  });

  it("does not claim to have saved the ticket of a link", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await refuse(page);
    await open(linkTo(id, await claim(id)));
    await button(page, "Save").click();
    await page.locator(".ticket .notice.bad", { hasText: WARNING }).waitFor();
    expect(await page.getByText("Saved.", { exact: true }).count()).toBe(0);
  });
});

/** Records the requests to keep the storage. The browser refuses them, as `outcome` says. */
const recordPersistence =
  (outcome: "denied" | "throws" = "denied") =>
  (page: Page) =>
    page.addInitScript((outcome) => {
      Object.assign(window, { requests: 0 });
      navigator.storage.persist = async () => {
        (window as unknown as { requests: number }).requests++;
        if (outcome === "throws") throw new TypeError("no storage");
        return false;
      };
    }, outcome);

const persistenceRequests = (page: Page) =>
  page.evaluate(() => (window as unknown as { requests: number }).requests);

describe("the request to keep the storage", () => {
  it("follows the press that stored a ticket, and no later visit", async () => {
    const { page, errors } = await getTicket(await createRaffle(), en, recordPersistence());
    await expect.poll(() => persistenceRequests(page)).toBe(1);
    await page.reload();
    await page.getByText("Saved in this browser.").waitFor();
    expect(await persistenceRequests(page)).toBe(0);
    expect(errors).toEqual([]);
  });

  it("follows the press that saves the ticket of a link, not the link", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await recordPersistence()(page);
    await open(linkTo(id, await claim(id)));
    await button(page, "Save").waitFor();
    expect(await persistenceRequests(page)).toBe(0);
    await button(page, "Save").click();
    await expect.poll(() => persistenceRequests(page)).toBe(1);
  });

  it("may fail without a word", async () => {
    const { page, errors } = await getTicket(await createRaffle(), en, recordPersistence("throws"));
    await expect.poll(() => persistenceRequests(page)).toBe(1);
    expect(await page.locator("#mine .bad").count()).toBe(0);
    expect(errors).toEqual([]);
  });
});

describe("a printed ticket", () => {
  it("has name, number, code, QR code and the raffle's address, and nothing else", async () => {
    const id = await createRaffle();
    const { page, ticket } = await getTicket(id);
    await page.emulateMedia({ media: "print" });
    const text = await page.evaluate(() => document.body.innerText.replace(/[\s-]+/g, " ").trim());
    const code = ticket.verification_code.replaceAll("-", " ");
    const address = `${SERVICE}/r/${id}`.replaceAll("-", " ");
    expect(text).toBe(
      `Summer fair Number ${ticket.ticket_number} Secret code ${code} ${en.ticket.secrecy} ${address}`,
    );
    expect(await scanTicket(page)).toBe(SERVICE + linkTo(id, ticket));
  });

  it.each(["A4", "Letter", "A5"])("fits a page of %s", async (format) => {
    const { page } = await getTicket(await createRaffle({ name: "W".repeat(100) }));
    const file = (await page.pdf({ format })).toString("latin1");
    expect(file.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  it("leaves the other tickets out when its button was pressed", async () => {
    const id = await createRaffle();
    const [first, second] = (await claimMany(id, 2)) as [Ticket, Ticket];
    const { page, open } = await newPlayer();
    await page.addInitScript(() => {
      window.print = () => {};
    });
    for (const ticket of [first, second]) {
      await open("/");
      await open(linkTo(id, ticket));
      await button(page, "Save").click();
    }
    await button(page, "Print").click();
    await page.emulateMedia({ media: "print" });
    const numbers = page.locator("#mine .number:visible");
    expect(await numbers.allTextContents()).toEqual([String(second.ticket_number)]);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect(await numbers.count()).toBe(2);
  });
});

describe("the buttons that save a ticket", () => {
  it("are unfolded on the newest of several tickets", async () => {
    const id = await createRaffle();
    const [first, second] = (await claimMany(id, 2)) as [Ticket, Ticket];
    const { page, open } = await newPlayer();
    for (const ticket of [first, second]) {
      await open("/");
      await open(linkTo(id, ticket));
      await button(page, "Save").click();
    }
    const areOpen = page.locator(".saving").evaluateAll((all) => all.map((one) => one.hasAttribute("open")));
    expect(await areOpen).toEqual([true, false]);
  });

  it("stay folded while the page asks whether to save the ticket of a link", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(linkTo(id, await claim(id)));
    await button(page, "Save").waitFor();
    expect(await button(page, "Copy link").isVisible()).toBe(false);
    await button(page, "Save").click();
    expect(await button(page, "Copy link").isVisible()).toBe(true);
  });

  it("are unfolded on a winning ticket and folded on a losing one", async () => {
    const id = await createRaffle({ total_tickets: 2 });
    const pages = [await getTicket(id), await getTicket(id)];
    await drawWinners(id);
    for (const { page } of pages) {
      await page.locator(".ticket:is(.won, .lost)").waitFor();
      const hasWon = (await page.locator(".ticket.won").count()) === 1;
      expect(await button(page, "Copy link").isVisible()).toBe(hasWon);
    }
  });

  it("say why before the ticket is claimed, and after", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await page.locator("#claim", { hasText: "browsers can delete what they save" }).waitFor();
    await button(page, "Get my ticket").click();
    await page
      .locator(".ticket", { hasText: "Browsers can delete saved tickets after a few days" })
      .waitFor();
  });

  it("do not remove a ticket whose warning has given way to another text", async () => {
    const { page } = await getTicket(await createRaffle());
    await button(page, "Remove from this device").click();
    await button(page, "Copy link").click();
    await button(page, "Copied").waitFor();
    await button(page, "Remove from this device").click();
    expect(await page.locator("#mine .ticket").count()).toBe(1);
    await page.getByText("Press again to remove the ticket.").waitFor();
  });
});
