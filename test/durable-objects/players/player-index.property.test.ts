import fc from "fast-check";
import { expect, it } from "vitest";
import type { NewClaim } from "../../../src/domain/claims";
import { TAG_BYTES } from "../../../src/domain/secrets";
import { KEY_LENGTH } from "../../../src/durable-objects/raffle/players/block";
import { type IndexSizes, PlayerIndex } from "../../../src/durable-objects/raffle/players/player-index";
import { ClaimStore } from "../../../src/durable-objects/raffle/store/claims";
import { Crash, emptyPlayerTables, FragileStorage, withPlayerTables } from "./tables";

const RUNS = 3000;
/** The runs take 12 seconds, and longer on a machine that does other work. */
const TIME_LIMIT_MS = 60_000;
const PLAYERS = 60;

/** Returns the tag of a player. Of every three players, one shares its key and one its bucket with others. */
function tagOf(player: number): Uint8Array {
  const tag = new Uint8Array(TAG_BYTES);
  const scattered = Math.imul(player + 1, 0x9e3779b1);
  new DataView(tag.buffer).setUint32(0, player % 3 === 0 ? scattered : 0x80000000);
  if (player % 3 === 1) new DataView(tag.buffer).setUint16(6, scattered);
  tag[TAG_BYTES - 1] = player;
  return tag;
}

const TAGS = Array.from({ length: PLAYERS }, (_, player) => tagOf(player));
const tagAt = (player: number) => TAGS[player] as Uint8Array;

/** Several steps of a raffle: crowds of players, each of which may be cut short, and evictions. */
type Step =
  | { type: "crowd"; players: number[]; crashAfter: number }
  | { type: "evict"; sizes: IndexSizes }
  | { type: "forget" };

const small = (max: number) => fc.integer({ min: 1, max });
const sizes = fc.record({ generation: small(6), blockEntries: small(5), slice: small(5) });
const crowd = fc.record({
  type: fc.constant("crowd" as const),
  players: fc.array(fc.nat(PLAYERS - 1), { maxLength: 12 }),
  crashAfter: fc.oneof({ weight: 3, arbitrary: fc.constant(Number.POSITIVE_INFINITY) }, fc.nat(8)),
});
const eviction = fc.record({ type: fc.constant("evict" as const), sizes });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: crowd },
    { weight: 5, arbitrary: eviction },
    { weight: 1, arbitrary: fc.constant({ type: "forget" as const }) },
  ),
  { maxLength: 30 },
);

/** Plays steps on an index and on a plain Map, and compares what they find. */
class Play {
  readonly fragile: FragileStorage;
  /** The claim of each player. */
  readonly claims = new Map<number, number>();
  index: PlayerIndex;
  given = 0;

  constructor(storage: DurableObjectStorage, sizes: IndexSizes) {
    this.fragile = new FragileStorage(storage);
    this.index = this.newIndex(sizes);
  }

  newIndex(sizes: IndexSizes): PlayerIndex {
    return new PlayerIndex(this.fragile.storage, new ClaimStore(this.fragile.storage.sql), sizes, {
      firstLayerBits: 64,
      maxLayers: 2,
    });
  }

  run(step: Step): void {
    if (step.type === "crowd") this.crowd(step.players, step.crashAfter);
    else if (step.type === "evict") this.index = this.newIndex(step.sizes);
    else {
      this.index.transaction(() => this.index.forget());
      this.claims.clear();
    }
  }

  crowd(players: number[], crashAfter: number): void {
    const fresh = [...new Set(players)].filter((player) => !this.claims.has(player));
    this.fragile.statementsUntilCrash = crashAfter;
    try {
      this.index.transaction(() => {
        this.compare(players);
        this.index.append(fresh.map((player, i) => newClaim(player, this.given + i)));
        // A crash may also come after the last statement.
        if (crashAfter === 0) throw new Crash();
      });
    } catch (error) {
      if (error instanceof Crash) return;
      throw error;
    } finally {
      this.fragile.statementsUntilCrash = Number.POSITIVE_INFINITY;
    }
    for (const player of fresh) this.claims.set(player, this.given++);
  }

  /** Returns all keys that the index lists, in slices of two blocks. */
  listedKeys(): string[] {
    const keys: string[] = [];
    for (let from: Uint8Array | null = new Uint8Array(); from !== null; ) {
      const slice = this.index.listKeys(from, 2);
      keys.push(...(slice.keys.toHex().match(/.{16}/g) ?? []));
      from = slice.next;
    }
    return keys;
  }

  expectedKeys(): string[] {
    const keys = [...this.claims.keys()].map((player) => tagAt(player).subarray(0, KEY_LENGTH).toHex());
    return keys.toSorted();
  }

  compare(players: number[]): void {
    const found = this.index.findClaims(players.map(tagAt));
    expect(found.map((claim) => claim?.number)).toEqual(players.map((player) => this.claims.get(player)));
  }
}

const newClaim = (player: number, number: number): NewClaim => ({
  number,
  tag: tagAt(player),
  codeHash: new Uint8Array(32).fill(player),
});

it(
  "finds each player's claim and no other, whatever is merged, evicted and interrupted",
  async () => {
    await withPlayerTables((storage) => {
      fc.assert(
        fc.property(sizes, steps, (firstSizes, steps) => {
          emptyPlayerTables(storage);
          const play = new Play(storage, firstSizes);
          for (const step of steps) play.run(step);
          play.compare(TAGS.map((_, player) => player));
          expect(play.listedKeys()).toEqual(play.expectedKeys());
          expect(play.index.hasPlayers()).toBe(play.claims.size > 0);
        }),
        { numRuns: RUNS },
      );
    });
  },
  TIME_LIMIT_MS,
);
