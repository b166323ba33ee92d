import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { dueAt } from "../../src/domain/beacon";
import { digestOfList } from "../../src/domain/claimed-digest";
import { drawTickets } from "../../src/domain/draw";
import { type Relay, testBeacon } from "../testkit/beacon";
import { advanceClock, skipWaits } from "../testkit/clock";
import { advanceTo, inSeconds, listClaimed } from "../testkit/closing";
import { drandService, drawBy, get, type Service } from "../testkit/drand";
import { evict, raffleObject } from "../testkit/objects";
import { errorOf, expectOk, MANAGER, player, type Raffle, type Winner } from "../testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

const beacon = testBeacon(1);
const DAY_MS = 86_400_000;
const dead: Relay = () => new Response("down", { status: 502 });

async function createIn(service: Service, facts: object = {}, claims = 2): Promise<Raffle> {
  const json = { name: "Fair", total_tickets: 10, prizes: [{ name: "Cake", amount: 1 }], ...facts };
  const raffle = await expectOk<Raffle>(await service("POST", "/raffles/", { from: MANAGER, json }));
  for (let n = 0; n < claims; n++) {
    await service("POST", `/raffles/${raffle.raffle_id}/participate/`, { from: player(n) });
  }
  return get(service, `/raffles/${raffle.raffle_id}/`);
}

const closeIn = async (service: Service, { raffle_id }: Raffle): Promise<Raffle> =>
  expectOk(await service("POST", `/raffles/${raffle_id}/close/`, { from: MANAGER }));
const transcriptIn = (service: Service, { raffle_id }: Raffle) =>
  get<Record<string, unknown>>(service, `/raffles/${raffle_id}/draw/`);

/** Facts of a raffle whose winners nobody guesses. */
const fivePrizes = { prizes: [{ name: "Cake", amount: 5 }] };

/** Computes the winners from the transcript and the list of claimed tickets (docs/draw.md). */
async function computedWinners(service: Service, { raffle_id: raffleId, total_tickets, prizes }: Raffle) {
  const { entropy, round, randomness } = await transcriptIn(service, { raffle_id: raffleId } as Raffle);
  const claimed = await listClaimed(raffleId);
  const isLocal = entropy === "local";
  const facts = {
    network: isLocal ? "local" : beacon.network.chainHash,
    round: isLocal ? 0 : Number(round),
    randomness: String(randomness),
    raffleId,
    totalTickets: total_tickets,
    prizes,
    closedEarly: { claimedTickets: claimed.length, claimedDigest: digestOfList(claimed) },
  };
  return [...drawTickets(facts, (claim) => claimed[claim] ?? 0).winners];
}

/** Returns the first round that is due at least `delayMs` after a time. */
const roundAfter = (time: string | null, delayMs: number): number => {
  const { genesis, periodSeconds } = beacon.network;
  return Math.ceil((Date.parse(time ?? "") + delayMs - genesis * 1000) / (periodSeconds * 1000)) + 1;
};

describe("the round of a raffle that closes early", () => {
  it.each([
    [10, 30_000],
    [49_999, 30_000],
    [50_000, 31_000],
    [100_000_000, 2_030_000],
  ])("for %i tickets is the first one at least %i ms after a closing by hand", async (total_tickets, delay) => {
    const { service } = drandService(beacon);
    const raffle = await createIn(service, { total_tickets });
    const { closed_at, draw } = await closeIn(service, raffle);
    expect(draw.round).toBe(roundAfter(closed_at, delay));
    expect(Date.parse(draw.due ?? "")).toBe(dueAt(beacon.network, draw.round ?? 0));
  });

  it("is announced from the creation on for a closing time, and does not move", async () => {
    const { service } = drandService(beacon);
    const raffle = await createIn(service, { closes_at: inSeconds(60), total_tickets: 50_000 });
    expect(raffle.draw.round).toBe(roundAfter(raffle.closes_at, 31_000));
    expect(await transcriptIn(service, raffle)).toMatchObject({
      ...raffle.draw,
      closed_at: null,
      method: null,
    });
    advanceTo(raffle.closes_at, 7000);
    expect((await get<Raffle>(service, `/raffles/${raffle.raffle_id}/`)).draw).toEqual(raffle.draw);
  });

  it("is sooner if the raffle sells out or is closed before", async () => {
    const { service } = drandService(beacon);
    const facts = { closes_at: inSeconds(3600), total_tickets: 2 };
    const soldOut = await createIn(service, facts);
    expect(soldOut.draw.round).toBe(roundAfter(soldOut.closed_at, 30_000));
    const closed = await closeIn(service, await createIn(service, facts, 1));
    expect(closed.draw.round).toBe(roundAfter(closed.closed_at, 30_000));
  });
});

describe("the draw of a raffle that closed early", () => {
  it("waits for its round, and is then made of the beacon's randomness", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await closeIn(service, await createIn(service, fivePrizes, 8));
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(503);
    advanceTo(raffle.draw.due);
    const winners = await expectOk<Winner[]>(await drawBy(service, raffle.raffle_id));
    expect(winners.map(({ ticket_number }) => ticket_number)).toEqual(await computedWinners(service, raffle));
    expect(await transcriptIn(service, raffle)).toMatchObject({
      method: "raffle-draw-2",
      entropy: "drand",
      signature: beacon.sign(raffle.draw.round ?? 0),
      fallback: false,
    });
  });

  it("fixes the digest before anything asks a relay for the randomness", async () => {
    const digests: unknown[] = [];
    const digestBefore: Relay = async () => {
      digests.push((await transcriptIn(service, raffle)).claimed_digest);
      return new Response("down", { status: 502 });
    };
    const { service } = drandService(beacon, digestBefore);
    const raffle = await closeIn(service, await createIn(service));
    advanceTo(raffle.draw.due, 60_000);
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(503);
    expect(digests).toEqual([digestOfList(await listClaimed(raffle.raffle_id))]);
  });

  it("is not older than its round, though the clock is set back meanwhile", async () => {
    const settingBack: Relay = async (url, signal) => {
      const answer = await beacon.relay(url, signal);
      advanceTo(raffle.draw.due, -60_000);
      return answer;
    };
    const { service } = drandService(beacon, settingBack);
    const raffle = await closeIn(service, await createIn(service));
    advanceTo(raffle.draw.due);
    await expectOk(await drawBy(service, raffle.raffle_id));
    expect((await transcriptIn(service, raffle)).drawn_at).toBe(raffle.draw.due);
  });

  it("is weaker proof if the digest was complete only after the round came out", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await closeIn(service, await createIn(service));
    advanceTo(raffle.draw.due, 1);
    await drawBy(service, raffle.raffle_id);
    const { digest_at, due, proves } = await transcriptIn(service, raffle);
    expect(Date.parse(String(digest_at))).toBeGreaterThan(Date.parse(String(due)));
    expect(proves).toContain("weaker");
  });

  it("happens by itself once the round is out, if it was asked for", async () => {
    const { service } = drandService(beacon);
    const raffle = await createIn(service, { closes_at: inSeconds(60), draw_automatically: true });
    // The Durable Object asks the relays of its own settings.
    vi.spyOn(globalThis, "fetch").mockImplementation(async (url) =>
      beacon.relay(String(url), AbortSignal.any([])),
    );
    advanceTo(raffle.closes_at);
    const stub = raffleObject(raffle.raffle_id);
    await runDurableObjectAlarm(stub);
    await runDurableObjectAlarm(stub);
    advanceTo(raffle.draw.due, 5000);
    await runDurableObjectAlarm(stub);
    expect((await get<Raffle>(service, `/raffles/${raffle.raffle_id}/`)).status).toBe("drawn");
  });
});

describe("a draw with local randomness in place of the beacon", () => {
  const drawLocally = (service: Service, { raffle_id }: Raffle) =>
    drawBy(service, raffle_id, { json: { local_randomness: true } });
  const POSSIBLE = [409, "Beacon still possible"];

  it("is rejected until seven days after the round was due", async () => {
    const { service } = drandService(beacon, dead);
    const raffle = await closeIn(service, await createIn(service));
    expect(await errorOf(await drawLocally(service, raffle))).toEqual(POSSIBLE);
    advanceTo(raffle.draw.due, 7 * DAY_MS - 1);
    expect(await errorOf(await drawLocally(service, raffle))).toEqual(POSSIBLE);
  });

  it("works from then on, and the transcript says so", async () => {
    const { service } = drandService(beacon, dead);
    const raffle = await closeIn(service, await createIn(service, fivePrizes, 8));
    advanceTo(raffle.draw.due, 7 * DAY_MS);
    skipWaits();
    const winners = await expectOk<Winner[]>(await drawLocally(service, raffle));
    expect(winners.map(({ ticket_number }) => ticket_number)).toEqual(await computedWinners(service, raffle));
    expect(await transcriptIn(service, raffle)).toMatchObject({
      entropy: "local",
      fallback: true,
      round: raffle.draw.round,
      due: raffle.draw.due,
      signature: null,
      randomness: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await evict(raffle.raffle_id);
    expect(await raffleObject(raffle.raffle_id).progress()).toMatchObject({
      value: { draw: { isFallback: true } },
    });
  });

  it("asks the configured relays and drand's own once more", async () => {
    const { service, asked } = drandService(beacon, dead);
    const raffle = await closeIn(service, await createIn(service));
    advanceTo(raffle.draw.due, 7 * DAY_MS);
    await drawLocally(service, raffle);
    expect(asked.map(({ url }) => new URL(url).host)).toEqual([
      "relay-0.test",
      "drand.cloudflare.com",
      "api.drand.sh",
      "api2.drand.sh",
    ]);
  });

  it("asks a relay once that is both configured and drand's own", async () => {
    const { service, asked } = drandService(beacon, dead);
    const raffle = await closeIn(service, await createIn(service));
    advanceTo(raffle.draw.due, 7 * DAY_MS);
    const relays = ["https://api.drand.sh", "https://relay-0.test"];
    await runInDurableObject(raffleObject(raffle.raffle_id), (object) => object.draw(relays, 30, true));
    expect(asked.map(({ url }) => new URL(url).host)).toEqual([
      "api.drand.sh",
      "relay-0.test",
      "drand.cloudflare.com",
      "api2.drand.sh",
    ]);
  });

  it("uses the round after all if one of them has it", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await closeIn(service, await createIn(service));
    advanceTo(raffle.draw.due, 8 * DAY_MS);
    expect((await drawLocally(service, raffle)).status).toBe(200);
    expect(await transcriptIn(service, raffle)).toMatchObject({ entropy: "drand", fallback: false });
  });

  it("works for a raffle that sold out, too", async () => {
    const { service } = drandService(beacon, dead);
    const raffle = await createIn(service, { total_tickets: 2 });
    advanceTo(raffle.draw.due, 7 * DAY_MS);
    expect((await drawLocally(service, raffle)).status).toBe(200);
    expect(await transcriptIn(service, raffle)).toMatchObject({ method: "raffle-draw-1", fallback: true });
  });

  it("is an ordinary draw for a raffle without a beacon, and rejected for an open or a drawn one", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const open = await createIn(service);
    expect(await errorOf(await drawLocally(service, open))).toEqual([400, "Tickets remaining"]);
    const raffle = await closeIn(service, open);
    advanceTo(raffle.draw.due);
    await drawBy(service, raffle.raffle_id);
    expect(await errorOf(await drawLocally(service, raffle))).toEqual([400, "Winners already drawn"]);
    advanceClock(0);
  });
});
