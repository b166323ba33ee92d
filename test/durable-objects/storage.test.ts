import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { readCode } from "../../src/domain/verification-code";
import { RaffleStore } from "../../src/durable-objects/raffle/store";
import { evict, giveOut, raffleObject, storedRows, tablesIn } from "../testkit/objects";
import { rowsBilledTo } from "../testkit/rows";
import {
  call,
  claim,
  createRaffle,
  draw,
  drawWinners,
  participate,
  player,
  type Ticket,
  verify,
} from "../testkit/service";

describe("storage", () => {
  it("writes 1 row and reads at most 7 for each claim, and 1 more of each for the claim that sells out", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 20 });
    for (let n = 0; n < 20; n++) {
      const { written, read } = await rowsBilledTo(raffle_id, () => claim(raffle_id, player(n)));
      expect(written).toBe(n < 19 ? 1 : 2);
      expect(read).toBeLessThanOrEqual(n < 19 ? 7 : 8);
    }
  });

  it.each([1, 100])("writes 1 row for each claim in a batch of %i", async (claims) => {
    const { raffle_id } = await createRaffle({ total_tickets: 1000 });
    const { written } = await rowsBilledTo(raffle_id, () =>
      runInDurableObject(raffleObject(raffle_id), (raffle) =>
        Promise.all(Array.from({ length: claims }, (_, n) => raffle.claim(player(n), `key ${n}`))),
      ),
    );
    expect(written).toBe(claims);
  });

  it("writes 1 row for a claim at the largest N", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 100_000_000 });
    expect((await rowsBilledTo(raffle_id, () => claim(raffle_id, player(1)))).written).toBe(1);
  });

  it("reads as few rows to start with 200 claims as without", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 300 });
    const readToStart = async (claims: number) => {
      const { read } = await rowsBilledTo(raffle_id, () =>
        runInDurableObject(raffleObject(raffle_id), (_, { storage }) => {
          const store = new RaffleStore(storage);
          store.open();
          expect(store.claims.count()).toBe(claims);
        }),
      );
      return read;
    };
    const before = await readToStart(0);
    await Promise.all(Array.from({ length: 200 }, (_, n) => participate(raffle_id, player(n))));
    // Two rows tell the last claim.
    expect(await readToStart(200)).toBeLessThanOrEqual(before + 2);
    expect(before).toBeLessThan(30);
  });

  it("writes nothing for a claim that is rejected or repeated with its key", async () => {
    const { raffle_id } = await createRaffle();
    const key = { "Idempotency-Key": crypto.randomUUID() };
    await participate(raffle_id, player(1), key);
    const { written } = await rowsBilledTo(raffle_id, async () => {
      expect((await participate(raffle_id, player(1))).status).toBe(403);
      expect((await participate(raffle_id, player(1), key)).status).toBe(200);
    });
    expect(written).toBe(0);
  });

  it.each([1, 100_000_000])("holds one row of a new raffle of %i tickets", async (total_tickets) => {
    const { raffle_id } = await createRaffle({ total_tickets });
    const rows = await storedRows(raffleObject(raffle_id));
    expect(Object.entries(rows).map(([table, { length }]) => [table, length])).toEqual([
      ["claimed_ticket", 0],
      ["collection", 0],
      ["deleted", 0],
      ["digest_block", 0],
      ["early_ticket", 0],
      ["forfeit", 0],
      ["player", 0],
      ["player_block", 0],
      ["player_merge", 0],
      ["promotion", 0],
      ["raffle", 1],
      ["reserve", 0],
      ["schema_version", 1],
      ["task", 0],
      ["winner", 0],
    ]);
  });

  it.each(["winners", "winnersByRank"] as const)("reads 10 rows for 10 of 1,000 %s", async (list) => {
    const { raffle_id } = await createRaffle({
      total_tickets: 1000,
      prizes: [{ name: "first", amount: 1000 }],
    });
    await giveOut(raffle_id, 1000);
    await drawWinners(raffle_id);
    const { read } = await rowsBilledTo(raffle_id, () =>
      runInDurableObject(raffleObject(raffle_id), (raffle) => raffle[list](500, 10)),
    );
    expect(read).toBe(10);
  });

  it("holds nothing for an id that was never created, whichever routes are called", async () => {
    const id = crypto.randomUUID();
    await call("GET", `/raffles/${id}/`);
    await participate(id, player(1));
    await draw(id);
    await call("GET", `/raffles/${id}/winners/`);
    await verify(id, { ticket_number: 1, verification_code: "x" });
    const tables = await runInDurableObject(raffleObject(id), (_, { storage }) => tablesIn(storage));
    const alarm = await runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());
    expect([tables, alarm]).toEqual([[], null]);
  });

  it("holds no readable verification code, key or address of a played raffle", async () => {
    const raffle = await createRaffle({ total_tickets: 3 });
    const key = crypto.randomUUID();
    const callers = ["203.0.113.77", "198.51.100.9", "2001:db8:77:88::9"];
    const tickets: Ticket[] = [];
    for (const from of callers) {
      const answer = await participate(raffle.raffle_id, from, { "Idempotency-Key": key });
      tickets.push(await answer.json<Ticket>());
    }
    await drawWinners(raffle.raffle_id);
    const rows = Object.values(await storedRows(raffleObject(raffle.raffle_id))).flat();
    const stored = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value).toHex() : String(value)));

    const hex = (text: string) => new TextEncoder().encode(text).toHex();
    const texts = tickets.flatMap(({ verification_code }) => [
      verification_code,
      verification_code.replaceAll("-", ""),
    ]);
    const secrets = [
      ...[...texts, key, ...callers, "2001:db8:77:88::"].flatMap((text) => [text, hex(text)]),
      ...tickets.map(({ verification_code }) => readCode(verification_code)?.toHex() ?? ""),
      ...["cb00714d", "c6336409", "20010db800770088"],
    ];
    for (const secret of secrets) expect(stored.filter((value) => value.includes(secret))).toEqual([]);
  });

  it("holds different hashes of the same address in different raffles", async () => {
    const tagIn = async () => {
      const { raffle_id } = await createRaffle();
      await claim(raffle_id, player(1));
      const tag = (await storedRows(raffleObject(raffle_id))).claimed_ticket?.[0]?.tag;
      return new Uint8Array(tag as ArrayBuffer).toHex();
    };
    expect(await tagIn()).not.toBe(await tagIn());
  });

  it("does not determine a code: the same player with the same storage gets a different one", async () => {
    const { raffle_id } = await createRaffle();
    const { verification_code } = await claim(raffle_id, player(1));
    await runInDurableObject(raffleObject(raffle_id), (_, { storage }) => {
      storage.sql.exec("DELETE FROM claimed_ticket");
    });
    await evict(raffle_id);
    expect((await claim(raffle_id, player(1))).verification_code).not.toBe(verification_code);
  });
});
