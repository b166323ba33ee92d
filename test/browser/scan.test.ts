import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { ticketLink } from "../../src/contract/links";
import { awardStatuses, playForPrizes, type Ticket } from "./api";
import { cameraFlags } from "./camera";
import { SCREENSHOTS, SERVICE } from "./service";
import { newManager, useBrowser } from "./visit";

let id: string;
let ticket: Ticket;
let link: string;

// The camera shows one ticket that has won, so the raffle is drawn before the browser starts.
useBrowser(async () => {
  const played = await playForPrizes();
  id = played.id;
  ticket = played.winners[0] as Ticket;
  link = ticketLink(SERVICE, id, ticket.ticket_number, ticket.verification_code);
  return cameraFlags(link);
});

const result = (page: Page, text: string) => page.locator("#result .panel").filter({ hasText: text });
const scanButton = (page: Page) => page.getByRole("button", { name: "Scan tickets" });

/** Opens a desk whose browser allows the camera. */
async function openDesk(raffle = id) {
  const visitor = await newManager({ permissions: ["camera"], viewport: { width: 390, height: 844 } });
  const workers: string[] = [];
  visitor.page.on("request", (request) => {
    if (request.url().includes("decode-worker")) workers.push(request.url());
  });
  return { ...visitor, workers, openPage: () => visitor.open(`/manage/${raffle}/desk`) };
}

describe("scanning a ticket", () => {
  it("looks up the ticket, by a Web Worker that is loaded only for that", async () => {
    const { page, workers, openPage, errors } = await openDesk();
    await openPage();
    expect(await page.evaluate(() => "BarcodeDetector" in window)).toBe(false);
    expect(workers).toEqual([]);
    await scanButton(page).click();
    await result(page, `Ticket ${ticket.ticket_number} has won`).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/desk-scan-390.png` });
    expect(workers).toHaveLength(1);
    expect(await page.locator("#code").inputValue()).toBe(ticket.verification_code);
    const box = await page.locator("#result .panel").boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
    expect((await awardStatuses(id))[ticket.ticket_number]).toBe("won");
    expect(errors).toEqual([]);
  });

  it("looks up a ticket once while it stays before the camera", async () => {
    const { page, openPage } = await openDesk();
    await openPage();
    let lookUps = 0;
    page.on("request", (request) => {
      if (request.method() === "POST") lookUps++;
    });
    await scanButton(page).click();
    await result(page, "has won").waitFor();
    const time = () => page.locator("video").evaluate((video: HTMLVideoElement) => video.currentTime);
    const start = await time();
    // Ten pictures later it is still the same code.
    await expect.poll(time, { timeout: 10_000 }).toBeGreaterThan(start + 1);
    expect(lookUps).toBe(1);
  });

  it("uses the browser's own reader where there is one, and loads no other", async () => {
    const { page, workers, openPage } = await openDesk();
    await page.addInitScript((rawValue) => {
      class BarcodeDetector {
        static getSupportedFormats = async () => ["qr_code"];
        detect = async () => [{ rawValue }];
      }
      Object.assign(window, { BarcodeDetector });
    }, link);
    await openPage();
    await scanButton(page).click();
    await result(page, `Ticket ${ticket.ticket_number} has won`).waitFor();
    expect(workers).toEqual([]);
  });

  it("says that a ticket is of another raffle", async () => {
    const { page, openPage } = await openDesk((await playForPrizes()).id);
    await openPage();
    await scanButton(page).click();
    await result(page, "This ticket belongs to another raffle").waitFor();
  });

  it("says that another QR code is not a ticket", async () => {
    const { page, openPage } = await openDesk();
    await page.addInitScript(() => {
      class BarcodeDetector {
        static getSupportedFormats = async () => ["qr_code"];
        detect = async () => [{ rawValue: "https://example.com/" }];
      }
      Object.assign(window, { BarcodeDetector });
    });
    await openPage();
    await scanButton(page).click();
    await page.getByText("This QR code is not a ticket.").waitFor();
  });
});

describe("the camera", () => {
  /** Starts the camera. Returns a function that tells the state of its stream. */
  async function start(page: Page) {
    await scanButton(page).click();
    await result(page, "has won").waitFor();
    const track = await page.evaluateHandle(
      () => (document.querySelector("video")?.srcObject as MediaStream).getTracks()[0],
    );
    return () => track.evaluate((opened) => opened?.readyState);
  }

  it.each([
    ["its button is pressed", (page: Page) => page.getByRole("button", { name: "Stop scanning" }).click()],
    ["the page is left", (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("pagehide")))],
  ])("stops when %s", async (_, stop) => {
    const { page, openPage } = await openDesk();
    await openPage();
    const stateOf = await start(page);
    expect(await stateOf()).toBe("live");
    await stop(page);
    expect(await stateOf()).toBe("ended");
    expect([await scanButton(page).isVisible(), await page.locator("video").isVisible()]).toEqual([
      true,
      false,
    ]);
  });

  it("is reported as blocked if the browser does not allow it, and typing still works", async () => {
    const { page, open } = await newManager();
    await open(`/manage/${id}/desk`);
    await scanButton(page).click();
    await page.getByText("The camera is blocked. Allow it for this page").waitFor();
    await page.locator("#number").fill(String(ticket.ticket_number));
    await page.locator("#code").fill(ticket.verification_code);
    await page.keyboard.press("Enter");
    await result(page, "has won").waitFor();
  });

  it("is closed to all other pages", async () => {
    const { page, open } = await newManager({ permissions: ["camera"] });
    await open(`/manage/${id}`);
    const failure = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => "opened",
        (error: Error) => error.name,
      ),
    );
    expect(failure).toBe("NotAllowedError");
  });
});
