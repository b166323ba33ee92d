import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { fillIn } from "./tickets";

/** The object of a raffle. */
export const raffleObject = (id: string) => env.RAFFLE.getByName(id);

/** Ends the object's life in memory, as the platform does at any time; what is stored stays. */
export const evict = (id: string): Promise<void> => evictDurableObject(raffleObject(id));

/**
 * Gives out tickets at once, straight in the object's storage: all up to claim number `count`, from `given` on.
 *
 * @returns the bytes that they take there
 */
export async function giveOut(id: string, count: number, given = 0): Promise<number> {
  const bytes = await runInDurableObject(raffleObject(id), (_, { storage }) => fillIn(storage, given, count));
  await evict(id);
  return bytes;
}

/** Makes a raffle one of before version 5, without a key for tags. Its players are lost: call it before anybody claims. */
export async function unkey(id: string): Promise<void> {
  await runInDurableObject(raffleObject(id), (_, { storage: { sql } }) => {
    sql.exec("UPDATE raffle SET tag_key = NULL; DROP TABLE player;");
    sql.exec("CREATE TABLE player (tag BLOB PRIMARY KEY, claim INTEGER NOT NULL) STRICT, WITHOUT ROWID");
  });
  await evict(id);
}

/**
 * Removes what later versions of the tables added, and evicts the object. Before version 5 the players are lost.
 */
export async function downgrade(id: string, version: 1 | 2 | 3 | 4 | 5): Promise<void> {
  if (version < 5) await unkey(id);
  await runInDurableObject(raffleObject(id), (_, { storage: { sql } }) => {
    const columns = [
      ...(version < 2 ? ["location_hint"] : []),
      ...(version < 3 ? ["beacon", "sold_out_at", "round", "randomness", "signature"] : []),
      ...(version < 4 ? ["forget_at"] : []),
      ...(version < 5 ? ["tag_key"] : []),
    ];
    for (const column of columns) sql.exec(`ALTER TABLE raffle DROP COLUMN ${column}`);
    if (version < 3) sql.exec("DROP TABLE reserve");
    if (version < 4) sql.exec("DROP TABLE deleted");
    sql.exec("DROP TABLE task");
    sql.exec("UPDATE schema_version SET version = ?", version);
  });
  await evict(id);
}

/** Every value of every row that the object has stored, by table. */
export function storedRows(
  stub: DurableObjectStub,
): Promise<Record<string, Record<string, SqlStorageValue>[]>> {
  return runInDurableObject(stub, (_, { storage }) =>
    Object.fromEntries(
      tablesIn(storage).map((table) => [table, storage.sql.exec(`SELECT * FROM "${table}"`).toArray()]),
    ),
  );
}

/** The names of the tables that the object's code has made. */
export const tablesIn = ({ sql }: DurableObjectStorage): string[] =>
  sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' ORDER BY name",
    )
    .toArray()
    .map(({ name }) => name);

/** The definitions of everything in the object's database, as one text. */
export const schemaIn = ({ sql }: DurableObjectStorage): string =>
  sql
    .exec<{ sql: string }>(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB '_cf_*' ORDER BY name",
    )
    .toArray()
    .map((row) => row.sql.replace(/\s*--.*$/gm, "").replace(/\s+/g, " "))
    .join("\n");
