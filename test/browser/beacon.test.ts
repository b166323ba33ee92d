import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announcementsOn, recordAnnouncements } from "./announcements";
import { claim, createRaffle } from "./api";
import { BEACON_SERVICE, serveWithBeacon } from "./service";
import { newManager, useBrowser } from "./visit";

useBrowser();

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await serveWithBeacon();
});
afterAll(() => stop());

/** Creates a sold-out raffle. Its beacon round is due in 30 to 33 s. Returns the id. */
async function createSoldOutRaffle(): Promise<string> {
  const id = await createRaffle({ total_tickets: 1 }, BEACON_SERVICE);
  await claim(id, BEACON_SERVICE);
  return id;
}

const beaconService = { baseURL: BEACON_SERVICE };

describe("a manager's pages before the beacon's round", () => {
  it("count down to the beacon's round and then offer the draw", async () => {
    const { page, open, errors } = await newManager(beaconService);
    await page.clock.install();
    await recordAnnouncements(page);
    await open(`/manage/${await createSoldOutRaffle()}`);
    const seconds = Number(/Ready in (\d+) seconds/.exec(await page.locator(".due").innerText())?.[1]);
    expect(seconds).toBeGreaterThan(20);
    expect(seconds).toBeLessThanOrEqual(34);
    expect(await page.getByText("Draw the winners…").isVisible()).toBe(false);
    await page.clock.runFor(5000);
    expect(await page.locator(".due").innerText()).toMatch(/^Ready in [12]\d seconds$/);
    await page.clock.runFor(30_000);
    expect(await page.locator(".due").isVisible()).toBe(false);
    expect(await page.locator("#live").innerText()).toBe("You can draw the winners now.");
    expect(await page.getByText("Draw the winners…").isVisible()).toBe(true);
    // The countdown itself is not announced.
    const announced = ["You can draw the winners now."];
    expect(await announcementsOn(page)).toEqual({ announced, missed: [] });
    expect(errors).toEqual([]);
  });

  it("count down by the service's clock when the browser's is wrong", async () => {
    const { page, open } = await newManager(beaconService);
    await page.clock.install({ time: "2001-01-01T00:00:00Z" });
    await open(`/manage/${await createSoldOutRaffle()}`);
    expect(await page.locator(".due").innerText()).toMatch(/^Ready in [23]\d seconds$/);
  });

  it("show without JavaScript how long a draw has to wait", async () => {
    const id = await createSoldOutRaffle();
    const { draw } = await (await fetch(`${BEACON_SERVICE}/raffles/${id}/`)).json();
    const { page, open } = await newManager({ ...beaconService, javaScriptEnabled: false });
    await open(`/manage/${id}`);
    await page.getByText("Draw the winners…").click();
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Yes, draw now" }).click();
    expect((await answered).status()).toBe(503);
    expect(Number((await answered).headers()["retry-after"])).toBeGreaterThan(20);
    await page.getByText("It's too early to draw").waitFor();
    await page.getByText("Please wait until the time shown here.").waitFor();
    expect(await page.locator(".due time").getAttribute("datetime")).toBe(draw.due);
  });
});
