import { afterEach, describe, expect, it, vi } from "vitest";
import { advanceClock } from "../../testkit/clock";
import {
  claim,
  createRaffle,
  drawWinners,
  errorOf,
  getRaffle,
  listWinners,
  MANAGER,
  player,
  playRaffle,
  type Raffle,
  sellOut,
} from "../../testkit/service";
import { watchedService } from "../../testkit/watch";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Creates a drawn raffle that this isolate has cached. */
async function knownDrawn(facts: object = { total_tickets: 1 }) {
  const played = await playRaffle(facts);
  await getRaffle(played.id);
  return { ...played, path: `/raffles/${played.id}/` };
}

describe("a raffle that is not sold out", () => {
  it("sends each claim to the Durable Object", async () => {
    const { raffle_id } = await createRaffle();
    await getRaffle(raffle_id);
    const { service, asked } = watchedService();
    await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(1) });
    await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(1) });
    expect(asked).toEqual(["claim", "claim"]);
  });

  it("has a current count even if this isolate has cached it", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 3 });
    const counts: number[] = [];
    for (let n = 0; n < 3; n++) {
      await claim(raffle_id, player(n));
      counts.push((await getRaffle(raffle_id)).available_tickets);
    }
    expect(counts).toEqual([2, 1, 0]);
  });

  it("is read in full once, then only its progress", async () => {
    const { raffle_id } = await createRaffle();
    const { service, asked } = watchedService();
    for (let i = 0; i < 3; i++) await service("GET", `/raffles/${raffle_id}/`);
    expect(asked).toEqual(["state", "progress", "progress"]);
  });

  it("is the same from cached facts as from fresh facts", async () => {
    const { raffle_id } = await createRaffle();
    expect(await getRaffle(raffle_id)).toEqual(await getRaffle(raffle_id));
  });

  it("is read in full again after a minute", async () => {
    const { raffle_id } = await createRaffle();
    const { service, asked } = watchedService();
    await service("GET", `/raffles/${raffle_id}/`);
    advanceClock(60_001);
    await service("GET", `/raffles/${raffle_id}/`);
    expect(asked).toEqual(["state", "state"]);
  });

  it("is not read in full again by the list of raffles", async () => {
    const { raffle_id } = await createRaffle();
    await getRaffle(raffle_id);
    const { service, asked } = watchedService();
    advanceClock(2000);
    await service("GET", "/raffles/?limit=1");
    expect(asked).toEqual(["summary"]);
  });
});

describe("an unknown raffle", () => {
  it("is not cached, because it may be created at any time", async () => {
    const { service, asked } = watchedService();
    const path = `/raffles/${crypto.randomUUID()}/`;
    await service("GET", path);
    await service("GET", path);
    expect(asked).toEqual(["state", "state"]);
  });
});

describe("a sold-out raffle that is not drawn", () => {
  it("is read again to see whether it is drawn", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const before = (await getRaffle(raffle.raffle_id)).winners_drawn;
    await drawWinners(raffle.raffle_id);
    expect([before, (await getRaffle(raffle.raffle_id)).winners_drawn]).toEqual([false, true]);
  });
});

describe("a drawn raffle that this isolate has cached", () => {
  it("is returned without a call to the Durable Object", async () => {
    const { path, id, raffle } = await knownDrawn();
    const { service, asked } = watchedService();
    const seen = await (await service("GET", path)).json<Raffle>();
    const changed = { available_tickets: 0, claimed_tickets: 1, winners_drawn: true, status: "drawn" };
    expect(seen).toEqual({ ...raffle, raffle_id: id, ...changed, closed_at: seen.closed_at });
    expect(asked).toEqual([]);
  });

  it("rejects a second draw without a call to the Durable Object", async () => {
    const { path } = await knownDrawn();
    const { service, asked } = watchedService();
    const again = await service("POST", `${path}winners/`, { from: MANAGER });
    expect(await errorOf(again)).toEqual([400, "Winners already drawn"]);
    expect(asked).toEqual([]);
  });

  it("returns 403 to a draw by others than managers", async () => {
    const { path } = await knownDrawn();
    const { service } = watchedService();
    const answer = await service("POST", `${path}winners/`, { from: player(1) });
    expect(await errorOf(answer)).toEqual([403, "Unauthorized"]);
  });

  it("returns a cached list of winners without a call to the Durable Object", async () => {
    const { path, id } = await knownDrawn();
    const first = await listWinners(id);
    const { service, asked } = watchedService();
    expect(await (await service("GET", `${path}winners/`)).json()).toEqual(first);
    expect(asked).toEqual([]);
  });

  it("returns a cached page of winners without a call to the Durable Object", async () => {
    const { path } = await knownDrawn({ total_tickets: 3, prizes: [{ name: "x", amount: 3 }] });
    const { service, asked } = watchedService();
    const page = async () => {
      const answer = await service("GET", `${path}winners/?limit=2`);
      return [await answer.text(), answer.headers.get("Link")];
    };
    const first = await page();
    expect(await page()).toEqual(first);
    expect(asked).toEqual(["winners"]);
  });

  it("keeps pages with other limits, cursors and media types apart", async () => {
    const { path, winners } = await knownDrawn({ total_tickets: 3, prizes: [{ name: "x", amount: 3 }] });
    const { service } = watchedService();
    const ask = async (query: string, headers = {}) =>
      (await service("GET", `${path}winners/${query}`, { headers })).text();
    const texts = [
      await ask("?limit=2"),
      await ask("?limit=1"),
      await ask("?limit=1&cursor=1"),
      await ask("?limit=1", { Accept: "text/csv" }),
      await ask(""),
    ];
    expect([new Set(texts).size, winners.length]).toEqual([5, 3]);
  });

  it("keeps the winners of two raffles apart", async () => {
    const one = await knownDrawn({ total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] });
    const other = await knownDrawn({ total_tickets: 1, prizes: [{ name: "Pie", amount: 1 }] });
    expect([await listWinners(one.id), await listWinners(other.id)]).toEqual([one.winners, other.winners]);
  });

  it("is read again after a minute, with its winners", async () => {
    const { path, id } = await knownDrawn();
    await listWinners(id);
    const { service, asked } = watchedService();
    advanceClock(60_001);
    await service("GET", `${path}winners/`);
    expect(asked).toEqual(["state", "winners"]);
  });
});
