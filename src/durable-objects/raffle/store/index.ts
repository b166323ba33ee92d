import type { RaffleFacts } from "../../../domain/facts";
import { hasTables, migrate } from "../../migrations";
import { PlayerIndex } from "../players/player-index";
import type { DrawProgress, StoredRaffle } from "../state";
import { ClaimStore } from "./claims";
import { emptyTable } from "./empty-table";
import { raffleMigrations } from "./migrations";
import { WinnerStore } from "./winners";

export type { Winners } from "./winners";

/** The tables whose rows a deletion removes. */
const RAFFLE_TABLES = [
  "raffle",
  "player",
  "player_block",
  "player_merge",
  "claimed_ticket",
  "early_ticket",
  "winner",
  "reserve",
  "task",
];

/** Holds the SQL for a raffle's row and its deletion. The other files here have the other tables. */
export class RaffleStore {
  readonly claims: ClaimStore;
  readonly players: PlayerIndex;
  readonly winners: WinnerStore;
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.claims = new ClaimStore(storage.sql);
    this.players = new PlayerIndex(storage, this.claims);
    this.winners = new WinnerStore(storage.sql);
  }

  /** Commits everything that `work` writes, or nothing if it throws. */
  transaction<T>(work: () => T): T {
    return this.players.transaction(work);
  }

  /**
   * Migrates the tables and returns the raffle and the id of a deleted raffle, undefined for none. Writes
   * nothing if no raffle was ever created here.
   */
  open(): { stored?: StoredRaffle; deletedId?: string } {
    if (!hasTables(this.#storage)) return {};
    migrate(this.#storage, raffleMigrations);
    const [deleted] = this.#storage.sql.exec<{ id: string }>("SELECT id FROM deleted").toArray();
    const stored = this.#readRaffle();
    return { ...(stored && { stored }), ...(deleted && { deletedId: deleted.id }) };
  }

  /** Creates the tables and the raffle's row. */
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
  }

  /** Writes when the raffle sold out, and the round that will draw it. */
  setSoldOut({ soldOutAt, round }: DrawProgress): void {
    this.#storage.sql.exec("UPDATE raffle SET sold_out_at = ?, round = ?", soldOutAt, round);
  }

  /**
   * Writes what the draw was made of.
   *
   * @param forgetAt when to delete the players, in milliseconds since 1970
   */
  setDrawn({ drawnAt, randomness, signature }: DrawProgress, forgetAt: number): void {
    this.#storage.sql.exec(
      "UPDATE raffle SET drawn_at = ?, randomness = ?, signature = ?, forget_at = ?",
      drawnAt,
      randomness,
      signature,
      forgetAt,
    );
  }

  /**
   * Destroys the key for tags and drops the index of players. Without the key, a tag tells nothing. A raffle
   * from before version 5 has no such key, so its tags are deleted row by row.
   */
  forgetPlayers({ tagKey }: StoredRaffle): void {
    this.players.forget();
    if (tagKey === null) this.claims.deleteUnkeyedTags();
    this.#storage.sql.exec("UPDATE raffle SET forget_at = NULL, tag_key = NULL");
  }

  /**
   * Deletes every row except one that records the deletion, so that nobody can create a raffle with this id
   * again. `deleteAll` is no alternative: no transaction could hold it together with that row.
   *
   * @param at milliseconds since 1970
   */
  delete(id: string, at: number): void {
    for (const table of RAFFLE_TABLES) emptyTable(this.#storage.sql, table);
    this.#storage.sql.exec(
      "INSERT INTO deleted (id, deleted_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      id,
      at,
    );
  }

  #readRaffle(): StoredRaffle | undefined {
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
}
