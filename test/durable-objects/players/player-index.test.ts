import { describe, expect, it } from "vitest";
import type { NewClaim } from "../../../src/domain/claims";
import { TAG_BYTES, UNKEYED_TAG_BYTES } from "../../../src/domain/secrets";
import { ENTRY_LENGTH } from "../../../src/durable-objects/raffle/players/block";
import { INDEX_SIZES, PlayerIndex } from "../../../src/durable-objects/raffle/players/player-index";
import { ClaimStore } from "../../../src/durable-objects/raffle/store/claims";
import { rowsBilled } from "../../testkit/rows";
import { withPlayerTables } from "./tables";

const SMALL = { generation: 1000, slice: 50, blockEntries: 100 };

const randomClaim = (number: number, tagLength = TAG_BYTES): NewClaim => ({
  number,
  tag: crypto.getRandomValues(new Uint8Array(tagLength)),
  codeHash: crypto.getRandomValues(new Uint8Array(32)),
});

const randomClaims = (count: number, first = 0): NewClaim[] =>
  Array.from({ length: count }, (_, i) => randomClaim(first + i));

const indexOf = (storage: DurableObjectStorage, sizes = SMALL) =>
  new PlayerIndex(storage, new ClaimStore(storage.sql), sizes);

/** Looks for the players of claims, as a raffle does, and appends the claims, in crowds. */
function append(index: PlayerIndex, claims: NewClaim[], crowd = 60): void {
  for (let start = 0; start < claims.length; start += crowd) {
    const some = claims.slice(start, start + crowd);
    index.transaction(() => {
      expect(index.findClaims(some.map(({ tag }) => tag)).some(Boolean)).toBe(false);
      index.append(some);
    });
  }
}

describe("the index of players", () => {
  it("returns number and code hash of each player's claim", async () => {
    await withPlayerTables((storage) => {
      const claims = randomClaims(5000);
      append(indexOf(storage), claims);
      const asked = [claims[4999], randomClaim(0), claims[0], claims[2500]] as NewClaim[];
      const found = indexOf(storage).findClaims(asked.map(({ tag }) => tag));
      expect(found[1]).toBeUndefined();
      for (const i of [0, 2, 3])
        expect(found[i]).toMatchObject({ number: asked[i]?.number, codeHash: asked[i]?.codeHash });
    });
  });

  it("finds 16-byte tags, too", async () => {
    await withPlayerTables((storage) => {
      const claims = Array.from({ length: 3000 }, (_, i) => randomClaim(i, UNKEYED_TAG_BYTES));
      append(indexOf(storage), claims);
      const found = indexOf(storage).findClaims(claims.map(({ tag }) => tag));
      expect(found.map((claim) => claim?.number)).toEqual(claims.map(({ number }) => number));
    });
  });

  it("takes a single crowd of several generations", async () => {
    await withPlayerTables((storage) => {
      const claims = randomClaims(4500);
      const index = indexOf(storage);
      append(index, claims, claims.length);
      for (const each of [index, indexOf(storage)]) {
        const found = each.findClaims(claims.map(({ tag }) => tag));
        expect(found.map((claim) => claim?.number)).toEqual(claims.map(({ number }) => number));
      }
    });
  });

  it("tells players apart whose tags differ only after the first 8 bytes", async () => {
    await withPlayerTables((storage) => {
      const index = indexOf(storage);
      const [first, other] = [randomClaim(0), randomClaim(1)];
      other.tag.set(first.tag.subarray(0, 8));
      append(index, [first]);
      expect(index.findClaims([other.tag])).toEqual([undefined]);
      append(index, [other]);
      expect(index.findClaims([first.tag, other.tag]).map((claim) => claim?.number)).toEqual([0, 1]);
    });
  });

  it("throws if claims don't start at the next number, and goes on afterwards", async () => {
    await withPlayerTables((storage) => {
      const index = indexOf(storage);
      append(index, randomClaims(3));
      for (const wrong of [2, 4]) expect(() => append(index, randomClaims(1, wrong))).toThrow("next");
      append(index, randomClaims(1, 3));
      expect(new ClaimStore(storage.sql).count()).toBe(4);
    });
  });

  it("numbers claims after those from before version 7", async () => {
    await withPlayerTables((storage) => {
      const store = new ClaimStore(storage.sql);
      store.setProgress({ first: 700, size: 0, merged: 0 });
      expect(indexOf(storage).hasPlayers()).toBe(false);
      const claims = randomClaims(3000, 700);
      append(indexOf(storage), claims);
      expect(store.count()).toBe(3700);
      const found = indexOf(storage).findClaims(claims.map(({ tag }) => tag));
      expect(found.map((claim) => claim?.number)).toEqual(claims.map(({ number }) => number));
    });
  });

  it("writes fewer than 1.1 rows for each of 200,000 claims", async () => {
    await withPlayerTables(async (storage) => {
      const claims = randomClaims(200_000);
      const index = new PlayerIndex(storage, new ClaimStore(storage.sql));
      const { written } = await rowsBilled(storage, () => append(index, claims));
      expect(written / claims.length).toBeLessThan(1.1);
    });
  });

  it("reads a row for less than a tenth of the new players", async () => {
    await withPlayerTables(async (storage) => {
      const index = indexOf(storage);
      append(index, randomClaims(20_000));
      const tags = randomClaims(1000).map(({ tag }) => tag);
      const { read, written } = await rowsBilled(storage, () => index.findClaims(tags));
      expect(read).toBeLessThan(tags.length / 10);
      expect(written).toBe(0);
    });
  });

  it("reads no more than two generations of claims to start, however many there are", async () => {
    await withPlayerTables(async (storage) => {
      append(indexOf(storage), randomClaims(20_000));
      const { read } = await rowsBilled(storage, () => indexOf(storage).findClaims([randomClaim(0).tag]));
      expect(read).toBeLessThan(2 * SMALL.generation + 10);
    });
  });

  it("stores a full block in one page", async () => {
    await withPlayerTables((storage) => {
      const [BLOCKS, PAGE_BYTES] = [1000, 4096];
      const store = new ClaimStore(storage.sql);
      const before = storage.sql.databaseSize;
      const data = new Uint8Array(INDEX_SIZES.blockEntries * ENTRY_LENGTH);
      for (let i = 0; i < BLOCKS; i++) store.putBlock({ bucket: 2 ** 47 + i, data });
      expect((storage.sql.databaseSize - before) / PAGE_BYTES / BLOCKS).toBeLessThan(1.05);
    });
  });
});

describe("forgetting", () => {
  it("writes 7 rows, however many players there are, and keeps the claims", async () => {
    await withPlayerTables(async (storage) => {
      const claims = randomClaims(10_000);
      const index = indexOf(storage);
      append(index, claims);
      const { written } = await rowsBilled(storage, () => index.transaction(() => index.forget()));
      expect(written).toBe(7);
      expect(new ClaimStore(storage.sql).count()).toBe(10_000);
      for (const each of [index, indexOf(storage)]) {
        expect(each.hasPlayers()).toBe(false);
        expect(each.findClaims(claims.map(({ tag }) => tag)).every((claim) => claim === undefined)).toBe(
          true,
        );
        expect(each.listKeys(new Uint8Array(), 10)).toEqual({ keys: new Uint8Array(), next: null });
      }
    });
  });

  it("makes a start read next to nothing", async () => {
    await withPlayerTables(async (storage) => {
      const index = indexOf(storage);
      append(index, randomClaims(10_000));
      index.transaction(() => index.forget());
      const { read } = await rowsBilled(storage, () => indexOf(storage).findClaims([randomClaim(0).tag]));
      expect(read).toBeLessThan(10);
    });
  });
});
