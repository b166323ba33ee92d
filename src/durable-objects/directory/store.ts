import { migrate } from "../migrations";
import { directoryMigrations } from "./migrations";

/** A place in the list. Whatever comes after it is older. */
export interface Place {
  /** Milliseconds since 1970. */
  createdAt: number;
  seq: number;
}

/** A raffle's entry in the list. */
export interface Listing extends Place {
  id: string;
}

/** Holds all SQL of the directory. */
export class DirectoryStore {
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    migrate(storage, directoryMigrations);
    this.#sql = storage.sql;
  }

  /** Lists a raffle. A raffle that is already listed keeps its place. */
  add(id: string, createdAt: number): void {
    this.#sql.exec("INSERT INTO raffle (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING", id, createdAt);
  }

  /** Removes a raffle from the list. */
  remove(id: string): void {
    this.#sql.exec("DELETE FROM raffle WHERE id = ?", id);
  }

  /** Returns up to `limit` raffles, newest first, from the newest on or from the first one after `after`. */
  newest(limit: number, after?: Place): Listing[] {
    return this.#sql
      .exec<{ id: string; createdAt: number; seq: number }>(
        `SELECT id, created_at AS createdAt, seq FROM raffle WHERE (created_at, seq) < (?, ?)
         ORDER BY created_at DESC, seq DESC LIMIT ?`,
        after?.createdAt ?? Number.MAX_SAFE_INTEGER,
        after?.seq ?? 0,
        limit,
      )
      .toArray();
  }
}
