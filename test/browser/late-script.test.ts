import type { Page, Route } from "playwright-core";
import { expect, it } from "vitest";
import { createRaffle, drawWinners, availableTickets } from "./api";
import { newAddress, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const button = (page: Page) => page.getByRole("button", { name: "Take my ticket" });

/** Holds the pages' script back, as a slow network does. @returns what lets it come */
async function delayScript(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let late = true;
  await page.route("**/assets/pages.*.js", async (route) => {
    if (late) held.push(route);
    else await route.continue();
  });
  return async () => {
    late = false;
    // A page that is gone by now waits for nothing.
    await Promise.all(held.map((route) => route.continue().catch(() => {})));
  };
}

/** Opens a raffle's page, whose script is still on its way, and presses the button. */
async function press(page: Page, id: string): Promise<void> {
  await page.goto(`/r/${id}`, { waitUntil: "commit" });
  await button(page).click();
  await page.waitForURL(`**/r/${id}/ticket`, { waitUntil: "commit" });
}

const kept = (page: Page) => page.getByText("Kept in this browser.");

it("keeps the ticket of a button that was pressed before the script came, and tells of its win", async () => {
  const id = await createRaffle({ total_tickets: 1 });
  const { page, errors } = await newPlayer();
  const release = await delayScript(page);
  await press(page, id);
  const ticket = await shownTicket(page);
  await page.getByText("Please write it down").waitFor();
  await release();
  await kept(page).waitFor();
  expect(await shownTicket(page)).toEqual(ticket);
  expect(await page.getByRole("button", { name: "Remove from here" }).isVisible()).toBe(true);
  expect(new URL(page.url()).pathname).toBe(`/r/${id}`);

  const methods: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest()) methods.push(request.method());
  });
  await page.reload();
  await kept(page).waitFor();
  expect(await shownTicket(page)).toEqual(ticket);
  expect(methods).toEqual(["GET"]);
  await drawWinners(id);
  await page.getByText("You have won: Bicycle!").waitFor();
  expect(errors).toEqual([]);
});

it("shows the same ticket where the form's answer is loaded again before the script came", async () => {
  const id = await createRaffle();
  const { page } = await newPlayer();
  const release = await delayScript(page);
  await press(page, id);
  const ticket = await shownTicket(page);
  await page.reload({ waitUntil: "commit" });
  expect(await shownTicket(page)).toEqual(ticket);
  await release();
  await kept(page).waitFor();
  await page.goto(`/r/${id}`);
  expect(await shownTicket(page)).toEqual(ticket);
  expect(await availableTickets(id)).toBe(4);
});

it("gives one ticket to who presses twice before the script came", async () => {
  const id = await createRaffle();
  const { page } = await newPlayer();
  const release = await delayScript(page);
  await page.goto(`/r/${id}`, { waitUntil: "commit" });
  await button(page).dblclick();
  const ticket = await shownTicket(page);
  await release();
  await kept(page).waitFor();
  expect([await shownTicket(page), await availableTickets(id)]).toEqual([ticket, 4]);
});

/**
 * Presses the button of a page whose form's answer is held back, then lets the script come. Until that answer the browser
 * passes on nothing to the page: it presses again by itself, if it is to, and tells by a request that the script is there.
 *
 * @returns the held form
 */
async function pressAndHold(page: Page, id: string, again: boolean): Promise<Route> {
  const release = await delayScript(page);
  const held = new Promise<Route>((resolve) => page.route(`**/r/${id}/ticket`, resolve, { times: 1 }));
  await page.addInitScript(
    ([name, again]) => {
      const look = (): unknown => {
        if (!localStorage.getItem(name)) return setTimeout(look, 20);
        if (again) document.querySelector<HTMLButtonElement>("#claim button")?.click();
        return fetch("/healthz");
      };
      const first = location.protocol === "http:" && !sessionStorage.getItem("seen");
      if (!first) return;
      sessionStorage.setItem("seen", "yes");
      // Chromium gives up a script that is on its way when a form is sent, other browsers do not.
      document.addEventListener(
        "submit",
        () => {
          const script = document.createElement("script");
          script.type = "module";
          script.src = document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? "";
          document.head.append(script);
          look();
        },
        { once: true },
      );
    },
    [`form ${id}`, again] as const,
  );
  const there = page.waitForResponse(again ? "**/participate/" : "**/healthz");
  await page.goto(`/r/${id}`, { waitUntil: "commit" });
  await button(page).click({ noWaitAfter: true });
  const route = await held;
  await release();
  await there;
  return route;
}

it("gets one ticket where the script comes while the form is on its way, and the button is pressed again", async () => {
  const id = await createRaffle();
  const { page } = await newPlayer();
  const form = await pressAndHold(page, id, true);
  await form.continue();
  await kept(page).waitFor();
  const ticket = await shownTicket(page);
  await page.goto(`/r/${id}`);
  expect([await shownTicket(page), await availableTickets(id)]).toEqual([ticket, 4]);
});

it.each([
  "with",
  "before",
])("finds the ticket of a form whose answer was lost, pressed again %s the script", async (when) => {
  const id = await createRaffle();
  const { page } = await newPlayer();
  const form = await pressAndHold(page, id, false);
  const html = await (await form.fetch()).text();
  const failed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/ticket"));
  await form.abort("connectionreset");
  await failed;
  await page.unroute("**/assets/pages.*.js");
  if (when === "with") {
    await page.goto(`/r/${id}`);
    await button(page).click();
  } else {
    const release = await delayScript(page);
    await press(page, id);
    await page.getByText("A ticket was already taken from here").waitFor();
    await release();
  }
  await kept(page).waitFor();
  expect(html).toContain((await shownTicket(page)).verification_code);
  expect(await page.getByText("A ticket was already taken from here").count()).toBe(0);
  expect(await availableTickets(id)).toBe(4);
});

it("repeats by itself a form that found the service busy, with its key", async () => {
  const id = await createRaffle();
  const { page } = await newPlayer();
  const release = await delayScript(page);
  let given = "";
  await page.route(`**/r/${id}/ticket`, async (route) => {
    // The ticket was given, and the answer to the Worker lost.
    given = await (await route.fetch()).text();
    const key = new URLSearchParams(route.request().postData() ?? "").get("key");
    const blank = await (await route.fetch({ method: "GET", url: page.url(), postData: "" })).text();
    const body = blank
      .replace('<form id="claim"', '<form id="claim" data-refused="unavailable"')
      .replace(/name="key" value="[^"]*"/, `name="key" value="${key}"`);
    await route.fulfill({ status: 503, contentType: "text/html", body });
  });
  await press(page, id);
  await release();
  await kept(page).waitFor();
  expect(given).toContain((await shownTicket(page)).verification_code);
});

it("keeps the ticket that was kept beside the one that another address got before the script came", async () => {
  const id = await createRaffle();
  const { page, context } = await newPlayer();
  await page.goto(`/r/${id}`);
  await button(page).click();
  await kept(page).waitFor();
  const first = await shownTicket(page);
  await context.setExtraHTTPHeaders({ "CF-Connecting-IP": newAddress() });
  await page.goto("about:blank");
  const release = await delayScript(page);
  await press(page, id);
  const second = await shownTicket(page);
  expect(second).not.toEqual(first);
  await release();
  await kept(page).nth(1).waitFor();
  await page.reload();
  await kept(page).nth(1).waitFor();
  const codes = await page.locator("#mine .code").allTextContents();
  expect(codes.toSorted()).toEqual([first, second].map((ticket) => ticket.verification_code).toSorted());
});

it("shows the kept ticket to who pressed before the script came, and not that one was already taken", async () => {
  const id = await createRaffle();
  const { page } = await newPlayer();
  await page.goto(`/r/${id}`);
  await button(page).click();
  await kept(page).waitFor();
  const ticket = await shownTicket(page);
  const release = await delayScript(page);
  await press(page, id);
  await page.getByText("A ticket was already taken from here").waitFor();
  await release();
  await kept(page).waitFor();
  expect(await shownTicket(page)).toEqual(ticket);
  expect(await page.getByText("A ticket was already taken from here").count()).toBe(0);
});

it("does not lose the ticket of a browser that keeps nothing, by a reload or a way back", async () => {
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
  await press(page, id);
  const ticket = await shownTicket(page);
  await release();
  await page.getByText("This browser keeps nothing").waitFor();
  // As if it came out of the browser's cache of whole pages: what it holds is nowhere else.
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  expect(await shownTicket(page)).toEqual(ticket);
  await page.reload();
  await page.getByText("This browser keeps nothing").waitFor();
  expect(await shownTicket(page)).toEqual(ticket);
  expect(await availableTickets(id)).toBe(1);
  expect(errors).toEqual([]);
});
