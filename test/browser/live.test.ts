import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { claim, createRaffle, deleteRaffle, drawWinners } from "./api";
import { newManager, newPlayer, useBrowser } from "./visit";

useBrowser();

/** Answers the request for the event stream. */
const respondWith = (status: number, contentType: string) => (page: Page) =>
  page.route("**/live/", (route) => route.fulfill({ status, contentType, body: "no" }));

/** Ways in which an event stream fails. */
const failures: Record<string, (page: Page) => Promise<unknown>> = {
  "is not supported by the browser": (page) =>
    page.addInitScript(() => Reflect.deleteProperty(window, "EventSource")),
  "is blocked by the browser": (page) =>
    page.addInitScript(() => {
      Reflect.set(window, "EventSource", function forbidden() {
        throw new DOMException("Not here", "SecurityError");
      });
    }),
  "is forbidden by a proxy": respondWith(403, "text/html"),
  "exceeds the rate limit": respondWith(429, "application/problem+json"),
  "is replaced by a page": respondWith(200, "text/html"),
  "breaks off": (page) => page.route("**/live/", (route) => route.abort("connectionreset")),
  "is held back by a proxy": (page) => page.route("**/live/", () => {}),
};

describe("watching a raffle", () => {
  it.each(Object.keys(failures))("polls when the event stream %s", async (how) => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.clock.install();
    await failures[how]?.(page);
    await open(`/r/${id}`);
    await page.clock.runFor(8000);
    await page.getByText("Connection lost.").waitFor();
    await claim(id);
    await page.clock.runFor(2000);
    await page.getByText("1 of 5 tickets given out").waitFor();
  });

  it.each([
    "hello",
    "null",
    '{"tickets": 5}',
    '{"available_tickets": "5", "drawn": false, "status": "open"}',
  ])("polls when the event stream delivers %s", async (data) => {
    const id = await createRaffle();
    const { page, open, errors } = await newPlayer();
    await page.clock.install();
    await page.route("**/live/", (route) =>
      route.fulfill({ status: 200, contentType: "text/event-stream", body: `data: ${data}\n\n` }),
    );
    await open(`/r/${id}`);
    await page.getByText("Connection lost.").waitFor();
    await claim(id);
    await page.clock.runFor(2000);
    await page.getByText("1 of 5 tickets given out").waitFor();
    expect(errors).toEqual([]);
  });

  it("polls with back-off while the event stream fails", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.clock.install();
    await failures["is forbidden by a proxy"]?.(page);
    await open(`/r/${id}`);
    let requests = 0;
    await page.route(`**/raffles/${id}/`, (route) => {
      requests++;
      return route.abort();
    });
    for (let step = 0; step < 300; step++) await page.clock.runFor(1000);
    expect(requests).toBeGreaterThan(5);
    expect(requests).toBeLessThan(20);
  });

  it("returns to the event stream", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    let rejected = 0;
    await page.route("**/live/", (route) =>
      rejected++ < 2 ? route.fulfill({ status: 503 }) : route.continue(),
    );
    await open(`/r/${id}`);
    await page.getByText("Connection lost.").waitFor();
    await page.getByText("Connection lost.").waitFor({ state: "hidden" });
    let requests = 0;
    await page.route(`**/raffles/${id}/`, (route) => {
      requests++;
      return route.continue();
    });
    await claim(id);
    await page.getByText("1 of 5 tickets given out").waitFor();
    expect([rejected, requests]).toEqual([3, 0]);
  });

  it("reports no loss when a stream ends and the next one connects", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.clock.install();
    const announced: string[] = [];
    await page.exposeFunction("recordText", (text: string) => announced.push(text));
    let streams = 0;
    await page.route("**/live/", (route) => {
      const left = 5 - ++streams;
      const body = `retry: 20\ndata: {"available_tickets": ${left}, "drawn": false, "status": "open"}\n\n`;
      return streams < 4
        ? route.fulfill({ status: 200, contentType: "text/event-stream", body })
        : route.abort("connectionreset");
    });
    await open(`/r/${id}`);
    await page.evaluate(() => {
      const region = document.querySelector("#live") as HTMLElement;
      const record = () =>
        (window as unknown as { recordText(text: string): void }).recordText(region.innerText);
      new MutationObserver(record).observe(region, { childList: true, characterData: true, subtree: true });
    });
    await page.getByText("3 of 5 tickets given out").waitFor();
    expect(announced.filter(Boolean)).toEqual([]);
    // From now on each connection of the browser fails.
    await expect.poll(() => streams).toBeGreaterThan(6);
    await page.clock.runFor(8000);
    await page.getByText("Connection lost.").waitFor();
  });

  /** Replaces EventSource by one that sends one message. Returns a function that counts the streams. */
  async function useSilentStreams(page: Page) {
    await page.addInitScript(() => {
      const streams = { opened: 0, open: 0 };
      class SilentEventSource extends EventTarget {
        static CLOSED = 2;
        constructor() {
          super();
          streams.opened++;
          streams.open++;
          const data = '{"available_tickets": 5, "drawn": false, "status": "open"}';
          queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data })));
        }
        close() {
          streams.open--;
        }
      }
      Object.assign(window, { EventSource: SilentEventSource, streams });
    });
    return () => page.evaluate(() => (window as unknown as { streams: object }).streams);
  }

  it("closes a connection that is silent for too long", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.clock.install();
    const streams = await useSilentStreams(page);
    await open(`/r/${id}`);
    await page.clock.runFor(70_000);
    expect(await streams()).toEqual({ opened: 1, open: 1 });
    await page.clock.runFor(5000);
    await page.getByText("Connection lost.").waitFor();
    expect(await streams()).toEqual({ opened: 1, open: 0 });
  });

  it("closes the event stream while the page is hidden", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await page.clock.install();
    const streams = await useSilentStreams(page);
    await open(`/r/${id}`);
    const setVisible = (isVisible: boolean) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, !isVisible);
    await setVisible(false);
    await page.clock.runFor(600_000);
    expect(await streams()).toEqual({ opened: 1, open: 0 });
    await setVisible(true);
    expect(await streams()).toEqual({ opened: 2, open: 1 });
  });

  it("reports that the raffle is deleted, and stops polling", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    const rejected = page.waitForResponse(
      (answer) => answer.url().endsWith("/live/") && answer.status() === 404,
    );
    await page.clock.install();
    await open(`/r/${id}`);
    await deleteRaffle(id);
    // The stream ends, and the next one gets 404.
    await rejected;
    await page.clock.runFor(1000);
    await page.getByText("This raffle was deleted.").waitFor();
    let requests = 0;
    page.on("request", () => requests++);
    await page.clock.runFor(3600_000);
    expect(requests).toBe(0);
  });

  it("lets pages of an earlier version, which use a WebSocket, poll instead", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    const events = await page.evaluate(
      (path) =>
        new Promise<string[]>((resolve) => {
          const socket = new WebSocket(path);
          const seen: string[] = [];
          for (const name of ["open", "message", "error", "close"]) {
            socket.addEventListener(name, () => {
              seen.push(name);
              if (name === "close") resolve(seen);
            });
          }
        }),
      `/raffles/${id}/live/`,
    );
    expect(events).toEqual(["error", "close"]);
    await claim(id);
    await page.getByText("1 of 5 tickets given out").waitFor();
  });
});

describe("the organiser's page", () => {
  it("shows the prizes beside their winners, and no longer in a list, once they are drawn", async () => {
    const id = await createRaffle({ total_tickets: 1 });
    const { page, open, errors } = await newManager();
    await open(`/manage/${id}`);
    await page.locator("#prizes-heading").waitFor();
    await claim(id);
    await drawWinners(id);
    await page.locator("#awards", { hasText: "Bicycle" }).waitFor();
    expect(await page.locator("#prizes-heading").count()).toBe(0);
    expect(await page.locator(".progress progress").isVisible()).toBe(false);
    expect(errors).toEqual([]);
  });
});
