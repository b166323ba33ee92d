import { TAG_BYTES } from "../../../domain/secrets";

/** The tables of a raffle's object, by version. Append only. */
export const raffleMigrations: readonly string[] = [
  // 1: Claims are numbered from 0 in the order of their arrival. The ticket of a claim is computed
  // (domain/ticket-order.ts). Players have a table apart from tickets, so that they can be forgotten.
  `
  CREATE TABLE raffle (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    total_tickets INTEGER NOT NULL,
    prizes TEXT NOT NULL,          -- JSON, [{name, amount}] in the manager's order
    secret BLOB NOT NULL,          -- 32 random bytes
    created_at INTEGER NOT NULL,   -- milliseconds since 1970
    drawn_at INTEGER               -- milliseconds since 1970; NULL before the draw
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
    rank INTEGER NOT NULL          -- order of selection, 0 for the first; domain/prizes.ts derives the prize
  ) STRICT;
  `,
  // 2: the location that was asked for, NULL for none.
  "ALTER TABLE raffle ADD COLUMN location_hint TEXT",
  // 3: what a draw is made of. Earlier raffles have a local draw, and NULL for what was not stored.
  `
  ALTER TABLE raffle ADD COLUMN beacon TEXT;           -- JSON, the beacon network; NULL for a local draw
  ALTER TABLE raffle ADD COLUMN sold_out_at INTEGER;   -- milliseconds since 1970; NULL before the last ticket
  ALTER TABLE raffle ADD COLUMN round INTEGER;         -- chosen at that time; NULL for a local draw
  ALTER TABLE raffle ADD COLUMN randomness TEXT;       -- 64 hexadecimal digits; NULL before the draw
  ALTER TABLE raffle ADD COLUMN signature TEXT;        -- the beacon's, 96 hexadecimal digits
  CREATE TABLE reserve (
    rank INTEGER PRIMARY KEY,      -- 0 is the first reserve
    ticket INTEGER NOT NULL
  ) STRICT;
  `,
  // 4: retention and deletion. Raffles that are already drawn keep the hashes of addresses for 30 days, too.
  `
  ALTER TABLE raffle ADD COLUMN forget_at INTEGER;     -- when to empty player; NULL before the draw and once done
  UPDATE raffle SET forget_at = drawn_at + 2592000000;
  CREATE TABLE deleted (           -- has one row if the raffle is deleted
    id TEXT PRIMARY KEY,
    deleted_at INTEGER NOT NULL    -- milliseconds since 1970
  ) STRICT, WITHOUT ROWID;
  `,
  // 5: a separate key for tags, 32 random bytes, which isolates may know. NULL for earlier raffles, whose
  // tags are made with the secret, and once players are forgotten.
  "ALTER TABLE raffle ADD COLUMN tag_key BLOB",
  // 6: when each task of the alarm is due. An alarm of earlier code for the list becomes a task by
  // adoptAlarm.
  `
  CREATE TABLE task (
    name TEXT PRIMARY KEY,
    due_at INTEGER NOT NULL        -- milliseconds since 1970
  ) STRICT, WITHOUT ROWID;
  INSERT INTO task SELECT 'forget-players', forget_at FROM raffle WHERE forget_at IS NOT NULL;
  `,
];

/**
 * Creates the table of players for a raffle with a key for tags. After a rollback, code from before version 5
 * would hash addresses in another way, to 16 bytes, and give each player a second ticket. The CHECK makes its
 * claims fail.
 */
export const KEYED_PLAYERS = `
  DROP TABLE player;
  CREATE TABLE player (
    tag BLOB PRIMARY KEY CHECK (length(tag) = ${TAG_BYTES}),
    claim INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
