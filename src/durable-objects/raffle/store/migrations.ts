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
  // 7: tags in the rows of tickets, and the players in sorted blocks (../players/). What was stored before
  // stays in `early_ticket` and `player`. A rename takes no time, but a new column of `ticket` would: SQLite
  // checks every row for it.
  `
  ALTER TABLE ticket RENAME TO early_ticket;
  CREATE TABLE ticket (
    claim INTEGER PRIMARY KEY,
    code_hash BLOB NOT NULL,       -- SHA-256 of the verification code
    tag BLOB                       -- keyed hash of the player's network; NULL once deleted
  ) STRICT;
  CREATE TABLE player_block (      -- older players, sorted (../players/block.ts)
    bucket INTEGER PRIMARY KEY,    -- the lowest one of the block: 6 bytes of a tag; 0 in the first block
    data BLOB NOT NULL             -- up to 4,056 bytes, so that a row fills a page of SQLite
  ) STRICT;
  CREATE TABLE player_merge (      -- has one row once players are merged into blocks
    id INTEGER PRIMARY KEY CHECK (id = 0),
    first INTEGER NOT NULL,        -- the claim from which on players may be missing in blocks
    size INTEGER NOT NULL,         -- how many claims from there on are being merged, 0 for none
    merged INTEGER NOT NULL        -- how many of these are in blocks, in the order of their keys
  ) STRICT;
  INSERT INTO player_merge SELECT 0, claim + 1, 0, 0 FROM early_ticket ORDER BY claim DESC LIMIT 1;
  `,
  // 8: `ticket` becomes a view. After a rollback, older code can read tickets, but its claims and deletions
  // fail: they know nothing of the other tables. An earlier step 7 added the column `tag` to `ticket`, and
  // the trigger. There the tickets from before version 7 are in `claimed_ticket`, with no tag.
  `
  CREATE TABLE IF NOT EXISTS early_ticket (claim INTEGER PRIMARY KEY, code_hash BLOB NOT NULL) STRICT;
  ALTER TABLE ticket RENAME TO claimed_ticket;
  CREATE VIEW ticket AS
    SELECT claim, code_hash FROM claimed_ticket UNION ALL SELECT claim, code_hash FROM early_ticket;
  DROP TRIGGER IF EXISTS player_is_closed;
  `,
  // 9: raffles that close before they sell out. Earlier raffles are open until then. A raffle that sells out
  // has the time in sold_out_at, as before.
  `
  ALTER TABLE raffle ADD COLUMN opens_at INTEGER;        -- milliseconds since 1970; NULL for at once
  ALTER TABLE raffle ADD COLUMN closes_at INTEGER;       -- milliseconds since 1970; NULL for never
  ALTER TABLE raffle ADD COLUMN draw_automatically INTEGER NOT NULL DEFAULT 0; -- 1 for yes
  ALTER TABLE raffle ADD COLUMN description TEXT;
  ALTER TABLE raffle ADD COLUMN closed_at INTEGER;       -- milliseconds since 1970; NULL unless closed early
  ALTER TABLE raffle ADD COLUMN closed_by TEXT;          -- 'time' or 'manager'; NULL unless closed early
  ALTER TABLE raffle ADD COLUMN claimed_tickets INTEGER; -- at the closing; NULL unless closed early
  ALTER TABLE raffle ADD COLUMN claimed_digest TEXT;     -- 64 hexadecimal digits; NULL until it is complete
  ALTER TABLE raffle ADD COLUMN digest_at INTEGER;       -- when it was complete, in milliseconds since 1970
  ALTER TABLE raffle ADD COLUMN is_fallback INTEGER NOT NULL DEFAULT 0; -- 1 if drawn in place of the beacon
  CREATE TABLE digest_block (      -- the digest of the claimed tickets, until it is complete
    block INTEGER PRIMARY KEY,     -- counted from 0
    digest BLOB NOT NULL           -- SHA-256 of DIGEST_BLOCK_TICKETS claimed tickets (domain/claimed-digest.ts)
  ) STRICT;
  `,
  // 10: raffles with passes. Earlier raffles admit addresses.
  "ALTER TABLE raffle ADD COLUMN passes INTEGER", // how many; NULL if addresses are admitted
  // 11: the prize desk. `winner` has who holds each prize now, and `rank` is the prize's. Until a prize is
  // forfeited, they are the drawn winners.
  `
  CREATE INDEX winner_by_rank ON winner (rank);
  CREATE TABLE collection (        -- the prizes that are handed over
    ticket INTEGER PRIMARY KEY,
    collected_at INTEGER NOT NULL, -- milliseconds since 1970
    key_hash BLOB                  -- SHA-256 of the Idempotency-Key; NULL for none
  ) STRICT;
  CREATE TABLE forfeit (           -- the prizes that their holders forfeited; these are no longer in winner
    number INTEGER PRIMARY KEY,    -- the order of forfeiting, from 1 without gaps
    ticket INTEGER NOT NULL UNIQUE,
    rank INTEGER NOT NULL UNIQUE,  -- the ticket's own, from 0
    prize_rank INTEGER NOT NULL,
    passed_to INTEGER,             -- the ticket of the reserve; NULL for none
    forfeited_at INTEGER NOT NULL  -- milliseconds since 1970
  ) STRICT;
  CREATE TABLE promotion (         -- the reserves who got a prize
    ticket INTEGER PRIMARY KEY,
    rank INTEGER NOT NULL          -- the ticket's own, after those of the drawn winners
  ) STRICT;
  `,
];
