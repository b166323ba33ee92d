import { DurableObject } from "cloudflare:workers";
import type { BeaconNetwork } from "../../domain/beacon";
import { type Claim, type ClaimAnswer, decideClaims } from "../../domain/claims";
import { DEFAULT_RETENTION_DAYS, type RaffleFacts, sameFacts, sameName } from "../../domain/facts";
import { prizeByRank } from "../../domain/prizes";
import { failure, type Result, success } from "../../domain/result";
import { hashCode, writeCode } from "../../domain/verification-code";
import { log } from "../../log";
import { gather } from "../gather";
import type { Claiming, Creation, Drawing, Removal, Verification } from "./answers";
import { drawRaffle, lacksRound, soldOutDraw } from "./drawing";
import { type HolderSlice, holderSlice } from "./holders";
import { DIRECTORY_UPDATE_DELAY_MS, list, unlist, waitBriefly } from "./listing";
import {
  isCodeOf,
  isForgotten,
  isSoldOut,
  type LoadedRaffle,
  loadRaffle,
  newRaffle,
  playersForgotten,
} from "./loaded-raffle";
import { getRandomness } from "./randomness";
import type { RaffleProgress, RaffleState, RaffleSummary } from "./state";
import { progressOf, stateOf, summaryOf } from "./state";
import { RaffleStore, type Winners } from "./store";
import { AlarmTasks } from "./store/alarm-tasks";

/** About a second's work. Rejecting further claims as overload bounds memory and everybody's wait. */
const MAX_CLAIMS_IN_PROGRESS = 2000;

/** One raffle, named by its UUID. Decides its claims in batches, draws its winners and stores all of it. */
export class RaffleObject extends DurableObject<Env> {
  readonly #store = new RaffleStore(this.ctx.storage);
  readonly #tasks = new AlarmTasks(this.ctx.storage, (task) => this.#run(task));
  #raffle: LoadedRaffle | undefined;
  /** The id of the raffle that was deleted here. No raffle can be created here again. */
  #deletedId: string | undefined;
  #claimsInProgress = 0;
  readonly #enqueueClaim = gather((claims: Claim[]) => this.#settleBatch(claims));

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      const { stored, deletedId } = this.#store.open();
      this.#deletedId = deletedId;
      if (deletedId !== undefined) {
        // After a rollback, older code may have created the raffle again, or deleted it without its blocks.
        if (stored || this.#store.players.hasPlayers()) this.#delete(deletedId);
        return this.#tasks.adoptAlarm("unlist");
      }
      if (!stored) return;
      const raffle = await loadRaffle(stored, this.#store.claims.count());
      this.#raffle = raffle;
      if (lacksRound(raffle)) {
        raffle.draw = soldOutDraw(raffle.beacon, Date.now());
        this.#store.setSoldOut(raffle.draw);
      }
      // After a rollback, older code may have forgotten the players without their blocks and tags.
      if (isForgotten(raffle) && this.#store.players.hasPlayers()) {
        this.#store.transaction(() => this.#store.forgetPlayers(raffle));
      }
      await this.#tasks.adoptAlarm("list");
      // After a rollback, code that doesn't know tasks may have drawn the raffle.
      if (raffle.forgetAt !== null && !this.#tasks.isScheduled("forget-players")) {
        this.#tasks.schedule("forget-players", raffle.forgetAt);
      }
    });
  }

  /**
   * Creates the raffle `id`. A repeated call with the same facts gets the same answer. With other facts it
   * fails, and so does every call once the raffle is deleted.
   *
   * @param beacon the network whose round draws the raffle; null for a local draw
   */
  async create(id: string, facts: RaffleFacts, beacon: BeaconNetwork | null): Promise<Creation> {
    const created = await loadRaffle(newRaffle(id, facts, beacon), 0);
    if (this.#deletedId !== undefined) return failure("already-deleted");
    const existing = this.#raffle;
    if (existing) {
      if (!sameFacts(existing.facts, facts)) return failure("idempotency-key-reused");
      // The object may have crashed before it was listed.
      if (this.#tasks.isScheduled("list")) await waitBriefly(this.#tasks.attempt("list"));
      return success({ raffle: stateOf(existing), replayed: true });
    }
    this.#store.transaction(() => {
      this.#store.create(created);
      this.#tasks.schedule("list", created.createdAt + DIRECTORY_UPDATE_DELAY_MS);
    });
    this.#raffle = created;
    await waitBriefly(this.#tasks.attempt("list"));
    return success({ raffle: stateOf(created), replayed: false });
  }

  state(): Result<RaffleState, "raffle-not-found"> {
    return this.#raffle ? success(stateOf(this.#raffle)) : failure("raffle-not-found");
  }

  /** Returns the part of the raffle that changes. */
  progress(): Result<RaffleProgress, "raffle-not-found"> {
    return this.#raffle ? success(progressOf(this.#raffle)) : failure("raffle-not-found");
  }

  summary(): Result<RaffleSummary, "raffle-not-found"> {
    return this.#raffle ? success(summaryOf(stateOf(this.#raffle))) : failure("raffle-not-found");
  }

  /**
   * Gives one ticket to the player at `network`. A repeated call with the same key gets the same ticket, for
   * as long as addresses are kept.
   *
   * @param key a secret of this claim: the client's idempotency key, or 256 random bits
   */
  async claim(network: string, key: string): Promise<Claiming> {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (this.#claimsInProgress >= MAX_CLAIMS_IN_PROGRESS) return failure("overloaded");
    this.#claimsInProgress++;
    try {
      const tag = await raffle.tagOf(network);
      const code = await raffle.secrets.codeOf(tag, key);
      const answer = await this.#enqueueClaim({ tag, codeHash: await hashCode(code) });
      if (!answer.ok) return isSoldOut(raffle) ? { ...answer, soldOut: true } : answer;
      const { number, replayed } = answer.value;
      return success({ ticket: raffle.order.ticketOf(number), code: writeCode(code), replayed });
    } finally {
      this.#claimsInProgress--;
    }
  }

  /** Decides a batch of claims and writes the granted ones, in one transaction. */
  #settleBatch(claims: Claim[]): (ClaimAnswer | Result<never, "raffle-not-found">)[] {
    const raffle = this.#raffle;
    // The raffle may have been deleted since the claims arrived.
    if (!raffle) return claims.map(() => failure("raffle-not-found"));
    this.#forgetPlayersIfDue();
    const { totalTickets } = raffle.facts;
    const settled = this.#store.transaction(() => {
      const held = this.#store.players.findClaims(claims.map(({ tag }) => tag));
      const { answers, granted } = decideClaims(claims, held, raffle.claims, totalTickets);
      this.#store.players.append(granted);
      const given = raffle.claims + granted.length;
      const sellsOut = granted.length > 0 && given === totalTickets;
      const draw = sellsOut ? soldOutDraw(raffle.beacon, Date.now()) : raffle.draw;
      if (sellsOut) this.#store.setSoldOut(draw);
      return { answers, given, draw };
    });
    raffle.claims = settled.given;
    raffle.draw = settled.draw;
    return settled.answers;
  }

  /**
   * Returns the players who hold the tickets of a sold-out raffle, slice by slice.
   *
   * @param from `next` of the slice before; empty for the first slice
   * @param retentionDays how long after a later draw the hashes of addresses would be kept
   * @returns null if only this object may answer who holds a ticket
   */
  holders(from: Uint8Array, retentionDays: number): HolderSlice | null {
    const raffle = this.#raffle;
    if (!raffle || !isSoldOut(raffle)) return null;
    this.#forgetPlayersIfDue();
    return holderSlice(raffle, this.#store.players, from, retentionDays);
  }

  /**
   * Draws the winners, once, when the raffle is sold out and the beacon's round is due. If it fails, nothing
   * has happened, and a later call can succeed.
   *
   * @param relays base URLs of the beacon's relays (drand/relays.ts)
   * @param retentionDays how long the hashes of addresses are kept; a Worker of an older version omits it
   * @returns the winners in the order of selection
   */
  async draw(relays: readonly string[], retentionDays = DEFAULT_RETENTION_DAYS): Promise<Drawing> {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (raffle.draw.drawnAt !== null) return failure("winners-already-drawn");
    if (!isSoldOut(raffle)) return failure("tickets-remaining");
    const randomness = await getRandomness(raffle, relays);
    // Another manager may have drawn or deleted it in the meantime.
    if (this.#raffle !== raffle) return failure("raffle-not-found");
    if (raffle.draw.drawnAt !== null) return failure("winners-already-drawn");
    if (!randomness.ok) return randomness;
    const drawn = drawRaffle(raffle, randomness.value, Date.now(), retentionDays);
    this.#store.transaction(() => {
      this.#store.winners.add(drawn.winners, drawn.reserves);
      this.#store.setDrawn(drawn.draw, drawn.forgetAt);
      this.#tasks.schedule("forget-players", drawn.forgetAt);
    });
    raffle.draw = drawn.draw;
    raffle.forgetAt = drawn.forgetAt;
    return success({ prizes: raffle.facts.prizes, tickets: drawn.winners });
  }

  /** Returns up to `limit` winners by ascending ticket number, from the first ticket after `after`. */
  winners(after: number, limit: number): Result<Winners, "raffle-not-found" | "winners-not-drawn"> {
    if (!this.#raffle) return failure("raffle-not-found");
    if (this.#raffle.draw.drawnAt === null) return failure("winners-not-drawn");
    return success(this.#store.winners.list(after, limit));
  }

  /** Returns up to `count` reserves in the order of their selection. */
  reserves(count: number): Result<number[], "raffle-not-found" | "winners-not-drawn"> {
    if (!this.#raffle) return failure("raffle-not-found");
    if (this.#raffle.draw.drawnAt === null) return failure("winners-not-drawn");
    return success(this.#store.winners.listReserves(count));
  }

  /** Returns the prize that a ticket has won, null for none, if `code` is its code as people write it. */
  async verify(ticket: number, code: string): Promise<Verification> {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (raffle.draw.drawnAt === null) return failure("winners-not-drawn");
    if (ticket < 1 || ticket > raffle.facts.totalTickets) return failure("ticket-not-found");
    const isRightCode = await isCodeOf(raffle, this.#store.claims, ticket, code);
    if (!isRightCode) return failure("invalid-verification-code");
    // If the raffle was deleted in the meantime, the ticket would seem to have lost.
    if (this.#raffle !== raffle) return failure("raffle-not-found");
    const rank = this.#store.winners.rankOf(ticket);
    return success(rank === undefined ? null : prizeByRank(raffle.facts.prizes)(rank));
  }

  /**
   * Deletes the raffle for good.
   *
   * @param name must be the raffle's, so that a mistaken id deletes nothing
   * @param abandoned whether to delete a raffle that has given out tickets and is not drawn
   */
  async remove(name: string, abandoned: boolean): Promise<Removal> {
    const raffle = this.#raffle;
    if (!raffle) return failure(this.#deletedId === undefined ? "raffle-not-found" : "already-deleted");
    if (!sameName(raffle.facts.name, name)) return failure("name-not-confirmed");
    if (raffle.claims > 0 && raffle.draw.drawnAt === null && !abandoned) return failure("raffle-in-play");
    this.#delete(raffle.id);
    this.#raffle = undefined;
    this.#deletedId = raffle.id;
    await waitBriefly(this.#tasks.attempt("unlist"));
    return success(null);
  }

  override async alarm(): Promise<void> {
    if (!this.#raffle && this.#deletedId === undefined) return;
    await this.#tasks.runDue(this.#raffle ? "list" : "unlist");
  }

  /** Runs a task of the alarm. @returns whether it is done; false for a task that only newer code knows */
  #run(task: string): boolean | Promise<boolean> {
    if (task === "list") return !this.#raffle || list(this.env, this.#raffle);
    if (task === "unlist") return this.#deletedId === undefined || unlist(this.env, this.#deletedId);
    return task === "forget-players" && this.#forgetPlayersIfDue();
  }

  /**
   * Forgets the players when the retention period is over. The alarm may be late and the clock decides, so
   * whatever looks at players calls this first. @returns whether no players are left to forget
   */
  #forgetPlayersIfDue(): boolean {
    const raffle = this.#raffle;
    if (!raffle || raffle.forgetAt === null) return true;
    if (raffle.forgetAt > Date.now()) return false;
    this.#store.transaction(() => {
      this.#store.forgetPlayers(raffle);
      this.#tasks.cancel("forget-players");
    });
    Object.assign(raffle, playersForgotten);
    log("info", "addresses_forgotten", { raffle_id: raffle.id });
    return true;
  }

  /** Deletes the rows, and the alarm's tasks with them, and schedules the removal from the directory. */
  #delete(id: string): void {
    this.#store.transaction(() => {
      this.#store.delete(id, Date.now());
      this.#tasks.schedule("unlist", Date.now() + DIRECTORY_UPDATE_DELAY_MS);
    });
  }
}
