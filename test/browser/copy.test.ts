import { describe, expect, it } from "vitest";
import { announcementsOn, recordAnnouncements } from "./announcements";
import { createRaffle } from "./api";
import { SERVICE } from "./service";
import { newManager, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const permissions = ["clipboard-read", "clipboard-write"];

describe("the copy buttons", () => {
  it("copy the link of a ticket", async () => {
    const path = `/r/${await createRaffle()}`;
    const { context, page, open } = await newPlayer();
    await context.grantPermissions(permissions);
    await open(path);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const { ticket_number, verification_code } = await shownTicket(page);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${SERVICE}${path}#ticket=${ticket_number}.${verification_code}`,
    );
  });

  it("copy number, code and the raffle's address", async () => {
    const path = `/r/${await createRaffle()}`;
    const { context, page, open } = await newPlayer();
    await context.grantPermissions(permissions);
    await open(path);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByRole("button", { name: "Copy number and code" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const { ticket_number, verification_code } = await shownTicket(page);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `Number ${ticket_number}\nSecret code ${verification_code}\n${SERVICE}${path}`,
    );
  });

  it("copy the players' link", async () => {
    const id = await createRaffle();
    const { context, page, open } = await newManager();
    await context.grantPermissions(permissions);
    await open(`/manage/${id}`);
    expect(await page.locator(".link").getAttribute("translate")).toBe("no");
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${SERVICE}/r/${id}`);
  });

  it("say for two seconds that they have copied, also to screen readers", async () => {
    const { context, page, open } = await newPlayer();
    await context.grantPermissions(permissions);
    await recordAnnouncements(page);
    await page.clock.install();
    await open(`/r/${await createRaffle()}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.getByRole("button", { name: "Copy link" }).click();
    const button = page.getByRole("button", { name: "Copied" });
    await button.click();
    await page.clock.runFor(1900);
    expect(await button.count()).toBe(1);
    await page.clock.runFor(200);
    expect(await page.getByRole("button", { name: "Copy link" }).count()).toBe(1);
    expect(await page.locator("#mine").getByText("Copied").count()).toBe(0);
    expect((await announcementsOn(page)).announced).toEqual(["Copied"]);
  });

  it("show on the button alone that they have copied", async () => {
    const { context, page, open } = await newPlayer();
    await context.grantPermissions(permissions);
    await open(`/r/${await createRaffle()}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    const height = () => page.locator("#mine .ticket").evaluate((card) => card.scrollHeight);
    const before = await height();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await height()).toBe(before);
  });

  it("report when the browser does not allow it", async () => {
    const { page, open, errors } = await newPlayer();
    await open(`/r/${await createRaffle()}`);
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
    });
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("This browser won't allow copying.").waitFor();
    expect(errors).toEqual([]);
  });
});
