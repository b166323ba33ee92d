import { afterEach, describe, expect, it, vi } from "vitest";
import { dueAt, verifyRound } from "../../src/domain/beacon";
import { fetchRound, waitForRound } from "../../src/drand/relays";
import { aborted, type Relay, roundAnswer, stubRelays, testBeacon } from "../testkit/beacon";
import { advanceClock, skipWaits } from "../testkit/clock";

const beacon = testBeacon(1);
const other = testBeacon(2);
const ROUND = 1234;
const signature = beacon.sign(ROUND);
/** In milliseconds: what an answer at hand never needs, and a test can spare. */
const PATIENCE = 200;

/** A body that gives these parts and then does what `after` does. */
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

const dieInBody: Relay = () =>
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

const saying =
  (text: string, init?: ResponseInit): Relay =>
  () =>
    new Response(text, init);

const signing =
  (said: unknown): Relay =>
  () =>
    Response.json({ round: ROUND, signature: said });

/** The lines of the log, where each relay that is passed over is to be. */
const logged = () => vi.spyOn(console, "error").mockImplementation(() => {});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a round", () => {
  it("comes from the first relay, which is asked by drand's HTTP protocol", async () => {
    const { urls, asked } = stubRelays(beacon.relay, beacon.relay);
    const randomness = verifyRound(beacon.network, ROUND, signature);
    expect(await fetchRound(urls, beacon.network, ROUND)).toEqual({ signature, randomness });
    expect(asked.map(({ method, url }) => [method, url])).toEqual([
      ["GET", `${urls[0]}/${beacon.network.chainHash}/public/${ROUND}`],
    ]);
  });

  it("has the randomness that follows from its signature, whatever the relay says", async () => {
    const lie = () => Response.json({ round: ROUND, signature, randomness: "0".repeat(64) });
    const { urls } = stubRelays(lie);
    const randomness = verifyRound(beacon.network, ROUND, signature);
    expect(await fetchRound(urls, beacon.network, ROUND)).toEqual({ signature, randomness });
  });

  it("is none where no relay gives it, or none is there", async () => {
    const { urls } = stubRelays(hang, saying("?"));
    expect(await fetchRound(urls, beacon.network, ROUND, PATIENCE)).toBeUndefined();
    expect(await fetchRound([], beacon.network, ROUND)).toBeUndefined();
  });

  it("is none before it is out", async () => {
    vi.spyOn(Date, "now").mockReturnValue(dueAt(beacon.network, ROUND) - 1);
    const { urls } = stubRelays(beacon.relay);
    expect(await fetchRound(urls, beacon.network, ROUND)).toBeUndefined();
  });
});

describe("a relay is passed over, and the log says why, that", () => {
  it.each<[string, Relay, string]>([
    ["hangs", hang, "TimeoutError"],
    ["hangs in the middle of its answer", hangInBody, "TimeoutError"],
    ["dies", () => Promise.reject(new Error("Network connection lost.")), "Network connection lost."],
    ["dies in the middle of its answer", dieInBody, "Network connection lost."],
    ["has no such round", saying("not found", { status: 404 }), "status 404"],
    ["is broken", saying(JSON.stringify({ signature }), { status: 500 }), "status 500"],
    ["sends elsewhere", () => Response.redirect("https://elsewhere.test/"), "status 302"],
    ["answers nothing", () => new Response(null, { status: 204 }), "status 204"],
    ["answers an empty text", saying(""), "not a round"],
    ["answers no JSON", saying("<html>"), "not a round"],
    ["answers half of it", saying(`{"signature": "${signature}`), "not a round"],
    ["answers no object", saying("null"), "not a round"],
    ["answers an object of another kind", saying('{"signatures": []}'), "not a round"],
    ["signs with a number", signing(7), "not a round"],
    ["answers without end", endless, "too long"],
    ["answers more than a round ever is", padded, "too long"],
    ["answers 10 MB at once", saying(" ".repeat(10 * 2 ** 20)), "too long"],
    ["answers a list", saying(`["${signature}"]`), "not a round"],
    ["signs with the point at infinity", signing(`c0${"0".repeat(94)}`), "not the signature"],
    ["signs with nonsense", signing("nonsense"), "not the signature of this round"],
    ["lies", signing(signature.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))), "not the signature"],
    ["signs another round", () => roundAnswer(ROUND, beacon.sign(ROUND - 1)), "not the signature"],
    ["gives another round", () => roundAnswer(ROUND - 1, beacon.sign(ROUND - 1)), "not the signature"],
    ["gives another network's round", () => roundAnswer(ROUND, other.sign(ROUND)), "not the signature"],
    ["writes the signature in another way", signing(signature.toUpperCase()), "not the signature"],
  ])("%s", async (_, relay, why) => {
    const lines = logged();
    const { urls, asked } = stubRelays(relay, beacon.relay);
    expect(await fetchRound(urls, beacon.network, ROUND, PATIENCE)).toMatchObject({ signature });
    expect(asked).toHaveLength(2);
    expect(lines.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
      {
        event: "relay_passed_over",
        relay: urls[0],
        round: ROUND,
        error: expect.stringContaining(why),
      },
    ]);
  });
});

describe("a round that no relay gives", () => {
  const due = dueAt(beacon.network, ROUND);
  const at = (time: number) => vi.spyOn(Date, "now").mockReturnValue(time);
  const missing = saying("not found", { status: 404 });
  /** Takes a while by the clock, and has nothing to give. */
  const slow = (milliseconds: number): Relay => {
    return () => {
      advanceClock(milliseconds);
      return new Response("down", { status: 502 });
    };
  };
  /** How long each relay was given, call by call. */
  const patience = () => vi.spyOn(AbortSignal, "timeout").mockReturnValue(new AbortController().signal);

  it.each([0, 2999, 9999])("is asked for again, if it is due for %i ms", async (late) => {
    logged();
    at(due + late);
    const wait = skipWaits();
    const { urls, asked } = stubRelays(missing);
    expect(await waitForRound(urls, beacon.network, ROUND)).toBeUndefined();
    expect([asked.length, wait.mock.calls.length]).toEqual([6, 5]);
  });

  it.each([10_000, 60_000, 86_400_000])("is asked for once, if it is due for %i ms", async (late) => {
    logged();
    at(due + late);
    const wait = skipWaits();
    const { urls, asked } = stubRelays(missing, missing);
    expect(await waitForRound(urls, beacon.network, ROUND)).toBeUndefined();
    expect([asked.length, wait.mock.calls.length]).toEqual([2, 0]);
  });

  it("is not asked for again, where asking for it took all the time that there is", async () => {
    logged();
    at(due);
    const wait = skipWaits();
    const { urls, asked } = stubRelays(slow(2500), slow(2500));
    await waitForRound(urls, beacon.network, ROUND);
    expect([asked.length, wait.mock.calls.length]).toEqual([2, 0]);
  });

  it("is asked for within 6 s, whatever the relays take: they share what is left", async () => {
    logged();
    at(due);
    skipWaits();
    const given = patience();
    const { urls, asked } = stubRelays(slow(1000), slow(1000), missing);
    await waitForRound(urls, beacon.network, ROUND);
    // At 0 s and, after 2 s of asking and one of waiting, at 3 s: then 3 s are left, and 5 s are over.
    expect(given.mock.calls.flat()).toEqual([3000, 3000, 3000, 1000, 1000, 1000]);
    expect(asked).toHaveLength(6);
    expect(Date.now() - due).toBe(5000);
  });

  it("is asked for no more often by a clock that is set back", async () => {
    logged();
    at(due);
    const { urls, asked } = stubRelays(missing);
    vi.spyOn(scheduler, "wait").mockImplementation(async () => {
      // Without a bound this would never end, nor would the test.
      if (asked.length > 10) throw new Error("asked for without end");
      advanceClock(-1000);
    });
    expect(await waitForRound(urls, beacon.network, ROUND)).toBeUndefined();
    expect(asked).toHaveLength(6);
  });

  it("is had from the relay that has it first, though another one hangs", async () => {
    logged();
    at(due);
    skipWaits();
    const given = patience();
    // The first one is waited for, as long as it is given.
    const hanging: Relay = () => {
      advanceClock(given.mock.calls.at(-1)?.[0] ?? 0);
      return Promise.reject(new DOMException("Too late", "TimeoutError"));
    };
    let asked = 0;
    const { urls } = stubRelays(hanging, (url, signal) =>
      asked++ ? beacon.relay(url, signal) : new Response("not found", { status: 404 }),
    );
    expect(await waitForRound(urls, beacon.network, ROUND)).toMatchObject({ signature });
    expect(Date.now() - due).toBe(5000);
  });
});

it("a relay is not followed to where it sends", async () => {
  const { urls, asked } = stubRelays(beacon.relay);
  await fetchRound(urls, beacon.network, ROUND);
  expect(asked.map(({ redirect }) => redirect)).toEqual(["manual"]);
});

it("no word of a relay's answer comes into the log", async () => {
  const lines = logged();
  const { urls } = stubRelays(saying("secret"), signing("secret"), saying("secret", { status: 500 }));
  await fetchRound(urls, beacon.network, ROUND);
  expect(lines.mock.calls).toHaveLength(3);
  expect(lines.mock.calls.join()).not.toContain("secret");
});

it("a relay that answers without end is read no further than it takes to see that", async () => {
  let given = 0;
  const counting = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          given += 1024;
          controller.enqueue(new Uint8Array(1024));
        },
      }),
    );
  const { urls } = stubRelays(counting);
  await fetchRound(urls, beacon.network, ROUND);
  expect(given).toBeLessThan(10_000);
});
