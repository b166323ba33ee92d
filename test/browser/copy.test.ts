import { describe, expect, it } from "vitest";
import { createRaffle } from "./api";
import { SERVICE } from "./service";
import { newManager, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const permissions = ["clipboard-read", "clipboard-write"];

describe("the copy buttons", () => {
  it("copies number, code and link of a ticket", async () => {
    const path = `/r/${await createRaffle()}`;
    const { context, page, open } = await newPlayer();
    await context.grantPermissions(permissions);
    await open(path);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Copied").waitFor();
    const { ticket_number, verification_code } = await shownTicket(page);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `Number ${ticket_number}\nSecret code ${verification_code}\n${SERVICE}${path}`,
    );
  });

  it("copies the players' link", async () => {
    const id = await createRaffle();
    const { context, page, open } = await newManager();
    await context.grantPermissions(permissions);
    await open(`/manage/${id}`);
    expect(await page.locator(".link").getAttribute("translate")).toBe("no");
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.getByText("Copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${SERVICE}/r/${id}`);
  });

  it("reports when the browser does not allow it", async () => {
    const { page, open, errors } = await newPlayer();
    await open(`/r/${await createRaffle()}`);
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
    });
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("This browser does not let the page copy.").waitFor();
    expect(errors).toEqual([]);
  });
});
