import type { Visitor } from "./visit";

interface Facts {
  name?: string;
  total?: string;
  prize?: string;
}

/** Opens the form of a new raffle and fills in the fields that must not be empty. */
export async function fillIn({ page, open }: Visitor, facts: Facts = {}): Promise<void> {
  const { name = "Summer fair", total = "5", prize = "Cake" } = facts;
  await open("/manage/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Number of tickets").fill(total);
  await page.getByRole("textbox", { name: "Prize 1" }).fill(prize);
}

/** Presses the button that leads to the summary. */
export const review = ({ page }: Visitor) => page.getByRole("button", { name: "Continue" }).click();

/** Creates the raffle of the summary. Returns its id. */
export async function confirm({ page }: Visitor): Promise<string> {
  await page.getByRole("button", { name: "Create the raffle" }).click();
  await page.getByRole("heading", { name: "Share with players" }).waitFor();
  return new URL(page.url()).pathname.replace("/manage/", "");
}

/** Creates the raffle of the form, by way of the summary. Returns its id. */
export async function create(organiser: Visitor): Promise<string> {
  await review(organiser);
  return confirm(organiser);
}
