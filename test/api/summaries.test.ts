import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { advanceClock } from "../testkit/clock";
import { pageOf } from "../testkit/pages";
import {
  call,
  claim,
  createRaffle,
  errorOf,
  getRaffle,
  MANAGER,
  player,
  playRaffle,
  sellOut,
} from "../testkit/service";
import { serviceWith } from "../testkit/variant";

afterEach(() => {
  vi.restoreAllMocks();
});

interface Summary {
  raffle_id: string;
  name: string | null;
  total_tickets: number | null;
  available_tickets: number | null;
  claimed_tickets: number | null;
  winners_drawn: boolean | null;
  status: string | null;
  opens_at: string | null;
  closes_at: string | null;
  prizes: { name: string; amount: number }[];
  prize_count: number | null;
}

const PATH = "/raffle-summaries";
const list = async (query = "", service = call) => (await service("GET", PATH + query)).json<Summary[]>();
const unknown = (raffle_id: string): Summary => ({
  raffle_id,
  name: null,
  total_tickets: null,
  available_tickets: null,
  claimed_tickets: null,
  winners_drawn: null,
  status: null,
  opens_at: null,
  closes_at: null,
  prizes: [],
  prize_count: null,
});

/** Lists the ways in which a Durable Object fails to answer. */
const failures: Record<string, () => unknown> = {
  "is overloaded": () => Promise.reject(Object.assign(new Error("too much"), { overloaded: true })),
  "loses its answer": () => Promise.reject(Object.assign(new Error("lost"), { retryable: true })),
  "lacks the method because its version is older": () =>
    // biome-ignore lint/suspicious/noExplicitAny: the method does not exist
    (env.RAFFLE.getByName(crypto.randomUUID()) as any).fromTheFuture(),
  "has a bug": () => Promise.reject(new Error("a bug")),
  "has no stub": () => {
    throw new Error("no stub");
  },
};

/** Returns the service with one failing Durable Object, and the number of calls to it. */
function failingAt(id: string, fail: () => unknown) {
  let asked = 0;
  const failing = new Proxy(
    {},
    {
      get: () => () => {
        asked++;
        return fail();
      },
    },
  );
  const getByName = (name: string) => (name === id ? failing : env.RAFFLE.getByName(name));
  return { service: serviceWith({ RAFFLE: { getByName } }), asked: () => asked };
}

describe("the list of summaries", () => {
  it("returns the fields that pages show, newest first", async () => {
    const prizes = ["a", "b", "c", "d", "e"].map((name) => ({ name, amount: 2 }));
    const open = await createRaffle({ name: "Open", total_tickets: 10, prizes });
    await claim(open.raffle_id, player(1));
    const soldOut = await createRaffle({ name: "Sold out", total_tickets: 1 });
    await sellOut(soldOut);
    const { id: drawn } = await playRaffle({ name: "Drawn", total_tickets: 1 });
    const cake = [{ name: "Cake", amount: 1 }];
    const always = { opens_at: null, closes_at: null };
    const one = {
      total_tickets: 1,
      available_tickets: 0,
      claimed_tickets: 1,
      prizes: cake,
      prize_count: 1,
      ...always,
    };
    expect(await list("?limit=3")).toEqual([
      { raffle_id: drawn, name: "Drawn", winners_drawn: true, status: "drawn", ...one },
      { raffle_id: soldOut.raffle_id, name: "Sold out", winners_drawn: false, status: "closed", ...one },
      {
        raffle_id: open.raffle_id,
        name: "Open",
        total_tickets: 10,
        available_tickets: 9,
        claimed_tickets: 1,
        winners_drawn: false,
        status: "open",
        ...always,
        prizes: prizes.slice(0, 3),
        prize_count: 5,
      },
    ]);
  });

  it("continues on the next page at its own path, with ten raffles by default", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) ids.unshift((await createRaffle()).raffle_id);
    const first = await call("GET", PATH);
    const next = /<https:\/\/raffle\.test(.*)>; rel="next"/.exec(first.headers.get("Link") ?? "")?.[1] ?? "";
    expect(next).toMatch(/^\/raffle-summaries\?limit=10&cursor=/);
    const pages = [
      ...(await first.json<Summary[]>()),
      ...(await (await call("GET", next)).json<Summary[]>()),
    ];
    expect(pages.slice(0, 12).map(({ raffle_id }) => raffle_id)).toEqual(ids);
  });

  it.each(["limit=0", "limit=101", "cursor=1"])("returns 422 for %s", async (query) => {
    expect((await call("GET", `${PATH}?${query}`)).status).toBe(422);
  });

  it("gets only the summary from a Durable Object", async () => {
    const prizes = Array.from({ length: 5000 }, (_, n) => ({ name: `Prize ${n}`, amount: 1 }));
    const { raffle_id } = await createRaffle({ total_tickets: 5000, prizes });
    const summary = await env.RAFFLE.getByName(raffle_id).summary();
    expect(JSON.stringify(summary).length).toBeLessThan(1000);
  });

  it("has the new count of a raffle after the clock was set back", async () => {
    const { raffle_id } = await createRaffle();
    const start = Date.now();
    advanceClock(60_000);
    await list("?limit=1");
    vi.spyOn(Date, "now").mockReturnValue(start);
    await claim(raffle_id, player(1));
    const counts = [await list("?limit=1"), await list("?limit=1")].map(
      ([raffle]) => raffle?.available_tickets,
    );
    expect(counts).toEqual([2, 2]);
  });
});

describe("a raffle whose Durable Object", () => {
  it.each(Object.entries(failures))("%s does not affect other raffles", async (_, fail) => {
    const one = await createRaffle({ name: "One" });
    const { raffle_id: lost } = await createRaffle({ name: "Lost" });
    const other = await createRaffle({ name: "Other" });
    const { service, asked } = failingAt(lost, fail);
    const listed = await list("?limit=3", service);
    expect(listed.map(({ raffle_id, available_tickets }) => [raffle_id, available_tickets])).toEqual([
      [other.raffle_id, 3],
      [lost, null],
      [one.raffle_id, 3],
    ]);
    expect(listed[1]).toEqual(unknown(lost));
    expect(asked()).toBe(1);
  });

  it("hangs delays the list by at most a second", async () => {
    const one = await createRaffle();
    const { raffle_id: lost } = await createRaffle();
    const ends: (() => void)[] = [];
    const wait = vi.spyOn(scheduler, "wait").mockImplementation(
      () =>
        new Promise((resolve) => {
          ends.push(resolve);
        }),
    );
    // The timeout for this raffle is the one that started last.
    const { service } = failingAt(lost, () => {
      ends.at(-1)?.();
      return new Promise(() => {});
    });
    const listed = await list("?limit=2", service);
    expect(listed.map(({ available_tickets }) => available_tickets)).toEqual([null, 3]);
    expect(listed[1]?.raffle_id).toBe(one.raffle_id);
    expect(wait.mock.calls.map(([milliseconds]) => milliseconds)).toEqual([1000, 1000]);
  });

  it("fails is skipped for a second", async () => {
    const { raffle_id: lost } = await createRaffle();
    advanceClock(0);
    const { service, asked } = failingAt(lost, failures["is overloaded"] as () => unknown);
    for (let n = 0; n < 3; n++) await list("?limit=1", service);
    expect(asked()).toBe(1);
    advanceClock(1000);
    await list("?limit=1", service);
    expect(asked()).toBe(2);
  });

  it("fails is listed with its cached facts but without a count", async () => {
    const { raffle_id: lost } = await createRaffle({ name: "Lost", total_tickets: 7 });
    await getRaffle(lost);
    const { service } = failingAt(lost, failures["loses its answer"] as () => unknown);
    const known = { name: "Lost", total_tickets: 7, prizes: [{ name: "Cake", amount: 1 }], prize_count: 1 };
    for (let n = 0; n < 3; n++) {
      advanceClock(40_000);
      expect(await list("?limit=1", service)).toEqual([{ ...unknown(lost), ...known }]);
    }
  });

  it("fails is listed with a count that is less than 2 s old", async () => {
    const { raffle_id: lost } = await createRaffle();
    advanceClock(0);
    await getRaffle(lost);
    const { service } = failingAt(lost, failures["is overloaded"] as () => unknown);
    advanceClock(1500);
    const counts = [await list("?limit=1", service), await list("?limit=1", service)];
    advanceClock(500);
    counts.push(await list("?limit=1", service));
    expect(counts.map(([raffle]) => raffle?.available_tickets)).toEqual([3, 3, null]);
  });

  it("answers again is listed with its count", async () => {
    const { raffle_id: lost } = await createRaffle();
    const { service } = failingAt(lost, failures["is overloaded"] as () => unknown);
    await list("?limit=1", service);
    advanceClock(1000);
    expect((await list("?limit=1"))[0]?.available_tickets).toBe(3);
  });

  it("fails causes 503 for the full list, because a missing raffle would look deleted", async () => {
    const { raffle_id: lost } = await createRaffle();
    vi.spyOn(scheduler, "wait").mockResolvedValue();
    const { service, asked } = failingAt(lost, failures["loses its answer"] as () => unknown);
    const answer = await service("GET", "/raffles/?limit=2");
    expect(await errorOf(answer)).toEqual([503, "Temporarily unavailable"]);
    expect(asked()).toBe(4);
  });

  it.each([
    ["/", "/r"],
    ["/manage", "/manage"],
  ])("fails is shown on %s without its count, after the others", async (page, folder) => {
    await createRaffle({ name: "One" });
    const { raffle_id: lost } = await createRaffle({ name: "Lost" });
    const { raffle_id: known } = await createRaffle({ name: "Known" });
    await createRaffle({ name: "Other" });
    await getRaffle(known);
    advanceClock(2000);
    const getByName = (name: string) => {
      if (name === lost || name === known) throw Object.assign(new Error("lost"), { retryable: true });
      return env.RAFFLE.getByName(name);
    };
    const service = serviceWith({ RAFFLE: { getByName } });
    const { status, html, text } = await pageOf(await service("GET", `${page}?limit=4`, { from: MANAGER }));
    expect(status).toBe(200);
    expect(text).toMatch(/Other Open (?:Cake )?0 of 3 tickets given out/);
    expect(text).toMatch(/Known (?:Cake )?Can't be reached right now/);
    expect(text).toContain(`Raffle ${lost.slice(0, 8)} Can't be reached right now Older raffles`);
    for (const id of [lost, known]) expect(html).toContain(`<a href="${folder}/${id}" dir="auto">`);
  });
});
