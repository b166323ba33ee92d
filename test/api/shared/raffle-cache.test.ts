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

/** A drawn raffle that this isolate has seen. */
async function knownDrawn(facts: object = { total_tickets: 1 }) {
  const played = await playRaffle(facts);
  await getRaffle(played.id);
  return { ...played, path: `/raffles/${played.id}/` };
}

describe("a raffle that is not sold out", () => {
  it("has each claim judged by the object", async () => {
    const { raffle_id } = await createRaffle();
    await getRaffle(raffle_id);
    const { service, asked } = watchedService();
    await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(1) });
    await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(1) });
    expect(asked).toEqual(["claim", "claim"]);
  });

  it("is told with its count as of now, though this isolate has seen it before", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 3 });
    const counts: number[] = [];
    for (let n = 0; n < 3; n++) {
      await claim(raffle_id, player(n));
      counts.push((await getRaffle(raffle_id)).available_tickets);
    }
    expect(counts).toEqual([2, 1, 0]);
  });

  it("is asked for its facts once, then for what can change only", async () => {
    const { raffle_id } = await createRaffle();
    const { service, asked } = watchedService();
    for (let i = 0; i < 3; i++) await service("GET", `/raffles/${raffle_id}/`);
    expect(asked).toEqual(["state", "progress", "progress"]);
  });

  it("is told the same by facts kept as by facts asked for", async () => {
    const { raffle_id } = await createRaffle();
    expect(await getRaffle(raffle_id)).toEqual(await getRaffle(raffle_id));
  });

  it("is asked for its facts again after a minute", async () => {
    const { raffle_id } = await createRaffle();
    const { service, asked } = watchedService();
    await service("GET", `/raffles/${raffle_id}/`);
    advanceClock(60_001);
    await service("GET", `/raffles/${raffle_id}/`);
    expect(asked).toEqual(["state", "state"]);
  });

  it("is not asked for its facts again by the list of raffles", async () => {
    const { raffle_id } = await createRaffle();
    await getRaffle(raffle_id);
    const { service, asked } = watchedService();
    advanceClock(2000);
    await service("GET", "/raffles/?limit=1");
    expect(asked).toEqual(["summary"]);
  });
});

describe("a raffle that nobody created", () => {
  it("is not kept in mind: it may be created the next moment", async () => {
    const { service, asked } = watchedService();
    const path = `/raffles/${crypto.randomUUID()}/`;
    await service("GET", path);
    await service("GET", path);
    expect(asked).toEqual(["state", "state"]);
  });
});

describe("a raffle that is sold out and not drawn", () => {
  it("is asked whether it is drawn by now", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const before = (await getRaffle(raffle.raffle_id)).winners_drawn;
    await drawWinners(raffle.raffle_id);
    expect([before, (await getRaffle(raffle.raffle_id)).winners_drawn]).toEqual([false, true]);
  });
});

describe("once this isolate has seen a raffle drawn", () => {
  it("looking at it asks no object", async () => {
    const { path, id, raffle } = await knownDrawn();
    const { service, asked } = watchedService();
    const seen = await (await service("GET", path)).json<Raffle>();
    expect(seen).toEqual({ ...raffle, raffle_id: id, available_tickets: 0, winners_drawn: true });
    expect(asked).toEqual([]);
  });

  it("drawing it a second time is refused without the object", async () => {
    const { path } = await knownDrawn();
    const { service, asked } = watchedService();
    const again = await service("POST", `${path}winners/`, { from: MANAGER });
    expect(await errorOf(again)).toEqual([400, "Winners already drawn"]);
    expect(asked).toEqual([]);
  });

  it("drawing it is still for managers only", async () => {
    const { path } = await knownDrawn();
    const { service } = watchedService();
    const answer = await service("POST", `${path}winners/`, { from: player(1) });
    expect(await errorOf(answer)).toEqual([403, "Unauthorized"]);
  });

  it("a list of winners that was given once asks no object", async () => {
    const { path, id } = await knownDrawn();
    const first = await listWinners(id);
    const { service, asked } = watchedService();
    expect(await (await service("GET", `${path}winners/`)).json()).toEqual(first);
    expect(asked).toEqual([]);
  });

  it("a page of winners that was given once asks no object", async () => {
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

  it("pages of other limits, places and notations are not confused with it", async () => {
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

  it("another drawn raffle has its own winners", async () => {
    const one = await knownDrawn({ total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] });
    const other = await knownDrawn({ total_tickets: 1, prizes: [{ name: "Pie", amount: 1 }] });
    expect([await listWinners(one.id), await listWinners(other.id)]).toEqual([one.winners, other.winners]);
  });

  it("the object is asked again after a minute, for the raffle and its winners", async () => {
    const { path, id } = await knownDrawn();
    await listWinners(id);
    const { service, asked } = watchedService();
    advanceClock(60_001);
    await service("GET", `${path}winners/`);
    expect(asked).toEqual(["state", "winners"]);
  });
});
