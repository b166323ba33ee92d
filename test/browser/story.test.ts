import { describe, expect, it } from "vitest";
import { claimMany, createRaffle } from "./api";
import { create, fillIn } from "./new-raffle";
import { newManager, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

describe("a whole raffle", () => {
  it("goes from creation to the winners in four browsers", { timeout: 60_000 }, async () => {
    const organiser = await newManager({ viewport: { width: 1280, height: 900 } });
    await fillIn(organiser, { name: "Library fair", prize: "Bicycle" });
    await organiser.page.getByRole("button", { name: "Add a prize" }).click();
    await organiser.page.getByRole("textbox", { name: "Prize 2" }).fill("Book");
    await organiser.page.getByLabel("Quantity").nth(1).fill("2");
    await organiser.page.getByLabel("Draw the winners automatically").uncheck();
    const id = await create(organiser);
    const link = (await organiser.page.locator(".link").textContent()) ?? "";
    const path = new URL(link).pathname;
    expect(await organiser.page.getByRole("img", { name: /QR code/ }).isVisible()).toBe(true);
    expect(await organiser.page.getByRole("button", { name: "Draw the winners…" }).isDisabled()).toBe(true);

    const friends = [await newPlayer(), await newPlayer(), await newPlayer()];
    for (const { page, open } of friends) {
      await open(path);
      await page.getByRole("button", { name: "Get my ticket" }).click();
      await page.locator("#mine .ticket").waitFor();
    }
    const tickets = await Promise.all(friends.map(({ page }) => shownTicket(page)));
    expect(new Set(tickets.map(({ ticket_number }) => ticket_number)).size).toBe(3);
    // The first player sees the other claims without a reload.
    await friends[0]?.page.getByText("3 of 5 tickets given out").waitFor();
    await organiser.page.getByText("3 of 5 tickets given out").waitFor();
    await organiser.page.getByText("2 tickets left.").waitFor();

    const others = await claimMany(id, 2);
    await friends[0]?.page.getByText("There are no more tickets.").waitFor();
    await organiser.page.getByText("Draw the winners…").click();
    await organiser.page.getByRole("button", { name: "Yes, draw now" }).click();
    await organiser.page.getByText("Drawn. 3 tickets have won.").waitFor();

    const winners = await (await fetch(`${new URL(link).origin}/raffles/${id}/winners/`)).json();
    const prizeOf = (number: number) =>
      (winners as { ticket_number: number; prize: string }[]).find((w) => w.ticket_number === number)?.prize;
    for (const [i, { page }] of friends.entries()) {
      const prize = prizeOf(tickets[i]?.ticket_number ?? 0);
      await page.locator(".outcome", { hasText: prize ? `You won: ${prize}!` : "Not this time." }).waitFor();
      expect(await page.locator(".ticket.won").count()).toBe(prize ? 1 : 0);
      expect(await page.locator("#winners dt").allTextContents()).toEqual(["Bicycle", "Book"]);
    }

    const [first] = friends;
    const other = others[0];
    if (!first || !other) throw new Error("No player or ticket");
    await first.page.getByLabel("Find a ticket number").fill(String(other.ticket_number));
    await first.page.getByRole("button", { name: "Find" }).click();
    const found = prizeOf(other.ticket_number);
    await first.page
      .getByText(`Ticket ${other.ticket_number} ${found ? `wins: ${found}` : "is not among the winners."}`)
      .waitFor();
    await first.page.getByText("Check a ticket").click();
    await first.page.getByLabel("Ticket number", { exact: true }).fill(String(other.ticket_number));
    await first.page.getByLabel("Code", { exact: true }).fill(other.verification_code.toLowerCase());
    await first.page.getByRole("button", { name: "Check this ticket" }).click();
    await first.page
      .getByText(found ? `This ticket has won: ${found}` : "This ticket has not won.")
      .waitFor();

    const download = organiser.page.waitForEvent("download");
    await organiser.page.getByRole("link", { name: "Download winners and prizes (CSV)" }).click();
    expect((await download).suggestedFilename()).toBe(`awards-${id}.csv`);
    for (const { errors } of [organiser, ...friends]) expect(errors).toEqual([]);
  });
});

describe("a stored ticket", () => {
  it("is shown after a reload, and removed when the button is pressed twice", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByText("Saved in this browser.").waitFor();
    const ticket = await shownTicket(page);
    await page.reload();
    await page.locator("#mine .ticket").waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await page.locator("#claim").isVisible()).toBe(false);
    const remove = page.getByRole("button", { name: "Remove from this device" });
    await remove.click();
    await page.getByText("Press again to remove the ticket.").waitFor();
    await remove.click();
    await page.reload();
    expect(await page.locator("#mine .ticket").count()).toBe(0);
  });

  it("leaves the focus in its place when it is removed", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    const remove = page.getByRole("button", { name: "Remove from this device" });
    await remove.click();
    await remove.click();
    expect(await page.locator(":focus").textContent()).toBe("Removed from this device.");
  });
});
