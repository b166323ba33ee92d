/** The tables of the directory, by version. Append only. */
export const directoryMigrations: readonly string[] = [
  // 1: seq orders raffles that were created in the same millisecond.
  `
  CREATE TABLE raffle (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL    -- milliseconds since 1970
  ) STRICT;
  CREATE INDEX raffle_by_age ON raffle (created_at, seq);
  `,
];
