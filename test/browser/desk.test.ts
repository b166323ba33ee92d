import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ticketLink } from "../../src/contract/links";
import { awardStatuses, playForPrizes, type Ticket } from "./api";
import { SCREENSHOTS, SERVICE } from "./service";
import { newManager, useBrowser } from "./visit";

useBrowser();

const panel = (page: Page, text: string | RegExp) => page.locator("#result .panel").filter({ hasText: text });
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);

/** Opens the desk of a raffle in a browser of its own. */
async function openDesk(id: string) {
  const visitor = await newManager({ viewport: { width: 390, height: 844 } });
  await visitor.open(`/manage/${id}/desk`);
  return visitor;
}

/** Enters a ticket by the keyboard alone, in the focused field for the number. */
async function enter(page: Page, { ticket_number, verification_code }: Ticket): Promise<void> {
  await page.keyboard.type(String(ticket_number));
  await page.keyboard.press("Tab");
  await page.keyboard.type(verification_code);
  await page.keyboard.press("Enter");
}

/** Enters a ticket and hands over its prize, by the keyboard alone. */
async function serve(page: Page, ticket: Ticket): Promise<void> {
  await enter(page, ticket);
  await panel(page, `Ticket ${ticket.ticket_number} has won`).waitFor();
  await page.keyboard.press("Enter");
  await panel(page, /Handed over, .*The prize of ticket/s).waitFor();
}

async function play(): Promise<{ id: string; winners: [Ticket, Ticket, Ticket]; reserves: Ticket[] }> {
  const { id, winners, reserves } = await playForPrizes();
  return { id, winners: winners as [Ticket, Ticket, Ticket], reserves };
}

describe("a queue at two desks", () => {
  it("is served by the keyboard alone, and each prize once", async () => {
    const { id, winners } = await play();
    const [first, second, third] = winners;
    const [here, there] = [await openDesk(id), await openDesk(id)];
    await serve(here.page, first);
    expect(await focused(here.page)).toBe("number");
    await serve(there.page, second);
    await serve(here.page, third);
    await enter(there.page, third);
    await panel(there.page, "Already collected, ").waitFor();
    expect(await focused(there.page)).toBe("number");
    expect(Object.values(await awardStatuses(id))).toEqual(["collected", "collected", "collected"]);
    expect([...here.errors, ...there.errors]).toEqual([]);
  });

  it("tells the slower of two desks with the same ticket that its prize is collected", async () => {
    const { id, winners } = await play();
    const pages = [(await openDesk(id)).page, (await openDesk(id)).page];
    for (const page of pages) {
      await enter(page, winners[0]);
      await panel(page, "has won").waitFor();
    }
    await Promise.all(pages.map((page) => page.keyboard.press("Enter")));
    await Promise.all(pages.map((page) => panel(page, /Handed over,|Already collected,/).waitFor()));
    const texts = await Promise.all(pages.map((page) => page.locator("#result h2").textContent()));
    expect(texts.map((text) => text?.split(",")[0]).toSorted()).toEqual(["Already collected", "Handed over"]);
  });
});

describe("the prize desk", () => {
  it("clears the result when the next ticket is entered", async () => {
    const { id, winners } = await play();
    const { page } = await openDesk(id);
    await serve(page, winners[0]);
    await page.route("**/desk", () => {});
    await enter(page, winners[1]);
    await page.locator("#result .panel").waitFor({ state: "detached" });
    expect(await page.locator("#desk-status").textContent()).toBe("Checking…");
  });

  it("selects the number of a ticket that has not won, so that the next one replaces it", async () => {
    const { id, winners, reserves } = await play();
    const { page } = await openDesk(id);
    await enter(page, reserves[0] as Ticket);
    await panel(page, "has not won").waitFor();
    await serve(page, winners[0]);
    expect((await awardStatuses(id))[winners[0].ticket_number]).toBe("collected");
  });

  it("undoes a hand-over", async () => {
    const { id, winners } = await play();
    const { page } = await openDesk(id);
    await serve(page, winners[0]);
    await page.getByRole("button", { name: "Undo" }).click();
    await panel(page, "Undone. The prize has not been handed over.").waitFor();
    expect([await focused(page), (await awardStatuses(id))[winners[0].ticket_number]]).toEqual([
      "number",
      "won",
    ]);
  });

  it("passes on a prize after it has named both tickets", async () => {
    const { id, winners, reserves } = await play();
    const [lost, reserve] = [winners[1].ticket_number, reserves[0]?.ticket_number ?? 0];
    const { page } = await openDesk(id);
    await page.getByLabel("Ticket number of the absent winner").fill(String(lost));
    await page.getByRole("button", { name: "Pass on to the next reserve…" }).click();
    await panel(
      page,
      `The next reserve is ticket ${reserve}. It gets the prize, and ticket ${lost}`,
    ).waitFor();
    expect((await awardStatuses(id))[lost]).toBe("won");
    await page.getByRole("button", { name: `Yes, pass on to ticket ${reserve}` }).click();
    await panel(page, `This prize was passed on to ticket ${reserve}`).waitFor();
    expect(await awardStatuses(id)).toMatchObject({ [lost]: "forfeited", [reserve]: "won" });
  });

  it("shows its own hand-over when the button is pressed again after a lost answer", async () => {
    const { id, winners } = await play();
    const { page } = await openDesk(id);
    await enter(page, winners[0]);
    await panel(page, "has won").waitFor();
    await page.route("**/collect", async (route) => {
      await route.fetch();
      await route.abort();
      await page.unroute("**/collect");
    });
    await page.keyboard.press("Enter");
    await page.getByText("No reply. Press the button again").waitFor();
    expect((await awardStatuses(id))[winners[0].ticket_number]).toBe("collected");
    await page.keyboard.press("Enter");
    await panel(page, "Handed over, ").waitFor();
    expect(await page.locator("#desk-status").textContent()).toBe("");
  });

  it("fills both fields from a link that is pasted into the field for the number", async () => {
    const { id, winners } = await play();
    const { ticket_number, verification_code } = winners[0];
    const { page } = await openDesk(id);
    await page.locator("#number").fill(ticketLink(SERVICE, id, ticket_number, verification_code));
    expect(await page.locator("#number").inputValue()).toBe(String(ticket_number));
    expect(await page.locator("#code").inputValue()).toBe(verification_code);
    await page.keyboard.press("Enter");
    await panel(page, `Ticket ${ticket_number} has won`).waitFor();
  });

  it("says that a link is of another raffle", async () => {
    const { id, winners } = await play();
    const { ticket_number, verification_code } = winners[0];
    const { page } = await openDesk(id);
    const link = ticketLink(SERVICE, crypto.randomUUID(), ticket_number, verification_code);
    await page.locator("#number").fill(link);
    await page.keyboard.press("Enter");
    await panel(page, "This ticket belongs to another raffle").waitFor();
  });

  it("looks up the ticket of its own link, and removes it from the address", async () => {
    const { id, winners } = await play();
    const { ticket_number, verification_code } = winners[0];
    const { page, open } = await newManager();
    await open(`/manage/${id}/desk#ticket=${ticket_number}.${verification_code}`);
    await panel(page, `Ticket ${ticket_number} has won`).waitFor();
    expect(page.url()).toBe(`${SERVICE}/manage/${id}/desk`);
  });

  it("shows times of today without their date, in the browser's time zone", async () => {
    const { id, winners } = await play();
    const { page, open } = await newManager({ timezoneId: "Asia/Tokyo" });
    await open(`/manage/${id}/desk`);
    await serve(page, winners[0]);
    const { at, shown } = await page.locator("#result time").evaluate((time: HTMLTimeElement) => ({
      at: time.dateTime,
      shown: time.textContent,
    }));
    const tokyo = { timeZone: "Asia/Tokyo", timeStyle: "short" } as const;
    expect(shown).toBe(new Intl.DateTimeFormat("en-GB", tokyo).format(new Date(at)));
  });
});

const sizes = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1200, height: 800 },
  { width: 1920, height: 1080 },
];
const looks = sizes.flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({ viewport, colorScheme })),
);
const long = [{ name: "Weekend in the mountains for two, with breakfast", amount: 2 }];

describe.each([
  ...looks,
  { viewport: { width: 390, height: 844 }, colorScheme: "light" as const, forcedColors: "active" as const },
])("the prize desk at $viewport.width px, $colorScheme, $forcedColors", (look) => {
  let played: Awaited<ReturnType<typeof playForPrizes>>;
  beforeAll(async () => {
    played = await playForPrizes(long);
  });

  it("shows each result without scrolling, within the window, and has no axe violations", async () => {
    const { id, winners, reserves } = played;
    const [winner, other] = winners as [Ticket, Ticket];
    const { page, open } = await newManager(look);
    await open(`/manage/${id}/desk`);
    const check = async (name: string) => {
      const kind = `${look.viewport.width}-${look.colorScheme}${"forcedColors" in look ? "-forced" : ""}`;
      await page.screenshot({ path: `${SCREENSHOTS}/desk-${name}-${kind}.png` });
      const box = await page.locator("#result .panel").boundingBox();
      expect(box?.y, name).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(look.viewport.height);
      expect(await page.evaluate(() => scrollX + scrollY), name).toBe(0);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess, name).toBeLessThanOrEqual(0);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
      expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html)}`)).toEqual(
        [],
      );
    };
    await enter(page, winner);
    await panel(page, "has won").waitFor();
    await check("won");
    await page.keyboard.press("Enter");
    await panel(page, "Handed over").waitFor();
    await check("handed-over");
    await enter(page, winner);
    await panel(page, "Already collected").waitFor();
    await check("collected");
    await page.getByText("Undo…").click();
    await page.getByRole("button", { name: "Yes, undo" }).click();
    await panel(page, "Undone.").waitFor();
    await check("undone");
    await page.locator("#number").focus();
    await enter(page, reserves[0] as Ticket);
    await panel(page, "has not won").waitFor();
    await check("not-won");
    await enter(page, { ...other, verification_code: "0000" });
    await panel(page, "This is not the code of ticket").waitFor();
    await check("wrong-code");
  });
});
