import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { claim, createRaffle, deleteRaffle } from "./api";
import { newPlayer, useBrowser } from "./visit";

useBrowser();

/** Refuses the event stream by an answer. */
const answering = (status: number, contentType: string) => (page: Page) =>
  page.route("**/live/", (route) => route.fulfill({ status, contentType, body: "no" }));

/** Ways in which an event stream fails; the page can't tell most of them from one another. */
const failures: Record<string, (page: Page) => Promise<unknown>> = {
  "is unknown to the browser": (page) =>
    page.addInitScript(() => Reflect.deleteProperty(window, "EventSource")),
  "may not be used": (page) =>
    page.addInitScript(() => {
      Reflect.set(window, "EventSource", function forbidden() {
        throw new DOMException("Not here", "SecurityError");
      });
    }),
  "is forbidden by a proxy": answering(403, "text/html"),
  "is one too many": answering(429, "application/problem+json"),
  "is replaced by a page": answering(200, "text/html"),
  "breaks off": (page) => page.route("**/live/", (route) => route.abort("connectionreset")),
  "is held back by a proxy": (page) => page.route("**/live/", () => {}),
};

it.each(Object.keys(failures))("asks for the progress where the event stream %s", async (how) => {
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

it("asks ever more seldom while the event stream fails", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  await page.clock.install();
  await failures["is forbidden by a proxy"]?.(page);
  await open(`/r/${id}`);
  let asked = 0;
  await page.route(`**/raffles/${id}/`, (route) => {
    asked++;
    return route.abort();
  });
  for (let step = 0; step < 300; step++) await page.clock.runFor(1000);
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(20);
});

it("comes back to the event stream", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  let refused = 0;
  await page.route("**/live/", (route) =>
    refused++ < 2 ? route.fulfill({ status: 503 }) : route.continue(),
  );
  await open(`/r/${id}`);
  await page.getByText("Connection lost.").waitFor();
  await page.getByText("Connection lost.").waitFor({ state: "hidden" });
  let asked = 0;
  await page.route(`**/raffles/${id}/`, (route) => {
    asked++;
    return route.continue();
  });
  await claim(id);
  await page.getByText("1 of 5 tickets given out").waitFor();
  expect([refused, asked]).toEqual([3, 0]);
});

it("says nothing of a stream that has come to its end, and goes on with the next", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  await page.clock.install();
  const told: string[] = [];
  await page.exposeFunction("told", (words: string) => told.push(words));
  let streams = 0;
  await page.route("**/live/", (route) => {
    const left = 5 - ++streams;
    const body = `retry: 20\ndata: {"available_tickets": ${left}, "drawn": false}\n\n`;
    return streams < 4
      ? route.fulfill({ status: 200, contentType: "text/event-stream", body })
      : route.abort("connectionreset");
  });
  await open(`/r/${id}`);
  await page.evaluate(() => {
    const place = document.querySelector("#live") as HTMLElement;
    const tell = () => (window as unknown as { told(words: string): void }).told(place.innerText);
    new MutationObserver(tell).observe(place, { childList: true, characterData: true, subtree: true });
  });
  await page.getByText("3 of 5 tickets given out").waitFor();
  expect(told.filter(Boolean)).toEqual([]);
  // From now on nothing comes, though the browser tries and tries.
  await expect.poll(() => streams).toBeGreaterThan(6);
  await page.clock.runFor(8000);
  await page.getByText("Connection lost.").waitFor();
});

/** Stands in for EventSource: says one thing, and no more; what was opened and what is still open is told. */
async function silentStreams(page: Page) {
  await page.addInitScript(() => {
    const streams = { opened: 0, open: 0 };
    class Silent extends EventTarget {
      static CLOSED = 2;
      constructor() {
        super();
        streams.opened++;
        streams.open++;
        const data = '{"available_tickets": 5, "drawn": false}';
        queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data })));
      }
      close() {
        streams.open--;
      }
    }
    Object.assign(window, { EventSource: Silent, streams });
  });
  return () => page.evaluate(() => (window as unknown as { streams: object }).streams);
}

it("takes a connection for dead that has been silent for longer than a live one would be", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  await page.clock.install();
  const streams = await silentStreams(page);
  await open(`/r/${id}`);
  await page.clock.runFor(70_000);
  expect(await streams()).toEqual({ opened: 1, open: 1 });
  await page.clock.runFor(5000);
  await page.getByText("Connection lost.").waitFor();
  expect(await streams()).toEqual({ opened: 1, open: 0 });
});

it("watches only while somebody looks", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  await page.clock.install();
  const streams = await silentStreams(page);
  await open(`/r/${id}`);
  const show = (visible: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, !visible);
  await show(false);
  await page.clock.runFor(600_000);
  expect(await streams()).toEqual({ opened: 1, open: 0 });
  await show(true);
  expect(await streams()).toEqual({ opened: 2, open: 1 });
});

it("says that the raffle is gone once it is deleted, and asks for it no more", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  const refused = page.waitForResponse(
    (answer) => answer.url().endsWith("/live/") && answer.status() === 404,
  );
  await page.clock.install();
  await open(`/r/${id}`);
  await deleteRaffle(id);
  // The stream ends, and there is no other.
  await refused;
  await page.clock.runFor(1000);
  await page.getByText("This raffle has been taken down.").waitFor();
  let asked = 0;
  page.on("request", () => asked++);
  await page.clock.runFor(3600_000);
  expect(asked).toBe(0);
});

it("leaves a page of an earlier version, which wants a WebSocket, to ask over HTTP", async () => {
  const id = await createRaffle();
  const { page, open } = await newPlayer();
  await open(`/r/${id}`);
  const heard = await page.evaluate(
    (path) =>
      new Promise<string[]>((resolve) => {
        const socket = new WebSocket(path);
        const events: string[] = [];
        for (const name of ["open", "message", "error", "close"]) {
          socket.addEventListener(name, () => {
            events.push(name);
            if (name === "close") resolve(events);
          });
        }
      }),
    `/raffles/${id}/live/`,
  );
  expect(heard).toEqual(["error", "close"]);
  await claim(id);
  await page.getByText("1 of 5 tickets given out").waitFor();
});
