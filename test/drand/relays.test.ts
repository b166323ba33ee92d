import { afterEach, describe, expect, it, vi } from "vitest";
import { dueAt, verifyRound } from "../../src/domain/beacon";
import { fetchRound, waitForRound } from "../../src/drand/relays";
import { aborted, type Relay, roundAnswer, stubRelays, testBeacon } from "../testkit/beacon";
import { advanceClock, skipWaits } from "../testkit/clock";

const beacon = testBeacon(1);
const otherBeacon = testBeacon(2);
const ROUND = 1234;
const signature = beacon.sign(ROUND);
/** A timeout that immediate responses never need, and that keeps the tests short. */
const SHORT_TIMEOUT_MS = 200;

/** Creates a body that sends these parts and then calls `after`. */
function body(parts: string[], after: (controller: ReadableStreamDefaultController) => void): ReadableStream {
  const utf8 = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(utf8.encode(part));
      after(controller);
    },
  });
}

const hang: Relay = () => new Promise(() => {});

const hangInBody: Relay = (_, signal) =>
  new Response(
    body(['{"signature": "', signature], (controller) =>
      aborted(signal).catch((error) => controller.error(error)),
    ),
  );

const breakInBody: Relay = () =>
  new Response(
    body(['{"signature": "', signature], (controller) =>
      controller.error(new Error("Network connection lost.")),
    ),
  );

const endless: Relay = () =>
  new Response(
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024).fill(32)) }),
  );

const padded: Relay = () => new Response(JSON.stringify({ signature }).padEnd(4097));

const responding =
  (text: string, init?: ResponseInit): Relay =>
  () =>
    new Response(text, init);

const signing =
  (signature: unknown): Relay =>
  () =>
    Response.json({ round: ROUND, signature });

/** Captures the log, which has one line for each failed relay. */
const captureLog = () => vi.spyOn(console, "error").mockImplementation(() => {});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("fetchRound", () => {
  it("asks the first relay by drand's HTTP protocol", async () => {
    const { urls, asked } = stubRelays(beacon.relay, beacon.relay);
    const randomness = verifyRound(beacon.network, ROUND, signature);
    expect(await fetchRound(urls, beacon.network, ROUND)).toEqual({ signature, randomness });
    expect(asked.map(({ method, url }) => [method, url])).toEqual([
      ["GET", `${urls[0]}/${beacon.network.chainHash}/public/${ROUND}`],
    ]);
  });

  it("derives the randomness from the signature and ignores the relay's randomness", async () => {
    const wrongRandomness = () => Response.json({ round: ROUND, signature, randomness: "0".repeat(64) });
    const { urls } = stubRelays(wrongRandomness);
    const randomness = verifyRound(beacon.network, ROUND, signature);
    expect(await fetchRound(urls, beacon.network, ROUND)).toEqual({ signature, randomness });
  });

  it("returns undefined when no relay has the round, or there are no relays", async () => {
    const { urls } = stubRelays(hang, responding("?"));
    expect(await fetchRound(urls, beacon.network, ROUND, SHORT_TIMEOUT_MS)).toBeUndefined();
    expect(await fetchRound([], beacon.network, ROUND)).toBeUndefined();
  });

  it("returns undefined before the round is due", async () => {
    vi.spyOn(Date, "now").mockReturnValue(dueAt(beacon.network, ROUND) - 1);
    const { urls } = stubRelays(beacon.relay);
    expect(await fetchRound(urls, beacon.network, ROUND)).toBeUndefined();
  });

  it("does not follow redirects", async () => {
    const { urls, asked } = stubRelays(beacon.relay);
    await fetchRound(urls, beacon.network, ROUND);
    expect(asked.map(({ redirect }) => redirect)).toEqual(["manual"]);
  });

  it("does not log any part of a response", async () => {
    const lines = captureLog();
    const { urls } = stubRelays(
      responding("secret"),
      signing("secret"),
      responding("secret", { status: 500 }),
    );
    await fetchRound(urls, beacon.network, ROUND);
    expect(lines.mock.calls).toHaveLength(3);
    expect(lines.mock.calls.join()).not.toContain("secret");
  });

  it("stops reading an endless response", async () => {
    let sentBytes = 0;
    const counting = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            sentBytes += 1024;
            controller.enqueue(new Uint8Array(1024));
          },
        }),
      );
    const { urls } = stubRelays(counting);
    await fetchRound(urls, beacon.network, ROUND);
    expect(sentBytes).toBeLessThan(10_000);
  });
});

describe("fetchRound logs the reason and asks the next relay when a relay", () => {
  it.each<[string, Relay, string]>([
    ["hangs", hang, "TimeoutError"],
    ["hangs in the middle of its response", hangInBody, "TimeoutError"],
    [
      "breaks the connection",
      () => Promise.reject(new Error("Network connection lost.")),
      "Network connection lost.",
    ],
    ["breaks the connection in the middle of its response", breakInBody, "Network connection lost."],
    ["has no such round", responding("not found", { status: 404 }), "status 404"],
    ["returns 500", responding(JSON.stringify({ signature }), { status: 500 }), "status 500"],
    ["redirects", () => Response.redirect("https://elsewhere.test/"), "status 302"],
    ["returns 204", () => new Response(null, { status: 204 }), "status 204"],
    ["returns an empty text", responding(""), "not a round"],
    ["returns HTML", responding("<html>"), "not a round"],
    ["returns truncated JSON", responding(`{"signature": "${signature}`), "not a round"],
    ["returns null", responding("null"), "not a round"],
    ["returns another object", responding('{"signatures": []}'), "not a round"],
    ["returns a number as the signature", signing(7), "not a round"],
    ["returns an endless response", endless, "too long"],
    ["returns a byte more than the limit", padded, "too long"],
    ["returns 10 MB at once", responding(" ".repeat(10 * 2 ** 20)), "too long"],
    ["returns a list", responding(`["${signature}"]`), "not a round"],
    ["returns the point at infinity", signing(`c0${"0".repeat(94)}`), "not the signature"],
    ["returns an invalid signature", signing("nonsense"), "not the signature of this round"],
    [
      "returns a signature with one wrong digit",
      signing(signature.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))),
      "not the signature",
    ],
    [
      "returns the signature of another round",
      () => roundAnswer(ROUND, beacon.sign(ROUND - 1)),
      "not the signature",
    ],
    ["returns another round", () => roundAnswer(ROUND - 1, beacon.sign(ROUND - 1)), "not the signature"],
    [
      "returns the round of another network",
      () => roundAnswer(ROUND, otherBeacon.sign(ROUND)),
      "not the signature",
    ],
    ["returns the signature in capitals", signing(signature.toUpperCase()), "not the signature"],
  ])("%s", async (_, relay, reason) => {
    const lines = captureLog();
    const { urls, asked } = stubRelays(relay, beacon.relay);
    expect(await fetchRound(urls, beacon.network, ROUND, SHORT_TIMEOUT_MS)).toMatchObject({ signature });
    expect(asked).toHaveLength(2);
    expect(lines.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
      {
        event: "relay_passed_over",
        relay: urls[0],
        round: ROUND,
        error: expect.stringContaining(reason),
      },
    ]);
  });
});

describe("waitForRound, when no relay has the round", () => {
  const due = dueAt(beacon.network, ROUND);
  const setClock = (time: number) => vi.spyOn(Date, "now").mockReturnValue(time);
  const missing = responding("not found", { status: 404 });
  /** Advances the clock and then fails. */
  const slow = (milliseconds: number): Relay => {
    return () => {
      advanceClock(milliseconds);
      return new Response("down", { status: 502 });
    };
  };
  /** Records the timeout of each request. */
  const recordTimeouts = () => vi.spyOn(AbortSignal, "timeout").mockReturnValue(new AbortController().signal);

  it.each([0, 2999, 9999])("asks again, %i ms after the due time", async (late) => {
    captureLog();
    setClock(due + late);
    const wait = skipWaits();
    const { urls, asked } = stubRelays(missing);
    expect(await waitForRound(urls, beacon.network, ROUND)).toBeUndefined();
    expect([asked.length, wait.mock.calls.length]).toEqual([6, 5]);
  });

  it.each([10_000, 60_000, 86_400_000])("asks only once, %i ms after the due time", async (late) => {
    captureLog();
    setClock(due + late);
    const wait = skipWaits();
    const { urls, asked } = stubRelays(missing, missing);
    expect(await waitForRound(urls, beacon.network, ROUND)).toBeUndefined();
    expect([asked.length, wait.mock.calls.length]).toEqual([2, 0]);
  });

  it("does not ask again when the first attempt took all the time", async () => {
    captureLog();
    setClock(due);
    const wait = skipWaits();
    const { urls, asked } = stubRelays(slow(2500), slow(2500));
    await waitForRound(urls, beacon.network, ROUND);
    expect([asked.length, wait.mock.calls.length]).toEqual([2, 0]);
  });

  it("shares the remaining time among the relays, so that it ends within 6 s", async () => {
    captureLog();
    setClock(due);
    skipWaits();
    const timeouts = recordTimeouts();
    const { urls, asked } = stubRelays(slow(1000), slow(1000), missing);
    await waitForRound(urls, beacon.network, ROUND);
    // The attempts start at 0 s and, after 2 s of requests and 1 s of waiting, at 3 s. Then 3 s remain.
    expect(timeouts.mock.calls.flat()).toEqual([3000, 3000, 3000, 1000, 1000, 1000]);
    expect(asked).toHaveLength(6);
    expect(Date.now() - due).toBe(5000);
  });

  it("asks at most six times when the clock is set back", async () => {
    captureLog();
    setClock(due);
    const { urls, asked } = stubRelays(missing);
    vi.spyOn(scheduler, "wait").mockImplementation(async () => {
      // Without the limit, the test would never end.
      if (asked.length > 10) throw new Error("asked for without end");
      advanceClock(-1000);
    });
    expect(await waitForRound(urls, beacon.network, ROUND)).toBeUndefined();
    expect(asked).toHaveLength(6);
  });

  it("returns the round from one relay although another one hangs", async () => {
    captureLog();
    setClock(due);
    skipWaits();
    const timeouts = recordTimeouts();
    // The first relay uses its whole timeout.
    const hanging: Relay = () => {
      advanceClock(timeouts.mock.calls.at(-1)?.[0] ?? 0);
      return Promise.reject(new DOMException("Too late", "TimeoutError"));
    };
    let requests = 0;
    const { urls } = stubRelays(hanging, (url, signal) =>
      requests++ ? beacon.relay(url, signal) : new Response("not found", { status: 404 }),
    );
    expect(await waitForRound(urls, beacon.network, ROUND)).toMatchObject({ signature });
    expect(Date.now() - due).toBe(5000);
  });
});
