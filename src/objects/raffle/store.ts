import type { Claim, GrantedClaim, NewClaim } from "../../raffle/claims";
import type { RaffleFacts } from "../../raffle/facts";
import { TAG_LENGTH } from "../../raffle/secrets";
import { hasTables, migrate } from "../migrations";
import { raffleMigrations } from "./migrations";

/** A raffle as it is stored; times in milliseconds since 1970. */
export interface StoredRaffle {
  id: string;
  facts: RaffleFacts;
  /** 32 random bytes. */
  secret: Uint8Array<ArrayBuffer>;
  createdAt: number;
  drawnAt: number | null;
}

/** Winners as two columns of one length: `ranks[i]` is when `tickets[i]` was selected, 0 the first. */
export interface Winners {
  tickets: Uint32Array;
  ranks: Uint32Array;
}

/** How many winners one INSERT writes: enough to make its overhead small, little enough for a statement's limits. */
const WINNERS_PER_INSERT = 10_000;

/** Length of a code's hash in bytes. */
const HASH_LENGTH = 32;

/**
 * The rows of a statement that works on several claims at once: their columns come as one BLOB each, the entries end
 * to end, and row i (from 0 to the first parameter) cuts its own out. One statement for a crowd costs a third of
 * one each (docs/performance.md).
 */
const CROWD = "WITH RECURSIVE crowd(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM crowd WHERE i + 1 < ?1)";

/** Byte strings of one length, end to end. */
function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(parts.length * length);
  for (const [i, part] of parts.entries()) bytes.set(part, i * length);
  return bytes;
}

/** More than there are ranks (MAX_WINNERS); times the largest ticket still a safe integer. */
const RANKS = 2 ** 20;

/** All SQL of a raffle's object. */
export class RaffleStore {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Runs `work` whole or, where it throws, not at all. */
  transaction<T>(work: () => T): T {
    return this.#storage.transactionSync(work);
  }

  /** The raffle, its tables brought to the newest version; undefined, and nothing stored, where there is none. */
  open(): StoredRaffle | undefined {
    if (!hasTables(this.#storage)) return undefined;
    migrate(this.#storage, raffleMigrations);
    const [row] = this.#storage.sql
      .exec<{
        id: string;
        name: string;
        total_tickets: number;
        prizes: string;
        secret: ArrayBuffer;
        created_at: number;
        drawn_at: number | null;
        location_hint: RaffleFacts["locationHint"];
      }>("SELECT * FROM raffle")
      .toArray();
    if (row === undefined) return undefined;
    return {
      id: row.id,
      facts: {
        name: row.name,
        totalTickets: row.total_tickets,
        prizes: JSON.parse(row.prizes),
        locationHint: row.location_hint,
      },
      secret: new Uint8Array(row.secret),
      createdAt: row.created_at,
      drawnAt: row.drawn_at,
    };
  }

  /** Makes the tables and the raffle's one row. */
  create(raffle: StoredRaffle): void {
    migrate(this.#storage, raffleMigrations);
    this.#storage.sql.exec(
      `INSERT INTO raffle (id, name, total_tickets, prizes, secret, created_at, location_hint)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      raffle.id,
      raffle.facts.name,
      raffle.facts.totalTickets,
      JSON.stringify(raffle.facts.prizes),
      raffle.secret,
      raffle.createdAt,
      raffle.facts.locationHint,
    );
  }

  /** How many tickets are given out. */
  countClaims(): number {
    // Claims count from 0 without gaps, so the last one tells, in one look.
    const row = this.#storage.sql
      .exec<{ last: number | null }>("SELECT max(claim) AS last FROM ticket")
      .one();
    return row.last === null ? 0 : row.last + 1;
  }

  /** What each of these players holds: one entry a claim, undefined where they have none. */
  heldBy(claims: readonly Claim[]): (GrantedClaim | undefined)[] {
    const held = Array<GrantedClaim | undefined>(claims.length);
    const tags = claims.map(({ tag }) => tag);
    for (const row of this.#storage.sql.exec<{ i: number; claim: number; code_hash: ArrayBuffer }>(
      `${CROWD} SELECT i, claim, code_hash FROM crowd
       CROSS JOIN player ON tag = substr(?2, 1 + i * ${TAG_LENGTH}, ${TAG_LENGTH}) JOIN ticket USING (claim)`,
      claims.length,
      joined(tags, TAG_LENGTH),
    )) {
      held[row.i] = { number: row.claim, codeHash: new Uint8Array(row.code_hash) };
    }
    return held;
  }

  /** Writes granted claims, numbered without gaps: two rows each, as the platform bills them. */
  addClaims(claims: readonly NewClaim[]): void {
    const [first] = claims;
    if (first === undefined) return;
    const hashes = claims.map(({ codeHash }) => codeHash);
    const tags = claims.map(({ tag }) => tag);
    this.#storage.sql.exec(
      `${CROWD} INSERT INTO ticket (claim, code_hash)
       SELECT ?2 + i, substr(?3, 1 + i * ${HASH_LENGTH}, ${HASH_LENGTH}) FROM crowd`,
      claims.length,
      first.number,
      joined(hashes, HASH_LENGTH),
    );
    this.#storage.sql.exec(
      `${CROWD} INSERT INTO player (tag, claim)
       SELECT substr(?3, 1 + i * ${TAG_LENGTH}, ${TAG_LENGTH}), ?2 + i FROM crowd`,
      claims.length,
      first.number,
      joined(tags, TAG_LENGTH),
    );
  }

  /** The hash of the code of this claim's ticket. */
  codeHashOf(claim: number): Uint8Array {
    const row = this.#storage.sql
      .exec<{ code_hash: ArrayBuffer }>("SELECT code_hash FROM ticket WHERE claim = ?", claim)
      .one();
    return new Uint8Array(row.code_hash);
  }

  /** Writes the winners, given in the order in which they were selected, and the time of the draw. */
  addWinners(tickets: Uint32Array, drawnAt: number): void {
    // In the order of the table's key, which spares SQLite the search for a place. A number holds ticket and rank both.
    const packed = Float64Array.from(tickets, (ticket, rank) => ticket * RANKS + rank).sort();
    for (let start = 0; start < packed.length; start += WINNERS_PER_INSERT) {
      this.#storage.sql.exec(
        `INSERT INTO winner (ticket, rank) SELECT value / ${RANKS}, value % ${RANKS} FROM json_each(?)`,
        `[${packed.subarray(start, start + WINNERS_PER_INSERT).join()}]`,
      );
    }
    this.#storage.sql.exec("UPDATE raffle SET drawn_at = ?", drawnAt);
  }

  /** Up to `limit` winners by ascending ticket number, from the first ticket after `after`. */
  winners(after: number, limit: number): Winners {
    const query = "SELECT ticket, rank FROM winner WHERE ticket > ? ORDER BY ticket LIMIT ?";
    const rows = [...this.#storage.sql.exec(query, after, limit).raw<[number, number]>()];
    return {
      tickets: Uint32Array.from(rows, ([ticket]) => ticket),
      ranks: Uint32Array.from(rows, ([, rank]) => rank),
    };
  }

  /** When this ticket was selected, 0 the first; undefined where it did not win. */
  rankOf(ticket: number): number | undefined {
    const [row] = this.#storage.sql
      .exec<{ rank: number }>("SELECT rank FROM winner WHERE ticket = ?", ticket)
      .toArray();
    return row?.rank;
  }
}
