import { runInDurableObject } from "cloudflare:test";
import { PLAYER_TABLES } from "../../../src/durable-objects/raffle/players/tables";
import { raffleObject } from "../../testkit/objects";

/** Runs `work` on the storage of a new object that has the tables of players and nothing else. */
export const withPlayerTables = <T>(work: (storage: DurableObjectStorage) => T | Promise<T>): Promise<T> =>
  runInDurableObject(raffleObject(crypto.randomUUID()), (_, { storage }) => {
    storage.sql.exec(PLAYER_TABLES);
    return work(storage);
  });

/** Empties the tables of players. */
export function emptyPlayerTables({ sql }: DurableObjectStorage): void {
  sql.exec(`DROP TABLE claim; DROP TABLE player_block; DROP TABLE player_merge; ${PLAYER_TABLES}`);
}

/** Thrown in place of a crash. */
export class Crash extends Error {}

/** A storage whose statements can be made to fail. */
export class FragileStorage {
  /** How many more statements that write succeed. */
  statementsUntilCrash = Number.POSITIVE_INFINITY;
  readonly storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    const exec = (query: string, ...values: unknown[]) => {
      if (!/^\s*SELECT/.test(query) && this.statementsUntilCrash-- <= 0) throw new Crash();
      return storage.sql.exec(query, ...values);
    };
    const transactionSync = <T>(work: () => T) => storage.transactionSync(work);
    this.storage = { sql: { exec }, transactionSync } as unknown as DurableObjectStorage;
  }
}
