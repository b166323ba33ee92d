import { afterEach, describe, expect, it, vi } from "vitest";
import { advanceClock } from "../testkit/clock";
import {
  type Call,
  call,
  createRaffle,
  drawWinners,
  getRaffle,
  MANAGER,
  participate,
  player,
  playRaffle,
  sellOut,
} from "../testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

const caching = async (method: string, path: string, options?: Call) =>
  (await call(method, path, options)).headers.get("Cache-Control");
/** Returns the seconds for which caches may keep a response. */
async function maxAge(path: string): Promise<number> {
  const [, seconds] = /^public, max-age=(\d+), immutable$/.exec((await caching("GET", path)) ?? "") ?? [];
  return Number(seconds);
}

describe("responses that caches may keep", () => {
  it.each([
    ["a drawn raffle", ""],
    ["its reserves", "draw/reserves/"],
    ["its claimed tickets", "draw/tickets/"],
  ])("caches %s for at most a minute", async (_, rest) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const seconds = await maxAge(`/raffles/${id}/${rest}`);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it.each([
    ["its winners", "winners/"],
    ["a page of its winners", "winners/?limit=1"],
    ["its winners by prize", "winners/?order=prize"],
  ])("caches %s for a second, because prizes may be passed on", async (_, rest) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(await caching("GET", `/raffles/${id}/${rest}`)).toBe("public, max-age=1");
  });

  it("caches a drawn raffle no longer than the isolate keeps the raffle", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    await getRaffle(id);
    advanceClock(20_000);
    const seconds = await maxAge(`/raffles/${id}/`);
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(40);
  });

  it("caches a raffle for a whole minute after its draw, even if the isolate knew it before", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    await getRaffle(raffle.raffle_id);
    advanceClock(50_000);
    await drawWinners(raffle.raffle_id);
    expect(await maxAge(`/raffles/${raffle.raffle_id}/`)).toBe(60);
  });

  it.each([
    "application/json",
    "text/csv",
  ])("caches winners as %s separately from other media types", async (Accept) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const { headers } = await call("GET", `/raffles/${id}/winners/`, { headers: { Accept } });
    expect(headers.get("Vary")?.split(/, */)).toContain("Accept");
  });
});

describe("responses that no cache may keep", () => {
  it("does not cache the transcript of a drawn raffle, which counts the forfeits", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(await caching("GET", `/raffles/${id}/draw/`)).toBe("no-store");
  });

  it("does not cache an open raffle", async () => {
    const { raffle_id } = await createRaffle();
    expect(await caching("GET", `/raffles/${raffle_id}/`)).toBe("no-store");
  });

  it.each([
    ["a sold-out raffle that is not drawn", ""],
    ["its incomplete transcript", "draw/"],
    ["its claimed tickets", "draw/tickets/"],
  ])("does not cache %s", async (_, rest) => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    expect(await caching("GET", `/raffles/${raffle.raffle_id}/${rest}`)).toBe("no-store");
  });

  it("does not cache the list of raffles, even if all are drawn", async () => {
    await playRaffle({ total_tickets: 1 });
    expect(await caching("GET", "/raffles/?limit=1")).toBe("no-store");
  });

  it("does not cache a rejected claim, from the Durable Object or from the isolate", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answers = [await participate(id, player(5)), await participate(id, player(5))];
    expect(answers.map(({ headers }) => headers.get("Cache-Control"))).toEqual(["no-store", "no-store"]);
  });

  it("does not cache the error before the draw", async () => {
    const { raffle_id } = await createRaffle();
    expect(await caching("GET", `/raffles/${raffle_id}/winners/`)).toBe("no-store");
  });

  it("does not cache the error for an unknown raffle", async () => {
    expect(await caching("GET", `/raffles/${crypto.randomUUID()}/`)).toBe("no-store");
  });

  it("does not cache a validation error for a drawn raffle", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(await caching("GET", `/raffles/${id}/winners/?limit=0`)).toBe("no-store");
  });

  it("does not cache the response of a draw, successful or rejected", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const path = `/raffles/${raffle.raffle_id}/winners/`;
    const drawn = await caching("POST", path, { from: MANAGER });
    expect([drawn, await caching("POST", path, { from: MANAGER })]).toEqual(["no-store", "no-store"]);
  });

  it("does not cache the verification of a ticket", async () => {
    const { id, tickets } = await playRaffle({ total_tickets: 1 });
    const path = `/raffles/${id}/verify-ticket/`;
    expect(await caching("POST", path, { json: tickets[0] })).toBe("no-store");
  });
});
