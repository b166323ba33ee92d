import { TAG_LENGTH } from "../../domain/secrets";

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
  // 3: what a draw is made of. Raffles from before have a local draw, and what they never wrote is NULL.
  `
  ALTER TABLE raffle ADD COLUMN beacon TEXT;           -- JSON, the network whose round draws; NULL for a local draw
  ALTER TABLE raffle ADD COLUMN sold_out_at INTEGER;   -- milliseconds since 1970; NULL before the last ticket
  ALTER TABLE raffle ADD COLUMN round INTEGER;         -- fixed with it; NULL for a local draw
  ALTER TABLE raffle ADD COLUMN randomness TEXT;       -- 64 hexadecimal digits; NULL before the draw
  ALTER TABLE raffle ADD COLUMN signature TEXT;        -- the beacon's, 96 hexadecimal digits
  CREATE TABLE reserve (
    rank INTEGER PRIMARY KEY,      -- 0 is next in line
    ticket INTEGER NOT NULL
  ) STRICT;
  `,
  // 4: what becomes of a raffle after its draw. Those drawn before keep the hashes of addresses for 30 days, too.
  `
  ALTER TABLE raffle ADD COLUMN forget_at INTEGER;     -- when player is emptied; NULL before the draw, and afterwards
  UPDATE raffle SET forget_at = drawn_at + 2592000000;
  CREATE TABLE deleted (           -- its one row is all that is left of a deleted raffle
    id TEXT PRIMARY KEY,
    deleted_at INTEGER NOT NULL    -- milliseconds since 1970
  ) STRICT, WITHOUT ROWID;
  `,
  // 5: a key for tags alone, 32 random bytes, which isolates may know. NULL for older raffles, which go on with tags by the
  // secret, and once players are forgotten.
  "ALTER TABLE raffle ADD COLUMN tag_key BLOB",
];

/**
 * Makes the table of players of a raffle that has a key for tags. Code of before version 5 makes other tags, of 16 bytes.
 * After a rollback it would take each player for a new one and give a second ticket; the CHECK lets its claims fail.
 */
export const KEYED_PLAYERS = `
  DROP TABLE player;
  CREATE TABLE player (
    tag BLOB PRIMARY KEY CHECK (length(tag) = ${TAG_LENGTH}),
    claim INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
