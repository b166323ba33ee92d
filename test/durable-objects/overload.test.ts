import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { RaffleObject } from "../../src/durable-objects/raffle/object";
import { raffleObject, storedRows } from "../testkit/objects";
import { createRaffle, errorOf, player } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

/** As many claims as an object takes in at a time. */
const MOST = 2000;

type Answers = Awaited<ReturnType<RaffleObject["claim"]>>[];

/** The answers to claims of so many players that come all at once, and of one who comes after them. */
async function crowdOf(id: string, count: number): Promise<{ crowd: Answers; late: Answers }> {
  return runInDurableObject(raffleObject(id), async (raffle) => {
    const claims = Array.from({ length: count }, (_, n) => raffle.claim(player(n), `key ${n}`));
    return { crowd: await Promise.all(claims), late: [await raffle.claim(player(count), "late")] };
  });
}
const granted = (answers: Answers) => answers.flatMap((answer) => (answer.ok ? [answer.value.ticket] : []));
const errors = (answers: Answers) => answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));

describe("claims that come all at once", () => {
  it("are all taken in, up to the most that an object works on", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    expect(granted((await crowdOf(raffle_id, MOST)).crowd)).toHaveLength(MOST);
  });

  it("are refused as overload on top of that, and only those", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    const { crowd } = await crowdOf(raffle_id, MOST + 100);
    expect(errors(crowd.slice(0, MOST))).toEqual([]);
    expect(errors(crowd)).toEqual(Array.from({ length: 100 }, () => "overloaded"));
  });

  it("get a ticket each, no two the same, where they are taken in", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    const { crowd } = await crowdOf(raffle_id, MOST + 100);
    expect(new Set(granted(crowd)).size).toBe(MOST);
  });

  it("write nothing where they are refused as overload", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    await crowdOf(raffle_id, MOST + 100);
    // With the one that came after the crowd.
    expect((await storedRows(raffleObject(raffle_id))).ticket).toHaveLength(MOST + 1);
  });

  it("leave the object free for whoever comes after them", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    expect(errors((await crowdOf(raffle_id, MOST + 100)).late)).toEqual([]);
  });

  it("leave the object free though they failed", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10_000 });
    const late = await runInDurableObject(raffleObject(raffle_id), async (raffle, { storage }) => {
      storage.sql.exec("ALTER TABLE player RENAME TO away");
      const claims = Array.from({ length: MOST }, (_, n) => raffle.claim(player(n), `key ${n}`));
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

  it("is told as unavailable for now", async () => {
    expect(await errorOf(await claim())).toEqual([503, "Temporarily unavailable"]);
  });

  it("asks to come again after 1 to 10 seconds, not everybody after the same", async () => {
    const waits = new Set<number>();
    // By chance all 50 agree once in 10^49 runs.
    for (let i = 0; i < 50; i++) waits.add(Number((await claim()).headers.get("Retry-After")));
    expect(waits.size).toBeGreaterThan(1);
    for (const wait of waits) expect(Array.from({ length: 10 }, (_, i) => i + 1)).toContain(wait);
  });

  it("is not taken for sold out: the next claim asks the object again", async () => {
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
