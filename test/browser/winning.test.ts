import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { announcementsOn, recordAnnouncements } from "./announcements";
import { claim, claimMany, createRaffle, drawWinners, forfeit, type Ticket } from "./api";
import { scanTicket } from "./scan-code";
import { SERVICE } from "./service";
import { newPlayer, useBrowser, type Visitor } from "./visit";

useBrowser();

const linkTo = (id: string, { ticket_number, verification_code }: Ticket) =>
  `/r/${id}#ticket=${ticket_number}.${verification_code}`;

/** Opens the page of a ticket. */
async function openTicket(id: string, ticket: Ticket, prepare?: (page: Page) => Promise<unknown>) {
  const visitor = await newPlayer();
  await prepare?.(visitor.page);
  await visitor.open(linkTo(id, ticket));
  await visitor.page.getByRole("button", { name: "Save", exact: true }).click();
  return visitor;
}

describe("the QR code of a ticket", () => {
  it.each(["screen", "print"] as const)("has the ticket's link on %s", async (media) => {
    const id = await createRaffle();
    const ticket = await claim(id);
    const { page, open } = await newPlayer({ deviceScaleFactor: 2, colorScheme: "dark" });
    await open(linkTo(id, ticket));
    await page.emulateMedia({ media });
    expect(await scanTicket(page)).toBe(SERVICE + linkTo(id, ticket));
  });

  it("is at least 160 pixels wide on a small phone", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer({ viewport: { width: 320, height: 640 } });
    await open(linkTo(id, await claim(id)));
    const area = await page.locator("#mine .qr").boundingBox();
    expect(area?.width).toBeGreaterThanOrEqual(160);
  });

  it("leaves its place if the encoder can't be loaded", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.route("**/assets/qr-encoder.*.js", (route) => route.abort());
    await open(linkTo(id, await claim(id)));
    await page.locator("#mine .qr").waitFor({ state: "detached" });
    expect(await page.locator("#mine .code").isVisible()).toBe(true);
  });

  it("costs a page without a ticket no request", async () => {
    const { page, open } = await newPlayer();
    const paths: string[] = [];
    page.on("request", (request) => paths.push(new URL(request.url()).pathname));
    await open(`/r/${await createRaffle()}`);
    await page.getByRole("button", { name: "Get my ticket" }).waitFor();
    expect(paths.filter((path) => path.includes("qr-encoder"))).toEqual([]);
  });
});

/** A raffle with one prize, its winner's page and its first reserve's page, after the draw. */
interface Drawn {
  id: string;
  winner: Visitor;
  reserve: Visitor;
  winningNumber: number;
}

/** Plays a raffle of two tickets, each with its own phone. */
async function playRaffle(prepare?: (page: Page) => Promise<unknown>): Promise<Drawn> {
  const id = await createRaffle({ total_tickets: 2 });
  const tickets = (await claimMany(id, 2)) as [Ticket, Ticket];
  const phones = [await openTicket(id, tickets[0], prepare), await openTicket(id, tickets[1], prepare)];
  const [winningNumber = 0] = await drawWinners(id);
  const isFirst = tickets[0].ticket_number === winningNumber;
  const [winner, reserve] = (isFirst ? phones : phones.reverse()) as [Visitor, Visitor];
  return { id, winner, reserve, winningNumber };
}

const WON = "You won: Bicycle!";
const NOT_WON = "Not this time. Thank you for playing.";
const PASSED_ON = "You no longer hold this prize: it was not collected in time.";
const WON_AFTER_ALL = "You won after all: Bicycle!";

describe("a winning ticket", () => {
  it("says what it has won, and where to go", async () => {
    const { winner } = await playRaffle();
    await winner.page.locator(".ticket .outcome", { hasText: WON }).waitFor();
    await winner.page.getByText("Show this code at the prize desk").waitFor();
    await winner.page.getByText("may pass on prizes that are not collected").waitFor();
    expect(winner.errors).toEqual([]);
  });

  it("is in the title of the tab", async () => {
    const { winner } = await playRaffle();
    await winner.page.getByText(WON).waitFor();
    expect(await winner.page.title()).toBe("You won: Bicycle · Summer fair · Raffles");
  });

  it.each([
    ["celebrates", "no-preference", true],
    ["has no animation", "reduce", false],
  ] as const)("%s with the motion preference %s", async (_, reducedMotion, isCelebrated) => {
    const id = await createRaffle({ total_tickets: 1 });
    const ticket = await claim(id);
    await drawWinners(id);
    const { page, open } = await newPlayer({ reducedMotion });
    await open(linkTo(id, ticket));
    await page.locator(".ticket.won").waitFor();
    const isAnimated = await page.evaluate(() =>
      document.getAnimations().some((animation) => (animation as CSSAnimation).animationName === "shone"),
    );
    expect(isAnimated).toBe(isCelebrated);
  });

  it("celebrates only once", async () => {
    const { winner } = await playRaffle();
    await winner.page.locator(".ticket.celebrated").waitFor();
    await winner.page.reload();
    await winner.page.locator(".ticket.won").waitFor();
    expect(await winner.page.locator(".ticket.celebrated").count()).toBe(0);
  });
});

describe("a prize that is passed on", () => {
  it("is announced on the reserve's phone", async () => {
    const { id, reserve, winningNumber } = await playRaffle(recordAnnouncements);
    await reserve.page.getByText(NOT_WON).waitFor();
    await forfeit(id, winningNumber);
    await reserve.page.getByText(WON_AFTER_ALL).waitFor();
    expect((await announcementsOn(reserve.page)).announced.slice(-2)).toEqual([NOT_WON, WON_AFTER_ALL]);
    expect(await reserve.page.title()).toBe("You won: Bicycle · Summer fair · Raffles");
  });

  it("is announced on the phone that has lost it, also after a reload", async () => {
    const { id, winner, winningNumber } = await playRaffle();
    await winner.page.getByText(WON).waitFor();
    await forfeit(id, winningNumber);
    await winner.page.getByText(PASSED_ON).waitFor();
    expect(await winner.page.title()).toBe("Summer fair · Raffles");
    await winner.page.reload();
    await winner.page.getByText(PASSED_ON).waitFor();
  });

  it("is noticed by a page that was opened after the draw", async () => {
    const { id, reserve, winningNumber } = await playRaffle();
    await reserve.page.reload();
    await reserve.page.getByText(NOT_WON).waitFor();
    await forfeit(id, winningNumber);
    await reserve.page.getByText(WON_AFTER_ALL).waitFor();
  });

  it("is noticed when a hidden page is shown again", async () => {
    const { id, reserve, winningNumber } = await playRaffle();
    await reserve.page.getByText(NOT_WON).waitFor();
    const setHidden = (isHidden: boolean) =>
      reserve.page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, isHidden);
    await setHidden(true);
    await forfeit(id, winningNumber);
    await setHidden(false);
    await reserve.page.getByText(WON_AFTER_ALL).waitFor();
  });

  it("is noticed by polling while the event stream is blocked", async () => {
    const id = await createRaffle({ total_tickets: 2 });
    const tickets = (await claimMany(id, 2)) as [Ticket, Ticket];
    const [winningNumber = 0] = await drawWinners(id);
    const { page, open } = await newPlayer();
    await page.clock.install();
    await page.route("**/live/", (route) => route.fulfill({ status: 403 }));
    const reserve = tickets.find(({ ticket_number }) => ticket_number !== winningNumber) as Ticket;
    await open(linkTo(id, reserve));
    await page.getByText(NOT_WON).waitFor();
    await forfeit(id, winningNumber);
    const polled = page.waitForResponse(`**/raffles/${id}/draw/`);
    await page.clock.runFor(10_000);
    await polled;
    // Runs the spread before the ticket is verified again, as soon as the poll is read.
    await expect
      .poll(async () => {
        await page.clock.runFor(1000);
        return page.locator(".outcome").textContent();
      })
      .toBe(WON_AFTER_ALL);
  });
});

describe("a page without a ticket", () => {
  it("stops watching at the draw", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    await claim(id);
    await drawWinners(id);
    const { page, open } = await newPlayer();
    const streams: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/live/")) streams.push(request.url());
    });
    await open(`/r/${id}`);
    await page.getByRole("heading", { name: "Winners" }).waitFor();
    expect(streams).toEqual([]);
  });
});
