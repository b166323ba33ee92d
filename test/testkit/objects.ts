import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { fillIn } from "./tickets";

/** Returns the stub of a raffle's Durable Object. */
export const raffleObject = (id: string) => env.RAFFLE.getByName(id);

/** Evicts a raffle's Durable Object from memory, as the platform may do at any time. */
export const evict = (id: string): Promise<void> => evictDurableObject(raffleObject(id));

/**
 * Writes tickets directly to storage, from claim number `given` to before `count`.
 *
 * @returns the bytes that the tickets take
 */
export async function giveOut(id: string, count: number, given = 0): Promise<number> {
  const bytes = await runInDurableObject(raffleObject(id), (_, { storage }) => fillIn(storage, given, count));
  await evict(id);
  return bytes;
}

/** Downgrades a raffle to before version 5, without a tag key. It deletes all players. */
export async function removeTagKey(id: string): Promise<void> {
  await runInDurableObject(raffleObject(id), (_, { storage: { sql } }) => {
    sql.exec("UPDATE raffle SET tag_key = NULL; DROP TABLE player;");
    sql.exec("CREATE TABLE player (tag BLOB PRIMARY KEY, claim INTEGER NOT NULL) STRICT, WITHOUT ROWID");
  });
  await evict(id);
}

/** Returns all stored rows by table. */
export function storedRows(
  stub: DurableObjectStub,
): Promise<Record<string, Record<string, SqlStorageValue>[]>> {
  return runInDurableObject(stub, (_, { storage }) =>
    Object.fromEntries(
      tablesIn(storage).map((table) => [table, storage.sql.exec(`SELECT * FROM "${table}"`).toArray()]),
    ),
  );
}

/** Returns the names of the tables, without those of the platform. */
export const tablesIn = ({ sql }: DurableObjectStorage): string[] =>
  sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' ORDER BY name",
    )
    .toArray()
    .map(({ name }) => name);

/** Returns the schema of the database as one text. */
export const schemaIn = ({ sql }: DurableObjectStorage): string =>
  sql
    .exec<{ sql: string }>(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB '_cf_*' ORDER BY name",
    )
    .toArray()
    .map((row) => row.sql.replace(/\s*--.*$/gm, "").replace(/\s+/g, " "))
    .join("\n");
