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
/** The seconds for which caches may keep this answer. */
async function maxAge(path: string): Promise<number> {
  const [, seconds] = /^public, max-age=(\d+), immutable$/.exec((await caching("GET", path)) ?? "") ?? [];
  return Number(seconds);
}

describe("what caches may keep", () => {
  it.each([
    ["a drawn raffle", ""],
    ["its winners", "winners/"],
    ["a page of its winners", "winners/?limit=1"],
    ["its draw", "draw/"],
    ["its reserves", "draw/reserves/"],
  ])("is %s, for a minute at most", async (_, rest) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const seconds = await maxAge(`/raffles/${id}/${rest}`);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it.each([
    ["a drawn raffle", ""],
    ["its winners", "winners/"],
  ])("is %s, for no longer than this isolate still goes by it", async (_, rest) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    await getRaffle(id);
    advanceClock(20_000);
    const seconds = await maxAge(`/raffles/${id}/${rest}`);
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(40);
  });

  it("is a raffle for a whole minute from its draw, however long it was known before", async () => {
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
  ])("are winners as %s apart from other notations", async (Accept) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const { headers } = await call("GET", `/raffles/${id}/winners/`, { headers: { Accept } });
    expect(headers.get("Vary")?.split(/, */)).toContain("Accept");
  });
});

describe("what no cache may keep", () => {
  it("is an open raffle", async () => {
    const { raffle_id } = await createRaffle();
    expect(await caching("GET", `/raffles/${raffle_id}/`)).toBe("no-store");
  });

  it.each([
    ["a raffle that is sold out, not drawn", ""],
    ["what is fixed of its draw", "draw/"],
  ])("is %s", async (_, rest) => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    expect(await caching("GET", `/raffles/${raffle.raffle_id}/${rest}`)).toBe("no-store");
  });

  it("is the list of raffles, drawn or not", async () => {
    await playRaffle({ total_tickets: 1 });
    expect(await caching("GET", "/raffles/?limit=1")).toBe("no-store");
  });

  it("is a refused claim, by the object or by this isolate", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answers = [await participate(id, player(5)), await participate(id, player(5))];
    expect(answers.map(({ headers }) => headers.get("Cache-Control"))).toEqual(["no-store", "no-store"]);
  });

  it("is that winners are not drawn yet", async () => {
    const { raffle_id } = await createRaffle();
    expect(await caching("GET", `/raffles/${raffle_id}/winners/`)).toBe("no-store");
  });

  it("is that there is no such raffle", async () => {
    expect(await caching("GET", `/raffles/${crypto.randomUUID()}/`)).toBe("no-store");
  });

  it("is a faulty question about a drawn raffle", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(await caching("GET", `/raffles/${id}/winners/?limit=0`)).toBe("no-store");
  });

  it("is the answer to a draw, done or refused", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const path = `/raffles/${raffle.raffle_id}/winners/`;
    const drawn = await caching("POST", path, { from: MANAGER });
    expect([drawn, await caching("POST", path, { from: MANAGER })]).toEqual(["no-store", "no-store"]);
  });

  it("is the verdict about a ticket", async () => {
    const { id, tickets } = await playRaffle({ total_tickets: 1 });
    const path = `/raffles/${id}/verify-ticket/`;
    expect(await caching("POST", path, { json: tickets[0] })).toBe("no-store");
  });
});
