import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  availableTickets,
  claim,
  claimMany,
  createRaffle,
  deleteRaffle,
  drawWinners,
  forfeit,
  type Ticket,
} from "./api";
import { newPlayer, useBrowser } from "./visit";

useBrowser();

const LIST = "**/raffle-summaries";

/** Stores tickets as client/storage.ts does. */
const storeTickets = (page: Page, id: string, ...tickets: readonly Ticket[]) =>
  page.addInitScript(
    ([raffleId, list]) => {
      for (const [i, ticket] of list.entries()) {
        const name = `ticket ${raffleId}${i > 0 ? ` ${ticket.ticket_number}` : ""}`;
        localStorage.setItem(name, JSON.stringify({ ticket }));
      }
    },
    [id, tickets] as const,
  );

const rowOf = (page: Page, name: string | RegExp) => page.locator("#my-tickets li", { hasText: name });

/** Returns the texts of a row: the name, the number and what became of the ticket. */
const textsOf = async (page: Page, name: string | RegExp) => {
  const row = rowOf(page, name);
  await row.locator(".fate").filter({ hasNotText: "Loading…" }).waitFor();
  return row.locator("a, span").allTextContents();
};

/** Creates a drawn raffle of two tickets. */
async function playRaffle(name: string) {
  const id = await createRaffle({ name, total_tickets: 2 });
  const tickets = await claimMany(id, 2);
  const [winning = 0] = await drawWinners(id);
  const isWinner = ({ ticket_number }: Ticket) => ticket_number === winning;
  return {
    id,
    winner: tickets.find(isWinner) as Ticket,
    loser: tickets.find((ticket) => !isWinner(ticket)) as Ticket,
  };
}

describe("the home page", () => {
  it("has no list of tickets without a ticket", async () => {
    const { page, open } = await newPlayer();
    await open("/");
    expect(await page.locator("#my-tickets").isVisible()).toBe(false);
    expect(await page.getByRole("img", { name: "Example of a ticket" }).isVisible()).toBe(true);
  });

  it("lists the tickets of this browser, also of raffles that are not on the page", async () => {
    // The larger number must not be measured by the total of the only raffle on the page.
    const large = await createRaffle({ name: "Elsewhere", total_tickets: 9 });
    const several = await createRaffle({ name: "Several" });
    const tickets = await claimMany(large, 9);
    const last = tickets.find(({ ticket_number }) => ticket_number === 9) as Ticket;
    const { page, open, errors } = await newPlayer();
    await storeTickets(page, large, last);
    const [first, second] = (await claimMany(several, 2)) as [Ticket, Ticket];
    await storeTickets(page, several, first, second);
    await createRaffle({ total_tickets: 1 });
    await open("/?limit=1");
    expect(await textsOf(page, "Elsewhere")).toEqual(["Elsewhere", "Ticket 9", "Waiting for the draw"]);
    await rowOf(page, "Several").nth(1).waitFor();
    const numbers = await rowOf(page, "Several").locator(".my-number").allTextContents();
    expect(numbers).toEqual([first, second].map(({ ticket_number }) => `Ticket ${ticket_number}`));
    expect(await page.locator(".example").isVisible()).toBe(false);
    await page.getByRole("link", { name: "Elsewhere" }).click();
    await page.waitForURL(`**/r/${large}`);
    expect(errors).toEqual([]);
  });

  it("shows what a ticket has won once the raffle is drawn, and asks once", async () => {
    const id = await createRaffle({ name: "Followed", total_tickets: 1 });
    // The page polls as long as one raffle is open.
    await createRaffle();
    const { page, open, errors } = await newPlayer();
    await page.clock.install();
    await storeTickets(page, id, await claim(id));
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes(id)) asked.push(request.url());
    });
    await open("/");
    await rowOf(page, "Followed").getByText("Waiting for the draw").waitFor();
    expect(asked).toEqual([]);
    await drawWinners(id);
    await availableTickets(id);
    await page.clock.runFor(20_000);
    await rowOf(page, "Followed").getByText("You won: Bicycle").waitFor();
    for (let polls = 0; polls < 2; polls++) {
      const polled = page.waitForResponse(LIST);
      await page.clock.runFor(20_000);
      await (await polled).finished();
    }
    expect(asked).toEqual([expect.stringMatching(/\/verify-ticket\/$/)]);
    expect(errors).toEqual([]);
  });

  it("shows that a ticket has not won, and that a prize was not collected in time", async () => {
    const { id, winner, loser } = await playRaffle("Passed on");
    const { page, open } = await newPlayer();
    await storeTickets(page, id, winner);
    await open(`/r/${id}`);
    await page.locator(".ticket.won").waitFor();
    await forfeit(id, winner.ticket_number);
    await open("/");
    expect((await textsOf(page, "Passed on")).at(-1)).toBe("The prize was not collected in time");
    const other = await playRaffle("Lost");
    const { page: second, open: openSecond } = await newPlayer();
    await storeTickets(second, other.id, other.loser);
    await storeTickets(second, id, loser);
    await openSecond("/");
    expect((await textsOf(second, "Lost")).at(-1)).toBe("Not this time");
    expect((await textsOf(second, "Passed on")).at(-1)).toBe("You won: Bicycle");
  });

  it("leaves the celebration to the raffle's page", async () => {
    const { id, winner } = await playRaffle("Celebrated later");
    const { page, open } = await newPlayer();
    await storeTickets(page, id, winner);
    await open("/");
    await rowOf(page, "Celebrated later").getByText("You won: Bicycle").waitFor();
    await page.getByRole("link", { name: "Celebrated later" }).first().click();
    await page.locator(".ticket.celebrated").waitFor();
  });

  it("says that a raffle was deleted, and doesn't link to it", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await storeTickets(page, id, await claim(id));
    await deleteRaffle(id);
    await open("/");
    const name = `Raffle ${id.slice(0, 8)}`;
    expect((await textsOf(page, name)).at(-1)).toBe("This raffle was deleted");
    expect(await page.getByRole("link", { name }).count()).toBe(0);
  });

  it("says that a raffle can't be reached, and asks again", async () => {
    const { id, winner } = await playRaffle("Unsteady");
    await createRaffle({ total_tickets: 1 });
    const { page, open } = await newPlayer();
    await page.clock.install();
    await storeTickets(page, id, winner);
    await page.route(`**/raffles/${id}/`, (route) => route.abort());
    await open("/?limit=1");
    const row = rowOf(page, `Raffle ${id.slice(0, 8)}`);
    await row.getByText("The raffle can't be reached right now").waitFor();
    await page.unroute(`**/raffles/${id}/`);
    await page.route("**/verify-ticket/", (route) => route.fulfill({ status: 503 }));
    await page.clock.runFor(20_000);
    await rowOf(page, "Unsteady").getByText("The raffle can't be reached right now").waitFor();
    await page.unroute("**/verify-ticket/");
    await page.clock.runFor(20_000);
    await rowOf(page, "Unsteady").getByText("You won: Bicycle").waitFor();
  });

  it("removes the ticket of a deleted raffle when its button is pressed", async () => {
    const ticket = await claim(await createRaffle());
    const { page, open } = await newPlayer();
    await open("/");
    await page.evaluate(([name, item]) => localStorage.setItem(name, item), [
      `ticket ${crypto.randomUUID()}`,
      JSON.stringify({ ticket }),
    ] as const);
    await page.reload();
    await page.getByRole("button", { name: "Remove from this device" }).click();
    expect(await page.locator("#my-tickets").isVisible()).toBe(false);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  it("does not wait for a raffle that gives no answer", async () => {
    const [hanging, other] = [await createRaffle(), await createRaffle({ name: "Other" })];
    await createRaffle({ total_tickets: 1 });
    const { page, open } = await newPlayer();
    await page.addInitScript(() => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (ms) => timeout(ms / 100);
    });
    for (const id of [hanging, other]) await storeTickets(page, id, await claim(id));
    await page.route(`**/raffles/${hanging}/`, () => {});
    await open("/?limit=1");
    await rowOf(page, hanging.slice(0, 8)).getByText("The raffle can't be reached right now").waitFor();
    await rowOf(page, "Other").getByText("Waiting for the draw").waitFor();
  });

  it("asks about 20 raffles at a time", async () => {
    const ticket = await claim(await createRaffle());
    const { page, open } = await newPlayer();
    for (let n = 0; n < 25; n++) await storeTickets(page, crypto.randomUUID(), ticket);
    let requests = 0;
    page.on("request", (request) => {
      if (/\/raffles\/[^/]*\/$/.test(request.url())) requests++;
    });
    await open("/");
    await page.getByText("This raffle was deleted").nth(19).waitFor();
    expect(await page.locator("#my-tickets li").count()).toBe(25);
    expect(await page.getByText("Loading…").count()).toBe(0);
    expect(requests).toBe(20);
  });

  it.each([
    ["markup", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["turned text", "\u202eelffar\u202c", "elffar"],
    ["no visible character", "\u200b", "(?)"],
  ])("shows a name of %s as text", async (_, name, shown) => {
    const id = await createRaffle({ name, total_tickets: 1, prizes: [{ name, amount: 1 }] });
    const winner = await claim(id);
    await drawWinners(id);
    await createRaffle({ total_tickets: 1 });
    const { page, open, errors } = await newPlayer({ viewport: { width: 320, height: 640 } });
    await storeTickets(page, id, winner);
    await open("/?limit=1");
    const row = page.locator("#my-tickets li");
    await row.locator(".fate.won").waitFor();
    expect(await row.locator("a, span").allTextContents()).toEqual([shown, "Ticket 1", `You won: ${shown}`]);
    expect(errors).toEqual([]);
  });

  it("ignores stored items that are no tickets of a raffle", async () => {
    const ticket = await claim(await createRaffle());
    const { page, open, errors } = await newPlayer();
    await page.addInitScript((text) => {
      for (const name of ["ticket ", "ticket x", "ticket ../../docs", "ticketing", "form x"]) {
        localStorage.setItem(name, text);
      }
      localStorage.setItem(`ticket ${crypto.randomUUID()}`, "{");
    }, JSON.stringify({ ticket }));
    await open("/");
    expect(await page.locator("#my-tickets").isVisible()).toBe(false);
    expect(errors).toEqual([]);
  });
});
