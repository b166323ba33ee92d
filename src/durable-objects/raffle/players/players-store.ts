import type { NewClaim } from "../../../domain/claims";
import { type Block, concatenate, emptyBlock, KEY_LENGTH, type Key, keyAt } from "./block";
import { BLOCK_TABLES, type MergeProgress, type StoredBlock, type StoredClaim } from "./tables";

export type { MergeProgress, StoredBlock } from "./tables";
export { PLAYER_TABLES } from "./tables";

/** As many keys as one statement joins to a text: 800 KB, of the 2 MB that a value may have. */
const KEYS_PER_TEXT = 50_000;

/** The bucket of the block that has the bucket `?`. */
const FLOOR = "(SELECT max(bucket) FROM player_block WHERE bucket <= ?)";

/** Holds the SQL for claims and for the index of their players. */
export class PlayersStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** Commits everything that `work` writes, or nothing if it throws. */
  transaction<T>(work: () => T): T {
    return this.#storage.transactionSync(work);
  }

  /** Returns how many claims were given out, with those before `first` that other tables have. */
  count(): number {
    // Claims are numbered without gaps, so the last number is enough, which takes one look.
    const { last } = this.#sql.exec<{ last: number | null }>("SELECT max(claim) AS last FROM claim").one();
    return last === null ? this.progress().first : last + 1;
  }

  /** Writes claims, one billed row each. One statement costs a third of a statement for each. */
  addClaims(claims: readonly NewClaim[]): void {
    const tags = claims.map(({ tag }) => tag);
    const hashes = claims.map(({ codeHash }) => codeHash);
    this.#sql.exec(
      `WITH RECURSIVE batch(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM batch WHERE i + 1 < ?1)
       INSERT INTO claim (claim, tag, code_hash)
       SELECT ?2 + i, substr(?3, 1 + i * ?4, ?4), substr(?5, 1 + i * ?6, ?6) FROM batch`,
      claims.length,
      claims[0]?.number ?? 0,
      concatenate(tags),
      tags[0]?.length ?? 0,
      concatenate(hashes),
      hashes[0]?.length ?? 0,
    );
  }

  /** Returns the claims with these numbers, in any order. */
  claims(numbers: readonly number[]): StoredClaim[] {
    const query = "SELECT * FROM claim WHERE claim IN (SELECT value FROM json_each(?))";
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
      FROM (SELECT tag FROM claim WHERE claim >= ? ORDER BY claim LIMIT ${KEYS_PER_TEXT})`;
    for (let claim = first; ; claim += KEYS_PER_TEXT) {
      const { keys } = this.#sql.exec<{ keys: string | null }>(query, claim).one();
      const bytes = Uint8Array.fromHex(keys ?? "");
      for (let at = 0; at < bytes.length; at += KEY_LENGTH) yield keyAt(bytes, at);
      if (bytes.length < KEYS_PER_TEXT * KEY_LENGTH) return;
    }
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

  /** Returns the blocks that have the buckets from `first` to `last`, in their order. */
  blocksBetween(first: number, last: number): StoredBlock[] {
    return this.#blocks(
      `SELECT * FROM player_block WHERE bucket BETWEEN ${FLOOR} AND ? ORDER BY bucket`,
      first,
      last,
    );
  }

  /** Returns up to `limit` blocks in their order, from the one that has the bucket `first`. */
  blocksFrom(first: number, limit: number): StoredBlock[] {
    return this.#blocks(
      `SELECT * FROM player_block WHERE bucket >= ${FLOOR} ORDER BY bucket LIMIT ?`,
      first,
      limit,
    );
  }

  #blocks(query: string, ...values: number[]): StoredBlock[] {
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

  /** Drops the blocks and creates them empty, for two billed rows. */
  dropBlocks(): void {
    this.#sql.exec(`DROP TABLE player_block; DROP TABLE player_merge; ${BLOCK_TABLES}`);
  }
}
