import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { RaffleObject } from "../../src/durable-objects/raffle/object";
import { raffleObject, storedRows } from "../testkit/objects";
import { createRaffle, errorOf, player } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

/** How many claims an object works on at a time. */
const MAX_CLAIMS = 2000;

type Answers = Awaited<ReturnType<RaffleObject["claim"]>>[];

/** Returns the answers to `count` claims that arrive at once, and to one that arrives after them. */
async function crowdOf(id: string, count: number): Promise<{ crowd: Answers; late: Answers }> {
  return runInDurableObject(raffleObject(id), async (raffle) => {
    const claims = Array.from({ length: count }, (_, n) => raffle.claim(player(n), `key ${n}`));
    return { crowd: await Promise.all(claims), late: [await raffle.claim(player(count), "late")] };
  });
}
const granted = (answers: Answers) => answers.flatMap((answer) => (answer.ok ? [answer.value.ticket] : []));
const errors = (answers: Answers) => answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));

describe("claims that arrive at once", () => {
  it("are all accepted up to the limit", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    expect(granted((await crowdOf(raffle_id, MAX_CLAIMS)).crowd)).toHaveLength(MAX_CLAIMS);
  });

  it("are rejected as overload beyond the limit, and only those", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    const { crowd } = await crowdOf(raffle_id, MAX_CLAIMS + 100);
    expect(errors(crowd.slice(0, MAX_CLAIMS))).toEqual([]);
    expect(errors(crowd)).toEqual(Array.from({ length: 100 }, () => "overloaded"));
  });

  it("get different tickets if they are accepted", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    const { crowd } = await crowdOf(raffle_id, MAX_CLAIMS + 100);
    expect(new Set(granted(crowd)).size).toBe(MAX_CLAIMS);
  });

  it("write nothing if they are rejected as overload", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    await crowdOf(raffle_id, MAX_CLAIMS + 100);
    // The claim after the crowd adds one.
    expect((await storedRows(raffleObject(raffle_id))).claimed_ticket).toHaveLength(MAX_CLAIMS + 1);
  });

  it("leave the object free for the claims after them", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    expect(errors((await crowdOf(raffle_id, MAX_CLAIMS + 100)).late)).toEqual([]);
  });

  it("leave the object free even if they fail", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    const late = await runInDurableObject(raffleObject(raffle_id), async (raffle, { storage }) => {
      storage.sql.exec("ALTER TABLE player RENAME TO away");
      const claims = Array.from({ length: MAX_CLAIMS }, (_, n) => raffle.claim(player(n), `key ${n}`));
      await Promise.allSettled(claims);
      storage.sql.exec("ALTER TABLE away RENAME TO player");
      return raffle.claim(player(1), "late");
    });
    expect(late.ok).toBe(true);
  });
});

describe("overload over HTTP", () => {
  const overloaded = async () => ({ ok: false, error: "overloaded" });
  const claim = () => {
    const service = serviceWith({ RAFFLE: { getByName: () => ({ claim: overloaded }) } });
    return service("POST", `/raffles/${crypto.randomUUID()}/participate/`);
  };

  it("returns 503", async () => {
    expect(await errorOf(await claim())).toEqual([503, "Temporarily unavailable"]);
  });

  it("asks each client to retry after a random 1 to 10 seconds", async () => {
    const waits = new Set<number>();
    // All 50 are equal by chance once in 10^49 runs.
    for (let i = 0; i < 50; i++) waits.add(Number((await claim()).headers.get("Retry-After")));
    expect(waits.size).toBeGreaterThan(1);
    for (const wait of waits) expect(Array.from({ length: 10 }, (_, i) => i + 1)).toContain(wait);
  });

  it("does not make the isolate take the raffle for sold out", async () => {
    const { raffle_id } = await createRaffle();
    let calls = 0;
    const RAFFLE = {
      getByName: (id: string) => (++calls === 1 ? { claim: overloaded } : env.RAFFLE.getByName(id)),
    };
    const service = serviceWith({ RAFFLE });
    const path = `/raffles/${raffle_id}/participate/`;
    expect((await service("POST", path)).status).toBe(503);
    expect((await service("POST", path)).status).toBe(200);
  });
});
