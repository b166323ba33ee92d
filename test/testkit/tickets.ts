import { TAG_BYTES } from "../../src/domain/secrets";

/**
 * Writes tickets of random bytes, as long as real ones, to a raffle's storage: claims from number `from` to
 * below `to`.
 *
 * @returns how many bytes they take
 */
export function fillIn({ sql }: DurableObjectStorage, from: number, to: number): number {
  const before = sql.databaseSize;
  const numbers = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${to})`;
  sql.exec(`${numbers} INSERT INTO ticket SELECT i, randomblob(32) FROM n`);
  sql.exec(`${numbers} INSERT INTO player SELECT randomblob(${TAG_BYTES}), i FROM n`);
  return sql.databaseSize - before;
}
