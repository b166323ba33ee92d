import { afterAll, beforeAll, expect, it } from "vitest";
import { claim, createRaffle } from "./api";
import { announcementsOn, recordAnnouncements } from "./announcements";
import { BEACON_SERVICE, serveWithBeacon } from "./service";
import { newManager, useBrowser } from "./visit";

useBrowser();

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await serveWithBeacon();
});
afterAll(() => stop());

/** A raffle whose last ticket was given out a moment ago: its round is due in half a minute or more. */
async function justSoldOut(): Promise<string> {
  const id = await createRaffle({ total_tickets: 1 }, BEACON_SERVICE);
  await claim(id, BEACON_SERVICE);
  return id;
}

const there = { baseURL: BEACON_SERVICE };

it("counts down to the beacon's round, and offers the draw only once it is out", async () => {
  const { page, open, errors } = await newManager(there);
  await page.clock.install();
  await recordAnnouncements(page);
  await open(`/manage/${await justSoldOut()}`);
  const seconds = Number(/Ready in (\d+) seconds/.exec(await page.locator(".due").innerText())?.[1]);
  expect(seconds).toBeGreaterThan(20);
  expect(seconds).toBeLessThanOrEqual(34);
  expect(await page.getByText("Draw the winners…").isVisible()).toBe(false);
  await page.clock.runFor(5000);
  expect(await page.locator(".due").innerText()).toMatch(/^Ready in [12]\d seconds$/);
  await page.clock.runFor(30_000);
  expect(await page.locator(".due").isVisible()).toBe(false);
  expect(await page.locator("#live").innerText()).toBe(
    "The beacon's round is out: the winners can be drawn.",
  );
  expect(await page.getByText("Draw the winners…").isVisible()).toBe(true);
  // The seconds are not read aloud.
  const announced = ["The beacon's round is out: the winners can be drawn."];
  expect(await announcementsOn(page)).toEqual({ announced, missed: [] });
  expect(errors).toEqual([]);
});

it("counts down by the service's clock where the reader's is wrong", async () => {
  const { page, open } = await newManager(there);
  await page.clock.install({ time: "2001-01-01T00:00:00Z" });
  await open(`/manage/${await justSoldOut()}`);
  expect(await page.locator(".due").innerText()).toMatch(/^Ready in [23]\d seconds$/);
});

it("tells who draws too early without JavaScript for what the draw waits, and until when", async () => {
  const id = await justSoldOut();
  const { draw } = await (await fetch(`${BEACON_SERVICE}/raffles/${id}/`)).json();
  const { page, open } = await newManager({ ...there, javaScriptEnabled: false });
  await open(`/manage/${id}`);
  await page.getByText("Draw the winners…").click();
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: "Yes, draw now" }).click();
  expect((await answered).status()).toBe(503);
  expect(Number((await answered).headers()["retry-after"])).toBeGreaterThan(20);
  await page.getByText("Not yet: the beacon's round is not out").waitFor();
  await page.getByText(`The draw waits for round ${draw.round} of the beacon, due at ${draw.due}`).waitFor();
});
