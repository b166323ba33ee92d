import { describe, expect, it } from "vitest";
import { confirm, create, fillIn, review } from "./new-raffle";
import { SERVICE } from "./service";
import { newManager, useBrowser } from "./visit";

useBrowser();

const facts = async (id: string) => (await fetch(`${SERVICE}/raffles/${id}/`)).json();

describe("the form of a new raffle", () => {
  it("shows what the API would reject before it is sent", async () => {
    const organiser = await newManager();
    const { page, open, errors } = organiser;
    await open("/manage");
    await page.getByRole("link", { name: "New raffle" }).click();
    await page.waitForURL("**/manage/new");
    let sent = 0;
    page.on("request", (request) => {
      if (request.method() === "POST") sent++;
    });
    await page.getByLabel("Number of tickets").fill("1,5");
    await review(organiser);
    expect(await page.locator("#name-fault").textContent()).toBe(
      "Please enter a name of up to 100 characters.",
    );
    expect(await page.locator("#total_tickets-fault").textContent()).toContain("from 1 to 100,000,000");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("name");
    await page.getByLabel("Name", { exact: true }).fill("x");
    await page.getByLabel("Number of tickets").fill("1,000");
    await page.getByRole("textbox", { name: "Prize 1" }).fill("Bicycle");
    await page.getByLabel("Quantity").fill("١٬٠٠١");
    await review(organiser);
    await page
      .getByText("There are more prizes (1,001) than tickets (1,000). Every prize needs a ticket.")
      .waitFor();
    expect(sent).toBe(0);
    expect(errors).toEqual([]);
  });

  it("has times in the browser's time zone, as has the summary", async () => {
    const organiser = await newManager({ timezoneId: "America/New_York" });
    const { page, open, errors } = organiser;
    await fillIn(organiser);
    await page.getByText("Your time zone: America/New_York (UTC−0").first().waitFor();
    await page.getByLabel("Closing time (optional)").fill("2030-07-04T18:00");
    await page.locator("#closes_at-hint", { hasText: "(UTC−04:00)" }).waitFor();
    await page.getByText("Opening time and description").click();
    await page.getByLabel("Opening time (optional)").fill("2030-01-04T18:00");
    await page.locator("#opens_at-hint", { hasText: "(UTC−05:00)" }).waitFor();
    await page.getByLabel("Description (optional)").fill("First line\nSecond line");
    await review(organiser);
    await page.getByText("4 Jan 2030, 18:00").waitFor();
    await page.getByText("4 Jul 2030, 18:00").waitFor();
    const id = await confirm(organiser);
    expect(await facts(id)).toMatchObject({
      opens_at: "2030-01-04T23:00:00.000Z",
      closes_at: "2030-07-04T22:00:00.000Z",
    });
    await open(`/r/${id}`);
    expect(await page.locator(".description").innerText()).toBe("First line\nSecond line");
    expect(errors).toEqual([]);
  });

  it("rejects times beside the field: incomplete, in the wrong order, in the past", async () => {
    const organiser = await newManager();
    const { page } = organiser;
    await fillIn(organiser);
    const closes = page.getByLabel("Closing time (optional)");
    await closes.focus();
    await page.keyboard.type("24");
    const fault = page.locator("#closes_at-fault");
    await review(organiser);
    expect(await fault.textContent()).toContain("Please enter a time");
    await page.getByText("Opening time and description").click();
    await page.getByLabel("Opening time (optional)").fill("2030-01-05T18:00");
    await closes.fill("2030-01-04T18:00");
    await review(organiser);
    expect(await fault.textContent()).toContain("in the future and after the opening");
    await page.getByLabel("Opening time (optional)").fill("");
    await closes.fill("2020-01-04T18:00");
    await review(organiser);
    await page.waitForURL("**/manage");
    await fault.getByText("at most five years ahead").waitFor();
    expect(await closes.inputValue()).toBe("2020-01-04T18:00");
    // The corrected form is sent by the same page.
    await closes.fill("2030-01-04T18:00");
    await create(organiser);
  });
});

describe.each([
  ["with", true],
  ["without", false],
])("the summary of a new raffle, %s JavaScript", (_, javaScriptEnabled) => {
  it("leads back to the form, which keeps what was typed", async () => {
    const organiser = await newManager({ javaScriptEnabled, timezoneId: "Asia/Tokyo" });
    const { page, errors } = organiser;
    await fillIn(organiser, { name: 'A "fair" & more' });
    await page.getByLabel("Closing time (optional)").fill("2030-07-04T18:00");
    await page.getByLabel("Draw the winners automatically").uncheck();
    await review(organiser);
    await page.getByText(javaScriptEnabled ? "4 Jul 2030, 18:00" : "4 Jul 2030, 18:00 UTC").waitFor();
    await page.getByRole("button", { name: "Change" }).click();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe('A "fair" & more');
    expect(await page.getByLabel("Closing time (optional)").inputValue()).toBe("2030-07-04T18:00");
    expect(await page.getByLabel("Draw the winners automatically").isChecked()).toBe(false);
    await page.getByLabel("Number of tickets").fill("6");
    expect(await facts(await create(organiser))).toMatchObject({
      name: 'A "fair" & more',
      total_tickets: 6,
      closes_at: javaScriptEnabled ? "2030-07-04T09:00:00.000Z" : "2030-07-04T18:00:00.000Z",
      draw_automatically: false,
    });
    expect(errors).toEqual([]);
  });
});

it("keeps what was typed when the browser goes back from the summary", async () => {
  const organiser = await newManager();
  const { page } = organiser;
  await fillIn(organiser, { name: "Typed once", total: "9" });
  for (const prize of ["Pie", "Tea"]) {
    await page.getByRole("button", { name: "Add a prize" }).click();
    await page.getByRole("textbox", { name: "Prize" }).last().fill(prize);
    await page.getByLabel("Quantity").last().fill("2");
  }
  await review(organiser);
  await page.getByRole("heading", { name: "Check before you create" }).waitFor();
  await page.goBack();
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Typed once");
  const rows = await page
    .locator(".prize-rows input")
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  expect(rows).toEqual(["Cake", "1", "Pie", "2", "Tea", "2"]);
});

it("stands side by side on wide screens only", async () => {
  for (const [width, isWide] of [
    [1200, true],
    [768, false],
  ] as const) {
    const { page, open } = await newManager({ viewport: { width, height: 900 } });
    await open("/manage/new");
    const [left, right] = await page
      .locator("#new-raffle .card")
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top));
    expect(left === right, `${width} px`).toBe(isWide);
  }
});
