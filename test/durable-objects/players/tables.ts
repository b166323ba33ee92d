import { runInDurableObject } from "cloudflare:test";
import { migrate } from "../../../src/durable-objects/migrations";
import { emptyTable } from "../../../src/durable-objects/raffle/store/empty-table";
import { raffleMigrations } from "../../../src/durable-objects/raffle/store/migrations";
import { raffleObject } from "../../testkit/objects";

/** Runs `work` on the storage of a new object that has a raffle's tables and no rows. */
export const withPlayerTables = <T>(work: (storage: DurableObjectStorage) => T | Promise<T>): Promise<T> =>
  runInDurableObject(raffleObject(crypto.randomUUID()), (_, { storage }) => {
    migrate(storage, raffleMigrations);
    return work(storage);
  });

/** Empties the tables of players. */
export function emptyPlayerTables({ sql }: DurableObjectStorage): void {
  for (const table of ["claimed_ticket", "player_block", "player_merge"]) emptyTable(sql, table);
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
