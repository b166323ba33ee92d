import type { Claim, ClaimAnswer } from "../../domain/claims";
import { type ClosedBy, isClosed, isClosingDue } from "../../domain/closing";
import { prizeByRank } from "../../domain/prizes";
import { failure, type Result, success } from "../../domain/result";
import { log } from "../../log";
import type { Drawing, Verification } from "./answers";
import { ClaimQueue } from "./claim-queue";
import { ClaimedList, digestNextBlock, hasDigest } from "./claimed-list";
import { closedDraw, drawRaffle } from "./drawing";
import { isCodeOf, type LoadedRaffle, playersForgotten } from "./loaded-raffle";
import { listPasses } from "./player";
import { PrizeDesk } from "./prize-desk";
import { getRandomness, tooEarly } from "./randomness";
import { settleClaims } from "./settling";
import { type DrawProgress, dueOf, stageOf } from "./state";
import type { RaffleStore, Winners } from "./store";
import type { AlarmTasks } from "./store/alarm-tasks";

/** How many blocks of the digest one call computes at most: about three seconds of work. */
const MAX_BLOCKS_PER_CALL = 4;

/**
 * A raffle from its creation to its deletion: takes claims, closes and draws. Writes each change to the store
 * before it changes `raffle`. No other code changes `raffle` while it lives.
 */
export class LiveRaffle {
  readonly raffle: LoadedRaffle;
  readonly claimQueue: ClaimQueue;
  readonly desk: PrizeDesk;
  readonly #store: RaffleStore;
  readonly #tasks: AlarmTasks;
  readonly #claimedList: ClaimedList;
  #isDeleted = false;

  constructor(raffle: LoadedRaffle, store: RaffleStore, tasks: AlarmTasks) {
    this.raffle = raffle;
    this.#store = store;
    this.#tasks = tasks;
    this.#claimedList = new ClaimedList(raffle);
    this.claimQueue = new ClaimQueue(raffle, (claims) => this.#settle(claims));
    this.desk = new PrizeDesk(raffle, store, () => this.#isDeleted);
  }

  get isClosed(): boolean {
    return isClosed(stageOf(this.raffle));
  }

  get isDrawn(): boolean {
    return this.raffle.draw.drawnAt !== null;
  }

  /**
   * Does what is due by the clock, which decides, however late the alarm is: closing, and forgetting the
   * players. Whatever looks at the raffle calls this first.
   */
  catchUp(now = Date.now()): void {
    const { facts, forgetAt } = this.raffle;
    if (facts.closesAt !== null && isClosingDue(stageOf(this.raffle), now)) {
      this.#close(facts.closesAt, "time");
    }
    if (forgetAt !== null && now >= forgetAt) this.#forgetPlayers();
  }

  /** Makes every call fail that is still in progress. */
  markDeleted(): void {
    this.#isDeleted = true;
  }

  /** Returns up to `limit` passes by their number, from the first after `after`, end to end. */
  async passes(after: number, limit: number): Promise<Result<Uint8Array, "no-passes">> {
    const { passes } = this.raffle.facts;
    if (passes === null) return failure("no-passes");
    return success(await listPasses(this.raffle, after + 1, Math.min(after + limit, passes)));
  }

  /**
   * Decides claims and writes the granted ones, in one transaction, by the clock of this moment. Returns
   * undefined if the raffle is deleted.
   */
  #settle(claims: readonly Claim[]): ClaimAnswer[] | undefined {
    if (this.#isDeleted) return undefined;
    if (claims.length === 0) return [];
    const now = Date.now();
    this.catchUp(now);
    const { raffle } = this;
    const settled = this.#store.transaction(() => {
      const result = settleClaims(raffle, this.#store, claims, now);
      if (result.draw !== raffle.draw) this.#writeClosing(result.draw, result.claims);
      return result;
    });
    raffle.claims = settled.claims;
    raffle.draw = settled.draw;
    return settled.answers;
  }

  /** Closes the raffle now. Does nothing if it is closed. */
  close(): void {
    if (!this.isClosed) this.#close(Date.now(), "manager");
  }

  #close(closedAt: number, closedBy: ClosedBy): void {
    const { raffle } = this;
    const draw = closedDraw(raffle, closedAt, closedBy);
    this.#store.transaction(() => this.#writeClosing(draw, raffle.claims));
    raffle.draw = draw;
    log("info", "raffle_closed", { raffle_id: raffle.id, closed_by: closedBy, claimed: raffle.claims });
  }

  /** Writes the end of the claims, and schedules what follows. Belongs in a transaction. */
  #writeClosing(draw: DrawProgress, claims: number): void {
    const { beacon, facts } = this.raffle;
    this.#store.raffle.setClosed(draw, claims);
    this.#tasks.cancel("close");
    if (draw.closedBy !== "sold_out") this.#tasks.schedule("digest", Date.now());
    if (facts.drawAutomatically) this.#tasks.schedule("draw", dueOf({ beacon, draw }) ?? Date.now());
  }

  /**
   * Computes blocks of the digest of the claimed tickets. Other calls get their turn between two blocks.
   *
   * @returns whether the digest is complete
   */
  async completeDigest(): Promise<boolean> {
    const { raffle } = this;
    for (let blocks = 0; blocks < MAX_BLOCKS_PER_CALL && !hasDigest(raffle) && !this.#isDeleted; blocks++) {
      raffle.draw = this.#store.transaction(() => digestNextBlock(raffle, this.#store));
      await scheduler.wait(0);
    }
    return hasDigest(raffle);
  }

  /**
   * Draws the winners, once, when the raffle is closed and the beacon's round is due. If it fails, nothing
   * has happened, and a later call can succeed.
   *
   * @param relays base URLs of the beacon's relays (drand/relays.ts)
   * @param retentionDays how long the hashes of addresses are kept
   * @param allowsFallback whether to draw with local randomness if the beacon has failed for days
   * @returns the winners in the order of selection
   */
  async draw(relays: readonly string[], retentionDays: number, allowsFallback: boolean): Promise<Drawing> {
    const { raffle } = this;
    if (this.isDrawn) return failure("winners-already-drawn");
    if (!this.isClosed) return failure("tickets-remaining");
    const reason = tooEarly(raffle, Date.now(), allowsFallback);
    if (reason) return failure(reason);
    // The claimed tickets are fixed before the randomness is known.
    if (!(await this.completeDigest())) return failure("claims-not-digested");
    const randomness = await getRandomness(raffle, relays, allowsFallback);
    const drawn = randomness.ok && (await drawRaffle(raffle, randomness.value, Date.now(), retentionDays));
    // Another manager may have drawn or deleted it in the meantime.
    if (this.#isDeleted) return failure("raffle-not-found");
    if (this.isDrawn) return failure("winners-already-drawn");
    if (!drawn) return failure("beacon-unavailable");
    this.#store.transaction(() => {
      this.#store.winners.add(drawn.winners, drawn.reserves);
      this.#store.raffle.setDrawn(drawn.draw, drawn.forgetAt);
      this.#tasks.cancel("draw");
      this.#tasks.schedule("forget-players", drawn.forgetAt);
    });
    raffle.draw = drawn.draw;
    raffle.forgetAt = drawn.forgetAt;
    return success({ prizes: raffle.facts.prizes, tickets: drawn.winners });
  }

  /** Returns up to `limit` claimed tickets in the order of the claims, without the first `after` of them. */
  claimedTickets(after: number, limit: number): Result<Uint32Array, "tickets-remaining"> {
    if (!this.isClosed) return failure("tickets-remaining");
    return success(this.#claimedList.page(after, limit));
  }

  /** Returns up to `limit` holders of prizes (store/winners.ts). */
  winners(order: "ticket" | "rank", after: number, limit: number): Result<Winners, "winners-not-drawn"> {
    if (!this.isDrawn) return failure("winners-not-drawn");
    return success(this.#store.winners.list(order, after, limit));
  }

  /** Returns up to `count` reserves in the order of their selection. */
  reserves(count: number): Result<number[], "winners-not-drawn"> {
    return this.isDrawn ? success(this.#store.winners.listReserves(count)) : failure("winners-not-drawn");
  }

  /** Returns the prize that a ticket holds, null for none, if `code` is its code as people write it. */
  async verify(ticket: number, code: string): Promise<Verification> {
    const { raffle } = this;
    if (!this.isDrawn) return failure("winners-not-drawn");
    if (ticket < 1 || ticket > raffle.facts.totalTickets) return failure("ticket-not-found");
    const isRightCode = await isCodeOf(raffle, this.#store.claims, ticket, code);
    if (!isRightCode) return failure("invalid-verification-code");
    // If the raffle was deleted in the meantime, the ticket would seem to have lost.
    if (this.#isDeleted) return failure("raffle-not-found");
    const rank = this.#store.winners.prizeRankOf(ticket);
    return success(rank === undefined ? null : prizeByRank(raffle.facts.prizes)(rank));
  }

  #forgetPlayers(): void {
    const { raffle } = this;
    this.#store.transaction(() => {
      this.#store.forgetPlayers(raffle);
      this.#tasks.cancel("forget-players");
    });
    Object.assign(raffle, playersForgotten);
    log("info", "addresses_forgotten", { raffle_id: raffle.id });
  }
}
