import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { knownHolders, learnHolders, rejectionOf } from "../../../src/api/shared/holders";
import { tagsBy } from "../../../src/domain/secrets";
import { HOLDERS_PER_SLICE, type HolderSlice } from "../../../src/durable-objects/raffle/holders";
import { advanceClock } from "../../testkit/clock";
import { giveOut, raffleObject, removeTagKey } from "../../testkit/objects";
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
import { watchedService } from "../../testkit/watch";

afterEach(() => {
  vi.restoreAllMocks();
});

const DAY = 86_400_000;
const HOLDS: [number, string] = [403, "Already participated"];
const LATE: [number, string] = [410, "No tickets remaining"];
const newKey = () => ({ "Idempotency-Key": crypto.randomUUID() });

/** Claims without a key of sold-out raffles, with the calls that they cost the objects. */
function lateClaims(settings = {}) {
  const { service, asked } = watchedService(settings);
  const claimOf = async (id: string, from: string, headers?: Record<string, string>) =>
    errorOf(await service("POST", `/raffles/${id}/participate/`, { from, ...(headers && { headers }) }));
  return { service, asked, claimOf };
}

/** A sold-out raffle of two tickets, held by players 0 and 1; a late-comer has this isolate learn who holds them. */
async function soldOutAndKnown() {
  const raffle = await createRaffle({ total_tickets: 2 });
  await sellOut(raffle);
  await lateClaims().claimOf(raffle.raffle_id, player(9));
  return raffle.raffle_id;
}

describe("an isolate that knows who holds the tickets of a sold-out raffle", () => {
  it("returns 403 to holders and 410 to others, without the object", async () => {
    const id = await soldOutAndKnown();
    const { claimOf, asked } = lateClaims();
    const answers = [0, 1, 2, 3].map((n) => claimOf(id, player(n)));
    expect(await Promise.all(answers)).toEqual([HOLDS, HOLDS, LATE, LATE]);
    expect(asked).toEqual([]);
  });

  it("takes all addresses of an IPv6 /64 for one holder, and a mapped IPv4 address for that IPv4 address", async () => {
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

  it("knows the raffle by its id in capitals, too", async () => {
    const id = await soldOutAndKnown();
    const { claimOf, asked } = lateClaims();
    expect(await claimOf(id.toUpperCase(), player(0))).toEqual(HOLDS);
    expect(asked).toEqual([]);
  });

  it("asks the object where a claim has a key", async () => {
    const id = await soldOutAndKnown();
    const { claimOf, asked } = lateClaims();
    expect(await claimOf(id, player(0), newKey())).toEqual(HOLDS);
    expect(await claimOf(id, player(5), newKey())).toEqual(LATE);
    expect(asked).toEqual(["claim", "claim"]);
  });

  it("gets a claim that is repeated with its key the ticket of the first", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const key = newKey();
    const first = await (await participate(raffle_id, player(1), key)).json<Ticket>();
    await lateClaims().claimOf(raffle_id, player(2));
    expect(knownHolders(raffle_id)).toBeDefined();
    expect(await (await participate(raffle_id, player(1), key)).json()).toEqual(first);
  });

  it("asks the object again after a minute, however many it has rejected since", async () => {
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

  it("goes on after the draw", async () => {
    const id = await soldOutAndKnown();
    await drawWinners(id);
    const { claimOf, asked } = lateClaims();
    expect([await claimOf(id, player(0)), await claimOf(id, player(5))]).toEqual([HOLDS, LATE]);
    expect(asked).toEqual([]);
  });

  it("knows nothing any more of a raffle that it has deleted", async () => {
    const id = await soldOutAndKnown();
    await deleteRaffle(id, { name: "Fair", abandoned: true });
    expect(await errorOf(await participate(id, player(0)))).toEqual([404, "Raffle not found"]);
  });

  it.each([HOLDERS_PER_SLICE, HOLDERS_PER_SLICE + 7])("fetches %i of them slice by slice", async (total) => {
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

describe("an isolate that does not know who holds the tickets", () => {
  it("has each claim judged by the object while tickets are left", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    await claim(raffle_id, player(0));
    const { claimOf, asked } = lateClaims();
    expect([await claimOf(raffle_id, player(0)), await claimOf(raffle_id, player(0))]).toEqual([
      HOLDS,
      HOLDS,
    ]);
    expect(asked).toEqual(["claim", "claim"]);
  });

  it("learns it from the refusal of a holder, too", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const { claimOf, asked } = lateClaims();
    expect(await claimOf(raffle.raffle_id, player(0))).toEqual(HOLDS);
    expect(await claimOf(raffle.raffle_id, player(0))).toEqual(HOLDS);
    expect(asked).toEqual(["claim", "holders"]);
  });

  it("has each claim judged by the object where the raffle has no key for tags, and asks for its holders once a minute", async () => {
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

  it("has each claim judged by the object where the players of a raffle may be forgotten the moment it is drawn", async () => {
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

describe("an isolate that knows who holds the tickets of a raffle about to forget them", () => {
  it("returns 403 to holders until that moment and 410 from then on, though the alarm is late", async () => {
    const id = await soldOutAndKnown();
    await drawWinners(id);
    const { claimOf, asked } = lateClaims();
    advanceClock(30 * DAY - 30_000);
    expect([await claimOf(id, player(0)), await claimOf(id, player(0))]).toEqual([HOLDS, HOLDS]);
    expect(asked).toEqual(["claim", "holders"]);
    advanceClock(31_000);
    expect([await claimOf(id, player(0)), await claimOf(id, player(5))]).toEqual([LATE, LATE]);
  });

  it("returns 410 to everybody without the object once they are forgotten", async () => {
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
  /** A slice of `held` prefixes out of `total`. */
  const slice = (held: number, total: number, parts: Partial<HolderSlice> = {}): HolderSlice => ({
    tagKey,
    prefixes: new Uint8Array(8 * held),
    next: null,
    total,
    soldOutAt: 1,
    validFor: Number.POSITIVE_INFINITY,
    ...parts,
  });
  const more = { next: new Uint8Array(15) };

  /** Has a raffle's object answer these, one a call, and learns from it. @returns the raffle's id */
  async function learn(...answers: (HolderSlice | null | (() => Promise<HolderSlice>))[]): Promise<string> {
    const id = crypto.randomUUID();
    const holders = async () => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error("asked once too often");
      return typeof answer === "function" ? answer() : answer;
    };
    await learnHolders({ RAFFLE: { getByName: () => ({ holders }) } } as unknown as Env, id, 30);
    return id;
  }

  it("keeps what fits together", async () => {
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
    ["the raffle is gone or not sold out any more", null],
    ["the key has changed", slice(1, 2, { tagKey: tagKey.with(0, 9) })],
    ["the players are forgotten", slice(0, 0, { tagKey: null })],
    ["it was sold anew", slice(1, 2, { soldOutAt: 2 })],
    ["there are fewer than tickets", slice(0, 2)],
    ["there are more than tickets", slice(2, 2)],
  ])("keeps nothing where in a later slice %s", async (_, later) => {
    expect(knownHolders(await learn(slice(1, 2, more), later))).toBeUndefined();
  });

  it("keeps nothing, and logs it, where a call fails", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const id = await learn(slice(1, 2, more), () => Promise.reject(new Error("no such table")));
    expect(knownHolders(id)).toBeUndefined();
    const lines = error.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines).toEqual([{ event: "holders_not_fetched", raffle_id: id, error: "Error: no such table" }]);
  });

  it("keeps them no longer than they are sure to hold", async () => {
    const id = await learn(slice(1, 1, { validFor: 5000 }));
    advanceClock(4900);
    expect(knownHolders(id)).toBeDefined();
    advanceClock(200);
    expect(knownHolders(id)).toBeUndefined();
  });

  it("counts the minute from the first call, not from the last", async () => {
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

  it("is for one raffle at a time; one that never ends blocks others for ten seconds", async () => {
    const dead = () => new Promise<HolderSlice>(() => {});
    void learn(dead);
    expect(knownHolders(await learn(slice(1, 1)))).toBeUndefined();
    advanceClock(10_001);
    expect(knownHolders(await learn(slice(1, 1)))).toBeDefined();
  });

  it("keeps nothing of a raffle that is deleted by this isolate meanwhile", async () => {
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

  it("keeps two raffles of a million at most: a third takes the place of the one not asked for longest", async () => {
    const million = slice(1_000_000, 1_000_000);
    const ids = [await learn(million), await learn(million)];
    expect(ids.map((id) => knownHolders(id) !== undefined)).toEqual([true, true]);
    knownHolders(ids[0] as string);
    ids.push(await learn(million));
    expect(ids.map((id) => knownHolders(id) !== undefined)).toEqual([true, false, true]);
  });

  it("makes room before it fetches, not after: what is being fetched counts", async () => {
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

describe("the holders that an object tells", () => {
  const ask = (id: string) => raffleObject(id).holders(new Uint8Array(), 30);

  it("are none of a raffle that there is not, or of which tickets are left", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    await claim(raffle_id, player(0));
    expect([await ask(raffle_id), await ask(crypto.randomUUID())]).toEqual([null, null]);
  });

  it("are 8 bytes of each tag, ascending, with the key for tags", async () => {
    const raffle = await createRaffle({ total_tickets: 5 });
    await sellOut(raffle);
    const slice = await ask(raffle.raffle_id);
    const tagOf = tagsBy(slice?.tagKey ?? new Uint8Array());
    const tags = await Promise.all([0, 1, 2, 3, 4].map((n) => tagOf(player(n))));
    const prefixes = tags.map((tag) => tag.subarray(0, 8).toHex()).toSorted();
    expect([slice?.prefixes.toHex(), slice?.total]).toEqual([prefixes.join(""), 5]);
  });

  it("hold until they are forgotten", async () => {
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
  ])("of a raffle of %i tickets may be kept: %j", async (total, may) => {
    const { raffle_id } = await createRaffle({ total_tickets: total });
    // The number of the last claim tells how many there are.
    await giveOut(raffle_id, total, total - 1);
    expect((await ask(raffle_id)) !== null).toBe(may);
  });
});
