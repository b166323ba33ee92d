import { describe, expect, it, vi } from "vitest";
import { TAG_BYTES } from "../../../src/domain/secrets";
import { keyAt } from "../../../src/durable-objects/raffle/players/block";
import { PlayerFilter } from "../../../src/durable-objects/raffle/players/filter";
import { OlderPlayers } from "../../../src/durable-objects/raffle/players/older-players";
import { PlayerIndex } from "../../../src/durable-objects/raffle/players/player-index";
import { RecentPlayers } from "../../../src/durable-objects/raffle/players/recent";
import { ClaimStore } from "../../../src/durable-objects/raffle/store/claims";
import { rowsBilled } from "../../testkit/rows";
import { claimsFrom } from "../../testkit/tickets";
import { withPlayerTables } from "./tables";

const SIZES = { generation: 1000, slice: 50, blockEntries: 100 };
const CROWD = 60;
/** As many claims as fill some 270 blocks. The last generation is full and not merged yet. */
const CLAIMS = 20 * SIZES.generation;

/** Appends claims from number `from` to below `to`, in crowds. */
function append(index: PlayerIndex, from: number, to: number): void {
  for (let number = from; number < to; number += CROWD) {
    index.transaction(() => index.append(claimsFrom(number, Math.min(CROWD, to - number))));
  }
}

/** Runs `work` with an index of CLAIMS claims. */
const withManyClaims = (
  work: (index: PlayerIndex, store: ClaimStore, storage: DurableObjectStorage) => unknown,
) =>
  withPlayerTables(async (storage) => {
    const store = new ClaimStore(storage.sql);
    const index = new PlayerIndex(storage, store, SIZES);
    append(index, 0, CLAIMS);
    await work(index, store, storage);
  });

const randomTags = (count: number) =>
  Array.from({ length: count }, () => crypto.getRandomValues(new Uint8Array(TAG_BYTES)));

describe("a merge", () => {
  it("begins once a generation is full", async () => {
    await withPlayerTables((storage) => {
      const store = new ClaimStore(storage.sql);
      const index = new PlayerIndex(storage, store, SIZES);
      append(index, 0, SIZES.generation);
      expect(store.progress()).toEqual({ first: 0, size: 0, merged: 0 });
      append(index, SIZES.generation, SIZES.generation + 1);
      expect(store.progress()).toEqual({ first: 0, size: SIZES.generation, merged: 0 });
    });
  });

  it("ends when the next generation is four fifths full, not before it is three quarters full", async () => {
    await withManyClaims((index, store) => {
      append(index, CLAIMS, CLAIMS + 0.75 * SIZES.generation);
      expect(store.progress()).toMatchObject({ size: SIZES.generation });
      append(index, CLAIMS + 0.75 * SIZES.generation, CLAIMS + 0.8 * SIZES.generation);
      expect(store.progress()).toEqual({ first: CLAIMS, size: 0, merged: 0 });
    });
  });

  it("writes at most 60 of 270 blocks for a crowd", async () => {
    await withManyClaims((index, store) => {
      const put = vi.spyOn(store, "putBlock");
      const written: number[] = [];
      for (let from = CLAIMS; from < CLAIMS + 2 * SIZES.generation; from += CROWD) {
        put.mockClear();
        append(index, from, from + CROWD);
        written.push(put.mock.calls.length);
      }
      expect(Math.max(...written)).toBeGreaterThan(0);
      expect(Math.max(...written)).toBeLessThanOrEqual(60);
    });
  });

  it("writes each block once", async () => {
    await withManyClaims((index, store) => {
      const put = vi.spyOn(store, "putBlock");
      append(index, CLAIMS, CLAIMS + SIZES.generation);
      const buckets = put.mock.calls.map(([{ bucket }]) => bucket);
      expect(buckets.length).toBeGreaterThan(200);
      expect(new Set(buckets).size).toBe(buckets.length);
    });
  });

  it("reads only blocks that have some of its players", async () => {
    await withManyClaims((_, store, storage) => {
      // Four players of a merge are far fewer than there are blocks between them.
      const older = new OlderPlayers(store, new PlayerFilter(), SIZES.blockEntries);
      const before = store.blocksFrom(0, 1000).length;
      const read = vi.spyOn(store, "blocksWith");
      const players = new RecentPlayers(0);
      for (const tag of randomTags(4)) players.add(keyAt(tag));
      const slice = players.slice(0, 4);
      storage.transactionSync(() => older.merge(slice));
      expect(before).toBeGreaterThan(200);
      expect((read.mock.results[0]?.value as unknown[]).length).toBeLessThanOrEqual(4);
    });
  });
});

describe("a start", () => {
  it("finds more recent players than one statement reads", async () => {
    await withPlayerTables((storage) => {
      const claims = claimsFrom(0, 60_000);
      const store = new ClaimStore(storage.sql);
      store.add(claims);
      const found = new PlayerIndex(storage, store).findClaims(claims.map(({ tag }) => tag));
      expect(found.map((claim) => claim?.number)).toEqual(claims.map(({ number }) => number));
    });
  });

  it("adds at most 64 blocks to the filter at a lookup, until it has all", async () => {
    await withManyClaims(async (_, store, storage) => {
      const read = vi.spyOn(store, "blocksFrom");
      const index = new PlayerIndex(storage, store, SIZES);
      for (let lookup = 0; lookup < 10; lookup++) index.findClaims(randomTags(100));
      // Each reads one block more, at which the next lookup begins.
      const blocks = read.mock.results.map(({ value }) => (value as unknown[]).length - 1);
      expect(blocks.slice(0, -1)).toEqual(Array(blocks.length - 1).fill(64));
      expect(blocks.length).toBeLessThan(10);
      const billed = await rowsBilled(storage, () => index.findClaims(randomTags(1000)));
      expect(billed.read).toBeLessThan(100);
    });
  });
});
