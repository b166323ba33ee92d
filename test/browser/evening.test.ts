import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { ticketLink } from "../../src/contract/links";
import { awardStatuses, createRaffle, type Ticket, winnersByPrize } from "./api";
import { newCamera } from "./camera";
import { SERVICE } from "./service";
import { newManager, newPlayer, shownTicket, useBrowser, type Visitor } from "./visit";

const camera = newCamera();
useBrowser(async () => {
  camera.show("nothing yet");
  return camera.flags;
});

const PRIZES = [
  { name: "Bicycle", amount: 1 },
  { name: "Book", amount: 2 },
];
const TIMEOUT_MS = 120_000;

const panel = (page: Page, text: string | RegExp) => page.locator("#result .panel").filter({ hasText: text });
const button = (page: Page, name: string) => page.getByRole("button", { name });

/** Claims a ticket on a phone. */
async function claimOnPhone(id: string): Promise<{ phone: Visitor; ticket: Ticket }> {
  const phone = await newPlayer();
  await phone.open(`/r/${id}`);
  await phone.page.locator("#claim button").click();
  await phone.page.locator("#mine .number").waitFor();
  return { phone, ticket: (await shownTicket(phone.page)) as Ticket };
}

async function openDesk(id: string): Promise<Visitor> {
  const desk = await newManager({ permissions: ["camera"], viewport: { width: 768, height: 1024 } });
  await desk.open(`/manage/${id}/desk`);
  return desk;
}

/** Enters a ticket by the keyboard, in the focused field for the number. */
async function enter({ page }: Visitor, { ticket_number, verification_code }: Ticket): Promise<void> {
  await page.keyboard.type(String(ticket_number));
  await page.keyboard.press("Tab");
  await page.keyboard.type(verification_code);
  await page.keyboard.press("Enter");
}

it(
  "a whole evening: draw, presentation, three winners at two desks, and a reserve who wins after all",
  async () => {
    const id = await createRaffle({ total_tickets: 4, prizes: PRIZES });
    const players: Awaited<ReturnType<typeof claimOnPhone>>[] = [];
    for (let n = 0; n < 4; n++) players.push(await claimOnPhone(id));

    const screen = await newManager({ viewport: { width: 1920, height: 1080 } });
    await screen.open(`/manage/${id}/reveal`);
    await screen.page.locator("#confirm-draw summary").click();
    await button(screen.page, "Yes, draw now").click();
    await screen.page.locator(".reveal-controls").waitFor();
    await screen.page.keyboard.press("End");
    await expect
      .poll(() => screen.page.locator("body").getAttribute("data-shown"), { timeout: 10_000 })
      .toBe("end");

    const playerOf = (number: number) =>
      players.find(({ ticket }) => ticket.ticket_number === number) as (typeof players)[number];
    const winners = (await winnersByPrize(id)).map(({ ticket_number }) => playerOf(ticket_number));
    const [first, second, absent] = winners as [
      (typeof players)[number],
      (typeof players)[number],
      (typeof players)[number],
    ];
    const reserve = players.find((player) => !winners.includes(player)) as (typeof players)[number];
    await first.phone.page.getByText("You won: Bicycle!").waitFor();

    const { ticket_number, verification_code } = first.ticket;
    camera.show(ticketLink(SERVICE, id, ticket_number, verification_code));
    const [here, there] = [await openDesk(id), await openDesk(id)];
    await button(here.page, "Scan tickets").click();
    await panel(here.page, `Ticket ${ticket_number} has won`).waitFor();
    await button(here.page, "Hand over").click();
    await panel(here.page, "Handed over, ").waitFor();

    await enter(there, second.ticket);
    await panel(there.page, "has won").waitFor();
    await there.page.keyboard.press("Enter");
    await panel(there.page, "Handed over, ").waitFor();
    await button(there.page, "Undo").click();
    await panel(there.page, "Undone. The prize has not been handed over.").waitFor();
    await button(there.page, "Hand over").click();
    await panel(there.page, "Handed over, ").waitFor();

    await there.open(`/manage/${id}/desk`);
    await enter(there, first.ticket);
    await panel(there.page, "Already collected, ").waitFor();

    await there.page
      .getByLabel("Ticket number of the absent winner")
      .fill(String(absent.ticket.ticket_number));
    await button(there.page, "Pass on to the next reserve…").click();
    await button(there.page, `Yes, pass on to ticket ${reserve.ticket.ticket_number}`).click();
    await reserve.phone.page.getByText("You won after all: Book!").waitFor();
    expect(await awardStatuses(id)).toEqual({
      [first.ticket.ticket_number]: "collected",
      [second.ticket.ticket_number]: "collected",
      [absent.ticket.ticket_number]: "forfeited",
      [reserve.ticket.ticket_number]: "won",
    });
  },
  TIMEOUT_MS,
);
