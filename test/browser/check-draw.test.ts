import { expect, it } from "vitest";
import { claimMany, createRaffle, drawWinners } from "./api";
import { newPlayer, useBrowser } from "./visit";

useBrowser();

/** A drawn raffle of five tickets. */
async function drawnRaffle(): Promise<string> {
  const id = await createRaffle({ prizes: [{ name: "Bicycle", amount: 2 }] });
  await claimMany(id, 5);
  await drawWinners(id);
  return id;
}

it("works the winners out and tells that the draw holds, and how little a local draw proves", async () => {
  const { page, open, errors } = await newPlayer();
  await open(`/r/${await drawnRaffle()}`);
  await page.getByRole("heading", { name: "Check this draw" }).waitFor();
  expect(await page.locator(".proves").innerText()).toContain(
    "that it was not chosen, only a draw by a public beacon could show",
  );
  await page.getByRole("button", { name: "Work out the winners" }).click();
  await page.getByText("The draw holds: your browser worked out the same 2 winners.").waitFor();
  expect(errors).toEqual([]);
});

it("tells that a draw does not hold whose list names another winner", async () => {
  const id = await drawnRaffle();
  const { page, open } = await newPlayer();
  await page.route(`**/raffles/${id}/winners/`, async (route) => {
    const answer = await route.fetch();
    const listed: { ticket_number: number }[] = await answer.json();
    const losers = [1, 2, 3, 4, 5].filter((n) => !listed.some(({ ticket_number }) => ticket_number === n));
    await route.fulfill({ json: [{ ...listed[0], ticket_number: losers[0] }, ...listed.slice(1)] });
  });
  await open(`/r/${id}`);
  await page.getByRole("button", { name: "Work out the winners" }).click();
  await page.getByText("The draw does not hold: these facts give other winners").waitFor();
});

it("is asked again where the facts could not be had", async () => {
  const id = await drawnRaffle();
  const { page, open } = await newPlayer();
  await page.route(`**/raffles/${id}/winners/`, (route) => route.abort());
  await open(`/r/${id}`);
  const button = page.getByRole("button", { name: "Work out the winners" });
  await button.click();
  await page.getByText("The facts could not be fetched.").waitFor();
  await page.unroute(`**/raffles/${id}/winners/`);
  await button.click();
  await page.getByText("The draw holds").waitFor();
});
