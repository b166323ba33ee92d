import { expect, it } from "vitest";
import { claim, createRaffle, drawWinners, availableTickets, deleteRaffle } from "./api";
import { newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

it("gets the same ticket when the answer was lost", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  let given: unknown;
  await page.route("**/participate/", async (route) => {
    given = await (await route.fetch()).json();
    await route.abort();
    await page.unroute("**/participate/");
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.locator("#mine .ticket").waitFor();
  expect(given).toBeDefined();
  expect(await shownTicket(page)).toEqual(given);
  expect(await availableTickets(id)).toBe(4);
});

it("gets the same ticket when the page was closed before the answer came", async () => {
  const id = await createRaffle();
  const { context, page, open } = await newPlayer();
  await open(`/r/${id}`);
  const given = new Promise((resolve) => {
    page.route("**/participate/", async (route) => {
      resolve(await (await route.fetch()).json());
      await page.close();
    });
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  const ticket = await given;
  const later = await context.newPage();
  await later.goto(`/r/${id}`);
  await later.locator("#mine .ticket").waitFor();
  expect(await shownTicket(later)).toEqual(ticket);
  expect(await availableTickets(id)).toBe(4);
});

it("gets it also when the raffle sold out meanwhile", async () => {
  const id = await createRaffle({ total_tickets: 1 });
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  const given = new Promise((resolve) => {
    page.route("**/participate/", async (route) => {
      resolve(await (await route.fetch()).json());
      await page.unroute("**/participate/");
      await page.reload();
    });
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.locator("#mine .ticket").waitFor();
  expect(await shownTicket(page)).toEqual(await given);
});

it("waits while it is offline, and goes on by itself", async () => {
  const id = await createRaffle();
  const { context, page, open } = await newPlayer();
  await open(`/r/${id}`);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.getByText("You seem to be offline.").waitFor();
  await context.setOffline(false);
  await page.locator("#mine .ticket").waitFor();
  expect(await availableTickets(id)).toBe(4);
});

it.each([
  "connection",
  "service",
  "proxy",
])("a winner is told in the end though the %s failed at first", async (what) => {
  const id = await createRaffle({ total_tickets: 1 });
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.locator('#stage[data-stage="soldOut"]').waitFor();
  let looks = 0;
  await page.route("**/verify-ticket/", async (route) => {
    if (looks++ > 0) return route.continue();
    if (what === "connection") return route.abort("connectionreset");
    if (what === "proxy")
      return route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" });
    return route.fulfill({ status: 429, headers: { "Retry-After": "1" }, body: "{}" });
  });
  await drawWinners(id);
  await page.getByText("You have won: Bicycle!").waitFor();
  expect(looks).toBe(2);
});

it("finds a ticket of a raffle that sold out though the next question is lost too", async () => {
  const id = await createRaffle({ total_tickets: 1 });
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  let asked = 0;
  await page.route("**/participate/", async (route) => {
    asked++;
    if (asked > 2) return route.continue();
    if (asked === 2) return route.abort("connectionreset");
    await route.fetch();
    await page.reload();
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.locator("#mine .ticket").waitFor();
  expect(asked).toBe(3);
});

it("finds a ticket again for which the browser had no room, by its key", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  await page.evaluate(() => {
    // All but 130 characters of what a site may keep: room for the key and not for the ticket.
    const fits = (length: number) => {
      try {
        localStorage.setItem("x", "x".repeat(length));
        return true;
      } catch {
        return false;
      }
    };
    let [low, high] = [0, 6_000_000];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (fits(middle)) low = middle;
      else high = middle - 1;
    }
    fits(low - 130);
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  const ticket = await shownTicket(page);
  await page.reload();
  expect(await shownTicket(page)).toEqual(ticket);
});

it("ends in the last of two stages, though the page of the first comes after that of the last", async () => {
  const id = await createRaffle({ total_tickets: 1 });
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  let late: (() => Promise<void>) | undefined;
  await page.route(`**/r/${id}`, async (route) => {
    if (late) return route.continue();
    const response = await route.fetch();
    late = () => route.fulfill({ response }).catch(() => {});
  });
  await claim(id);
  await expect.poll(() => late, { timeout: 10_000 }).toBeDefined();
  await drawWinners(id);
  await page.getByRole("heading", { name: "The winners" }).waitFor();
  await late?.();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  expect(await page.locator("#stage").getAttribute("data-stage")).toBe("drawn");
});

it("tells who checks a ticket that the raffle is gone", async () => {
  const id = await createRaffle({ total_tickets: 1 });
  const { ticket_number, verification_code } = await claim(id);
  await drawWinners(id);
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  await deleteRaffle(id);
  await page.getByLabel("Ticket number", { exact: true }).fill(String(ticket_number));
  await page.getByLabel("Code", { exact: true }).fill(verification_code);
  await page.getByRole("button", { name: "Check this ticket" }).click();
  await page.locator(".verdict").getByText("no such raffle").waitFor();
});

it("keeps the key of a lost answer though the next is a refusal at another address", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  let asked = 0;
  await page.route("**/participate/", async (route) => {
    if (asked++ > 1) return route.continue();
    if (asked === 2) return route.fulfill({ status: 403, json: { type: "/problems/already-participated" } });
    await route.fetch();
    return route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "Take my ticket" }).click();
  await page.locator("#claim .notice.bad").waitFor();
  await page.reload();
  await page.locator("#mine .ticket").waitFor();
  expect([asked, await availableTickets(id)]).toEqual([3, 4]);
});
