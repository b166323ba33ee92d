import type { Claim, GrantedClaim, NewClaim } from "../../../domain/claims";

/**
 * Lists the numbers from 0 to below the first parameter. A statement for a batch of claims gets each column
 * as one BLOB, its entries end to end, and cuts entry `i` out. One statement for a batch costs a third of a
 * statement for each claim (docs/design/performance.md).
 */
const BATCH = "WITH RECURSIVE batch(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM batch WHERE i + 1 < ?1)";

/** Returns the common length of byte strings that all have the same one. */
const lengthOf = (parts: readonly Uint8Array[]): number => parts[0]?.length ?? 0;

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const length = lengthOf(parts);
  const bytes = new Uint8Array(parts.length * length);
  for (const [i, part] of parts.entries()) bytes.set(part, i * length);
  return bytes;
}

/** Holds the SQL for tickets and the players who hold them. */
export class ClaimStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Returns how many tickets are given out. */
  count(): number {
    // Claims are numbered from 0 without gaps, so the last number is enough, which takes one look.
    const row = this.#sql.exec<{ last: number | null }>("SELECT max(claim) AS last FROM ticket").one();
    return row.last === null ? 0 : row.last + 1;
  }

  /** Returns whether any player is stored. Forgotten players are not. */
  hasPlayers(): boolean {
    return this.#sql.exec("SELECT 1 FROM player LIMIT 1").toArray().length > 0;
  }

  /** Returns the earlier claim of each claim's player, undefined if there is none. */
  heldBy(claims: readonly Claim[]): (GrantedClaim | undefined)[] {
    const held = Array<GrantedClaim | undefined>(claims.length);
    const tags = claims.map(({ tag }) => tag);
    for (const row of this.#sql.exec<{ i: number; claim: number; code_hash: ArrayBuffer }>(
      `${BATCH} SELECT i, claim, code_hash FROM batch
       CROSS JOIN player ON tag = substr(?2, 1 + i * ?3, ?3) JOIN ticket USING (claim)`,
      claims.length,
      concatenate(tags),
      lengthOf(tags),
    )) {
      held[row.i] = { number: row.claim, codeHash: new Uint8Array(row.code_hash) };
    }
    return held;
  }

  /** Writes granted claims, numbered without gaps. Each takes two billed rows. */
  add(claims: readonly NewClaim[]): void {
    const [first] = claims;
    if (first === undefined) return;
    const hashes = claims.map(({ codeHash }) => codeHash);
    const tags = claims.map(({ tag }) => tag);
    this.#sql.exec(
      `${BATCH} INSERT INTO ticket (claim, code_hash)
       SELECT ?2 + i, substr(?3, 1 + i * ?4, ?4) FROM batch`,
      claims.length,
      first.number,
      concatenate(hashes),
      lengthOf(hashes),
    );
    this.#sql.exec(
      `${BATCH} INSERT INTO player (tag, claim)
       SELECT substr(?3, 1 + i * ?4, ?4), ?2 + i FROM batch`,
      claims.length,
      first.number,
      concatenate(tags),
      lengthOf(tags),
    );
  }

  /**
   * Returns up to `limit` players in the order of their tags, from the first tag after `after`: the first 8
   * bytes of each tag, end to end, and the last tag. SQLite joins them as text, which takes a third of the
   * time of a row each.
   */
  tagPrefixes(
    after: Uint8Array,
    limit: number,
  ): { prefixes: Uint8Array<ArrayBuffer>; last: Uint8Array | null } {
    const { prefixes, last } = this.#sql
      .exec<{ prefixes: string | null; last: ArrayBuffer | null }>(
        `SELECT group_concat(hex(substr(tag, 1, 8)), '') AS prefixes, max(tag) AS last
         FROM (SELECT tag FROM player WHERE tag > ? ORDER BY tag LIMIT ?)`,
        after,
        limit,
      )
      .one();
    return { prefixes: Uint8Array.fromHex(prefixes ?? ""), last: last && new Uint8Array(last) };
  }

  /** Returns the hash of the verification code of this claim's ticket. */
  codeHashOf(claim: number): Uint8Array {
    const row = this.#sql
      .exec<{ code_hash: ArrayBuffer }>("SELECT code_hash FROM ticket WHERE claim = ?", claim)
      .one();
    return new Uint8Array(row.code_hash);
  }
}
