import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { availableTickets, createRaffle, drawWinners } from "./api";
import { newAddress, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const button = (page: Page) => page.getByRole("button", { name: "Get my ticket" });

/** Delays the pages' script, as a slow network does. Returns a function that lets it load. */
async function delayScript(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let late = true;
  await page.route("**/assets/players-*.js", async (route) => {
    if (late) held.push(route);
    else await route.continue();
  });
  return async () => {
    late = false;
    // A page that is gone by now no longer waits for its script.
    await Promise.all(held.map((route) => route.continue().catch(() => {})));
  };
}

/** Opens a raffle's page and presses the button before the script has loaded. */
async function pressEarly(page: Page, id: string): Promise<void> {
  await page.goto(`/r/${id}`, { waitUntil: "commit" });
  await button(page).click();
  await page.waitForURL(`**/r/${id}/ticket`, { waitUntil: "commit" });
}

const storedNote = (page: Page) => page.getByText("Saved in this browser.");

describe("a button pressed before the script has loaded", () => {
  it("stores the ticket of a button that was pressed early, and shows its win", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    const { page, errors } = await newPlayer();
    const release = await delayScript(page);
    await pressEarly(page, id);
    const ticket = await shownTicket(page);
    await page.getByText("Please write it down").waitFor();
    await release();
    await storedNote(page).waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await page.getByRole("button", { name: "Remove from this device" }).isVisible()).toBe(true);
    expect(new URL(page.url()).pathname).toBe(`/r/${id}`);

    const methods: string[] = [];
    page.on("request", (request) => {
      if (request.isNavigationRequest()) methods.push(request.method());
    });
    await page.reload();
    await storedNote(page).waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(methods).toEqual(["GET"]);
    await drawWinners(id);
    await page.getByText("You won: Bicycle!").waitFor();
    expect(errors).toEqual([]);
  });

  it("stores the ticket of a response that has no more than the ticket", async () => {
    const id = await createRaffle();
    const { page, errors } = await newPlayer();
    const release = await delayScript(page);
    // Turns the response into the one for a raffle that can't be read (TicketPage in raffle-view.tsx).
    await page.route(`**/r/${id}/ticket`, async (route) => {
      const response = await route.fetch();
      const body = (await response.text())
        .replace('data-page="raffle"', 'data-page="ticket"')
        .replace(
          /<div class="progress".*?<\/div>/s,
          `<div class="progress" data-raffle="${id}" hidden></div>`,
        )
        .replace(/<div id="stage".*?<\/div>/s, "");
      await route.fulfill({ response, body });
    });
    await pressEarly(page, id);
    const ticket = await shownTicket(page);
    await release();
    await storedNote(page).waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await page.locator("#stage, [data-total]").count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe(`/r/${id}`);
    await page.reload();
    await storedNote(page).waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(errors).toEqual([]);
  });

  it("shows the same ticket when the form's response is reloaded", async () => {
    const id = await createRaffle();
    const { page } = await newPlayer();
    const release = await delayScript(page);
    await pressEarly(page, id);
    const ticket = await shownTicket(page);
    await page.reload({ waitUntil: "commit" });
    expect(await shownTicket(page)).toEqual(ticket);
    await release();
    await storedNote(page).waitFor();
    await page.goto(`/r/${id}`);
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await availableTickets(id)).toBe(4);
  });

  it("gets one ticket when the button is pressed twice", async () => {
    const id = await createRaffle();
    const { page } = await newPlayer();
    const release = await delayScript(page);
    await page.goto(`/r/${id}`, { waitUntil: "commit" });
    await button(page).dblclick();
    const ticket = await shownTicket(page);
    await release();
    await storedNote(page).waitFor();
    expect([await shownTicket(page), await availableTickets(id)]).toEqual([ticket, 4]);
  });

  /**
   * Presses the button, delays the form's response and then lets the script load. Meanwhile Playwright can't
   * control the page. So the page itself waits for the script, presses again if `again` is true, and sends a
   * request.
   *
   * @returns the delayed form
   */
  async function pressAndHold(page: Page, id: string, again: boolean): Promise<Route> {
    const release = await delayScript(page);
    const held = new Promise<Route>((resolve) => page.route(`**/r/${id}/ticket`, resolve, { times: 1 }));
    await page.addInitScript(
      ([name, again]) => {
        const poll = (): unknown => {
          if (!localStorage.getItem(name)) return setTimeout(poll, 20);
          if (again) document.querySelector<HTMLButtonElement>("#claim button")?.click();
          return fetch("/healthz");
        };
        const isFirst = location.protocol === "http:" && !sessionStorage.getItem("seen");
        if (!isFirst) return;
        sessionStorage.setItem("seen", "yes");
        // Unlike other browsers, Chromium cancels a script that is loading when a form is sent.
        document.addEventListener(
          "submit",
          () => {
            const script = document.createElement("script");
            script.type = "module";
            script.src = document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? "";
            document.head.append(script);
            poll();
          },
          { once: true },
        );
      },
      [`form ${id}`, again] as const,
    );
    const scriptLoaded = page.waitForResponse(again ? "**/participate/" : "**/healthz");
    await page.goto(`/r/${id}`, { waitUntil: "commit" });
    await button(page).click({ noWaitAfter: true });
    const route = await held;
    await release();
    await scriptLoaded;
    return route;
  }

  it("gets one ticket when the button is pressed again while the form is being sent", async () => {
    const id = await createRaffle();
    const { page } = await newPlayer();
    const form = await pressAndHold(page, id, true);
    await form.continue();
    await storedNote(page).waitFor();
    const ticket = await shownTicket(page);
    await page.goto(`/r/${id}`);
    expect([await shownTicket(page), await availableTickets(id)]).toEqual([ticket, 4]);
  });

  it.each([
    "after",
    "before",
  ])("finds the ticket of a form without an answer when the button is pressed again %s the script has loaded", async (when) => {
    const id = await createRaffle();
    const { page } = await newPlayer();
    const form = await pressAndHold(page, id, false);
    const html = await (await form.fetch()).text();
    const failed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/ticket"));
    await form.abort("connectionreset");
    await failed;
    await page.unroute("**/assets/players-*.js");
    if (when === "after") {
      await page.goto(`/r/${id}`);
      await button(page).click();
    } else {
      const release = await delayScript(page);
      await pressEarly(page, id);
      await page.getByText("A ticket was already taken on this connection").waitFor();
      await release();
    }
    await storedNote(page).waitFor();
    expect(html).toContain((await shownTicket(page)).verification_code);
    expect(await page.getByText("A ticket was already taken on this connection").count()).toBe(0);
    expect(await availableTickets(id)).toBe(4);
  });

  it("repeats a form with its key when the service was busy", async () => {
    const id = await createRaffle();
    const { page } = await newPlayer();
    const release = await delayScript(page);
    let response = "";
    await page.route(`**/r/${id}/ticket`, async (route) => {
      // The Durable Object gave a ticket, but its answer to the Worker was lost.
      response = await (await route.fetch()).text();
      const key = new URLSearchParams(route.request().postData() ?? "").get("key");
      const blank = await (await route.fetch({ method: "GET", url: page.url(), postData: "" })).text();
      const body = blank
        .replace('<form id="claim"', '<form id="claim" data-refused="unavailable"')
        .replace(/name="key" value="[^"]*"/, `name="key" value="${key}"`);
      await route.fulfill({ status: 503, contentType: "text/html", body });
    });
    await pressEarly(page, id);
    await release();
    await storedNote(page).waitFor();
    expect(response).toContain((await shownTicket(page)).verification_code);
  });

  it("stores the ticket of another address beside the one already stored", async () => {
    const id = await createRaffle();
    const { page, context } = await newPlayer();
    await page.goto(`/r/${id}`);
    await button(page).click();
    await storedNote(page).waitFor();
    const first = await shownTicket(page);
    await context.setExtraHTTPHeaders({ "CF-Connecting-IP": newAddress() });
    await page.goto("about:blank");
    const release = await delayScript(page);
    await pressEarly(page, id);
    const second = await shownTicket(page);
    expect(second).not.toEqual(first);
    await release();
    await storedNote(page).nth(1).waitFor();
    await page.reload();
    await storedNote(page).nth(1).waitFor();
    const codes = await page.locator("#mine .code").allTextContents();
    expect(codes.toSorted()).toEqual([first, second].map((ticket) => ticket.verification_code).toSorted());
  });

  it("shows the stored ticket instead of the rejection", async () => {
    const id = await createRaffle();
    const { page } = await newPlayer();
    await page.goto(`/r/${id}`);
    await button(page).click();
    await storedNote(page).waitFor();
    const ticket = await shownTicket(page);
    const release = await delayScript(page);
    await pressEarly(page, id);
    await page.getByText("A ticket was already taken on this connection").waitFor();
    await release();
    await storedNote(page).waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await page.getByText("A ticket was already taken on this connection").count()).toBe(0);
  });

  it("keeps the ticket of a browser without storage after a reload and from the back/forward cache", async () => {
    const id = await createRaffle({ total_tickets: 2 });
    const { page, errors } = await newPlayer();
    await page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("denied", "SecurityError");
          },
        });
      }
    });
    const release = await delayScript(page);
    await pressEarly(page, id);
    const ticket = await shownTicket(page);
    await release();
    await page.getByText("This browser can't save your ticket").waitFor();
    // As if from the back/forward cache. The ticket is stored nowhere else.
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    expect(await shownTicket(page)).toEqual(ticket);
    await page.reload();
    await page.getByText("This browser can't save your ticket").waitFor();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await availableTickets(id)).toBe(1);
    expect(errors).toEqual([]);
  });
});
