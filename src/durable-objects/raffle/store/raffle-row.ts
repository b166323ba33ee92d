import type { ClosedBy } from "../../../domain/closing";
import type { RaffleFacts } from "../../../domain/facts";
import { PASS_TAG_BYTES } from "../../../domain/secrets";
import type { DrawProgress, StoredRaffle } from "../state";

/** The columns of the table `raffle`, which has one row. */
type Row = {
  id: string;
  name: string;
  total_tickets: number;
  prizes: string;
  secret: ArrayBuffer;
  tag_key: ArrayBuffer | null;
  created_at: number;
  location_hint: RaffleFacts["locationHint"];
  opens_at: number | null;
  closes_at: number | null;
  draw_automatically: number;
  passes: number | null;
  description: string | null;
  beacon: string | null;
  sold_out_at: number | null;
  closed_at: number | null;
  closed_by: ClosedBy | null;
  claimed_tickets: number | null;
  claimed_digest: string | null;
  digest_at: number | null;
  round: number | null;
  drawn_at: number | null;
  randomness: string | null;
  signature: string | null;
  is_fallback: number;
  forget_at: number | null;
};

/** Holds the SQL for the row of a raffle. */
export class RaffleRow {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * Adds the raffle. If it has passes, a trigger makes claims by address fail: after a rollback, older code
   * would not know that a pass is needed.
   */
  add({ id, facts, secret, tagKey, createdAt, beacon }: StoredRaffle): void {
    this.#sql.exec(
      `INSERT INTO raffle (id, name, total_tickets, prizes, secret, tag_key, created_at, location_hint,
         opens_at, closes_at, draw_automatically, passes, description, beacon)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      facts.name,
      facts.totalTickets,
      JSON.stringify(facts.prizes),
      secret,
      tagKey,
      createdAt,
      facts.locationHint,
      facts.opensAt,
      facts.closesAt,
      facts.drawAutomatically ? 1 : 0,
      facts.passes,
      facts.description,
      beacon && JSON.stringify(beacon),
    );
    if (facts.passes === null) return;
    this.#sql.exec(
      `CREATE TRIGGER pass_is_required BEFORE INSERT ON claimed_ticket
       WHEN length(NEW.tag) IS NOT ${PASS_TAG_BYTES}
       BEGIN SELECT RAISE(ABORT, 'The raffle needs a pass'); END`,
    );
  }

  /**
   * Writes when and why the raffle closed, and the round that will draw it. If it closed early, a trigger
   * makes every further claim fail: after a rollback, older code would not know that the raffle is closed.
   *
   * @param claims the number of claimed tickets
   */
  setClosed({ closedAt, closedBy, round }: DrawProgress, claims: number): void {
    if (closedBy === "sold_out") {
      this.#sql.exec("UPDATE raffle SET sold_out_at = ?, round = ?", closedAt, round);
    } else {
      this.#sql.exec(
        "UPDATE raffle SET closed_at = ?, closed_by = ?, round = ?, claimed_tickets = ?",
        closedAt,
        closedBy,
        round,
        claims,
      );
      this.#sql.exec(
        `CREATE TRIGGER raffle_is_closed BEFORE INSERT ON claimed_ticket
         BEGIN SELECT RAISE(ABORT, 'The raffle closed before it sold out'); END`,
      );
    }
  }

  /** Writes the digest of the claimed tickets, and when it was complete. */
  setDigest({ claimedDigest, digestAt }: DrawProgress): void {
    this.#sql.exec("UPDATE raffle SET claimed_digest = ?, digest_at = ?", claimedDigest, digestAt);
  }

  /**
   * Writes what the draw was made of.
   *
   * @param forgetAt when to delete the players, in milliseconds since 1970
   */
  setDrawn({ drawnAt, randomness, signature, isFallback }: DrawProgress, forgetAt: number): void {
    this.#sql.exec(
      "UPDATE raffle SET drawn_at = ?, randomness = ?, signature = ?, is_fallback = ?, forget_at = ?",
      drawnAt,
      randomness,
      signature,
      isFallback ? 1 : 0,
      forgetAt,
    );
  }

  /** Destroys the key for tags, and writes that the players are forgotten. */
  setForgotten(): void {
    this.#sql.exec("UPDATE raffle SET forget_at = NULL, tag_key = NULL");
  }

  /** Returns the raffle, undefined if there is none. */
  read(): StoredRaffle | undefined {
    const [row] = this.#sql.exec<Row>("SELECT * FROM raffle").toArray();
    return row && fromRow(row);
  }
}

const fromRow = (row: Row): StoredRaffle => ({
  id: row.id,
  facts: {
    name: row.name,
    totalTickets: row.total_tickets,
    prizes: JSON.parse(row.prizes),
    locationHint: row.location_hint,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    drawAutomatically: row.draw_automatically === 1,
    passes: row.passes,
    description: row.description,
  },
  secret: new Uint8Array(row.secret),
  tagKey: row.tag_key && new Uint8Array(row.tag_key),
  createdAt: row.created_at,
  forgetAt: row.forget_at,
  beacon: row.beacon === null ? null : JSON.parse(row.beacon),
  draw: {
    closedAt: row.sold_out_at ?? row.closed_at,
    closedBy: row.sold_out_at === null ? row.closed_by : "sold_out",
    round: row.round,
    claimedDigest: row.claimed_digest,
    digestAt: row.digest_at,
    drawnAt: row.drawn_at,
    randomness: row.randomness,
    signature: row.signature,
    isFallback: row.is_fallback === 1,
  },
});
