import { emptyTable } from "./empty-table";

/** Holds the SQL for the blocks of the digest of claimed tickets (domain/claimed-digest.ts). */
export class DigestStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Returns how many blocks are stored. */
  count(): number {
    const query = "SELECT max(block) AS last FROM digest_block";
    const { last } = this.#sql.exec<{ last: number | null }>(query).one();
    return last === null ? 0 : last + 1;
  }

  /** Writes the digest of a block, numbered from 0 without gaps. */
  add(block: number, digest: Uint8Array): void {
    this.#sql.exec("INSERT INTO digest_block (block, digest) VALUES (?, ?)", block, digest);
  }

  /** Returns the digests of all blocks in their order. */
  list(): Uint8Array[] {
    const query = "SELECT digest FROM digest_block ORDER BY block";
    return [...this.#sql.exec<{ digest: ArrayBuffer }>(query)].map(({ digest }) => new Uint8Array(digest));
  }

  /** Removes the blocks, for a few billed rows. */
  clear(): void {
    emptyTable(this.#sql, "digest_block");
  }
}
