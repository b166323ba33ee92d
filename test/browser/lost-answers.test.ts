import { describe, expect, it } from "vitest";
import { availableTickets, claim, createRaffle, deleteRaffle, drawWinners } from "./api";
import { newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

describe("a claim with a lost answer", () => {
  it("gets the same ticket when the answer is lost", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    let given: unknown;
    await page.route("**/participate/", async (route) => {
      given = await (await route.fetch()).json();
      await route.abort();
      await page.unroute("**/participate/");
    });
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    expect(given).toBeDefined();
    expect(await shownTicket(page)).toEqual(given);
    expect(await availableTickets(id)).toBe(4);
  });

  it("gets the same ticket when the page is closed before the answer", async () => {
    const id = await createRaffle();
    const { context, page, open } = await newPlayer();
    await open(`/r/${id}`);
    const given = new Promise((resolve) => {
      page.route("**/participate/", async (route) => {
        resolve(await (await route.fetch()).json());
        await page.close();
      });
    });
    await page.getByRole("button", { name: "Get my ticket" }).click();
    const ticket = await given;
    const later = await context.newPage();
    await later.goto(`/r/${id}`);
    await later.locator("#mine .ticket").waitFor();
    expect(await shownTicket(later)).toEqual(ticket);
    expect(await availableTickets(id)).toBe(4);
  });

  it("gets the same ticket when the raffle has sold out meanwhile", async () => {
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
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    expect(await shownTicket(page)).toEqual(await given);
  });

  it("is repeated when there is no answer at all", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.addInitScript(() => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (ms) => timeout(ms / 100);
    });
    await open(`/r/${id}`);
    // The first request hangs.
    await page.route("**/participate/", () => {}, { times: 1 });
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    expect(await availableTickets(id)).toBe(4);
  });

  it("waits while it is offline", async () => {
    const id = await createRaffle();
    const { context, page, open } = await newPlayer();
    await open(`/r/${id}`);
    await context.setOffline(true);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.getByText("You're offline.").waitFor();
    await context.setOffline(false);
    await page.locator("#mine .ticket").waitFor();
    expect(await availableTickets(id)).toBe(4);
  });

  it("finds its ticket in a sold-out raffle although the next answer is lost, too", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    let requests = 0;
    await page.route("**/participate/", async (route) => {
      requests++;
      if (requests > 2) return route.continue();
      if (requests === 2) return route.abort("connectionreset");
      await route.fetch();
      await page.reload();
    });
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    expect(requests).toBe(3);
  });

  it("gets a ticket by its key when the browser had no room for it", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await page.evaluate(() => {
      // Leaves 130 characters of storage: enough for the key, but not for the ticket.
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
    await page.getByRole("button", { name: "Get my ticket" }).click();
    const ticket = await shownTicket(page);
    await page.reload();
    expect(await shownTicket(page)).toEqual(ticket);
  });

  it("keeps the key of a lost answer although another address is rejected", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    let requests = 0;
    await page.route("**/participate/", async (route) => {
      if (requests++ > 1) return route.continue();
      if (requests === 2)
        return route.fulfill({ status: 403, json: { type: "/problems/already-participated" } });
      await route.fetch();
      return route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#claim .notice.bad").waitFor();
    await page.reload();
    await page.locator("#mine .ticket").waitFor();
    expect([requests, await availableTickets(id)]).toEqual([3, 4]);
  });
});

describe("a raffle's page with lost or late answers", () => {
  it.each(["connection", "service", "proxy"])("shows a win although the %s failed at first", async (what) => {
    const id = await createRaffle({ total_tickets: 1 });
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator('#stage[data-stage="closed"]').waitFor();
    let requests = 0;
    await page.route("**/verify-ticket/", async (route) => {
      if (requests++ > 0) return route.continue();
      if (what === "connection") return route.abort("connectionreset");
      if (what === "proxy")
        return route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" });
      return route.fulfill({ status: 429, headers: { "Retry-After": "1" }, body: "{}" });
    });
    await drawWinners(id);
    await page.getByText("You won: Bicycle!").waitFor();
    expect(requests).toBe(2);
  });

  it("shows the last stage although the page of an earlier one arrives later", async () => {
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
    await page.getByRole("heading", { name: "Winners" }).waitFor();
    await late?.();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    expect(await page.locator("#stage").getAttribute("data-stage")).toBe("drawn");
  });

  it("shows that the raffle is deleted when a ticket is checked", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    const { ticket_number, verification_code } = await claim(id);
    await drawWinners(id);
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await deleteRaffle(id);
    await page.getByText("Check a ticket").click();
    await page.getByLabel("Ticket number", { exact: true }).fill(String(ticket_number));
    await page.getByLabel("Code", { exact: true }).fill(verification_code);
    await page.getByRole("button", { name: "Check this ticket" }).click();
    await page.locator(".verdict").getByText("no such raffle").waitFor();
  });
});
