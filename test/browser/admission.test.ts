import { describe, expect, it } from "vitest";
import { create, fillIn, review } from "./new-raffle";
import { newManager, useBrowser } from "./visit";

useBrowser();

describe.each([
  ["with", true],
  ["without", false],
])("who can play, %s JavaScript", (_, javaScriptEnabled) => {
  it("asks for the number of passes only if passes are chosen", async () => {
    const organiser = await newManager({ javaScriptEnabled });
    await fillIn(organiser);
    const { page } = organiser;
    const number = page.getByLabel("Number of passes");
    expect(await number.isVisible()).toBe(false);
    await page.getByRole("radio", { name: "By pass" }).check();
    expect(await number.isVisible()).toBe(true);
    await page.getByRole("radio", { name: "One ticket per internet connection" }).check();
    expect(await number.isVisible()).toBe(false);
  });

  it("creates a raffle with passes", async () => {
    const organiser = await newManager({ javaScriptEnabled });
    await fillIn(organiser);
    const { page } = organiser;
    await page.getByRole("radio", { name: "By pass" }).check();
    await page.getByLabel("Number of passes").fill("1,500");
    const id = await create(organiser);
    const raffle = await (await page.request.get(`/raffles/${id}/`)).json();
    expect(raffle).toMatchObject({ admission: "pass", passes: 1500 });
  });

  it("shows what is wrong with the number of passes beside the field", async () => {
    const organiser = await newManager({ javaScriptEnabled });
    await fillIn(organiser);
    const { page } = organiser;
    await page.getByRole("radio", { name: "By pass" }).check();
    await page.getByLabel("Number of passes").fill("many");
    await review(organiser);
    await page
      .getByText("Please enter a whole number from 1 to 100,000,000, or leave the field empty.")
      .waitFor();
    expect(await page.getByLabel("Number of passes").inputValue()).toBe("many");
  });
});

it("ignores a wrong number of passes if connections are chosen", async () => {
  const organiser = await newManager();
  await fillIn(organiser);
  const { page } = organiser;
  await page.getByRole("radio", { name: "By pass" }).check();
  await page.getByLabel("Number of passes").fill("many");
  await page.getByRole("radio", { name: "One ticket per internet connection" }).check();
  await create(organiser);
});
