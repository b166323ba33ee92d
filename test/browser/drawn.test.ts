import { describe, expect, it } from "vitest";
import { claim, claimMany, closeRaffle, createRaffle, drawWinners } from "./api";
import { newPlayer, useBrowser } from "./visit";

useBrowser();

const prizes = [
  { name: "Bicycle", amount: 1 },
  { name: "Book", amount: 3 },
];

describe("a page that is open during the draw", () => {
  it("shows the winners in place of the bar and the prizes", async () => {
    const id = await createRaffle({ total_tickets: 4, prizes });
    const { page, open, errors } = await newPlayer();
    await open(`/r/${id}`);
    expect(await page.locator("progress").isVisible()).toBe(true);
    expect(await page.locator("#prizes").isVisible()).toBe(true);
    await claimMany(id, 4);
    await page.locator('#stage[data-stage="closed"]').waitFor();
    await drawWinners(id);
    await page.locator("#winners").waitFor();
    expect(await page.locator("progress").isVisible()).toBe(false);
    expect(await page.locator("#prizes").isVisible()).toBe(false);
    expect(await page.getByText("4 of 4 tickets given out").isVisible()).toBe(true);
    expect(await page.getByLabel("Ticket number", { exact: true }).isVisible()).toBe(false);
    expect(errors).toEqual([]);
  });

  it("keeps the prizes that are not awarded", async () => {
    const id = await createRaffle({ total_tickets: 4, prizes });
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await claimMany(id, 2);
    await closeRaffle(id);
    await drawWinners(id);
    await page.getByRole("heading", { name: "Prizes not awarded" }).waitFor();
    expect(await page.locator("#prizes li").allTextContents()).toEqual(["Book× 2"]);
  });
});

describe("the check of a ticket", () => {
  it.each([
    true,
    false,
  ])("is unfolded, and shows its result, with JavaScript: %s", async (javaScriptEnabled) => {
    const id = await createRaffle({ total_tickets: 1 });
    const { ticket_number, verification_code } = await claim(id);
    await drawWinners(id);
    const { page, open, errors } = await newPlayer({ javaScriptEnabled });
    await open(`/r/${id}`);
    await page.locator("#check summary").focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Ticket number", { exact: true }).fill(String(ticket_number));
    await page.getByLabel("Code", { exact: true }).fill(verification_code);
    await page.getByRole("button", { name: "Check this ticket" }).click();
    await page.locator("#check .verdict").getByText("This ticket has won: Bicycle").waitFor();
    expect(await page.getByText("This ticket has won: Bicycle").isVisible()).toBe(true);
    expect(errors).toEqual([]);
  });
});

describe("a description", () => {
  it("has links that wrap on a small phone and can be used by keyboard", async () => {
    const address = `https://club.example/${"rules/".repeat(40)}`;
    const id = await createRaffle({ description: `Rules:\n${address}\nSee you!` });
    const { page, open } = await newPlayer({ viewport: { width: 320, height: 640 } });
    await open(`/r/${id}`);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess).toBeLessThanOrEqual(0);
    const link = page.getByRole("link", { name: address });
    await link.focus();
    expect(await link.getAttribute("href")).toBe(address);
    expect(await page.locator(".description").innerText()).toBe(`Rules:\n${address}\nSee you!`);
  });
});
