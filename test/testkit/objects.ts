import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { fillIn } from "./tickets";

/** Returns a stub of a raffle's object. */
export const raffleObject = (id: string) => env.RAFFLE.getByName(id);

/** Evicts the object from memory, as the platform may at any time. What is stored stays. */
export const evict = (id: string): Promise<void> => evictDurableObject(raffleObject(id));

/**
 * Gives out tickets by writing them to the object's storage: claims from number `given` to below `count`.
 *
 * @returns how many bytes they take
 */
export async function giveOut(id: string, count: number, given = 0): Promise<number> {
  const bytes = await runInDurableObject(raffleObject(id), (_, { storage }) => fillIn(storage, given, count));
  await evict(id);
  return bytes;
}

/** Turns a raffle into one from before version 5, without a key for tags, and deletes its players. */
export async function removeTagKey(id: string): Promise<void> {
  await runInDurableObject(raffleObject(id), (_, { storage: { sql } }) => {
    sql.exec("UPDATE raffle SET tag_key = NULL; UPDATE claimed_ticket SET tag = NULL;");
    sql.exec("DELETE FROM player; DELETE FROM player_block; DELETE FROM player_merge;");
    sql.exec("INSERT INTO player_merge SELECT 0, count(*), 0, 0 FROM ticket");
  });
  await evict(id);
}

/**
 * Removes what later versions of the tables added, and evicts the object. Deletes the players if `version` is
 * below 5.
 */
export async function downgrade(id: string, version: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10): Promise<void> {
  if (version < 5) await removeTagKey(id);
  await runInDurableObject(raffleObject(id), (_, { storage: { sql } }) => {
    const closing = [
      ...["opens_at", "closes_at", "draw_automatically", "description", "closed_at", "closed_by"],
      ...["claimed_tickets", "claimed_digest", "digest_at", "is_fallback"],
    ];
    sql.exec(
      "DROP INDEX IF EXISTS winner_by_rank; DROP TABLE collection; DROP TABLE forfeit; DROP TABLE promotion;",
    );
    const columns = [
      ...(version < 10 ? ["passes"] : []),
      ...(version < 9 ? closing : []),
      ...(version < 2 ? ["location_hint"] : []),
      ...(version < 3 ? ["beacon", "sold_out_at", "round", "randomness", "signature"] : []),
      ...(version < 4 ? ["forget_at"] : []),
      ...(version < 5 ? ["tag_key"] : []),
    ];
    for (const column of columns) sql.exec(`ALTER TABLE raffle DROP COLUMN ${column}`);
    if (version < 3) sql.exec("DROP TABLE reserve");
    if (version < 4) sql.exec("DROP TABLE deleted");
    if (version < 9) sql.exec("DROP TABLE digest_block");
    if (version < 8) {
      sql.exec("DROP VIEW ticket; INSERT INTO claimed_ticket SELECT *, NULL FROM early_ticket;");
      sql.exec("DROP TABLE early_ticket; ALTER TABLE claimed_ticket RENAME TO ticket;");
    }
    if (version < 7) {
      sql.exec("DROP TABLE player_block; DROP TABLE player_merge;");
      sql.exec("INSERT INTO player (tag, claim) SELECT tag, claim FROM ticket WHERE tag IS NOT NULL");
      sql.exec("ALTER TABLE ticket DROP COLUMN tag");
    }
    if (version < 6) sql.exec("DROP TABLE task");
    sql.exec("UPDATE schema_version SET version = ?", version);
  });
  await evict(id);
}

/** Returns every row that the object has stored, by table. */
export function storedRows(
  stub: DurableObjectStub,
): Promise<Record<string, Record<string, SqlStorageValue>[]>> {
  return runInDurableObject(stub, (_, { storage }) =>
    Object.fromEntries(
      tablesIn(storage).map((table) => [table, storage.sql.exec(`SELECT * FROM "${table}"`).toArray()]),
    ),
  );
}

/** Returns the names of the tables that the object's code created. */
export const tablesIn = ({ sql }: DurableObjectStorage): string[] =>
  sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' ORDER BY name",
    )
    .toArray()
    .map(({ name }) => name);

/** Returns the definitions of everything in the object's database, one a line. */
export const schemaIn = ({ sql }: DurableObjectStorage): string =>
  sql
    .exec<{ sql: string }>(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB '_cf_*' ORDER BY name",
    )
    .toArray()
    .map((row) => row.sql.replace(/\s*--.*$/gm, "").replace(/\s+/g, " "))
    .join("\n");

/** Returns the columns of every table and view that the object's code created, and its triggers' names. */
export const columnsIn = ({ sql }: DurableObjectStorage): Record<string, SqlStorageValue>[] =>
  sql
    .exec(
      `SELECT object.type, object.name, info.name AS column, info.type AS column_type, "notnull", pk
       FROM sqlite_master AS object LEFT JOIN pragma_table_info(object.name) AS info
       WHERE object.name NOT GLOB '_cf_*' ORDER BY object.name, info.cid`,
    )
    .toArray();
