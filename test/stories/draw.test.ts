import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { drawTickets } from "../../src/domain/draw";
import { RaffleObject } from "../../src/durable-objects/raffle/object";
import { type Relay, roundAnswer, testBeacon } from "../testkit/beacon";
import { advanceClock, skipWaits } from "../testkit/clock";
import { advanceToDue, createSoldOut, drandService, drawBy, get, type Service } from "../testkit/drand";
import { evict, raffleObject, storedRows } from "../testkit/objects";
import { reset } from "../testkit/reset";
import { errorOf, MANAGER, type Raffle, type Winner } from "../testkit/service";
import { ofNoClaim } from "../testkit/transcript";

afterEach(() => {
  vi.restoreAllMocks();
});

const beacon = testBeacon(1);
const other = testBeacon(2);
const facts = { total_tickets: 6, prizes: [{ name: "Cake", amount: 2 }] };

/** Creates a sold-out raffle whose round is available. Waits take no time from then on. */
async function due(service: Service): Promise<Raffle> {
  const raffle = await createSoldOut(service, facts);
  advanceToDue(raffle);
  skipWaits();
  return raffle;
}
/** Computes the winning tickets from the facts that were fixed before the draw. */
async function winnersOf({ raffle_id: raffleId, draw, total_tickets: totalTickets, prizes }: Raffle) {
  const { chainHash: network } = beacon.network;
  const round = draw.round ?? 0;
  const { randomness } = await roundAnswer(round, beacon.sign(round)).json<{ randomness: string }>();
  const facts = { network, round, randomness, raffleId, totalTickets, prizes, closedEarly: null };
  return [...drawTickets(facts, ofNoClaim).winners];
}
const listed = (service: Service, id: string) => get<Winner[]>(service, `/raffles/${id}/winners/`);
const roundIn = (url: string): number => Number(url.split("/").at(-1));

describe("a relay that", () => {
  const bad: Record<string, Relay> = {
    "is dead": () => Promise.reject(new TypeError("Network connection lost.")),
    "does not have the round yet": () => new Response("too early", { status: 425 }),
    "returns HTML": () => new Response("<html>"),
    "returns another round": (url) => roundAnswer(roundIn(url) - 1, beacon.sign(roundIn(url) - 1)),
    "returns another network's round": (url) => roundAnswer(roundIn(url), other.sign(roundIn(url))),
    "returns an invalid signature": (url) => roundAnswer(roundIn(url), "00".repeat(48)),
  };

  it.each(Object.entries(bad))("%s is skipped for the next relay", async (_, relay) => {
    const { service, asked } = drandService(beacon, relay, beacon.relay);
    const { raffle_id, draw } = await due(service);
    expect((await drawBy(service, raffle_id)).status).toBe(200);
    const path = `/${beacon.network.chainHash}/public/${draw.round}`;
    expect(asked.map(({ url }) => url)).toEqual([
      `https://relay-0.test${path}`,
      `https://relay-1.test${path}`,
    ]);
  });

  it("returns wrong randomness changes nothing, because the signature determines it", async () => {
    const { service } = drandService(beacon, (url) =>
      Response.json({
        round: roundIn(url),
        signature: beacon.sign(roundIn(url)),
        randomness: "00".repeat(32),
      }),
    );
    const { raffle_id } = await due(service);
    await drawBy(service, raffle_id);
    const draw = await get<{ randomness: string; signature: string }>(service, `/raffles/${raffle_id}/draw/`);
    const hash = await crypto.subtle.digest("SHA-256", Uint8Array.fromHex(draw.signature));
    expect(draw.randomness).toBe(new Uint8Array(hash).toHex());
  });

  it.each(Object.entries(bad))("%s and is the only relay leaves the raffle unchanged", async (_, relay) => {
    const { service } = drandService(beacon, relay);
    const { raffle_id } = await due(service);
    const before = await storedRows(raffleObject(raffle_id));
    expect((await drawBy(service, raffle_id)).status).toBe(503);
    expect(await storedRows(raffleObject(raffle_id))).toEqual(before);
  });
});

describe("two managers who draw at the same time", () => {
  it("draw once: one gets the winners, the other gets 400", async () => {
    const { service, asked } = drandService(beacon, beacon.relay);
    const { raffle_id } = await due(service);
    const answers = await Promise.all([
      drawBy(service, raffle_id),
      drawBy(service, raffle_id, { from: "::1" }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    // Both calls must have reached the relay, or this test proves nothing.
    expect(asked).toHaveLength(2);
    const [refused, done] = answers.toSorted((a, b) => b.status - a.status) as [Response, Response];
    expect(await errorOf(refused)).toEqual([400, "Winners already drawn"]);
    const winners = await done.json<Winner[]>();
    expect(await listed(service, raffle_id)).toEqual(
      winners.toSorted((a, b) => a.ticket_number - b.ticket_number),
    );
  });

  it("draw once when one of them waits for a dead relay and the other overtakes it", async () => {
    const dead = Promise.withResolvers<Response>();
    const relays: Relay[] = [() => dead.promise, beacon.relay];
    const { service } = drandService(beacon, (url, signal) => (relays.shift() ?? beacon.relay)(url, signal));
    const { raffle_id } = await due(service);
    const overtaken = drawBy(service, raffle_id);
    await vi.waitUntil(() => relays.length === 1);
    expect((await drawBy(service, raffle_id)).status).toBe(200);
    dead.reject(new TypeError("Network connection lost."));
    expect(await errorOf(await overtaken)).toEqual([400, "Winners already drawn"]);
  });
});

describe("a round that no relay has when it is due", () => {
  const early = () => new Response("not found", { status: 404 });
  /** Returns a relay that has the round only after this many requests. */
  const late = (times: number): Relay => {
    let asked = 0;
    return (url, signal) => (asked++ < times ? early() : beacon.relay(url, signal));
  };
  /** Replaces the first wait of a draw by `act`. */
  const inFirstWait = (act: () => unknown) =>
    vi.spyOn(scheduler, "wait").mockImplementationOnce(async (milliseconds) => {
      advanceClock(milliseconds);
      await act();
    });

  it.each([1, 2, 5])("is requested again each second, and draws after %i seconds", async (times) => {
    const { service, asked } = drandService(beacon, late(times), early);
    const raffle = await due(service);
    const wait = skipWaits();
    const winners = await (await drawBy(service, raffle.raffle_id)).json<Winner[]>();
    expect(winners.map(({ ticket_number }) => ticket_number)).toEqual(await winnersOf(raffle));
    expect(wait.mock.calls.map(([milliseconds]) => milliseconds)).toEqual(Array(times).fill(1000));
    expect(asked).toHaveLength(2 * times + 1);
  });

  it("causes 503 after 5 s and changes nothing", async () => {
    const { service, asked } = drandService(beacon, early, () => Promise.reject(new TypeError("dead")));
    const { raffle_id, draw } = await due(service);
    const before = await storedRows(raffleObject(raffle_id));
    const began = Date.now();
    expect(await errorOf(await drawBy(service, raffle_id))).toEqual([
      503,
      `No relay gave round ${draw.round} of the beacon`,
    ]);
    expect(Date.now() - began).toBe(5000);
    expect(asked).toHaveLength(12);
    expect(await storedRows(raffleObject(raffle_id))).toEqual(before);
  });

  it("draws once when two managers wait for it", async () => {
    const { service } = drandService(beacon, late(4));
    const { raffle_id } = await due(service);
    const wait = skipWaits();
    const answers = await Promise.all([
      drawBy(service, raffle_id),
      drawBy(service, raffle_id, { from: "::1" }),
    ]);
    // Both calls must have waited, or this test proves nothing.
    expect(wait.mock.calls.length).toBeGreaterThanOrEqual(2);
    const [refused, done] = answers.toSorted((a, b) => b.status - a.status) as [Response, Response];
    expect(await errorOf(refused)).toEqual([400, "Winners already drawn"]);
    expect(await done.json<Winner[]>()).toHaveLength(2);
  });

  it("draws for a manager who overtakes a waiting one, and returns 400 to the waiting one", async () => {
    const { service } = drandService(beacon, late(1));
    const { raffle_id } = await due(service);
    let overtaking: Response | undefined;
    inFirstWait(async () => {
      overtaking = await drawBy(service, raffle_id);
    });
    expect(await errorOf(await drawBy(service, raffle_id))).toEqual([400, "Winners already drawn"]);
    expect(overtaking?.status).toBe(200);
    expect(await listed(service, raffle_id)).toEqual(
      (await overtaking?.json<Winner[]>())?.toSorted((a, b) => a.ticket_number - b.ticket_number),
    );
  });

  it("returns 404 when the raffle is deleted during the wait", async () => {
    const { service } = drandService(beacon, late(1));
    const { raffle_id, name } = await due(service);
    inFirstWait(() =>
      service("DELETE", `/raffles/${raffle_id}/`, { from: MANAGER, json: { name, abandoned: true } }),
    );
    expect(await errorOf(await drawBy(service, raffle_id))).toEqual([404, "Raffle not found"]);
    expect((await storedRows(raffleObject(raffle_id))).winner).toEqual([]);
  });

  it("does not block other calls during the wait", async () => {
    const { service } = drandService(beacon, late(1));
    const { raffle_id } = await due(service);
    let looked: Raffle | undefined;
    inFirstWait(async () => {
      looked = await get<Raffle>(service, `/raffles/${raffle_id}/`);
    });
    expect((await drawBy(service, raffle_id)).status).toBe(200);
    expect(looked?.winners_drawn).toBe(false);
  });

  it("changes nothing when the Durable Object is reset during the wait, and the next draw has the expected winners", async () => {
    const { service } = drandService(beacon, late(1));
    const raffle = await due(service);
    const { raffle_id } = raffle;
    const before = await storedRows(raffleObject(raffle_id));
    const draw = RaffleObject.prototype.draw;
    vi.spyOn(RaffleObject.prototype, "draw").mockImplementationOnce(function (
      this: RaffleObject,
      ...settings
    ) {
      inFirstWait(async () => {
        // A wait ends in a later turn of the event loop. A reset in the turn of the call itself hangs the
        // test runner.
        await new Promise((resolve) => setTimeout(resolve));
        reset(this);
      });
      return draw.apply(this, settings);
    });
    expect(await errorOf(await drawBy(service, raffle_id))).toEqual([503, "Temporarily unavailable"]);
    expect(await storedRows(raffleObject(raffle_id))).toEqual(before);
    const winners = await (await drawBy(service, raffle_id)).json<Winner[]>();
    expect(winners.map(({ ticket_number }) => ticket_number)).toEqual(await winnersOf(raffle));
  });
});

describe("a draw that comes before its round", () => {
  const comesEarly = async (service: Service, milliseconds: number) => {
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    advanceClock(-milliseconds);
    return raffle;
  };

  it.each([1, 300, 1000])("by %i ms waits for it", async (milliseconds) => {
    const { service } = drandService(beacon, beacon.relay);
    const { raffle_id } = await comesEarly(service, milliseconds);
    const wait = skipWaits();
    expect((await drawBy(service, raffle_id)).status).toBe(200);
    expect(wait.mock.calls).toEqual([[milliseconds]]);
  });

  it("by more than a second returns 503 at once", async () => {
    const { service, asked } = drandService(beacon, beacon.relay);
    const { raffle_id } = await comesEarly(service, 1001);
    const wait = skipWaits();
    const answer = await drawBy(service, raffle_id);
    expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "2"]);
    expect([asked.length, wait.mock.calls.length]).toEqual([0, 0]);
  });

  it("is not dated before the round, even if the clock stands still", async () => {
    // This relay's clock is fast. The clock of the Durable Object stands still.
    const { service } = drandService(beacon, (url) => roundAnswer(roundIn(url), beacon.sign(roundIn(url))));
    const { raffle_id, draw } = await comesEarly(service, 500);
    vi.spyOn(scheduler, "wait").mockResolvedValue();
    expect((await drawBy(service, raffle_id)).status).toBe(200);
    const { drawn_at } = await get<{ drawn_at: string }>(service, `/raffles/${raffle_id}/draw/`);
    expect(drawn_at).toBe(draw.due);
  });
});

describe("code from before the beacon, after a rollback,", () => {
  it("that sold the raffle out without a round leaves a raffle that fixes one when it is loaded", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const { raffle_id } = await createSoldOut(service, facts);
    await runInDurableObject(raffleObject(raffle_id), (_, { storage }) => {
      storage.sql.exec("UPDATE raffle SET sold_out_at = NULL, round = NULL");
    });
    await evict(raffle_id);
    const before = Date.now();
    const raffle = await get<Raffle>(service, `/raffles/${raffle_id}/`);
    expect(Date.parse(raffle.draw.due ?? "") - before).toBeGreaterThanOrEqual(30_000);
    advanceClock(60_000);
    await evict(raffle_id);
    expect(await get<Raffle>(service, `/raffles/${raffle_id}/`)).toEqual(raffle);
    expect((await drawBy(service, raffle_id)).status).toBe(200);
  });
});

describe("a crash of the Durable Object", () => {
  it("between the last claim and the draw keeps the round", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    await evict(raffle.raffle_id);
    expect(await get<Raffle>(service, `/raffles/${raffle.raffle_id}/`)).toEqual(raffle);
  });

  it("during a request to a relay leaves the raffle undrawn, and the next attempt draws", async () => {
    let object: RaffleObject | undefined;
    const { service } = drandService(beacon, (url, signal) => {
      if (!object) return beacon.relay(url, signal);
      const struck = object;
      object = undefined;
      return reset(struck) as never;
    });
    const { raffle_id } = await due(service);
    const draw = RaffleObject.prototype.draw;
    vi.spyOn(RaffleObject.prototype, "draw").mockImplementationOnce(function (
      this: RaffleObject,
      ...settings
    ) {
      object = this;
      return draw.apply(this, settings);
    });
    expect(await errorOf(await drawBy(service, raffle_id))).toEqual([503, "Temporarily unavailable"]);
    expect((await storedRows(raffleObject(raffle_id))).winner).toEqual([]);
    expect((await drawBy(service, raffle_id)).status).toBe(200);
  });

  it("after the draw is stored and before its answer keeps the draw, and the next attempt returns 400", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const { raffle_id } = await due(service);
    const draw = RaffleObject.prototype.draw;
    vi.spyOn(RaffleObject.prototype, "draw").mockImplementationOnce(async function (
      this: RaffleObject,
      ...settings
    ) {
      await draw.apply(this, settings);
      await (this as unknown as { ctx: DurableObjectState }).ctx.storage.sync();
      return reset(this) as never;
    });
    expect((await drawBy(service, raffle_id)).status).toBe(503);
    expect(await errorOf(await drawBy(service, raffle_id))).toEqual([400, "Winners already drawn"]);
    expect(await listed(service, raffle_id)).toHaveLength(2);
  });

  it("after the draw loses nothing", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const { raffle_id } = await due(service);
    await drawBy(service, raffle_id);
    const everything = async () => ({
      draw: await get(service, `/raffles/${raffle_id}/draw/`),
      reserves: await get(service, `/raffles/${raffle_id}/draw/reserves/`),
      winners: await listed(service, raffle_id),
    });
    const before = await everything();
    await evict(raffle_id);
    expect(await everything()).toEqual(before);
  });
});
