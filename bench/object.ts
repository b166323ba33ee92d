// The raffle's object as it is deployed, plus methods for the bench.
import { tagsBy } from "../src/domain/secrets";
import { gather } from "../src/durable-objects/gather";
import { PlayerIndex } from "../src/durable-objects/raffle/players/player-index";
import { ClaimStore } from "../src/durable-objects/raffle/store/claims";
import { RaffleObject as DeployedRaffle } from "../src/index";
import { claimsFrom, fillIn, fillInLast } from "../test/testkit/tickets";
import { addressOfHolder } from "./holders";

/** The most claims that share a commit at 64 connections (docs/design/performance.md). */
const CROWD_SIZE = 62;

export class RaffleObject extends DeployedRaffle {
  #hasCrowdTable = false;
  #rowsOfCrowds = 0;
  /**
   * Lasts from call to call of `fillByCrowds`. A new one would read the recent players again, as a start
   * does.
   */
  readonly #crowdIndex = new PlayerIndex(
    this.ctx.storage,
    new ClaimStore({
      exec: (query: string, ...values: unknown[]) => {
        const cursor = this.ctx.storage.sql.exec(query, ...values);
        this.#rowsOfCrowds += cursor.rowsWritten;
        return cursor;
      },
    } as SqlStorage),
  );
  readonly #enqueueWrite = gather(async (claims: { network: string; key: string }[]) => {
    const { sql } = this.ctx.storage;
    if (!this.#hasCrowdTable) sql.exec("CREATE TABLE IF NOT EXISTS bench_crowd (claims INTEGER)");
    this.#hasCrowdTable = true;
    sql.exec("INSERT INTO bench_crowd (claims) VALUES (?)", claims.length);
    return claims;
  });

  /** Does nothing. Other calls are compared with this one. */
  doNothing(): void {}

  /** Takes the arguments of `claim` and writes one row per crowd, which is the least that lasts. */
  async writeCrowd(network: string, key: string): Promise<void> {
    await this.#enqueueWrite({ network, key });
  }

  /** Counts the stored tickets. */
  countTickets(): number {
    return new ClaimStore(this.ctx.storage.sql).count();
  }

  /** Stores further claims, until `to` are stored. Each takes as many bytes as a real claim. */
  fill(to: number): { bytes: number } {
    return { bytes: fillIn(this.ctx.storage, this.countTickets(), to) };
  }

  /**
   * Stores further claims crowd by crowd, until `to` are stored. Each crowd looks its players up, writes its
   * claims and merges what is due, as claims do, and commits.
   *
   * @returns the billed rows that were written, and the longest time of a crowd without its commit
   */
  async fillByCrowds(to: number): Promise<{ rows: number; longestMs: number }> {
    const { storage } = this.ctx;
    const index = this.#crowdIndex;
    const rowsBefore = this.#rowsOfCrowds;
    let longestMs = 0;
    for (let from = this.countTickets(); from < to; from += CROWD_SIZE) {
      const claims = claimsFrom(from, Math.min(CROWD_SIZE, to - from));
      const start = performance.now();
      index.transaction(() => {
        index.findClaims(claims.map(({ tag }) => tag));
        index.append(claims);
      });
      longestMs = Math.max(longestMs, performance.now() - start);
      await storage.sync();
    }
    return { rows: this.#rowsOfCrowds - rowsBefore, longestMs };
  }

  /** Sells out the raffle by storing its last claim alone. */
  fillLast(total: number): void {
    fillInLast(this.ctx.storage, total);
  }

  /** Gives out all tickets to the holders of bench/holders.ts. */
  sellOut(total: number): void {
    const { storage } = this.ctx;
    const { tag_key } = storage.sql.exec<{ tag_key: ArrayBuffer }>("SELECT tag_key FROM raffle").one();
    const tagOf = tagsBy(new Uint8Array(tag_key));
    fillIn(storage, 0, total, (claim) => tagOf(addressOfHolder(claim)));
  }

  /** Evicts the object from memory, so that the next call reads the storage again. */
  async restart(): Promise<void> {
    await this.ctx.storage.sync();
    this.ctx.abort("restart");
  }
}
