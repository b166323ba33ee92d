import type { Page, Request } from "playwright-core";
import { describe, expect, it } from "vitest";
import { availableTickets, claimByPass, createRaffle, drawWinners, passesOf } from "./api";
import { newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const WRONG = "0000-0000-0000-0000";

/** Creates a raffle with passes. Returns its id and its passes. */
async function createWithPasses(facts: object = {}): Promise<[id: string, ...passes: string[]]> {
  const id = await createRaffle({ admission: "pass", passes: 3, ...facts });
  return [id, ...(await passesOf(id))];
}

const field = (page: Page) => page.getByLabel("Your pass");
const button = (page: Page) => page.getByRole("button", { name: "Get my ticket" });
const tickets = (page: Page) => page.locator("#mine .ticket");

async function enter(page: Page, pass: string): Promise<void> {
  await field(page).fill(pass);
  await button(page).click();
}

/** Collects the claims that the page sends. */
function collectClaims(page: Page): Request[] {
  const claims: Request[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/participate/")) claims.push(request);
  });
  return claims;
}

const shownCodes = async (page: Page) => (await page.locator("#mine .code").allTextContents()).toSorted();
const codesOf = async (id: string, passes: string[]) => {
  const claimed = await Promise.all(passes.map((pass) => claimByPass(id, pass)));
  return claimed.map(({ verification_code }) => verification_code).toSorted();
};

describe("claiming by pass", () => {
  it("gets the ticket of the pass, which survives a reload", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { page, open, errors } = await newPlayer();
    const claims = collectClaims(page);
    await open(`/r/${id}`);
    await enter(page, pass.toLowerCase());
    await tickets(page).waitFor();
    const ticket = await shownTicket(page);
    expect(ticket).toEqual(await claimByPass(id, pass));
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("ticket-heading");
    await page.reload();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(claims.map((claim) => claim.postDataJSON())).toEqual([{ pass }]);
    expect(claims[0]?.headers()).not.toHaveProperty("idempotency-key");
    expect(errors).toEqual([]);
  });

  it("gets a ticket for each of several passes in one browser", async () => {
    const [id, ...passes] = await createWithPasses();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await enter(page, passes[0] ?? "");
    await tickets(page).waitFor();
    expect(await field(page).isVisible()).toBe(false);
    await page.getByText("Enter another pass").click();
    expect(await field(page).inputValue()).toBe("");
    await enter(page, passes[1] ?? "");
    await tickets(page).nth(1).waitFor();
    const codes = await shownCodes(page);
    expect(codes).toEqual(await codesOf(id, passes.slice(0, 2)));
    await page.reload();
    expect(await shownCodes(page)).toEqual(codes);
    expect(await page.getByText("Enter another pass").isVisible()).toBe(true);
  });

  it("keeps the form open while another pass is typed and another tab gets a ticket", async () => {
    const [id, first = "", second = ""] = await createWithPasses();
    const { context, page, open } = await newPlayer();
    await open(`/r/${id}`);
    await field(page).fill(second);
    const other = await context.newPage();
    await other.goto(`/r/${id}`);
    await enter(other, first);
    await tickets(page).waitFor();
    expect([await field(page).isVisible(), await field(page).inputValue()]).toEqual([true, second]);
  });

  it("says that a wrong pass is wrong, keeps it in the field, and does not send it again", async () => {
    const [id] = await createWithPasses();
    const { page, open } = await newPlayer();
    const claims = collectClaims(page);
    await open(`/r/${id}`);
    await enter(page, WRONG);
    await page.getByText("This pass is not valid here.").waitFor();
    expect(await field(page).inputValue()).toBe(WRONG);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("pass");
    await page.reload();
    await button(page).waitFor();
    expect([claims.length, await page.evaluate(() => Object.keys(localStorage))]).toEqual([1, []]);
  });

  it("says so without asking the service if the text can't be a pass", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { page, open } = await newPlayer();
    const claims = collectClaims(page);
    await open(`/r/${id}`);
    await enter(page, pass.slice(1));
    await page.getByText("This pass is not valid here.").waitFor();
    expect(claims).toEqual([]);
  });

  it("says that all tickets are taken", async () => {
    const [id, used = "", unused = ""] = await createWithPasses({ total_tickets: 1 });
    const { page, open } = await newPlayer();
    await page.route("**/live/", () => {});
    await open(`/r/${id}`);
    await claimByPass(id, used);
    await enter(page, unused);
    await page.getByText("Sorry, there are no more tickets.").waitFor();
    expect(await tickets(page).count()).toBe(0);
  });

  /** Opens a raffle in a new browser and enters a pass that has a ticket. */
  async function showAgain(id: string, pass: string): Promise<Page> {
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await page.getByText("Show my ticket again").click();
    await field(page).fill(pass);
    await page.getByRole("button", { name: "Show my ticket" }).click();
    await tickets(page).waitFor();
    return page;
  }

  it("shows a lost ticket again by its pass when the raffle is closed", async () => {
    const [id, pass = ""] = await createWithPasses({ total_tickets: 1 });
    const ticket = await claimByPass(id, pass);
    expect(await shownTicket(await showAgain(id, pass))).toEqual(ticket);
  });

  it("shows a lost ticket again by its pass, with its win, when the raffle is drawn", async () => {
    const [id, pass = ""] = await createWithPasses({ total_tickets: 1 });
    await claimByPass(id, pass);
    await drawWinners(id);
    const page = await showAgain(id, pass);
    await page.getByText("You won: Bicycle!").waitFor();
  });
});

describe("a claim by pass with a lost answer", () => {
  it("is repeated with the pass, and gets the same ticket", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { page, open } = await newPlayer();
    const claims = collectClaims(page);
    await open(`/r/${id}`);
    let given: unknown;
    await page.route("**/participate/", async (route) => {
      given = await (await route.fetch()).json();
      await route.abort();
      await page.unroute("**/participate/");
    });
    await enter(page, pass);
    await tickets(page).waitFor();
    expect(await shownTicket(page)).toEqual(given);
    expect(claims.map((claim) => claim.postDataJSON())).toEqual([{ pass }, { pass }]);
    expect(await availableTickets(id)).toBe(4);
  });

  it("is repeated by the next visit, for each pass of two tabs", async () => {
    const [id, ...passes] = await createWithPasses();
    const { context } = await newPlayer();
    const tabs = await Promise.all([context.newPage(), context.newPage()]);
    for (const tab of tabs) await tab.goto(`/r/${id}`);
    for (const [i, tab] of tabs.entries()) {
      const claimed = new Promise((resolve) => {
        // The service answers, but the tab never hears of it.
        tab.route("**/participate/", async (route) => resolve(await route.fetch()));
      });
      await enter(tab, passes[i] ?? "");
      await claimed;
    }
    for (const tab of tabs) await tab.close();
    const later = await context.newPage();
    await later.goto(`/r/${id}`);
    await tickets(later).nth(1).waitFor();
    expect(await shownCodes(later)).toEqual(await codesOf(id, passes.slice(0, 2)));
    const stored = await later.evaluate(() => Object.keys(localStorage).map((name) => name.split(" ")[0]));
    expect(stored).toEqual(["ticket", "ticket"]);
  });

  it("is repeated after the raffle has sold out", async () => {
    const [id, pass = ""] = await createWithPasses({ total_tickets: 1 });
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    let requests = 0;
    await page.route("**/participate/", async (route) => {
      if (requests++ > 0) return route.continue();
      await route.fetch();
      await page.reload();
    });
    await enter(page, pass);
    await tickets(page).waitFor();
    expect(await page.locator("#stage").getAttribute("data-stage")).toBe("closed");
    expect(await shownTicket(page)).toEqual(await claimByPass(id, pass));
  });

  it("waits while it is offline", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { context, page, open } = await newPlayer();
    await open(`/r/${id}`);
    await context.setOffline(true);
    await enter(page, pass);
    await page.getByText("You're offline.").waitFor();
    await context.setOffline(false);
    await tickets(page).waitFor();
    expect(await availableTickets(id)).toBe(4);
  });

  it("gets the ticket again if the browser had damaged it", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { page, open } = await newPlayer();
    await open("/");
    const ticket = { ...(await claimByPass(id, pass)), verification_code: "damaged" };
    await page.evaluate(([name, text]) => localStorage.setItem(name, text), [
      `ticket ${id}`,
      JSON.stringify({ pass, ticket }),
    ] as const);
    await open(`/r/${id}`);
    await tickets(page).waitFor();
    expect(await shownTicket(page)).toEqual(await claimByPass(id, pass));
  });

  it("ignores stored values that can't be a pass", async () => {
    const [id] = await createWithPasses();
    const { page, open, errors } = await newPlayer();
    const claims = collectClaims(page);
    await open("/");
    await page.evaluate((id) => {
      for (const [i, text] of [
        "null",
        "{",
        '{"pass":7}',
        '{"pass":"short"}',
        '{"key":"a key that is one"}',
      ].entries())
        localStorage.setItem(`pass ${id} ${i}`, text);
    }, id);
    await open(`/r/${id}`);
    expect(await button(page).isEnabled()).toBe(true);
    expect([claims, errors]).toEqual([[], []]);
  });

  it("needs no storage", async () => {
    const [id, pass = ""] = await createWithPasses({ total_tickets: 1 });
    const { page, open, errors } = await newPlayer();
    const claims = collectClaims(page);
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
    await open(`/r/${id}`);
    await page.route("**/participate/", async (route) => {
      await route.fetch();
      await route.abort();
      await page.unroute("**/participate/");
    });
    await enter(page, pass);
    await page.getByText("This browser can't save your ticket").waitFor();
    expect(await shownTicket(page)).toEqual(await claimByPass(id, pass));
    await page.locator('#stage[data-stage="closed"]').waitFor();
    expect(claims).toHaveLength(2);
    expect(errors.filter((error) => !/ERR_FAILED/.test(error))).toEqual([]);
  });
});

it("stores the pass of a ticket that the browser has no room for, until the ticket is removed", async () => {
  const [id, pass = ""] = await createWithPasses();
  const { page, open } = await newPlayer();
  await page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (name, text) {
      if (name.startsWith("ticket")) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, name, text);
    };
  });
  await open(`/r/${id}`);
  await enter(page, pass);
  await page.getByText("This browser can't save your ticket").waitFor();
  await page.reload();
  await page.getByText("This browser can't save your ticket").waitFor();
  await page.getByRole("button", { name: "Remove from this device" }).click();
  await page.getByRole("button", { name: "Remove from this device" }).click();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

describe("a pass sent before the script has loaded", () => {
  /** Sends the form while the script is held back. Returns a function that lets it load. */
  async function sendEarly(page: Page, id: string, pass: string): Promise<() => Promise<void>> {
    const held: (() => Promise<void>)[] = [];
    const script = "**/assets/players-*.js";
    await page.route(script, (route) => {
      held.push(() => route.continue().catch(() => {}));
    });
    await page.goto(`/r/${id}`, { waitUntil: "commit" });
    await enter(page, pass);
    await page.waitForURL(`**/r/${id}/ticket`, { waitUntil: "commit" });
    return async () => {
      await page.unroute(script);
      await Promise.all(held.map((release) => release()));
    };
  }

  it("gets a ticket that the script stores with its pass", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { page } = await newPlayer();
    const release = await sendEarly(page, id, pass.toLowerCase());
    const ticket = await shownTicket(page);
    await release();
    await page.getByText("Saved in this browser.").waitFor();
    expect(ticket).toEqual(await claimByPass(id, pass));
    await page.goto(`/r/${id}#pass=${pass}`);
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await field(page).isVisible()).toBe(false);
  });

  it("is sent again by the script if the service was busy", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { page } = await newPlayer();
    await page.route(`**/r/${id}/ticket`, async (route) => {
      // The service gave a ticket, but the page says that it was busy.
      await route.fetch();
      const blank = await (await route.fetch({ method: "GET", url: page.url(), postData: "" })).text();
      const body = blank
        .replace('action="/r/', 'data-refused="unavailable" action="/r/')
        .replace('name="pass" value=""', `name="pass" value="${pass}"`);
      await route.fulfill({ status: 503, contentType: "text/html", body });
    });
    const release = await sendEarly(page, id, pass);
    await release();
    await page.getByText("Saved in this browser.").waitFor();
    expect(await shownTicket(page)).toEqual(await claimByPass(id, pass));
  });
});

describe("a link with a pass", () => {
  const lengthOfHistory = (page: Page) => page.evaluate(() => history.length);

  it("fills in the pass, leaves the address bar, and waits for the button", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { page, open, errors } = await newPlayer();
    const claims = collectClaims(page);
    await open(`/r/${id}?from=paper#pass=${pass}`);
    await page.getByText("Your pass is filled in.").waitFor();
    expect(await field(page).inputValue()).toBe(pass);
    expect(new URL(page.url()).href).toMatch(new RegExp(`/r/${id}\\?from=paper$`));
    expect(claims).toEqual([]);
    await button(page).click();
    await tickets(page).waitFor();
    expect(await shownTicket(page)).toEqual(await claimByPass(id, pass));
    expect(errors).toEqual([]);
  });

  it.each([
    ["escaped dashes", (pass: string) => pass.replaceAll("-", "%2D")],
    ["long dashes, as word processors make them", (pass: string) => pass.replaceAll("-", "–")],
    ["an escaped blank at its end", (pass: string) => `${pass}%20`],
  ])("fills in a pass with %s", async (_, rewrite) => {
    const [id, pass = ""] = await createWithPasses();
    const { page, open } = await newPlayer();
    await open(`/r/${id}#pass=${rewrite(pass)}`);
    await page.getByText("Your pass is filled in.").waitFor();
    expect(await field(page).inputValue()).toBe(pass);
  });

  it("works on a page that is already open, and leaves no pass in the history", async () => {
    const [id, first = "", second = ""] = await createWithPasses();
    const { page, open } = await newPlayer();
    await open(`/r/${id}#pass=${first}`);
    const before = await lengthOfHistory(page);
    await page.evaluate((pass) => {
      location.hash = `pass=${pass}`;
    }, second);
    await expect.poll(() => field(page).inputValue()).toBe(second);
    expect(page.url()).not.toContain("#");
    await page.goBack();
    expect([page.url().includes("pass="), await lengthOfHistory(page)]).toEqual([false, before + 1]);
  });

  it("is remembered until the raffle opens", async () => {
    const opens_at = new Date(Date.now() + 4000).toISOString();
    const [id, pass = ""] = await createWithPasses({ opens_at });
    const { page, open } = await newPlayer();
    const claims = collectClaims(page);
    await open(`/r/${id}#pass=${pass}`);
    await page.getByText("This page remembers the pass from your link").waitFor();
    expect(page.url()).not.toContain("#");
    await button(page).waitFor();
    expect([await field(page).inputValue(), claims]).toEqual([pass, []]);
  });

  it("shows the stored ticket of the pass instead of the form", async () => {
    const [id, pass = ""] = await createWithPasses();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await enter(page, pass);
    await tickets(page).waitFor();
    await page.goto("about:blank");
    await open(`/r/${id}#pass=${pass}`);
    await tickets(page).waitFor();
    expect([page.url().includes("#"), await field(page).isVisible()]).toEqual([false, false]);
  });

  it("fills in another pass beside a stored ticket", async () => {
    const [id, first = "", second = ""] = await createWithPasses();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await enter(page, first);
    await tickets(page).waitFor();
    await page.goto("about:blank");
    await open(`/r/${id}#pass=${second}`);
    expect([await field(page).isVisible(), await field(page).inputValue()]).toEqual([true, second]);
    await button(page).click();
    await tickets(page).nth(1).waitFor();
  });

  it("only leaves the address bar if the raffle has no passes", async () => {
    const id = await createRaffle();
    const { page, open, errors } = await newPlayer();
    const claims = collectClaims(page);
    await open(`/r/${id}#pass=${WRONG}`);
    await expect.poll(() => page.url()).not.toContain("#");
    expect([await button(page).isEnabled(), claims, errors]).toEqual([true, [], []]);
  });

  it.each([
    ["nothing", ""],
    ["a part of a pass", "07PX-K2M9"],
    ["100 KB", "0".repeat(100_000)],
    ["broken percent-encoding", "%E0%A4%A%00%ZZ"],
    ["markup", "<img src=x onerror=alert(1)>"],
    ["encoded markup", encodeURIComponent(`"><script>alert(1)</script>`)],
  ])("does no harm with %s in place of the pass", async (_, text) => {
    const [id] = await createWithPasses();
    const { page, open, errors } = await newPlayer();
    await open(`/r/${id}#pass=${text}`);
    await page.getByText("The pass in this link is incomplete.").waitFor();
    expect([page.url().includes("#"), await field(page).inputValue()]).toEqual([false, ""]);
    expect([await page.locator("main img, main script").count(), errors]).toEqual([0, []]);
  });

  it("leaves other fragments alone", async () => {
    const [id] = await createWithPasses();
    const { page, open } = await newPlayer();
    await open(`/r/${id}#content`);
    expect([new URL(page.url()).hash, await field(page).inputValue()]).toEqual(["#content", ""]);
  });
});

describe("a raffle with passes without JavaScript", () => {
  it("gives tickets to several passes, and shows one again", async () => {
    const [id, ...passes] = await createWithPasses();
    const { page, open } = await newPlayer({ javaScriptEnabled: false });
    await open(`/r/${id}`);
    await enter(page, WRONG);
    await page.getByText("This pass is not valid here").waitFor();
    expect(await field(page).inputValue()).toBe(WRONG);
    await enter(page, passes[0] ?? "");
    const ticket = await shownTicket(page);
    await page.getByText("Enter another pass").click();
    await enter(page, passes[1] ?? "");
    expect(await shownTicket(page)).not.toEqual(ticket);
    await page.getByText("Enter another pass").click();
    await enter(page, passes[0] ?? "");
    expect(await shownTicket(page)).toEqual(ticket);
  });
});
