import { describe, expect, it } from "vitest";
import { availableTickets, claimMany } from "./api";
import { create, fillIn, review } from "./new-raffle";
import { newManager, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const withoutJavaScript = { javaScriptEnabled: false };

describe("pages without JavaScript", () => {
  it("play a whole raffle", async () => {
    const organiser = await newManager(withoutJavaScript);
    await fillIn(organiser, { name: "Plain fair", total: "3" });
    await organiser.page.getByRole("button", { name: "Add a prize" }).click();
    await organiser.page.getByRole("textbox", { name: "Prize 2" }).fill("Nothing");
    await organiser.page.getByRole("button", { name: "Remove prize 2" }).click();
    await organiser.page.getByLabel("Draw the winners automatically").uncheck();
    const id = await create(organiser);
    const link = (await organiser.page.locator(".link").textContent()) ?? "";
    const path = new URL(link).pathname;

    const friend = await newPlayer(withoutJavaScript);
    await friend.open(path);
    await friend.page.getByRole("button", { name: "Get my ticket" }).click();
    const ticket = await shownTicket(friend.page);
    expect(ticket.verification_code).toMatch(/^(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
    expect(friend.page.url()).not.toContain(ticket.verification_code ?? "?");
    // The form is sent again with the same key.
    await friend.page.reload();
    expect(await shownTicket(friend.page)).toEqual(ticket);
    expect(await availableTickets(id)).toBe(2);

    await claimMany(id, 2);
    await organiser.page.reload();
    await organiser.page.getByText("Draw the winners…").click();
    await organiser.page.getByRole("button", { name: "Yes, draw now" }).click();
    await organiser.page.getByText("Drawn. One ticket has won.").waitFor();

    await friend.open(path);
    const winner = Number(await friend.page.locator("#winners dd li").textContent());
    await friend.page.getByText("Check a ticket").click();
    await friend.page.getByLabel("Ticket number", { exact: true }).fill(String(ticket.ticket_number));
    await friend.page.getByLabel("Code", { exact: true }).fill(ticket.verification_code ?? "");
    await friend.page.getByRole("button", { name: "Check this ticket" }).click();
    const text = winner === ticket.ticket_number ? "This ticket has won: Cake" : "This ticket has not won.";
    await friend.page.getByText(text).waitFor();
    for (const { errors } of [organiser, friend]) expect(errors).toEqual([]);
  });

  it("show what is wrong beside the field", async () => {
    const organiser = await newManager(withoutJavaScript);
    const { page } = organiser;
    await fillIn(organiser, { total: "many" });
    await review(organiser);
    expect(await page.locator("#total_tickets-fault").textContent()).toContain("a whole number");
    expect(await page.getByRole("textbox", { name: "Prize 1" }).inputValue()).toBe("Cake");
  });
});
