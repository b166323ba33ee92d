import { hasTables } from "../migrations";

/** What a deleted raffle leaves no row in. */
const TABLES = ["raffle", "player", "ticket", "winner", "reserve"];

/** The SQL by which rows of a raffle go. */
export class RemovalStore {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** The id of the raffle that was deleted here, if one was. Its tables must be of the newest version. */
  deletedId(): string | undefined {
    if (!hasTables(this.#storage)) return undefined;
    return this.#storage.sql.exec<{ id: string }>("SELECT id FROM deleted").toArray()[0]?.id;
  }

  /**
   * Deletes everything, once more if need be, but a row that says so: whoever repeats the raffle's creation must not find
   * its id free. Not by `deleteAll`, which no transaction holds together with that row.
   *
   * @param at milliseconds since 1970
   */
  delete(id: string, at: number): void {
    for (const table of TABLES) this.#empty(table);
    this.#storage.sql.exec(
      "INSERT INTO deleted (id, deleted_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      id,
      at,
    );
  }

  /** Deletes the hashes of the players' addresses, and the key that they were made by. */
  forgetPlayers(): void {
    this.#empty("player");
    this.#storage.sql.exec("UPDATE raffle SET forget_at = NULL, tag_key = NULL");
  }

  /** Drops a table and makes it again: the platform bills a DELETE by the row, and this not at all. */
  #empty(table: string): void {
    const { sql } = this.#storage;
    const query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?";
    const { sql: definition } = sql.exec<{ sql: string }>(query, table).one();
    sql.exec(`DROP TABLE ${table}`);
    sql.exec(definition);
  }
}
