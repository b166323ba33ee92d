import type { GrantedClaim, NewClaim } from "../../../domain/claims";
import { UNKEYED_TAG_BYTES } from "../../../domain/secrets";
import { type Block, concatenate, emptyBlock, KEY_LENGTH, type Key, keyAt } from "../players/block";
import { emptyTable } from "./empty-table";

/** A claim with its player. */
export interface StoredClaim extends GrantedClaim {
  tag: Uint8Array;
}

/** A block as it is stored. */
export interface StoredBlock {
  /** The block has all older players from this bucket on, up to the next block's. */
  bucket: number;
  data: Block;
}

/** How far players are merged into blocks. The columns of the table `player_merge`. */
export interface MergeProgress {
  /** The claim from which on players may be missing in blocks. */
  readonly first: number;
  /** How many claims from there on are being merged, 0 for none. */
  readonly size: number;
  /** How many of these are in blocks, in the order of their keys. */
  readonly merged: number;
}

/**
 * Lists the numbers from 0 to below the first parameter. A statement for a batch of claims gets each column
 * as one BLOB, its entries end to end, and cuts entry `i` out. One statement for a batch costs a third of a
 * statement for each claim (docs/design/performance.md).
 */
const BATCH = "WITH RECURSIVE batch(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM batch WHERE i + 1 < ?1)";

/** As many keys as one statement joins to a text: 800 KB, of the 2 MB that a value may have. */
const KEYS_PER_TEXT = 50_000;

/** Holds the SQL for tickets and for the index of the players who hold them (../players/). */
export class ClaimStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Returns how many tickets are given out. */
  count(): number {
    // Claims are numbered from 0 without gaps, so the last number is enough. In a view, max() reads all rows.
    const query = "SELECT claim FROM ticket ORDER BY claim DESC LIMIT 1";
    const [last] = this.#sql.exec<{ claim: number }>(query).toArray();
    return last === undefined ? 0 : last.claim + 1;
  }

  /** Returns the hash of the verification code of this claim's ticket. */
  codeHashOf(claim: number): Uint8Array {
    const row = this.#sql
      .exec<{ code_hash: ArrayBuffer }>("SELECT code_hash FROM ticket WHERE claim = ? LIMIT 1", claim)
      .one();
    return new Uint8Array(row.code_hash);
  }

  /** Writes granted claims, numbered without gaps. Each takes one billed row. */
  add(claims: readonly NewClaim[]): void {
    const tags = claims.map(({ tag }) => tag);
    const hashes = claims.map(({ codeHash }) => codeHash);
    this.#sql.exec(
      `${BATCH} INSERT INTO claimed_ticket (claim, tag, code_hash)
       SELECT ?2 + i, substr(?3, 1 + i * ?4, ?4), substr(?5, 1 + i * ?6, ?6) FROM batch`,
      claims.length,
      claims[0]?.number ?? 0,
      concatenate(tags),
      tags[0]?.length ?? 0,
      concatenate(hashes),
      hashes[0]?.length ?? 0,
    );
  }

  /** Returns the claims with these numbers, in any order. Their players must be in the index. */
  list(numbers: readonly number[]): StoredClaim[] {
    const query = `SELECT claim, tag, code_hash FROM claimed_ticket
      WHERE claim IN (SELECT value FROM json_each(?))`;
    return [
      ...this.#sql.exec<{ claim: number; tag: ArrayBuffer; code_hash: ArrayBuffer }>(
        query,
        JSON.stringify(numbers),
      ),
    ].map((row) => ({
      number: row.claim,
      tag: new Uint8Array(row.tag),
      codeHash: new Uint8Array(row.code_hash),
    }));
  }

  /** Yields the keys of the players from claim `first` on, in the order of their claims. */
  *keysFrom(first: number): Generator<Key> {
    // SQLite joins them as text, which takes a third of the time of a row each.
    const query = `SELECT group_concat(hex(substr(tag, 1, ${KEY_LENGTH})), '') AS keys
      FROM (SELECT tag FROM claimed_ticket WHERE claim >= ? ORDER BY claim LIMIT ${KEYS_PER_TEXT})`;
    for (let claim = first; ; claim += KEYS_PER_TEXT) {
      const { keys } = this.#sql.exec<{ keys: string | null }>(query, claim).one();
      const bytes = Uint8Array.fromHex(keys ?? "");
      for (let at = 0; at < bytes.length; at += KEY_LENGTH) yield keyAt(bytes, at);
      if (bytes.length < KEYS_PER_TEXT * KEY_LENGTH) return;
    }
  }

  /** Returns whether the raffle had players before version 7. They stay in a table of their own. */
  hasEarlyPlayers(): boolean {
    return this.#sql.exec("SELECT 1 FROM player LIMIT 1").toArray().length > 0;
  }

  /** Returns the claim of each player from before version 7, undefined if there is none. */
  findEarlyPlayers(tags: readonly Uint8Array[]): (GrantedClaim | undefined)[] {
    const found = Array<GrantedClaim | undefined>(tags.length);
    for (const row of this.#sql.exec<{ i: number; claim: number; code_hash: ArrayBuffer }>(
      `${BATCH} SELECT i, claim, code_hash FROM batch
       CROSS JOIN player ON player.tag = substr(?2, 1 + i * ?3, ?3) JOIN ticket USING (claim)`,
      tags.length,
      concatenate(tags),
      tags[0]?.length ?? 0,
    )) {
      found[row.i] = { number: row.claim, codeHash: new Uint8Array(row.code_hash) };
    }
    return found;
  }

  /** Returns the block of each bucket. */
  blocksOf(buckets: readonly number[]): Block[] {
    const blocks = buckets.map(() => emptyBlock);
    for (const { i, data } of this.#sql.exec<{ i: number; data: ArrayBuffer | null }>(
      `SELECT key AS i, (SELECT data FROM player_block WHERE bucket <= value ORDER BY bucket DESC LIMIT 1)
       AS data FROM json_each(?)`,
      JSON.stringify(buckets),
    )) {
      if (data !== null) blocks[i] = new Uint8Array(data);
    }
    return blocks;
  }

  /** Returns the blocks that have these buckets, each block once, in their order. */
  blocksWith(buckets: readonly number[]): StoredBlock[] {
    return this.#blocks(
      `SELECT * FROM player_block WHERE bucket IN
       (SELECT (SELECT max(bucket) FROM player_block WHERE bucket <= value) FROM json_each(?)) ORDER BY bucket`,
      JSON.stringify(buckets),
    );
  }

  /** Returns up to `limit` blocks in their order, from the one that has the bucket `first`. */
  blocksFrom(first: number, limit: number): StoredBlock[] {
    return this.#blocks(
      `SELECT * FROM player_block WHERE bucket >=
       (SELECT max(bucket) FROM player_block WHERE bucket <= ?) ORDER BY bucket LIMIT ?`,
      first,
      limit,
    );
  }

  #blocks(query: string, ...values: (number | string)[]): StoredBlock[] {
    return [...this.#sql.exec<{ bucket: number; data: ArrayBuffer }>(query, ...values)].map(
      ({ bucket, data }) => ({ bucket, data: new Uint8Array(data) }),
    );
  }

  /** Writes a block, new or changed, as one billed row. */
  putBlock({ bucket, data }: StoredBlock): void {
    this.#sql.exec(
      "INSERT INTO player_block (bucket, data) VALUES (?, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
      bucket,
      data,
    );
  }

  progress(): MergeProgress {
    const query = "SELECT first, size, merged FROM player_merge";
    const [row] = this.#sql.exec<{ first: number; size: number; merged: number }>(query).toArray();
    return row ?? { first: 0, size: 0, merged: 0 };
  }

  setProgress({ first, size, merged }: MergeProgress): void {
    this.#sql.exec(
      `INSERT INTO player_merge (id, first, size, merged) VALUES (0, ?, ?, ?) ON CONFLICT DO UPDATE
       SET first = excluded.first, size = excluded.size, merged = excluded.merged`,
      first,
      size,
      merged,
    );
  }

  /** Empties the tables of players, for a few billed rows, however many there are. */
  forgetPlayers(): void {
    for (const table of ["player", "player_block", "player_merge"]) emptyTable(this.#sql, table);
  }

  /** Deletes the tags that were made without a key for tags, one billed row each. */
  deleteUnkeyedTags(): void {
    this.#sql.exec("UPDATE claimed_ticket SET tag = NULL WHERE length(tag) = ?", UNKEYED_TAG_BYTES);
  }
}
