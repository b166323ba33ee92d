import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { directoryMigrations } from "../../src/durable-objects/directory/migrations";
import { migrate } from "../../src/durable-objects/migrations";
import { ClaimStore } from "../../src/durable-objects/raffle/store/claims";
import { raffleMigrations } from "../../src/durable-objects/raffle/store/migrations";
import { collect, forfeit, listAwards, playForPrizes } from "../testkit/awards";
import { advanceClock } from "../testkit/clock";
import { closeRaffle, createWithClaims, transcriptOf } from "../testkit/closing";
import {
  columnsIn,
  downgrade,
  evict,
  raffleObject,
  schemaIn,
  storedRows,
  tablesIn,
} from "../testkit/objects";
import { rowsBilled } from "../testkit/rows";
import {
  call,
  claim,
  createRaffle,
  drawWinners,
  errorOf,
  expectOk,
  getRaffle,
  listWinners,
  participate,
  player,
  playRaffle,
  sellOut,
  type Ticket,
  verify,
} from "../testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Runs `work` on empty storage. */
const onEmptyStorage = <T>(work: (storage: DurableObjectStorage) => T) =>
  runInDurableObject(env.RAFFLE.getByName(crypto.randomUUID()), (_, { storage }) => work(storage));
const DAY_MS = 86_400_000;
/** Step 7 as it was for some days: it took a time in proportion to the claims. */
const EARLIER_STEP_7 = `
  ALTER TABLE ticket ADD COLUMN tag BLOB;
  CREATE TABLE player_block (bucket INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
  CREATE TABLE player_merge (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    first INTEGER NOT NULL, size INTEGER NOT NULL, merged INTEGER NOT NULL
  ) STRICT;
  INSERT INTO player_merge SELECT 0, max(claim) + 1, 0, 0 FROM ticket HAVING max(claim) IS NOT NULL;
  CREATE TRIGGER player_is_closed BEFORE INSERT ON player
    BEGIN SELECT RAISE(ABORT, 'Players are stored in player_block since version 7'); END;
`;
const FIRST = "CREATE TABLE first (x INTEGER) STRICT; INSERT INTO first VALUES (1);";
const SECOND = "ALTER TABLE first ADD COLUMN y INTEGER; UPDATE first SET y = x + 1;";

describe("migrations", () => {
  it("run each step once, in order", async () => {
    const rows = await onEmptyStorage((storage) => {
      migrate(storage, [FIRST]);
      migrate(storage, [FIRST]);
      migrate(storage, [FIRST, SECOND]);
      migrate(storage, [FIRST, SECOND]);
      return storage.sql.exec("SELECT * FROM first").toArray();
    });
    expect(rows).toEqual([{ x: 1, y: 2 }]);
  });

  it("that fail change nothing", async () => {
    const tables = await onEmptyStorage((storage) => {
      expect(() => migrate(storage, [FIRST, "SELECT * FROM nowhere"])).toThrow();
      return tablesIn(storage);
    });
    expect(tables).toEqual([]);
  });

  it("leave tables of a newer version as they are", async () => {
    const rows = await onEmptyStorage((storage) => {
      migrate(storage, [FIRST, SECOND]);
      migrate(storage, [FIRST]);
      return storage.sql.exec("SELECT version FROM schema_version").toArray();
    });
    expect(rows).toEqual([{ version: 2 }]);
  });

  it("create these tables of a raffle (to change them, append a step)", async () => {
    const schema = await onEmptyStorage((storage) => {
      migrate(storage, raffleMigrations);
      return schemaIn(storage);
    });
    expect([raffleMigrations.length, ...schema.split("\n")]).toEqual([
      11,
      'CREATE TABLE "claimed_ticket" ( claim INTEGER PRIMARY KEY, code_hash BLOB NOT NULL, tag BLOB ) STRICT',
      "CREATE TABLE collection ( ticket INTEGER PRIMARY KEY, collected_at INTEGER NOT NULL, key_hash BLOB ) STRICT",
      "CREATE TABLE deleted ( id TEXT PRIMARY KEY, deleted_at INTEGER NOT NULL ) STRICT, WITHOUT ROWID",
      "CREATE TABLE digest_block ( block INTEGER PRIMARY KEY, digest BLOB NOT NULL ) STRICT",
      'CREATE TABLE "early_ticket" ( claim INTEGER PRIMARY KEY, code_hash BLOB NOT NULL ) STRICT',
      "CREATE TABLE forfeit ( number INTEGER PRIMARY KEY, ticket INTEGER NOT NULL UNIQUE, rank INTEGER NOT NULL UNIQUE, prize_rank INTEGER NOT NULL, passed_to INTEGER, forfeited_at INTEGER NOT NULL ) STRICT",
      "CREATE TABLE player ( tag BLOB PRIMARY KEY, claim INTEGER NOT NULL ) STRICT, WITHOUT ROWID",
      "CREATE TABLE player_block ( bucket INTEGER PRIMARY KEY, data BLOB NOT NULL ) STRICT",
      "CREATE TABLE player_merge ( id INTEGER PRIMARY KEY CHECK (id = 0), first INTEGER NOT NULL, size INTEGER NOT NULL, merged INTEGER NOT NULL ) STRICT",
      "CREATE TABLE promotion ( ticket INTEGER PRIMARY KEY, rank INTEGER NOT NULL ) STRICT",
      "CREATE TABLE raffle ( id TEXT PRIMARY KEY, name TEXT NOT NULL, total_tickets INTEGER NOT NULL, prizes TEXT NOT NULL, secret BLOB NOT NULL, created_at INTEGER NOT NULL, drawn_at INTEGER , location_hint TEXT, beacon TEXT, sold_out_at INTEGER, round INTEGER, randomness TEXT, signature TEXT, forget_at INTEGER, tag_key BLOB, opens_at INTEGER, closes_at INTEGER, draw_automatically INTEGER NOT NULL DEFAULT 0, description TEXT, closed_at INTEGER, closed_by TEXT, claimed_tickets INTEGER, claimed_digest TEXT, digest_at INTEGER, is_fallback INTEGER NOT NULL DEFAULT 0, passes INTEGER) STRICT, WITHOUT ROWID",
      "CREATE TABLE reserve ( rank INTEGER PRIMARY KEY, ticket INTEGER NOT NULL ) STRICT",
      "CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT",
      "CREATE TABLE task ( name TEXT PRIMARY KEY, due_at INTEGER NOT NULL ) STRICT, WITHOUT ROWID",
      "CREATE VIEW ticket AS SELECT claim, code_hash FROM claimed_ticket UNION ALL SELECT claim, code_hash FROM early_ticket",
      "CREATE TABLE winner ( ticket INTEGER PRIMARY KEY, rank INTEGER NOT NULL ) STRICT",
      "CREATE INDEX winner_by_rank ON winner (rank)",
    ]);
  });

  it("turn an earlier version 7, which had tags in another way, into the same tables", async () => {
    const columns = await onEmptyStorage((storage) => {
      migrate(storage, [...raffleMigrations.slice(0, 6), EARLIER_STEP_7]);
      storage.sql.exec("INSERT INTO ticket (claim, code_hash) VALUES (0, x'01')");
      migrate(storage, raffleMigrations);
      expect(storage.sql.exec("SELECT * FROM claimed_ticket").toArray()).toMatchObject([{ tag: null }]);
      return columnsIn(storage);
    });
    const expected = await onEmptyStorage((storage) => {
      migrate(storage, raffleMigrations);
      return columnsIn(storage);
    });
    expect(columns).toEqual(expected);
  });

  it.each([6, 7])("read no more rows of version %i if a raffle has many claims", async (version) => {
    const steps = [...raffleMigrations.slice(0, 6), EARLIER_STEP_7].slice(0, version);
    const { read, written } = await onEmptyStorage((storage) => {
      migrate(storage, steps);
      storage.sql.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
        INSERT INTO ticket (claim, code_hash) SELECT i, randomblob(32) FROM n`);
      return rowsBilled(storage, () => {
        migrate(storage, raffleMigrations);
        expect(new ClaimStore(storage.sql).count()).toBe(10_000);
      });
    });
    expect(read).toBeLessThan(100);
    expect(written).toBeLessThan(50);
  });

  it("create these tables of the directory (to change them, append a step)", async () => {
    const schema = await onEmptyStorage((storage) => {
      migrate(storage, directoryMigrations);
      return schemaIn(storage);
    });
    expect([directoryMigrations.length, ...schema.split("\n")]).toEqual([
      1,
      "CREATE TABLE raffle ( seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL ) STRICT",
      "CREATE INDEX raffle_by_age ON raffle (created_at, seq)",
      "CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT",
    ]);
  });
});

/** Writes a claim as code of version 6 does. */
const claimByVersion6 = (id: string) =>
  runInDurableObject(raffleObject(id), (_, { storage }) =>
    storage.transactionSync(() => {
      storage.sql.exec("INSERT INTO ticket (claim, code_hash) SELECT count(*), randomblob(32) FROM ticket");
      storage.sql.exec("INSERT INTO player (tag, claim) SELECT randomblob(15), max(claim) FROM ticket");
    }),
  );

describe("a raffle in play", () => {
  it("is upgraded from the version before when its object starts, and goes on", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    const first = await claim(raffle_id, player(0));
    await evict(raffle_id);
    // As the next version may do.
    const steps = raffleMigrations as string[];
    steps.push("ALTER TABLE raffle ADD COLUMN note TEXT; CREATE TABLE added (x INTEGER) STRICT;");
    try {
      await claim(raffle_id, player(1));
      const tables = Object.keys(await storedRows(raffleObject(raffle_id)));
      expect(tables).toContain("added");
      await drawWinners(raffle_id);
      expect((await verify(raffle_id, first)).status).toBe(200);
      expect(await listWinners(raffle_id)).toHaveLength(1);
    } finally {
      steps.pop();
    }
  });

  it("of version 1, which had no location hint, is upgraded when its object starts, and goes on", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    const first = await claim(raffle_id, player(0));
    await downgrade(raffle_id, 1);
    await claim(raffle_id, player(1));
    expect(await getRaffle(raffle_id)).toMatchObject({ available_tickets: 0, location_hint: null });
    await drawWinners(raffle_id);
    expect((await verify(raffle_id, first)).status).toBe(200);
  });

  it("of version 2 that is sold out is drawn, and its transcript has what is known of the draw", async () => {
    const raffle = await createRaffle({ total_tickets: 2 });
    await sellOut(raffle);
    await downgrade(raffle.raffle_id, 2);
    await drawWinners(raffle.raffle_id);
    const draw = await (await call("GET", `/raffles/${raffle.raffle_id}/draw/`)).json();
    expect(draw).toMatchObject({
      method: "raffle-draw-1",
      entropy: "local",
      closed_by: "sold_out",
      sold_out_at: null,
      randomness: expect.any(String),
    });
  });

  it("of version 2 that is drawn keeps its winners, and its transcript says that it proves nothing", async () => {
    const { id, winners } = await playRaffle({ total_tickets: 2 });
    await downgrade(id, 2);
    // The isolate must forget the raffle.
    advanceClock(61_000);
    const draw = await (await call("GET", `/raffles/${id}/draw/`)).json();
    expect(draw).toMatchObject({
      method: null,
      randomness: null,
      proves: expect.stringMatching(/^Nothing: /),
    });
    expect(await listWinners(id)).toEqual(winners);
    expect(await (await call("GET", `/raffles/${id}/draw/reserves/`)).json()).toEqual([]);
  });

  it("of version 3 that is drawn keeps the hashes of addresses for 30 days after its draw, as a new one does", async () => {
    const { id } = await playRaffle({ total_tickets: 2 });
    const alarmOf = () => runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());
    const due = await alarmOf();
    await runInDurableObject(raffleObject(id), (_, { storage }) => storage.deleteAlarm());
    await downgrade(id, 3);
    expect(await alarmOf()).toBe(due);
  });

  it("of version 4 still makes tags with its secret, so it knows its players again", async () => {
    const raffle = await createRaffle({ total_tickets: 2 });
    const { raffle_id } = raffle;
    await downgrade(raffle_id, 4);
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const first = await (await participate(raffle_id, player(0), key)).json();
    await evict(raffle_id);
    expect(await errorOf(await participate(raffle_id, player(0)))).toEqual([403, "Already participated"]);
    await claim(raffle_id, player(1));
    await evict(raffle_id);
    expect(await errorOf(await participate(raffle_id, player(0)))).toEqual([403, "Already participated"]);
    expect(await errorOf(await participate(raffle_id, player(2)))).toEqual([410, "No tickets remaining"]);
    expect(await (await participate(raffle_id, player(0), key)).json()).toEqual(first);
    const { raffle: rows = [], claimed_ticket: tickets = [] } = await storedRows(raffleObject(raffle_id));
    expect(rows[0]?.tag_key).toBeNull();
    expect(tickets.map(({ tag }) => (tag as ArrayBuffer).byteLength)).toEqual([16, 16]);
  });

  it("of version 6 knows its players again, gives each one ticket, and forgets all of them", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 4 });
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const first = await (await participate(raffle_id, player(0), key)).json();
    await claim(raffle_id, player(1));
    await downgrade(raffle_id, 6);
    expect(await errorOf(await participate(raffle_id, player(1)))).toEqual([403, "Already participated"]);
    const later = await claim(raffle_id, player(2));
    await evict(raffle_id);
    await claim(raffle_id, player(3));
    expect(await (await participate(raffle_id, player(0), key)).json()).toEqual(first);
    for (const n of [0, 1, 2, 3])
      expect(await errorOf(await participate(raffle_id, player(n)))).toEqual([403, "Already participated"]);
    expect(await errorOf(await participate(raffle_id, player(4)))).toEqual([410, "No tickets remaining"]);
    await drawWinners(raffle_id);
    expect((await verify(raffle_id, later)).status).toBe(200);
    advanceClock(31 * DAY_MS);
    expect(await errorOf(await participate(raffle_id, player(1)))).toEqual([410, "No tickets remaining"]);
    const rows = await storedRows(raffleObject(raffle_id));
    expect([rows.player, rows.player_block, rows.raffle?.[0]?.tag_key]).toEqual([[], [], null]);
  });

  it("of version 7, upgraded from 6, keeps its tickets and players of both", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 3 });
    const tickets = [await claim(raffle_id, player(0))];
    await downgrade(raffle_id, 6);
    tickets.push(await claim(raffle_id, player(1)));
    await downgrade(raffle_id, 7);
    tickets.push(await claim(raffle_id, player(2)));
    for (const n of [0, 1, 2])
      expect(await errorOf(await participate(raffle_id, player(n)))).toEqual([403, "Already participated"]);
    await drawWinners(raffle_id);
    for (const ticket of tickets) expect((await verify(raffle_id, ticket)).status).toBe(200);
  });

  it("of version 6 has every ticket in the view that code of version 6 reads after a rollback", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 3 });
    await claim(raffle_id, player(0));
    await downgrade(raffle_id, 6);
    await claim(raffle_id, player(1));
    const hashes = await runInDurableObject(raffleObject(raffle_id), (_, { storage: { sql } }) =>
      [0, 1].map((claim) => sql.exec("SELECT length(code_hash) FROM ticket WHERE claim = ?", claim).one()),
    );
    expect(hashes).toEqual(Array(2).fill({ "length(code_hash)": 32 }));
  });

  it("of version 6 deletes its earlier tickets when it is deleted", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 3 });
    await claim(raffle_id, player(0));
    await downgrade(raffle_id, 6);
    await claim(raffle_id, player(1));
    await raffleObject(raffle_id).remove("Fair", true);
    expect(await storedRows(raffleObject(raffle_id))).toMatchObject({ early_ticket: [], claimed_ticket: [] });
  });

  it("of version 6 that is sold out lets no isolate answer for its holders", async () => {
    const raffle = await createRaffle({ total_tickets: 2 });
    await sellOut(raffle);
    const holders = () => raffleObject(raffle.raffle_id).holders(new Uint8Array(), 30);
    expect((await holders())?.total).toBe(2);
    await downgrade(raffle.raffle_id, 6);
    expect(await holders()).toBeNull();
  });

  it("of version 4 deletes the tags of its players when it forgets them", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    await downgrade(raffle_id, 4);
    await claim(raffle_id, player(0));
    await claim(raffle_id, player(1));
    await drawWinners(raffle_id);
    advanceClock(31 * DAY_MS);
    await participate(raffle_id, player(1));
    const { claimed_ticket: tickets = [] } = await storedRows(raffleObject(raffle_id));
    expect(tickets.map(({ tag }) => tag)).toEqual([null, null]);
  });

  /** Forgets the players as code of version 6 does after a rollback, and evicts the object. */
  async function forgetByVersion6(id: string): Promise<void> {
    await runInDurableObject(raffleObject(id), (_, { storage: { sql } }) => {
      sql.exec("DELETE FROM player; UPDATE raffle SET forget_at = NULL, tag_key = NULL;");
      sql.exec("DELETE FROM task WHERE name = 'forget-players'");
    });
    await evict(id);
  }

  it("of version 4 has no tags once code of version 6 has forgotten its players", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    await downgrade(raffle_id, 4);
    await claim(raffle_id, player(0));
    await drawWinners(raffle_id);
    await forgetByVersion6(raffle_id);
    expect(await errorOf(await participate(raffle_id, player(0)))).toEqual([410, "No tickets remaining"]);
    expect((await storedRows(raffleObject(raffle_id))).claimed_ticket).toMatchObject([{ tag: null }]);
  });

  it("lists no holders once code of version 6 has forgotten its players", async () => {
    const { id } = await playRaffle({ total_tickets: 2 });
    await forgetByVersion6(id);
    expect(await raffleObject(id).holders(new Uint8Array(), 30)).toMatchObject({ total: 0, next: null });
  });

  it("of version 7 has no blocks once code of version 6 has deleted it", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    await downgrade(raffle_id, 7);
    await runInDurableObject(raffleObject(raffle_id), (_, { storage: { sql } }) => {
      sql.exec("INSERT INTO player_block VALUES (0, zeroblob(12)); DELETE FROM raffle;");
      sql.exec("INSERT INTO deleted VALUES (?, 1)", raffle_id);
    });
    await evict(raffle_id);
    expect((await call("GET", `/raffles/${raffle_id}/`)).status).toBe(404);
    expect((await storedRows(raffleObject(raffle_id))).player_block).toEqual([]);
  });

  it.each([
    ["a new raffle", async () => (await createRaffle({ total_tickets: 2 })).raffle_id],
    [
      "an upgraded raffle",
      async () => {
        const { raffle_id } = await createRaffle({ total_tickets: 2 });
        await downgrade(raffle_id, 6);
        await getRaffle(raffle_id);
        return raffle_id;
      },
    ],
  ])("rejects claims by code of version 6 after a rollback: %s", async (_, create) => {
    const id = await create();
    await expect(claimByVersion6(id)).rejects.toThrow("view");
    expect(await storedRows(raffleObject(id))).toMatchObject({ claimed_ticket: [], player: [] });
  });

  it("of version 8 is open, without times, and goes on", async () => {
    const raffle = await createRaffle({ total_tickets: 2 });
    await claim(raffle.raffle_id, player(0));
    await downgrade(raffle.raffle_id, 8);
    expect(await getRaffle(raffle.raffle_id)).toEqual({
      ...raffle,
      available_tickets: 1,
      claimed_tickets: 1,
    });
    await claim(raffle.raffle_id, player(1));
    expect(await drawWinners(raffle.raffle_id)).toHaveLength(1);
  });

  it("of version 8 that is sold out or drawn has its closing time from then", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    const soldOut = await getRaffle(raffle.raffle_id);
    await downgrade(raffle.raffle_id, 8);
    expect(await getRaffle(raffle.raffle_id)).toEqual(soldOut);
    const { id } = await playRaffle();
    const drawn = await transcriptOf(id);
    await downgrade(id, 8);
    expect(await transcriptOf(id)).toEqual(drawn);
  });

  it("rejects claims by code of version 8 once it is closed", async () => {
    const { id } = await createWithClaims(1);
    await closeRaffle(id);
    await evict(id);
    const insert = "INSERT INTO claimed_ticket (claim, code_hash) VALUES (1, x'00')";
    const claimByVersion8 = runInDurableObject(raffleObject(id), (_, { storage }) =>
      storage.sql.exec(insert),
    );
    await expect(claimByVersion8).rejects.toThrow("The raffle closed before it sold out");
  });

  it("of version 10 that is drawn has a prize for each winner, to collect or to pass on", async () => {
    const { id, winners, reserves } = await playForPrizes();
    const [first, second] = winners as [Ticket, Ticket];
    await downgrade(id, 10);
    expect((await listAwards(id)).map(({ ticket_number }) => ticket_number)).toEqual(
      winners.map(({ ticket_number }) => ticket_number),
    );
    expect(await expectOk(await collect(id, first))).toMatchObject({ prize: "Bicycle", status: "collected" });
    expect(await expectOk(await forfeit(id, second.ticket_number))).toMatchObject({
      passed_to: reserves[0]?.ticket_number,
    });
  });

  it("of version 9 admits addresses, and goes on", async () => {
    const raffle = await createRaffle({ total_tickets: 2 });
    await claim(raffle.raffle_id, player(0));
    await downgrade(raffle.raffle_id, 9);
    expect(await getRaffle(raffle.raffle_id)).toEqual({
      ...raffle,
      available_tickets: 1,
      claimed_tickets: 1,
    });
    expect(await errorOf(await participate(raffle.raffle_id, player(0)))).toEqual([
      403,
      "Already participated",
    ]);
    await claim(raffle.raffle_id, player(1));
    expect(await drawWinners(raffle.raffle_id)).toHaveLength(1);
  });

  it("of version 9 that closed early keeps its closing and its draw", async () => {
    const { id } = await createWithClaims(2);
    await closeRaffle(id);
    await drawWinners(id);
    const drawn = await transcriptOf(id);
    await downgrade(id, 9);
    expect(await transcriptOf(id)).toEqual(drawn);
  });

  it("goes on after a rollback to the version before", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    await runInDurableObject(raffleObject(raffle_id), (_, { storage }) =>
      migrate(storage, [...raffleMigrations, "ALTER TABLE raffle ADD COLUMN note TEXT;"]),
    );
    await evict(raffle_id);
    await claim(raffle_id, player(1));
    expect((await getRaffle(raffle_id)).available_tickets).toBe(0);
  });
});
