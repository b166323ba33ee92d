import { jsonArray } from "./json-array";

/**
 * The holders of the prizes as two columns of one length. `ranks[i]` is the rank of the prize of
 * `tickets[i]`, 0 for the first prize.
 */
export interface Winners {
  tickets: Uint32Array;
  ranks: Uint32Array;
}

/** Winners per INSERT: enough to amortise its overhead, few enough for a statement's limits. */
const WINNERS_PER_INSERT = 10_000;

/** Exceeds every rank (MAX_WINNERS). Its product with the largest ticket number is still a safe integer. */
const RANK_LIMIT = 2 ** 20;

/** Holds the SQL for winners and reserves. */
export class WinnerStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Writes winners and reserves, both given in the order of their selection. Belongs in a transaction. */
  add(winners: Uint32Array, reserves: Uint32Array): void {
    // Ranks come in random order, and each would change a page of its own in the index. SQLite sorts them if
    // it makes the index afterwards.
    this.#sql.exec("DROP INDEX IF EXISTS winner_by_rank");
    // Each number packs ticket and rank. Sorted by ticket, the table's key, they spare SQLite a search for
    // each row. `Float64Array.from` would make a list of all numbers first.
    const packed = new Float64Array(winners.length);
    for (const [rank, ticket] of winners.entries()) packed[rank] = ticket * RANK_LIMIT + rank;
    packed.sort();
    for (let start = 0; start < packed.length; start += WINNERS_PER_INSERT) {
      this.#sql.exec(
        `INSERT INTO winner (ticket, rank)
         SELECT value / ${RANK_LIMIT}, value % ${RANK_LIMIT} FROM json_each(CAST(? AS TEXT))`,
        jsonArray(packed.subarray(start, start + WINNERS_PER_INSERT)),
      );
    }
    this.#sql.exec("CREATE INDEX winner_by_rank ON winner (rank)");
    this.#sql.exec(
      "INSERT INTO reserve (rank, ticket) SELECT key, value FROM json_each(?)",
      `[${reserves.join()}]`,
    );
  }

  /**
   * Returns up to `limit` holders of prizes, from the first whose `order` is greater than `after`: by ticket
   * number, or by the rank of the prize.
   */
  list(order: "ticket" | "rank", after: number, limit: number): Winners {
    const query = `SELECT ticket, rank FROM winner WHERE ${order} > ? ORDER BY ${order} LIMIT ?`;
    const rows = [...this.#sql.exec(query, after, limit).raw<[number, number]>()];
    return {
      tickets: Uint32Array.from(rows, ([ticket]) => ticket),
      ranks: Uint32Array.from(rows, ([, rank]) => rank),
    };
  }

  /** Returns up to `count` reserves in the order of their selection. */
  listReserves(count: number): number[] {
    const query = "SELECT ticket FROM reserve ORDER BY rank LIMIT ?";
    return [...this.#sql.exec(query, count).raw<[number]>()].flat();
  }

  /** Returns the rank of the prize that this ticket holds, 0 for the first; undefined if it holds none. */
  prizeRankOf(ticket: number): number | undefined {
    const query = "SELECT rank FROM winner WHERE ticket = ?";
    return this.#sql.exec<{ rank: number }>(query, ticket).toArray()[0]?.rank;
  }
}
