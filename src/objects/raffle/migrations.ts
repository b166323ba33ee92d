/** The tables of a raffle's object, by version. Append only. */
export const raffleMigrations: readonly string[] = [
  // 1: claims count from 0 in the order of their arrival; the ticket of a claim is computed (raffle/order.ts).
  // What a player is, is kept apart from what a ticket is, so that one can go while the other stays.
  `
  CREATE TABLE raffle (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    total_tickets INTEGER NOT NULL,
    prizes TEXT NOT NULL,          -- JSON, [{name, amount}] in the manager's order
    secret BLOB NOT NULL,          -- 32 random bytes
    created_at INTEGER NOT NULL,   -- milliseconds since 1970
    drawn_at INTEGER               -- likewise; NULL before the draw
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE player (
    tag BLOB PRIMARY KEY,          -- keyed hash of the player's network, 16 bytes
    claim INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ticket (
    claim INTEGER PRIMARY KEY,
    code_hash BLOB NOT NULL        -- SHA-256 of the verification code
  ) STRICT;
  CREATE TABLE winner (
    ticket INTEGER PRIMARY KEY,    -- 1…N
    rank INTEGER NOT NULL          -- 0 was drawn first; the prizes in their order tell what it wins
  ) STRICT;
  `,
  // 2: where the object was asked to live, NULL for anywhere.
  "ALTER TABLE raffle ADD COLUMN location_hint TEXT",
];
