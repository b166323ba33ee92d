import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { announcementsOn, recordAnnouncements } from "./announcements";
import { claim, claimMany, createRaffle, drawWinners, type Ticket } from "./api";
import { SERVICE } from "./service";
import { newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const QUESTION = "Save this ticket on this device?";
const BROKEN = "The ticket in this link is incomplete, or belongs to another raffle.";

const linkTo = (id: string, ticket: Ticket) =>
  `/r/${id}#ticket=${ticket.ticket_number}.${ticket.verification_code}`;

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Returns the numbers of the tickets on the page, in order. */
const shownNumbers = async (page: Page) =>
  (await page.locator("#mine .number").allTextContents()).map(Number).sort((a, b) => a - b);

const numbersOf = (...tickets: Ticket[]) =>
  tickets.map(({ ticket_number }) => ticket_number).sort((a, b) => a - b);

/** Returns what the browser stores, by name. */
const storedItems = (page: Page) => page.evaluate(() => ({ ...localStorage }));

describe("a link to a ticket", () => {
  it("shows the ticket and asks whether to save it", async () => {
    const id = await createRaffle();
    const ticket = await claim(id);
    const { page, open, errors } = await newPlayer();
    await open(linkTo(id, ticket));
    await page.getByText(QUESTION).waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await storedItems(page)).not.toHaveProperty(`ticket ${id}`);
    expect(errors).toEqual([]);
  });

  it("leaves no ticket in the address bar", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(linkTo(id, await claim(id)));
    await page.getByText(QUESTION).waitFor();
    const { pathname, hash } = new URL(page.url());
    expect([pathname, hash]).toEqual([`/r/${id}`, ""]);
  });

  it("saves the ticket when Save is pressed", async () => {
    const id = await createRaffle();
    const ticket = await claim(id);
    const { page, open } = await newPlayer();
    await open(linkTo(id, ticket));
    await press(page, "Save");
    await page.getByText("Saved in this browser.").waitFor();
    await open(`/r/${id}`);
    expect(await shownTicket(page)).toEqual(ticket);
  });

  it("forgets the ticket when Not now is pressed", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(linkTo(id, await claim(id)));
    await press(page, "Not now");
    expect(await page.getByText(QUESTION).count()).toBe(0);
    await page.reload();
    expect(await page.locator("#mine .ticket").count()).toBe(0);
  });

  it("stays when the page is shown in another language", async () => {
    const id = await createRaffle();
    const ticket = await claim(id);
    const { page, open } = await newPlayer();
    await open(linkTo(id, ticket));
    await page.getByRole("link", { name: "Deutsch" }).click();
    await page.getByText("Dieses Los auf diesem Gerät speichern?").waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
  });

  it("leaves the button for a ticket of one's own", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(linkTo(id, await claim(id)));
    await press(page, "Save");
    await page.reload();
    await page.locator("#mine .ticket").waitFor();
    await press(page, "Get my ticket");
    await expect.poll(() => page.locator("#mine .ticket").count()).toBe(2);
  });

  it("saves the ticket once when Save is pressed in two tabs", async () => {
    const id = await createRaffle();
    const link = linkTo(id, await claim(id));
    const { context, page, open } = await newPlayer();
    await open(link);
    const other = await context.newPage();
    await other.goto(link);
    for (const tab of [page, other]) await press(tab, "Save");
    await other.getByText("Saved.", { exact: true }).waitFor();
    expect(Object.keys(await storedItems(page)).filter((name) => name.startsWith("ticket "))).toHaveLength(1);
  });

  it("survives a page that shows a problem, and leaves its address bar, too", async () => {
    const id = await createRaffle();
    const ticket = await claim(id);
    const { page, open } = await newPlayer();
    const showProblem = async (route: Route) => {
      const missing = new URL(`/r/${crypto.randomUUID()}`, SERVICE).href;
      const problem = await (await route.fetch({ url: missing })).text();
      const retry = `<a href="/r/${id}">Try again</a>`;
      await route.fulfill({ body: problem.replace("</main>", `${retry}</main>`), contentType: "text/html" });
    };
    await page.route(`**/r/${id}`, showProblem, { times: 1 });
    await open(linkTo(id, ticket));
    await expect.poll(() => new URL(page.url()).hash).toBe("");
    await page.getByRole("link", { name: "Try again" }).click();
    await page.getByText(QUESTION).waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
  });

  it("does not take the key of an unanswered claim with it when its ticket is removed", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(linkTo(id, await claim(id)));
    await press(page, "Save");
    const [name, item] = [`raffle ${id}`, JSON.stringify({ key: "a key that is one" })];
    await page.evaluate(([name, item]) => localStorage.setItem(name, item), [name, item] as const);
    for (let presses = 0; presses < 2; presses++) await press(page, "Remove from this device");
    await page.getByText("Removed from this device.").waitFor();
    expect(await storedItems(page)).toHaveProperty(name, item);
  });

  it.each(["Save", "Not now"])("moves the focus to the ticket when %s is pressed", async (name) => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(linkTo(id, await claim(id)));
    await press(page, name);
    expect(await page.locator(":focus").textContent()).toBe("Summer fair");
  });

  it("does not ask for a ticket that is saved already", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await press(page, "Get my ticket");
    await page.getByText("Saved in this browser.").waitFor();
    const ticket = await shownTicket(page);
    await open("/");
    await open(linkTo(id, ticket as Ticket));
    await page.locator("#mine .ticket").waitFor();
    expect(await page.locator("#mine .ticket").count()).toBe(1);
    expect(await page.getByText(QUESTION).count()).toBe(0);
  });

  it("saves the ticket beside the one that the device has", async () => {
    const id = await createRaffle();
    const [mine, linked] = (await claimMany(id, 2)) as [Ticket, Ticket];
    const { page, open } = await newPlayer();
    await open(linkTo(id, mine));
    await press(page, "Save");
    await open("/");
    await open(linkTo(id, linked));
    await press(page, "Save");
    await open(`/r/${id}`);
    expect(await shownNumbers(page)).toEqual(numbersOf(mine, linked));
  });

  it("does not replace a saved ticket that has the same number and another code", async () => {
    const id = await createRaffle();
    const [first, second] = (await claimMany(id, 2)) as [Ticket, Ticket];
    const { page, open } = await newPlayer();
    const forged = { ...second, verification_code: first.verification_code };
    for (const ticket of [first, second, forged]) {
      await open("/");
      await open(linkTo(id, ticket));
      await press(page, "Save");
    }
    const stored = Object.values(await storedItems(page)).join();
    expect(stored).toContain(JSON.stringify(second));
  });

  it("keeps the key of a claim whose answer is unknown", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open("/");
    const [name, item] = [`form ${id}`, JSON.stringify({ key: "a key that is one" })];
    await page.evaluate(([name, item]) => localStorage.setItem(name, item), [name, item] as const);
    await open(linkTo(id, await claim(id)));
    await press(page, "Save");
    expect(await storedItems(page)).toHaveProperty(name, item);
  });

  it("shows the ticket, and announces the question, of a link that is opened in the same tab", async () => {
    const id = await createRaffle();
    const ticket = await claim(id);
    const { page, open } = await newPlayer();
    await recordAnnouncements(page);
    await open(`/r/${id}`);
    await page.evaluate((link) => location.assign(link), linkTo(id, ticket));
    await page.getByText(QUESTION).waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await announcementsOn(page)).toEqual({ announced: [QUESTION], missed: [] });
  });

  it("shows the outcome after the draw", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    const ticket = await claim(id);
    await drawWinners(id);
    const { page, open } = await newPlayer();
    await open(linkTo(id, ticket));
    await page.getByText("You won: Bicycle!").waitFor();
  });
});

describe("a link without a valid ticket", () => {
  const CODE = "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D";

  it.each([
    ["a number beyond the last ticket", `6.${CODE}`],
    ["a code that is cut short", `3.${CODE.slice(0, -1)}`],
    ["markup", "3.<img src=x onerror=alert(1)>"],
    ["broken escapes", "%%%E0%A4%A"],
    ["100 KB of text", `3.${"A".repeat(100_000)}`],
  ])("is rejected in one sentence if it has %s", async (_, text) => {
    const id = await createRaffle();
    const { page, open, errors } = await newPlayer();
    await open(`/r/${id}#ticket=${text}`);
    await page.getByText(BROKEN).waitFor();
    expect(await page.locator("#mine .ticket").count()).toBe(0);
    expect(new URL(page.url()).hash).toBe("");
    expect(errors).toEqual([]);
  });
});
