import { describe, expect, it } from "vitest";
import { claimMany, createRaffle, drawWinners } from "./api";
import { newPlayer, useBrowser } from "./visit";

useBrowser();

/** Creates a drawn raffle with five tickets and returns its id. */
async function createDrawnRaffle(): Promise<string> {
  const id = await createRaffle({ prizes: [{ name: "Bicycle", amount: 2 }] });
  await claimMany(id, 5);
  await drawWinners(id);
  return id;
}

describe("checking a draw", () => {
  it("computes the same winners, and says how little a local draw proves", async () => {
    const { page, open, errors } = await newPlayer();
    await open(`/r/${await createDrawnRaffle()}`);
    await page.getByText("Check this draw").click();
    expect(await page.locator(".proves").innerText()).toContain(
      "only a draw by a public beacon can prove that nobody chose the result",
    );
    await page.getByRole("button", { name: "Recalculate the winners" }).click();
    await page.getByText("Verified: your browser calculated the same 2 winners.").waitFor();
    expect(errors).toEqual([]);
  });

  it("fails when the list names another winner", async () => {
    const id = await createDrawnRaffle();
    const { page, open } = await newPlayer();
    await page.route(`**/raffles/${id}/winners/`, async (route) => {
      const answer = await route.fetch();
      const listed: { ticket_number: number }[] = await answer.json();
      const losers = [1, 2, 3, 4, 5].filter((n) => !listed.some(({ ticket_number }) => ticket_number === n));
      await route.fulfill({ json: [{ ...listed[0], ticket_number: losers[0] }, ...listed.slice(1)] });
    });
    await open(`/r/${id}`);
    await page.getByText("Check this draw").click();
    await page.getByRole("button", { name: "Recalculate the winners" }).click();
    await page.getByText("Not verified: these facts give other winners").waitFor();
  });

  it("can be repeated when the facts could not be fetched", async () => {
    const id = await createDrawnRaffle();
    const { page, open } = await newPlayer();
    await page.route(`**/raffles/${id}/winners/`, (route) => route.abort());
    await open(`/r/${id}`);
    await page.getByText("Check this draw").click();
    const button = page.getByRole("button", { name: "Recalculate the winners" });
    await button.click();
    await page.getByText("The data for the check can't be loaded.").waitFor();
    await page.unroute(`**/raffles/${id}/winners/`);
    await button.click();
    await page.getByText("Verified").waitFor();
  });
});
