import { hasTables, migrate } from "../../migrations";
import { PlayerIndex } from "../players/player-index";
import type { StoredRaffle } from "../state";
import { AwardStore } from "./awards";
import { ClaimStore } from "./claims";
import { DigestStore } from "./digest";
import { emptyTable } from "./empty-table";
import { raffleMigrations } from "./migrations";
import { RaffleRow } from "./raffle-row";
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
  "collection",
  "forfeit",
  "promotion",
  "digest_block",
  "task",
];

/** Holds what is stored of a raffle, and the SQL for its deletion. The other files here have the tables. */
export class RaffleStore {
  readonly raffle: RaffleRow;
  readonly claims: ClaimStore;
  readonly players: PlayerIndex;
  readonly digest: DigestStore;
  readonly winners: WinnerStore;
  readonly awards: AwardStore;
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.raffle = new RaffleRow(storage.sql);
    this.claims = new ClaimStore(storage.sql);
    this.players = new PlayerIndex(storage, this.claims);
    this.digest = new DigestStore(storage.sql);
    this.winners = new WinnerStore(storage.sql);
    this.awards = new AwardStore(storage.sql);
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
    const stored = this.raffle.read();
    return { ...(stored && { stored }), ...(deleted && { deletedId: deleted.id }) };
  }

  /** Creates the tables and the raffle's row. */
  create(raffle: StoredRaffle): void {
    migrate(this.#storage, raffleMigrations);
    this.raffle.add(raffle);
  }

  /**
   * Destroys the key for tags and drops the index of players. Without the key, a tag tells nothing. A raffle
   * from before version 5 has no such key, so its tags are deleted row by row.
   */
  forgetPlayers({ tagKey }: StoredRaffle): void {
    this.players.forget();
    if (tagKey === null) this.claims.deleteUnkeyedTags();
    this.raffle.setForgotten();
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
}
