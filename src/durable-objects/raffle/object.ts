import { DurableObject } from "cloudflare:workers";
import type { Award, Forfeit } from "../../domain/awards";
import type { BeaconNetwork } from "../../domain/beacon";
import { timetableIssue } from "../../domain/closing";
import { DEFAULT_RETENTION_DAYS, sameFacts, sameName } from "../../domain/facts";
import { writePass } from "../../domain/pass";
import { failure, type Result, success } from "../../domain/result";
import type { Claiming, Creation, Drawing, Removal, Verification } from "./answers";
import { type HolderSlice, holderSlice } from "./holders";
import { DIRECTORY_UPDATE_DELAY_MS, waitBriefly } from "./listing";
import { LiveRaffle } from "./live-raffle";
import { completeFacts, type GivenFacts, loadRaffle, newRaffle } from "./loaded-raffle";
import type { NoPass } from "./player";
import type { AlreadyCollected, Awarding, DeskTicket, TicketRejection } from "./prize-desk";
import { reopen } from "./reopening";
import type { RaffleProgress, RaffleState, RaffleSummary } from "./state";
import { progressOf, stateOf, summaryOf } from "./state";
import { RaffleStore, type Winners } from "./store";
import { AlarmTasks, type TaskOutcome } from "./store/alarm-tasks";
import { runTask } from "./tasks";

type NotFound = Result<never, "raffle-not-found">;

/** One raffle, named by its UUID: creates it, answers the Worker's calls, runs its alarm, and deletes it. */
export class RaffleObject extends DurableObject<Env> {
  readonly #store = new RaffleStore(this.ctx.storage);
  readonly #tasks = new AlarmTasks(this.ctx.storage, (task) => this.#run(task));
  #live: LiveRaffle | undefined;
  /** The id of the raffle that was deleted here. No raffle can be created here again. */
  #deletedId: string | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      const { stored, deletedId } = this.#store.open();
      this.#deletedId = deletedId;
      if (deletedId !== undefined) {
        // After a rollback, older code may have created the raffle again, or deleted it without its blocks.
        if (stored || this.#store.players.hasPlayers()) this.#delete(deletedId);
        await this.#tasks.adoptAlarm("unlist");
      } else if (stored) {
        const raffle = await loadRaffle(
          stored,
          this.#store.claims.count(),
          this.#store.awards.countForfeits(),
        );
        await reopen(raffle, this.#store, this.#tasks);
        this.#live = new LiveRaffle(raffle, this.#store, this.#tasks);
      }
    });
  }

  /** Returns the raffle, as it is by the clock; undefined if there is none. */
  #current(): LiveRaffle | undefined {
    this.#live?.catchUp();
    return this.#live;
  }

  /** Calls `work` with the raffle, or fails if there is none. */
  #withRaffle<T>(work: (live: LiveRaffle) => T): T | NotFound {
    const live = this.#current();
    return live ? work(live) : failure("raffle-not-found");
  }

  /**
   * Creates the raffle `id`. A repeated call with the same facts gets the same answer. With other facts it
   * fails, and so does every call once the raffle is deleted. A repeated call does not check the times again.
   *
   * @param beacon the network whose round draws the raffle; null for a local draw
   */
  async create(id: string, given: GivenFacts, beacon: BeaconNetwork | null): Promise<Creation> {
    const facts = completeFacts(given);
    const created = await loadRaffle(newRaffle(id, facts, beacon), 0, 0);
    if (this.#deletedId !== undefined) return failure("already-deleted");
    const existing = this.#current()?.raffle;
    if (existing) {
      if (!sameFacts(existing.facts, facts)) return failure("idempotency-key-reused");
      // The object may have crashed before it was listed.
      if (this.#tasks.isScheduled("list")) await waitBriefly(this.#tasks.attempt("list"));
      return success({ raffle: stateOf(existing), replayed: true });
    }
    const issue = timetableIssue(facts, created.createdAt);
    if (issue) return { ...failure("invalid-timetable"), issue };
    this.#store.transaction(() => {
      this.#store.create(created);
      this.#tasks.schedule("list", created.createdAt + DIRECTORY_UPDATE_DELAY_MS);
      if (facts.closesAt !== null) this.#tasks.schedule("close", facts.closesAt);
    });
    this.#live = new LiveRaffle(created, this.#store, this.#tasks);
    await waitBriefly(this.#tasks.attempt("list"));
    return success({ raffle: stateOf(created), replayed: false });
  }

  /**
   * Does what `create` does. The name changes with each new fact: objects of older versions, which would lose
   * it, must not have this name.
   */
  createWithPasses(...call: Parameters<RaffleObject["create"]>): Promise<Creation> {
    return this.create(...call);
  }

  state(): Result<RaffleState, "raffle-not-found"> {
    return this.#withRaffle(({ raffle }) => success(stateOf(raffle)));
  }

  /** Returns the part of the raffle that changes. */
  progress(): Result<RaffleProgress, "raffle-not-found"> {
    return this.#withRaffle(({ raffle }) => success(progressOf(raffle)));
  }

  summary(): Result<RaffleSummary, "raffle-not-found"> {
    return this.#withRaffle(({ raffle }) => success(summaryOf(stateOf(raffle))));
  }

  /**
   * Gives a ticket to the player at `network`, in a raffle without passes. See ClaimQueue for this call and
   * the next, and LiveRaffle for those below that have no comment.
   *
   * @param given why the body has no pass. Workers of older versions omit it, or send the bytes of a pass
   */
  async claim(network: string, key: string, given?: Result<Uint8Array, NoPass>): Promise<Claiming> {
    return this.#withRaffle(({ claimQueue, raffle }) => {
      if (raffle.facts.passes === null) return claimQueue.claimByAddress({ network, key });
      // To a Worker that knows no passes, no other answer means that the client should try again.
      if (given === undefined) return failure("overloaded");
      if (given.ok) return claimQueue.claimWithPass(writePass(given.value));
      return claimQueue.claimWithoutPass(given.error);
    });
  }

  async claimWithPass(pass: string): Promise<Claiming | Result<never, "no-passes">> {
    return this.#withRaffle(({ claimQueue, raffle }) =>
      raffle.facts.passes === null ? failure("no-passes") : claimQueue.claimWithPass(pass),
    );
  }

  async passes(after: number, limit: number): Promise<Result<Uint8Array, "raffle-not-found" | "no-passes">> {
    return this.#withRaffle((live) => live.passes(after, limit));
  }

  /**
   * Returns the players who hold the tickets of a closed raffle, slice by slice.
   *
   * @param from `next` of the slice before; empty for the first slice
   * @param retentionDays how long after a later draw the hashes of addresses would be kept
   * @returns null if only this object may answer who holds a ticket, as in a raffle with passes: the key of
   *   passes stays here
   */
  holders(from: Uint8Array, retentionDays: number): HolderSlice | null {
    const live = this.#current();
    const mayLeave = live?.isClosed && live.raffle.facts.passes === null;
    return mayLeave ? holderSlice(live.raffle, this.#store.players, from, retentionDays) : null;
  }

  /** Closes the raffle now. Does nothing if it is closed. */
  close(): Result<RaffleState, "raffle-not-found"> {
    return this.#withRaffle((live) => {
      live.close();
      return success(stateOf(live.raffle));
    });
  }

  /** @param retentionDays a Worker of an older version omits it and what follows */
  async draw(
    relays: readonly string[],
    retentionDays = DEFAULT_RETENTION_DAYS,
    allowsFallback = false,
  ): Promise<Drawing> {
    return this.#withRaffle((live) => live.draw(relays, retentionDays, allowsFallback));
  }

  claimedTickets(
    after: number,
    limit: number,
  ): Result<Uint32Array, "raffle-not-found" | "tickets-remaining"> {
    return this.#withRaffle((live) => live.claimedTickets(after, limit));
  }

  winners(after: number, limit: number): Result<Winners, "raffle-not-found" | "winners-not-drawn"> {
    return this.#withRaffle((live) => live.winners("ticket", after, limit));
  }

  /** Objects of older versions, which know one order only, must not have this name. */
  winnersByRank(after: number, limit: number): Result<Winners, "raffle-not-found" | "winners-not-drawn"> {
    return this.#withRaffle((live) => live.winners("rank", after, limit));
  }

  reserves(count: number): Result<number[], "raffle-not-found" | "winners-not-drawn"> {
    return this.#withRaffle((live) => live.reserves(count));
  }

  async verify(ticket: number, code: string): Promise<Verification> {
    return this.#withRaffle((live) => live.verify(ticket, code));
  }

  /** See PrizeDesk for this call and for the next seven. */
  lookUp(ticket: number): Result<DeskTicket, "raffle-not-found" | TicketRejection> {
    return this.#withRaffle(({ desk }) => desk.lookUp(ticket));
  }

  countUncollected(): Result<number, "raffle-not-found" | "winners-not-drawn"> {
    return this.#withRaffle(({ desk }) => desk.countUncollected());
  }

  async collect(
    ticket: number,
    code: string,
    key?: string,
  ): Promise<Awarding<"invalid-verification-code" | "forfeited"> | AlreadyCollected> {
    return this.#withRaffle(({ desk }) => desk.collect(ticket, code, key));
  }

  undoCollecting(ticket: number): Awarding {
    return this.#withRaffle(({ desk }) => desk.undoCollecting(ticket));
  }

  forfeit(ticket: number): Awarding | AlreadyCollected {
    return this.#withRaffle(({ desk }) => desk.forfeit(ticket));
  }

  forfeitAll(): Result<number, "raffle-not-found" | "winners-not-drawn"> {
    return this.#withRaffle(({ desk }) => desk.forfeitAll());
  }

  awards(after: number, limit: number): Result<Award[], "raffle-not-found" | "winners-not-drawn"> {
    return this.#withRaffle(({ desk }) => desk.awards(after, limit));
  }

  forfeits(after: number, limit: number): Result<Forfeit[], "raffle-not-found" | "winners-not-drawn"> {
    return this.#withRaffle(({ desk }) => desk.forfeits(after, limit));
  }

  /**
   * Deletes the raffle for good.
   *
   * @param name must be the raffle's, so that a mistaken id deletes nothing
   * @param abandoned whether to delete a raffle that has claimed tickets and is not drawn
   */
  async remove(name: string, abandoned: boolean): Promise<Removal> {
    const live = this.#current();
    if (!live) return failure(this.#deletedId === undefined ? "raffle-not-found" : "already-deleted");
    const { id, facts, claims } = live.raffle;
    if (!sameName(facts.name, name)) return failure("name-not-confirmed");
    if (claims > 0 && !live.isDrawn && !abandoned) return failure("raffle-in-play");
    this.#delete(id);
    live.markDeleted();
    this.#live = undefined;
    this.#deletedId = id;
    await waitBriefly(this.#tasks.attempt("unlist"));
    return success(null);
  }

  override async alarm(): Promise<void> {
    if (!this.#live && this.#deletedId === undefined) return;
    await this.#tasks.runDue(this.#live ? "list" : "unlist");
  }

  #run(task: string): Promise<TaskOutcome> {
    return runTask(task, this.env, this.#current(), this.#deletedId);
  }

  /** Deletes the rows, and the alarm's tasks with them, and schedules the removal from the directory. */
  #delete(id: string): void {
    this.#store.transaction(() => {
      this.#store.delete(id, Date.now());
      this.#tasks.schedule("unlist", Date.now() + DIRECTORY_UPDATE_DELAY_MS);
    });
  }
}
