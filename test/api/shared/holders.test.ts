import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { knownHolders, learnHolders, rejectionOf } from "../../../src/api/shared/holders";
import { tagsBy } from "../../../src/domain/secrets";
import type { HolderSlice } from "../../../src/durable-objects/raffle/holders";
import { advanceClock } from "../../testkit/clock";
import { evict, giveOut, raffleObject, removeTagKey } from "../../testkit/objects";
import {
  claim,
  createRaffle,
  deleteRaffle,
  drawWinners,
  errorOf,
  MANAGER,
  participate,
  player,
  sellOut,
  type Ticket,
} from "../../testkit/service";
import { fillInLast } from "../../testkit/tickets";
import { watchedService } from "../../testkit/watch";

afterEach(() => {
  vi.restoreAllMocks();
});

const DAY = 86_400_000;
const HOLDS: [number, string] = [403, "Already participated"];
const LATE: [number, string] = [410, "No tickets remaining"];
const newKey = () => ({ "Idempotency-Key": crypto.randomUUID() });

/** Claims without a key, and records the calls to Durable Objects. */
function lateClaims(settings = {}) {
  const { service, asked } = watchedService(settings);
  const claimOf = async (id: string, from: string, headers?: Record<string, string>) =>
    errorOf(await service("POST", `/raffles/${id}/participate/`, { from, ...(headers && { headers }) }));
  return { service, asked, claimOf };
}

/** Creates a raffle with two tickets, sold to players 0 and 1, whose holders this isolate has fetched. */
async function soldOutAndKnown() {
  const raffle = await createRaffle({ total_tickets: 2 });
  await sellOut(raffle);
  await lateClaims().claimOf(raffle.raffle_id, player(9));
  return raffle.raffle_id;
}

describe("an isolate that knows the holders of a sold-out raffle", () => {
  it("returns 403 to holders and 410 to others without a call to the Durable Object", async () => {
    const id = await soldOutAndKnown();
    const { claimOf, asked } = lateClaims();
    const answers = [0, 1, 2, 3].map((n) => claimOf(id, player(n)));
    expect(await Promise.all(answers)).toEqual([HOLDS, HOLDS, LATE, LATE]);
    expect(asked).toEqual([]);
  });

  it("treats an IPv6 /64 as one holder, and a mapped IPv4 address as that IPv4 address", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    await claim(raffle_id, "2001:db8:7:8::1");
    await claim(raffle_id, "198.51.100.7");
    const { claimOf, asked } = lateClaims();
    await claimOf(raffle_id, player(9));
    asked.length = 0;
    const from = ["2001:db8:7:8:ffff::2", "::ffff:198.51.100.7", "2001:db8:7:9::1", "::ffff:198.51.100.8"];
    expect(await Promise.all(from.map((address) => claimOf(raffle_id, address)))).toEqual([
      ...[HOLDS, HOLDS],
      ...[LATE, LATE],
    ]);
    expect(asked).toEqual([]);
  });

  it("accepts an upper-case id", async () => {
    const id = await soldOutAndKnown();
    const { claimOf, asked } = lateClaims();
    expect(await claimOf(id.toUpperCase(), player(0))).toEqual(HOLDS);
    expect(asked).toEqual([]);
  });

  it("calls the Durable Object for a claim with a key", async () => {
    const id = await soldOutAndKnown();
    const { claimOf, asked } = lateClaims();
    expect(await claimOf(id, player(0), newKey())).toEqual(HOLDS);
    expect(await claimOf(id, player(5), newKey())).toEqual(LATE);
    expect(asked).toEqual(["claim", "claim"]);
  });

  it("returns the first ticket to a claim that is repeated with its key", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const key = newKey();
    const first = await (await participate(raffle_id, player(1), key)).json<Ticket>();
    await lateClaims().claimOf(raffle_id, player(2));
    expect(knownHolders(raffle_id)).toBeDefined();
    expect(await (await participate(raffle_id, player(1), key)).json()).toEqual(first);
  });

  it("calls the Durable Object again after a minute", async () => {
    const id = await soldOutAndKnown();
    const { claimOf, asked } = lateClaims();
    advanceClock(40_000);
    expect(await claimOf(id, player(0))).toEqual(HOLDS);
    advanceClock(20_001);
    expect(await claimOf(id, player(0))).toEqual(HOLDS);
    expect(asked).toEqual(["claim", "holders"]);
  });

  it("still gives out the tickets of another raffle", async () => {
    const other = await createRaffle();
    await soldOutAndKnown();
    expect((await participate(other.raffle_id, player(0))).status).toBe(200);
  });

  it("still rejects claims after the draw", async () => {
    const id = await soldOutAndKnown();
    await drawWinners(id);
    const { claimOf, asked } = lateClaims();
    expect([await claimOf(id, player(0)), await claimOf(id, player(5))]).toEqual([HOLDS, LATE]);
    expect(asked).toEqual([]);
  });

  it("returns 404 once it has deleted the raffle", async () => {
    const id = await soldOutAndKnown();
    await deleteRaffle(id, { name: "Fair", abandoned: true });
    expect(await errorOf(await participate(id, player(0)))).toEqual([404, "Raffle not found"]);
  });

  it("fetches 120,000 holders slice by slice", async () => {
    const total = 120_000;
    const { raffle_id } = await createRaffle({ total_tickets: total });
    const people = Array.from({ length: 40 }, (_, n) => n);
    await Promise.all(people.map((n) => claim(raffle_id, player(n))));
    await giveOut(raffle_id, total, people.length);
    const { claimOf, asked } = lateClaims();
    await claimOf(raffle_id, player(9999));
    expect(asked).toEqual(["claim", "holders", "holders"]);
    asked.length = 0;
    const answers = people.flatMap((n) => [
      claimOf(raffle_id, player(n)),
      claimOf(raffle_id, player(5000 + n)),
    ]);
    expect(await Promise.all(answers)).toEqual(people.flatMap(() => [HOLDS, LATE]));
    expect(asked).toEqual([]);
  });
});

describe("an isolate that does not know the holders", () => {
  it("sends each claim to the Durable Object while tickets remain", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    await claim(raffle_id, player(0));
    const { claimOf, asked } = lateClaims();
    expect([await claimOf(raffle_id, player(0)), await claimOf(raffle_id, player(0))]).toEqual([
      HOLDS,
      HOLDS,
    ]);
    expect(asked).toEqual(["claim", "claim"]);
  });

  it("fetches the holders after a holder's claim is rejected", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const { claimOf, asked } = lateClaims();
    expect(await claimOf(raffle.raffle_id, player(0))).toEqual(HOLDS);
    expect(await claimOf(raffle.raffle_id, player(0))).toEqual(HOLDS);
    expect(asked).toEqual(["claim", "holders"]);
  });

  it("sends each claim to the Durable Object of a raffle without a tag key, and asks for its holders once a minute", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await removeTagKey(raffle.raffle_id);
    await sellOut(raffle);
    const { claimOf, asked } = lateClaims();
    const answers = [0, 5, 0].map((n) => () => claimOf(raffle.raffle_id, player(n)));
    const got = [];
    for (const answer of answers) got.push(await answer());
    expect(got).toEqual([HOLDS, LATE, HOLDS]);
    expect(asked).toEqual(["claim", "holders", "claim", "claim"]);
  });

  it("sends each claim to the Durable Object when RETENTION_DAYS is 0", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const id = raffle.raffle_id;
    const { service, claimOf, asked } = lateClaims({ RETENTION_DAYS: 0 });
    expect([await claimOf(id, player(0)), await claimOf(id, player(5))]).toEqual([HOLDS, LATE]);
    expect(asked).toEqual(["claim", "holders", "claim"]);
    await service("POST", `/raffles/${id}/winners/`, { from: MANAGER });
    expect([await claimOf(id, player(0)), await claimOf(id, player(5))]).toEqual([LATE, LATE]);
  });
});

describe("an isolate that knows the holders of a raffle that is about to forget them", () => {
  it("returns 403 to holders before that time and 410 after it, even if the alarm is late", async () => {
    const id = await soldOutAndKnown();
    await drawWinners(id);
    const { claimOf, asked } = lateClaims();
    advanceClock(30 * DAY - 30_000);
    expect([await claimOf(id, player(0)), await claimOf(id, player(0))]).toEqual([HOLDS, HOLDS]);
    expect(asked).toEqual(["claim", "holders"]);
    advanceClock(31_000);
    expect([await claimOf(id, player(0)), await claimOf(id, player(5))]).toEqual([LATE, LATE]);
  });

  it("returns 410 to everyone without a call to the Durable Object once they are forgotten", async () => {
    const id = await soldOutAndKnown();
    await drawWinners(id);
    advanceClock(30 * DAY);
    await runDurableObjectAlarm(raffleObject(id));
    const { claimOf, asked } = lateClaims();
    expect(await claimOf(id, player(0))).toEqual(LATE);
    asked.length = 0;
    expect([await claimOf(id, player(0)), await claimOf(id, player(5))]).toEqual([LATE, LATE]);
    expect(asked).toEqual([]);
  });
});

describe("fetching the holders", () => {
  const tagKey = Uint8Array.from({ length: 32 }, (_, i) => i);
  /** Builds a slice with `held` of `total` prefixes. */
  const slice = (held: number, total: number, parts: Partial<HolderSlice> = {}): HolderSlice => ({
    tagKey,
    prefixes: new Uint8Array(8 * held),
    next: null,
    total,
    closedAt: 1,
    validFor: Number.POSITIVE_INFINITY,
    ...parts,
  });
  const more = { next: new Uint8Array(15) };

  /** Fetches holders from a Durable Object that gives these answers in turn. @returns the raffle's id */
  async function learn(...answers: (HolderSlice | null | (() => Promise<HolderSlice>))[]): Promise<string> {
    const id = crypto.randomUUID();
    const holders = async () => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error("unexpected call");
      return typeof answer === "function" ? answer() : answer;
    };
    await learnHolders({ RAFFLE: { getByName: () => ({ holders }) } } as unknown as Env, id, 30);
    return id;
  }

  it("keeps slices that belong together", async () => {
    const tagOf = tagsBy(tagKey);
    const id = await learn(
      slice(1, 2, more),
      slice(1, 2, { prefixes: (await tagOf("192.0.2.1")).slice(0, 8) }),
    );
    const holders = knownHolders(id);
    if (!holders) throw new Error("not kept");
    expect(rejectionOf(holders, "192.0.2.1")).toBe("already-participated");
    expect(rejectionOf(holders, "192.0.2.2")).toBe("no-tickets-remaining");
  });

  it.each<[string, HolderSlice | null]>([
    ["the raffle is missing or not sold out", null],
    ["the tag key is different", slice(1, 2, { tagKey: tagKey.with(0, 9) })],
    ["the players are forgotten", slice(0, 0, { tagKey: null })],
    ["the raffle sold out at another time", slice(1, 2, { closedAt: 2 })],
    ["there are fewer holders than tickets", slice(0, 2)],
    ["there are more holders than tickets", slice(2, 2)],
  ])("keeps nothing when in a later slice %s", async (_, later) => {
    expect(knownHolders(await learn(slice(1, 2, more), later))).toBeUndefined();
  });

  it("keeps nothing and logs the error when a call fails", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const id = await learn(slice(1, 2, more), () => Promise.reject(new Error("no such table")));
    expect(knownHolders(id)).toBeUndefined();
    const lines = error.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines).toEqual([{ event: "holders_not_fetched", raffle_id: id, error: "Error: no such table" }]);
  });

  it("keeps them no longer than they are valid", async () => {
    const id = await learn(slice(1, 1, { validFor: 5000 }));
    advanceClock(4900);
    expect(knownHolders(id)).toBeDefined();
    advanceClock(200);
    expect(knownHolders(id)).toBeUndefined();
  });

  it("counts the minute from the first call", async () => {
    const later = async () => {
      advanceClock(9000);
      return slice(1, 2);
    };
    const id = await learn(slice(1, 2, more), later);
    advanceClock(50_900);
    expect(knownHolders(id)).toBeDefined();
    advanceClock(200);
    expect(knownHolders(id)).toBeUndefined();
  });

  it("gives up after ten seconds", async () => {
    const late = async () => {
      advanceClock(10_001);
      return slice(1, 3, more);
    };
    expect(knownHolders(await learn(slice(1, 3, more), late, slice(1, 3)))).toBeUndefined();
  });

  it("runs for one raffle at a time, and a hung fetch blocks others for ten seconds", async () => {
    const dead = () => new Promise<HolderSlice>(() => {});
    void learn(dead);
    expect(knownHolders(await learn(slice(1, 1)))).toBeUndefined();
    advanceClock(10_001);
    expect(knownHolders(await learn(slice(1, 1)))).toBeDefined();
  });

  it("keeps nothing when this isolate deletes the raffle meanwhile", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const { raffle_id: id } = raffle;
    const holders = async (after: Uint8Array) => {
      const last = await raffleObject(id).holders(after, 30);
      await deleteRaffle(id, { name: "Fair", abandoned: true });
      return last;
    };
    await learnHolders({ RAFFLE: { getByName: () => ({ holders }) } } as unknown as Env, id, 30);
    expect(knownHolders(id)).toBeUndefined();
  });

  it("keeps two raffles of a million tickets, and a third evicts the least recently used", async () => {
    const million = slice(1_000_000, 1_000_000);
    const ids = [await learn(million), await learn(million)];
    expect(ids.map((id) => knownHolders(id) !== undefined)).toEqual([true, true]);
    knownHolders(ids[0] as string);
    ids.push(await learn(million));
    expect(ids.map((id) => knownHolders(id) !== undefined)).toEqual([true, false, true]);
  });

  it("evicts before it fetches, so that memory stays bounded", async () => {
    const million = (parts = {}) => slice(500_000, 1_000_000, parts);
    const ids = [await learn(million(more), million()), await learn(million(more), million())];
    let meanwhile: boolean[] = [];
    await learn(million(more), async () => {
      meanwhile = ids.map((id) => knownHolders(id) !== undefined);
      return million();
    });
    expect(meanwhile).toEqual([false, true]);
  });
});

describe("the holders that a Durable Object returns", () => {
  const ask = (id: string) => raffleObject(id).holders(new Uint8Array(), 30);

  it("are null for an unknown raffle and while tickets remain", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    await claim(raffle_id, player(0));
    expect([await ask(raffle_id), await ask(crypto.randomUUID())]).toEqual([null, null]);
  });

  it("are 8 bytes of each tag in ascending order, with the tag key", async () => {
    const raffle = await createRaffle({ total_tickets: 5 });
    await sellOut(raffle);
    const slice = await ask(raffle.raffle_id);
    const tagOf = tagsBy(slice?.tagKey ?? new Uint8Array());
    const tags = await Promise.all([0, 1, 2, 3, 4].map((n) => tagOf(player(n))));
    const prefixes = tags.map((tag) => tag.subarray(0, 8).toHex()).toSorted();
    expect([slice?.prefixes.toHex(), slice?.total]).toEqual([prefixes.join(""), 5]);
  });

  it("are valid until they are forgotten", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    expect((await ask(raffle.raffle_id))?.validFor).toBe(30 * DAY);
    await drawWinners(raffle.raffle_id);
    advanceClock(29 * DAY);
    const { validFor = 0 } = (await ask(raffle.raffle_id)) ?? {};
    expect(validFor).toBeGreaterThan(DAY - 60_000);
    expect(validFor).toBeLessThanOrEqual(DAY);
  });

  it.each([
    [1_000_000, true],
    [1_000_001, false],
  ])("of a raffle with %i tickets are returned: %j", async (total, may) => {
    const { raffle_id } = await createRaffle({ total_tickets: total });
    await runInDurableObject(raffleObject(raffle_id), (_, { storage }) => fillInLast(storage, total));
    await evict(raffle_id);
    expect((await ask(raffle_id)) !== null).toBe(may);
  });
});
