import { describe, expect, it } from "vitest";
import { announcementsOn, recordAnnouncements } from "./announcements";
import { claim, claimMany, createRaffle, drawWinners } from "./api";
import { review } from "./new-raffle";
import { newManager, newPlayer, useBrowser } from "./visit";

useBrowser();

const SOLD_OUT = "There are no more tickets.";
const DRAWN = "The winners have been drawn.";

describe("live regions", () => {
  it("announce a draw to a ticket holder by the outcome only", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    const { page, open } = await newPlayer();
    await recordAnnouncements(page);
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator('#stage[data-stage="closed"]').waitFor();
    await drawWinners(id);
    await page.locator(".ticket.won").waitFor();
    expect(await announcementsOn(page)).toEqual({
      announced: [SOLD_OUT, "You won: Bicycle!"],
      missed: [],
    });
  });

  it("announce the outcome once when the page is opened after the draw", async () => {
    const id = await createRaffle({ total_tickets: 2 });
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    await claimMany(id, 1);
    await drawWinners(id);
    await recordAnnouncements(page);
    await page.reload();
    await page.locator(".ticket:is(.won, .lost)").waitFor();
    expect(await announcementsOn(page)).toEqual({
      announced: [expect.stringMatching(/^(?:You won: Bicycle!|Not this time\. Thank you for playing\.)$/)],
      missed: [],
    });
  });

  it.each([
    ["a player without a ticket", newPlayer, "/r/"],
    ["a manager", newManager, "/manage/"],
  ] as const)("announce a draw to %s in one sentence", async (_, visit, path) => {
    const id = await createRaffle({ total_tickets: 1 });
    const { page, open } = await visit();
    await recordAnnouncements(page);
    await open(path + id);
    await page.getByText("0 of 1 ticket given out").waitFor();
    await claim(id);
    await page.locator('#stage[data-stage="closed"]').waitFor();
    await drawWinners(id);
    await page.locator('#stage[data-stage="drawn"]').waitFor();
    expect(await announcementsOn(page)).toEqual({ announced: [SOLD_OUT, DRAWN], missed: [] });
  });

  it("announce retries once, and once why a claim was rejected", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await recordAnnouncements(page);
    await open(`/r/${id}`);
    let requests = 0;
    await page.route("**/participate/", (route) =>
      requests++ < 3
        ? route.abort("connectionreset")
        : route.fulfill({ status: 403, json: { type: "/problems/already-participated" } }),
    );
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#claim .notice.bad").waitFor();
    const { announced, missed } = await announcementsOn(page);
    expect(announced).toEqual([
      "No reply yet. Trying again…",
      expect.stringMatching(/^A ticket was already taken on this connection\./),
    ]);
    expect(missed).toEqual([]);
  });

  it("announce once the results of a ticket check, a search and a draw check", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    const { ticket_number, verification_code } = await claim(id);
    await drawWinners(id);
    const { page, open } = await newPlayer();
    await recordAnnouncements(page);
    await open(`/r/${id}`);
    await page.getByText("Check a ticket").click();
    await page.getByLabel("Ticket number", { exact: true }).fill(String(ticket_number));
    await page.getByLabel("Code", { exact: true }).fill(verification_code);
    await page.getByRole("button", { name: "Check this ticket" }).click();
    await page.getByText("This ticket has won: Bicycle").waitFor();
    await page.getByLabel("Find a ticket number").fill("1");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Ticket 1 wins: Bicycle").waitFor();
    await page.getByLabel("Find a ticket number").fill("2");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Ticket 2 is not among the winners.").waitFor();
    await page.getByText("Check this draw").click();
    await page.getByRole("button", { name: "Recalculate the winners" }).click();
    await page.getByText("Verified:").waitFor();
    expect(await announcementsOn(page)).toEqual({
      announced: [
        expect.stringMatching(/^This ticket has won: Bicycle/),
        "Ticket 1 wins: Bicycle",
        "Ticket 2 is not among the winners.",
        "Recalculating…",
        "Verified: your browser calculated the same winner.",
      ],
      missed: [],
    });
  });

  it("announce once what is wrong with a new raffle, and that a ticket is to be removed", async () => {
    const organiser = await newManager();
    await recordAnnouncements(organiser.page);
    await organiser.open("/manage/new");
    await review(organiser);
    expect(await announcementsOn(organiser.page)).toEqual({
      announced: ["Please correct the highlighted fields."],
      missed: [],
    });

    const { page, open } = await newPlayer();
    await recordAnnouncements(page);
    await open(`/r/${await createRaffle()}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    const remove = page.getByRole("button", { name: "Remove from this device" });
    await remove.click();
    await remove.click();
    const { announced, missed } = await announcementsOn(page);
    expect([announced, missed]).toEqual([[expect.stringContaining("Press again to remove the ticket.")], []]);
    expect(await page.locator(":focus").textContent()).toBe("Removed from this device.");
  });
});

describe("the page's title without JavaScript", () => {
  it("has the result of the form, because no script announces it", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer({ javaScriptEnabled: false });
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    expect(await page.title()).toBe("Your ticket · Summer fair · Raffles");
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator(".notice.bad").waitFor();
    expect(await page.title()).toBe("A ticket was already taken on this connection · Summer fair · Raffles");
  });
});
