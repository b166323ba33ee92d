import { expect, it } from "vitest";
import { createRaffle } from "./api";
import { SERVICE } from "./service";
import { newManager, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const rights = ["clipboard-read", "clipboard-write"];

it("copies number, code and the way back", async () => {
  const path = `/r/${await createRaffle()}`;
  const { context, page, open } = await newPlayer();
  await context.grantPermissions(rights);
  await open(path);
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByText("Copied.").waitFor();
  const { ticket_number, verification_code } = await shownTicket(page);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `Number ${ticket_number}\nSecret code ${verification_code}\n${SERVICE}${path}`,
  );
});

it("copies the players' link", async () => {
  const id = await createRaffle();
  const { context, page, open } = await newManager();
  await context.grantPermissions(rights);
  await open(`/manage/${id}`);
  expect(await page.locator(".link").getAttribute("translate")).toBe("no");
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByText("Copied.").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${SERVICE}/r/${id}`);
});

it("says so where the browser does not let it copy", async () => {
  const { page, open, errors } = await newPlayer();
  await open(`/r/${await createRaffle()}`);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByText("This browser does not let the page copy.").waitFor();
  expect(errors).toEqual([]);
});
