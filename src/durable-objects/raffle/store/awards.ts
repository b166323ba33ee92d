import type { Award, Forfeit } from "../../../domain/awards";

type AwardRow = {
  ticket: number;
  rank: number;
  prize_rank: number;
  collected_at: number | null;
  forfeited_at: number | null;
  passed_to: number | null;
};

const fromRow = (row: AwardRow): Award => ({
  ticket: row.ticket,
  rank: row.rank,
  prizeRank: row.prize_rank,
  collectedAt: row.collected_at,
  forfeitedAt: row.forfeited_at,
  passedTo: row.passed_to,
});

/** Selects the awards of drawn winners who hold their prize. */
const OF_WINNERS = `SELECT ticket, winner.rank, winner.rank AS prize_rank, collected_at, NULL AS forfeited_at,
    NULL AS passed_to
  FROM winner LEFT JOIN collection USING (ticket)`;

/** Selects the awards of promoted reserves who hold their prize. */
const OF_RESERVES = `SELECT ticket, promotion.rank, winner.rank AS prize_rank, collected_at, NULL AS forfeited_at,
    NULL AS passed_to
  FROM promotion JOIN winner USING (ticket) LEFT JOIN collection USING (ticket)`;

/** Selects the forfeited awards. */
const FORFEITED = `SELECT ticket, rank, prize_rank, NULL AS collected_at, forfeited_at, passed_to FROM forfeit`;

const NOT_PROMOTED = "ticket NOT IN (SELECT ticket FROM promotion)";

/** Holds the SQL for what became of the prizes. */
export class AwardStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  #select(query: string, ...values: number[]): Award[] {
    return [...this.#sql.exec<AwardRow>(query, ...values)].map(fromRow);
  }

  /** Returns the award of a ticket, undefined if it has none. */
  find(ticket: number): Award | undefined {
    const [award] = this.#select(
      `${OF_WINNERS} WHERE ticket = ?1 AND ${NOT_PROMOTED}
       UNION ALL ${OF_RESERVES} WHERE ticket = ?1 UNION ALL ${FORFEITED} WHERE ticket = ?1`,
      ticket,
    );
    return award;
  }

  /** Returns up to `limit` awards by the tickets' own ranks, from the first rank after `after`. */
  list(after: number, limit: number): Award[] {
    const page = (rank: string) => `${rank} > ? ORDER BY ${rank} LIMIT ?`;
    // Each of the three tables has an index by rank. SQLite would sort all of their union.
    return [
      ...this.#select(`${OF_WINNERS} WHERE ${NOT_PROMOTED} AND ${page("winner.rank")}`, after, limit),
      ...this.#select(`${FORFEITED} WHERE ${page("forfeit.rank")}`, after, limit),
      ...this.#select(`${OF_RESERVES} WHERE ${page("promotion.rank")}`, after, limit),
    ]
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, limit);
  }

  /**
   * Returns the hash of the key with which a prize was handed over; undefined if it was not, or without a
   * key.
   */
  collectionKeyOf(ticket: number): Uint8Array | undefined {
    const query = "SELECT key_hash FROM collection WHERE ticket = ?";
    const [row] = this.#sql.exec<{ key_hash: ArrayBuffer | null }>(query, ticket).toArray();
    return row?.key_hash ? new Uint8Array(row.key_hash) : undefined;
  }

  /** Writes that a prize is handed over. */
  collect(ticket: number, collectedAt: number, keyHash: Uint8Array | undefined): void {
    const query = "INSERT INTO collection (ticket, collected_at, key_hash) VALUES (?, ?, ?)";
    this.#sql.exec(query, ticket, collectedAt, keyHash ?? null);
  }

  /** Writes that a prize is not handed over after all. */
  undoCollecting(ticket: number): void {
    this.#sql.exec("DELETE FROM collection WHERE ticket = ?", ticket);
  }

  /** Returns how many prizes are forfeited. */
  countForfeits(): number {
    const [last] = this.#sql.exec<{ number: number | null }>("SELECT max(number) AS number FROM forfeit");
    return last?.number ?? 0;
  }

  /**
   * Returns how many prizes are neither handed over nor forfeited. Does not count the rows of `winner`, which
   * may be a million.
   *
   * @param drawn how many winners were drawn
   */
  countUncollected(drawn: number): number {
    const query = "SELECT (SELECT count(*) FROM promotion) - (SELECT count(*) FROM collection) AS number";
    return drawn - this.countForfeits() + this.#sql.exec<{ number: number }>(query).one().number;
  }

  /** Returns the first reserve who got no prize yet, undefined if there is none. */
  nextReserve(): number | undefined {
    const query =
      "SELECT ticket FROM reserve WHERE rank >= (SELECT count(*) FROM promotion) ORDER BY rank LIMIT 1";
    return this.#sql.exec<{ ticket: number }>(query).toArray()[0]?.ticket;
  }

  /**
   * Writes that an award is forfeited, and who gets the prize.
   *
   * @param drawn how many winners were drawn
   */
  forfeit({ ticket, rank, prizeRank }: Award, passedTo: number | undefined, drawn: number, at: number): void {
    this.#sql.exec("DELETE FROM winner WHERE ticket = ?", ticket);
    this.#sql.exec(
      "INSERT INTO forfeit (ticket, rank, prize_rank, passed_to, forfeited_at) VALUES (?, ?, ?, ?, ?)",
      ticket,
      rank,
      prizeRank,
      passedTo ?? null,
      at,
    );
    if (passedTo === undefined) return;
    this.#sql.exec(
      "INSERT INTO promotion (ticket, rank) SELECT ?, ? + count(*) FROM promotion",
      passedTo,
      drawn,
    );
    this.#sql.exec("INSERT INTO winner (ticket, rank) VALUES (?, ?)", passedTo, prizeRank);
  }

  /** Forfeits every prize that is not handed over, by the tickets' own ranks, and passes none on. */
  forfeitAll(at: number): void {
    this.#sql.exec(
      `INSERT INTO forfeit (ticket, rank, prize_rank, forfeited_at)
       SELECT ticket, coalesce(promotion.rank, winner.rank) AS own_rank, winner.rank, ?
       FROM winner LEFT JOIN promotion USING (ticket)
       WHERE ticket NOT IN (SELECT ticket FROM collection) ORDER BY own_rank`,
      at,
    );
    this.#sql.exec("DELETE FROM winner WHERE ticket NOT IN (SELECT ticket FROM collection)");
  }

  /** Returns up to `limit` forfeits in their order, without the first `after` of them. */
  listForfeits(after: number, limit: number): Forfeit[] {
    const query =
      "SELECT ticket, passed_to, forfeited_at FROM forfeit WHERE number > ? ORDER BY number LIMIT ?";
    return [
      ...this.#sql.exec<{ ticket: number; passed_to: number | null; forfeited_at: number }>(
        query,
        after,
        limit,
      ),
    ].map((row) => ({ ticket: row.ticket, passedTo: row.passed_to, forfeitedAt: row.forfeited_at }));
  }
}
