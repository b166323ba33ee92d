import type { RaffleFacts } from "../../raffle/facts";
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
      }>("SELECT * FROM raffle")
      .toArray();
    if (row === undefined) return undefined;
    return {
      id: row.id,
      facts: { name: row.name, totalTickets: row.total_tickets, prizes: JSON.parse(row.prizes) },
      secret: new Uint8Array(row.secret),
      createdAt: row.created_at,
      drawnAt: row.drawn_at,
    };
  }

  /** Makes the tables and the raffle's one row. */
  create(raffle: StoredRaffle): void {
    migrate(this.#storage, raffleMigrations);
    this.#storage.sql.exec(
      "INSERT INTO raffle (id, name, total_tickets, prizes, secret, created_at) VALUES (?, ?, ?, ?, ?, ?)",
      raffle.id,
      raffle.facts.name,
      raffle.facts.totalTickets,
      JSON.stringify(raffle.facts.prizes),
      raffle.secret,
      raffle.createdAt,
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

  /** The claim of the player with this tag, and its code's hash; undefined where they have none. */
  claimOfPlayer(tag: Uint8Array): { claim: number; codeHash: Uint8Array } | undefined {
    const [row] = this.#storage.sql
      .exec<{ claim: number; code_hash: ArrayBuffer }>(
        "SELECT claim, code_hash FROM player JOIN ticket USING (claim) WHERE tag = ?",
        tag,
      )
      .toArray();
    return row && { claim: row.claim, codeHash: new Uint8Array(row.code_hash) };
  }

  /** Gives the claim to the player: two rows written, as the platform bills them. */
  addClaim(claim: number, tag: Uint8Array, codeHash: Uint8Array): void {
    this.#storage.sql.exec("INSERT INTO ticket (claim, code_hash) VALUES (?, ?)", claim, codeHash);
    this.#storage.sql.exec("INSERT INTO player (tag, claim) VALUES (?, ?)", tag, claim);
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

  /** All winners by ascending ticket number. */
  winners(count: number): Winners {
    const winners = { tickets: new Uint32Array(count), ranks: new Uint32Array(count) };
    let i = 0;
    for (const [ticket, rank] of this.#storage.sql
      .exec("SELECT ticket, rank FROM winner ORDER BY ticket")
      .raw<[number, number]>()) {
      winners.tickets[i] = ticket;
      winners.ranks[i] = rank;
      i++;
    }
    return winners;
  }

  /** When this ticket was selected, 0 the first; undefined where it did not win. */
  rankOf(ticket: number): number | undefined {
    const [row] = this.#storage.sql
      .exec<{ rank: number }>("SELECT rank FROM winner WHERE ticket = ?", ticket)
      .toArray();
    return row?.rank;
  }
}
