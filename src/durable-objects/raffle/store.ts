import type { Claim, GrantedClaim, NewClaim } from "../../domain/claims";
import type { RaffleFacts } from "../../domain/facts";
import { hasTables, migrate } from "../migrations";
import { jsonArray } from "./json-array";
import { KEYED_PLAYERS, raffleMigrations } from "./migrations";
import type { DrawProgress, StoredRaffle } from "./state";

/** Winners as two columns of one length: `ranks[i]` is when `tickets[i]` was selected, 0 the first. */
export interface Winners {
  tickets: Uint32Array;
  ranks: Uint32Array;
}

/** How many winners one INSERT writes: enough to make its overhead small, little enough for a statement's limits. */
const WINNERS_PER_INSERT = 10_000;

/**
 * The rows of a statement that works on several claims at once: their columns come as one BLOB each, the entries end
 * to end, and row i (from 0 to the first parameter) cuts its own out. One statement for a crowd costs a third of
 * one each (docs/performance.md).
 */
const CROWD = "WITH RECURSIVE crowd(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM crowd WHERE i + 1 < ?1)";

/** The one length that all of these byte strings have. */
const lengthOf = (parts: readonly Uint8Array[]): number => parts[0]?.length ?? 0;

/** Byte strings of one length, end to end. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = lengthOf(parts);
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
        tag_key: ArrayBuffer | null;
        created_at: number;
        location_hint: RaffleFacts["locationHint"];
        beacon: string | null;
        sold_out_at: number | null;
        round: number | null;
        drawn_at: number | null;
        randomness: string | null;
        signature: string | null;
        forget_at: number | null;
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
      tagKey: row.tag_key && new Uint8Array(row.tag_key),
      createdAt: row.created_at,
      forgetAt: row.forget_at,
      beacon: row.beacon === null ? null : JSON.parse(row.beacon),
      draw: {
        soldOutAt: row.sold_out_at,
        round: row.round,
        drawnAt: row.drawn_at,
        randomness: row.randomness,
        signature: row.signature,
      },
    };
  }

  /** Makes the tables and the raffle's one row. */
  create(raffle: StoredRaffle): void {
    migrate(this.#storage, raffleMigrations);
    this.#storage.sql.exec(
      `INSERT INTO raffle (id, name, total_tickets, prizes, secret, tag_key, created_at, location_hint, beacon)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      raffle.id,
      raffle.facts.name,
      raffle.facts.totalTickets,
      JSON.stringify(raffle.facts.prizes),
      raffle.secret,
      raffle.tagKey,
      raffle.createdAt,
      raffle.facts.locationHint,
      raffle.beacon && JSON.stringify(raffle.beacon),
    );
    this.#storage.sql.exec(KEYED_PLAYERS);
  }

  /** How many tickets are given out. */
  countClaims(): number {
    // Claims count from 0 without gaps, so the last one tells, in one look.
    const row = this.#storage.sql
      .exec<{ last: number | null }>("SELECT max(claim) AS last FROM ticket")
      .one();
    return row.last === null ? 0 : row.last + 1;
  }

  /** Whether there are players: a raffle of which tickets are given out has some until they are forgotten. */
  hasPlayers(): boolean {
    return this.#storage.sql.exec("SELECT 1 FROM player LIMIT 1").toArray().length > 0;
  }

  /** What each of these players holds: one entry a claim, undefined where they have none. */
  heldBy(claims: readonly Claim[]): (GrantedClaim | undefined)[] {
    const held = Array<GrantedClaim | undefined>(claims.length);
    const tags = claims.map(({ tag }) => tag);
    for (const row of this.#storage.sql.exec<{ i: number; claim: number; code_hash: ArrayBuffer }>(
      `${CROWD} SELECT i, claim, code_hash FROM crowd
       CROSS JOIN player ON tag = substr(?2, 1 + i * ?3, ?3) JOIN ticket USING (claim)`,
      claims.length,
      joined(tags),
      lengthOf(tags),
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
       SELECT ?2 + i, substr(?3, 1 + i * ?4, ?4) FROM crowd`,
      claims.length,
      first.number,
      joined(hashes),
      lengthOf(hashes),
    );
    this.#storage.sql.exec(
      `${CROWD} INSERT INTO player (tag, claim)
       SELECT substr(?3, 1 + i * ?4, ?4), ?2 + i FROM crowd`,
      claims.length,
      first.number,
      joined(tags),
      lengthOf(tags),
    );
  }

  /**
   * Returns up to `limit` players in the order of their tags, from the first tag after `after`: the first 8 bytes of
   * each tag, end to end, and the last of the tags. As text, which takes SQLite a third of the time of a row each.
   */
  tagPrefixes(
    after: Uint8Array,
    limit: number,
  ): { prefixes: Uint8Array<ArrayBuffer>; last: Uint8Array | null } {
    const { prefixes, last } = this.#storage.sql
      .exec<{ prefixes: string | null; last: ArrayBuffer | null }>(
        `SELECT group_concat(hex(substr(tag, 1, 8)), '') AS prefixes, max(tag) AS last
         FROM (SELECT tag FROM player WHERE tag > ? ORDER BY tag LIMIT ?)`,
        after,
        limit,
      )
      .one();
    return { prefixes: Uint8Array.fromHex(prefixes ?? ""), last: last && new Uint8Array(last) };
  }

  /** The hash of the code of this claim's ticket. */
  codeHashOf(claim: number): Uint8Array {
    const row = this.#storage.sql
      .exec<{ code_hash: ArrayBuffer }>("SELECT code_hash FROM ticket WHERE claim = ?", claim)
      .one();
    return new Uint8Array(row.code_hash);
  }

  /** Writes when the last ticket was given out, and what that fixes of the draw. */
  fixDraw({ soldOutAt, round }: DrawProgress): void {
    this.#storage.sql.exec("UPDATE raffle SET sold_out_at = ?, round = ?", soldOutAt, round);
  }

  /**
   * Writes a draw, with its winners and reserves in the order in which they were selected.
   *
   * @param forgetAt when the hashes of addresses are to go, in milliseconds since 1970
   */
  addDraw(draw: DrawProgress, winners: Uint32Array, reserves: Uint32Array, forgetAt: number): void {
    // In the order of the table's key, which spares SQLite the search for a place. A number holds ticket and rank both.
    // Not by `Float64Array.from`, which makes a list of all numbers first.
    const packed = new Float64Array(winners.length);
    for (const [rank, ticket] of winners.entries()) packed[rank] = ticket * RANKS + rank;
    packed.sort();
    for (let start = 0; start < packed.length; start += WINNERS_PER_INSERT) {
      this.#storage.sql.exec(
        `INSERT INTO winner (ticket, rank)
         SELECT value / ${RANKS}, value % ${RANKS} FROM json_each(CAST(? AS TEXT))`,
        jsonArray(packed.subarray(start, start + WINNERS_PER_INSERT)),
      );
    }
    this.#storage.sql.exec(
      "INSERT INTO reserve (rank, ticket) SELECT key, value FROM json_each(?)",
      `[${reserves.join()}]`,
    );
    this.#storage.sql.exec(
      "UPDATE raffle SET drawn_at = ?, randomness = ?, signature = ?, forget_at = ?",
      draw.drawnAt,
      draw.randomness,
      draw.signature,
      forgetAt,
    );
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

  /** Up to `count` reserves, in the order in which they were selected. */
  reserves(count: number): number[] {
    const query = "SELECT ticket FROM reserve ORDER BY rank LIMIT ?";
    return [...this.#storage.sql.exec(query, count).raw<[number]>()].flat();
  }

  /** When this ticket was selected, 0 the first; undefined where it did not win. */
  rankOf(ticket: number): number | undefined {
    const [row] = this.#storage.sql
      .exec<{ rank: number }>("SELECT rank FROM winner WHERE ticket = ?", ticket)
      .toArray();
    return row?.rank;
  }
}
