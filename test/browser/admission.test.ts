import { describe, expect, it } from "vitest";
import { newManager, useBrowser, type Visitor } from "./visit";

useBrowser();

async function fillIn({ page, open }: Visitor): Promise<void> {
  await open("/manage");
  await page.getByLabel("Name", { exact: true }).fill("Paper fair");
  await page.getByLabel("Number of tickets").fill("3");
  await page.getByRole("textbox", { name: "Prize 1" }).fill("Cake");
}

const create = ({ page }: Visitor) => page.getByRole("button", { name: "Create the raffle" }).click();

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
    await create(organiser);
    await page.getByRole("heading", { name: "Paper fair" }).waitFor();
    const id = new URL(page.url()).pathname.replace("/manage/", "");
    const raffle = await (await page.request.get(`/raffles/${id}/`)).json();
    expect(raffle).toMatchObject({ admission: "pass", passes: 1500 });
  });

  it("shows what is wrong with the number of passes beside the field", async () => {
    const organiser = await newManager({ javaScriptEnabled });
    await fillIn(organiser);
    const { page } = organiser;
    await page.getByRole("radio", { name: "By pass" }).check();
    await page.getByLabel("Number of passes").fill("many");
    await create(organiser);
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
  await page.getByRole("heading", { name: "Paper fair" }).waitFor();
});
