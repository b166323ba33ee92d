import type { GrantedClaim } from "../../../domain/claims";
import type { Block } from "./block";

/** The tables of older players. */
export const BLOCK_TABLES = `
  CREATE TABLE player_block (      -- the older players, sorted (block.ts)
    bucket INTEGER PRIMARY KEY,    -- the lowest one of the block: 6 bytes of a tag; 0 in the first block
    data BLOB NOT NULL             -- up to 4,056 bytes, so that a row fills a page of SQLite's
  ) STRICT;
  CREATE TABLE player_merge (      -- has one row once players are merged into blocks
    id INTEGER PRIMARY KEY CHECK (id = 0),
    first INTEGER NOT NULL,        -- the claim from which on players may be missing in blocks
    size INTEGER NOT NULL,         -- how many claims from there on are being merged, 0 for none
    merged INTEGER NOT NULL        -- how many of these are in blocks, in the order of their keys
  ) STRICT;
`;

/** The tables of claims and of the index of their players. */
export const PLAYER_TABLES = `
  CREATE TABLE claim (
    claim INTEGER PRIMARY KEY,     -- from 0, without gaps
    tag BLOB NOT NULL,             -- keyed hash of the player's network
    code_hash BLOB NOT NULL        -- SHA-256 of the verification code
  ) STRICT;
  ${BLOCK_TABLES}
`;

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
  readonly first: number;
  readonly size: number;
  readonly merged: number;
}
