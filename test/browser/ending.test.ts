import { describe, expect, it } from "vitest";
import { verifyDraw } from "../tools/python";
import { announcementsOn, recordAnnouncements } from "./announcements";
import { availableTickets, claim, claimMany, closeRaffle, createRaffle, drawWinners } from "./api";
import { create, fillIn } from "./new-raffle";
import { SERVICE } from "./service";
import { newManager, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

describe("a fair that doesn't sell out", () => {
  /** Plays a fair on the pages up to the draw, and returns the page of a player with a ticket. */
  async function playFair() {
    const organiser = await newManager({ viewport: { width: 1280, height: 900 } });
    const { page } = organiser;
    await fillIn(organiser, { name: "Village fair", total: "200", prize: "Bicycle" });
    await page.getByRole("button", { name: "Add a prize" }).click();
    await page.getByRole("textbox", { name: "Prize 2" }).fill("Book");
    await page.getByLabel("Quantity").nth(1).fill("4");
    await page.getByLabel("Closing time (optional)").fill("2030-12-24T18:00");
    await page.getByLabel("Draw the winners automatically").uncheck();
    const id = await create(organiser);

    const friend = await newPlayer();
    await friend.open(`/r/${id}`);
    await friend.page.getByText("Closes on 24 Dec 2030").waitFor();
    await friend.page.getByRole("button", { name: "Get my ticket" }).click();
    await friend.page.locator("#mine .ticket").waitFor();
    await claimMany(id, 149);

    await page.getByText("150 of 200 tickets given out").waitFor();
    await page.getByText("Close now…").click();
    await page.getByText("Nobody can get the remaining 50 tickets").waitFor();
    await page.getByRole("button", { name: "Yes, close now" }).click();
    await page.getByText("An organiser closed it").waitFor();
    await friend.page.getByText("This raffle is closed. Tickets given out: 150 of 200.").waitFor();
    await friend.page.getByText("150 of 200 tickets given out").waitFor();
    expect(await friend.page.locator("main > .stage").textContent()).toBe("Closed");

    await page.getByText("Draw the winners…").click();
    await page.getByRole("button", { name: "Yes, draw now" }).click();
    await page.getByText("Drawn. 5 tickets have won.").waitFor();
    return { id, organiser, friend };
  }

  it("is closed, drawn and checked from the pages, and checked by the tool", {
    timeout: 90_000,
  }, async () => {
    const { id, organiser, friend } = await playFair();
    const { ticket_number } = await shownTicket(friend.page);
    await friend.page.locator(".ticket:is(.won, .lost)").waitFor();
    const listed = await friend.page.locator("#winners li").allTextContents();
    expect(listed).toHaveLength(5);
    expect(listed.includes(String(ticket_number))).toBe(
      (await friend.page.locator(".ticket.won").count()) === 1,
    );
    expect(await availableTickets(id)).toBe(0);
    for (const { errors } of [organiser, friend]) expect(errors).toEqual([]);

    await friend.page.getByText("Check this draw").click();
    await friend.page.getByRole("button", { name: "Recalculate the winners" }).click();
    await friend.page.getByText("your browser calculated the same 5 winners").waitFor();

    const { stdout } = await verifyDraw(SERVICE, id);
    expect(stdout).toMatch(/^The draw holds.* 5 of 150 claimed tickets win/);
  });
});

describe("a raffle with an opening and a closing time", () => {
  it("opens and closes on the player's page by itself", async () => {
    const id = await createRaffle({ opens_at: inSeconds(6), closes_at: inSeconds(16) });
    const { page, open, errors } = await newPlayer();
    await recordAnnouncements(page);
    await open(`/r/${id}`);
    await page.getByText("Opens on").waitFor();
    await page.getByText(/\(in \d sec\)/).waitFor();
    expect(await page.locator("#claim").count()).toBe(0);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    await page.getByText("Closes on").waitFor();
    await page.getByText("This raffle is closed. Tickets given out: 1 of 5.").waitFor();
    await page.getByText("1 of 5 tickets given out").waitFor();
    // The countdown is not announced.
    expect(await announcementsOn(page)).toEqual({
      announced: ["The raffle is open. You can get a ticket now.", "There are no more tickets."],
      missed: [],
    });
    expect(errors).toEqual([]);
  });

  it("counts down by the service's clock, in the reader's time zone", async () => {
    const opens_at = new Date(Math.floor(Date.now() / 1000) * 1000 + 5400_000);
    const id = await createRaffle({ opens_at: opens_at.toISOString() });
    const { page, open } = await newPlayer({ timezoneId: "Asia/Kolkata" });
    await page.clock.install({ time: "2001-01-01T00:00:00Z" });
    await open(`/r/${id}`);
    const local = opens_at.toLocaleString("en-GB", {
      timeZone: "Asia/Kolkata",
      dateStyle: "medium",
      timeStyle: "short",
    });
    expect(await page.locator(".when time").textContent()).toBe(local);
    const countdown = page.locator(".countdown");
    expect(await countdown.textContent()).toMatch(/^\(in 1 hr (?:29|30) min\)$/);
    expect(await countdown.getAttribute("aria-hidden")).toBe("true");
    await page.clock.runFor(3600_000);
    expect(await countdown.textContent()).toMatch(/^\(in (?:29|30) min(?: \d+ sec)?\)$/);
    await page.clock.runFor(3600_000);
    expect(await countdown.textContent()).toBe("(now)");
  });

  it("shows without JavaScript when it opens, in UTC", async () => {
    const id = await createRaffle({ opens_at: "2030-12-01T09:00:00+01:00" });
    const { page, open } = await newPlayer({ javaScriptEnabled: false });
    await open(`/r/${id}`);
    await page.getByText("Opens on 1 Dec 2030, 08:00 UTC").waitFor();
  });

  it("tells a player in plain words that it is not open yet", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.route("**/participate/", (route) =>
      route.fulfill({ status: 403, json: { type: "/problems/not-open-yet" } }),
    );
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByText("This raffle is not open yet.").waitFor();
  });
});

describe("the organiser's forms without JavaScript", () => {
  it("close, draw and delete a raffle", async () => {
    const id = await createRaffle({ name: "Plain fair" });
    await claim(id);
    const { page, open, errors } = await newManager({ javaScriptEnabled: false });
    await open(`/manage/${id}`);
    await page.getByText("Close now…").click();
    await page.getByText("Nobody can get the remaining 4 tickets").waitFor();
    await page.getByRole("button", { name: "Yes, close now" }).click();
    await page.getByText("An organiser closed it").waitFor();
    await page.getByText("Draw the winners…").click();
    await page.getByRole("button", { name: "Yes, draw now" }).click();
    await page.getByText("Drawn. One ticket has won.").waitFor();
    await page.getByText("Delete this raffle…").click();
    await page.getByLabel("Type the name to confirm: Plain fair").fill("Plain fair");
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.waitForURL("**/manage");
    expect(await page.getByRole("heading", { name: "Plain fair" }).count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it("delete a raffle in play only with a second confirmation", async () => {
    const id = await createRaffle({ name: "Given up" });
    await claim(id);
    const { page, open } = await newManager({ javaScriptEnabled: false });
    await open(`/manage/${id}`);
    await page.getByText("Delete this raffle…").click();
    await page.getByLabel("Type the name to confirm: Given up").fill("Given up");
    await page.getByRole("button", { name: "Delete for good" }).click();
    // The browser asks for the tick.
    expect(await page.locator("[name=abandoned]").evaluate((box) => box.matches(":invalid"))).toBe(true);
    await page.getByText("One ticket becomes worthless.").click();
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.waitForURL("**/manage");
  });
});

describe("a list of raffles in groups", () => {
  it("moves a raffle to the group of its status, in its place, with the focus", async () => {
    const older = await createRaffle({ name: "Older closed" });
    const id = await createRaffle({ name: "Closing soon" });
    const newer = await createRaffle({ name: "Newer closed" });
    for (const each of [older, newer]) await closeRaffle(each);
    const { page, open } = await newPlayer();
    await page.clock.install();
    await open("/");
    const titles = () => page.locator('.group[data-status="closed"] h3').allTextContents();
    expect((await titles()).slice(0, 2)).toEqual(["Newer closed", "Older closed"]);
    await page.getByRole("link", { name: "Closing soon" }).focus();
    await closeRaffle(id);
    await availableTickets(id);
    await page.clock.runFor(20_000);
    await page.locator('.group[data-status="closed"]', { hasText: "Closing soon" }).waitFor();
    expect((await titles()).slice(0, 3)).toEqual(["Newer closed", "Closing soon", "Older closed"]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Closing soon");
    await drawWinners(id);
    await availableTickets(id);
    await page.clock.runFor(20_000);
    await page.locator('.group[data-status="drawn"]', { hasText: "Closing soon" }).waitFor();
    expect(await titles()).not.toContain("Closing soon");
  });
});
