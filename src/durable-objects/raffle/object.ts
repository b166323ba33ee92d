import { DurableObject } from "cloudflare:workers";
import type { BeaconNetwork } from "../../domain/beacon";
import type { Claim, ClaimAnswer } from "../../domain/claims";
import { DEFAULT_RETENTION_DAYS, type RaffleFacts, sameFacts, sameName } from "../../domain/facts";
import { prizeByRank } from "../../domain/prizes";
import { failure, type Result, success } from "../../domain/result";
import { SECRET_LENGTH, TAG_KEY_LENGTH, TAG_LENGTH } from "../../domain/secrets";
import { hashCode, writeCode } from "../../domain/verification-code";
import { log } from "../../log";
import { gather } from "../gather";
import type { Claiming, Creation, Drawing, Removal, Verification } from "./answers";
import { type HolderSlice, holderSlice } from "./holders";
import { LISTING_CHECK, list, patiently, unlist } from "./listing";
import { isCodeOf, MAX_CLAIMS, mendDraw, type OpenRaffle, prepare, settleClaims } from "./loaded-raffle";
import { drawBy, entropyOf } from "./randomness";
import { RemovalStore } from "./removal-store";
import {
  progressOf,
  type RaffleProgress,
  type RaffleState,
  type RaffleSummary,
  stateOf,
  summaryOf,
  undrawn,
} from "./state";
import { RaffleStore, type Winners } from "./store";

/** One raffle, named by its UUID. Serializes its claims, draws its prizes, keeps them. */
export class RaffleObject extends DurableObject<Env> {
  readonly #store = new RaffleStore(this.ctx.storage);
  readonly #removal = new RemovalStore(this.ctx.storage);
  #raffle: OpenRaffle | undefined;
  /** The id of the raffle that was here, once it is deleted: then there is none for ever. */
  #deletedId: string | undefined;
  /** How many claims are being worked on. */
  #claiming = 0;
  readonly #settle = gather((claims: Claim[]) => this.#settleClaims(claims));

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      const stored = this.#store.open();
      this.#deletedId = this.#removal.deletedId();
      if (!stored) return;
      // Created again by a version that knows of no deletion.
      if (this.#deletedId !== undefined) return this.#delete(this.#deletedId);
      this.#raffle = await prepare(stored, this.#store.countClaims());
      mendDraw(this.#raffle, this.#store);
      // Drawn by a version that set no alarm for it, or the alarm rang in one that did not know what for.
      if (stored.forgetAt !== null && (await ctx.storage.getAlarm()) === null)
        await this.#wakeAt(stored.forgetAt);
    });
  }

  /**
   * Creates the raffle `id`. A repeated call changes nothing: with the same facts it answers as the first did, with
   * others it fails, and so it does for good once the raffle is deleted.
   *
   * @param beacon the network whose round shall draw it; null for a local draw
   */
  async create(id: string, facts: RaffleFacts, beacon: BeaconNetwork | null): Promise<Creation> {
    const secret = crypto.getRandomValues(new Uint8Array(SECRET_LENGTH));
    const tagKey = crypto.getRandomValues(new Uint8Array(TAG_KEY_LENGTH));
    const stored = {
      id,
      facts,
      secret,
      tagKey,
      createdAt: Date.now(),
      beacon,
      draw: undrawn,
      forgetAt: null,
    };
    const fresh = await prepare(stored, 0);
    if (this.#deletedId !== undefined) return failure("already-deleted");
    const existing = this.#raffle;
    if (existing) {
      if (!sameFacts(existing.facts, facts)) return failure("idempotency-key-reused");
      // A crash may have come between creating and listing it.
      if ((await this.ctx.storage.getAlarm()) !== null) await patiently(this.#list(existing));
      return success({ raffle: stateOf(existing), replayed: true });
    }
    this.#store.transaction(() => {
      this.#store.create(fresh);
      this.ctx.storage.setAlarm(fresh.createdAt + LISTING_CHECK);
    });
    this.#raffle = fresh;
    await patiently(this.#list(fresh));
    return success({ raffle: stateOf(fresh), replayed: false });
  }

  /** The raffle as it stands. */
  state(): Result<RaffleState, "raffle-not-found"> {
    return this.#raffle ? success(stateOf(this.#raffle)) : failure("raffle-not-found");
  }

  /** What can change of the raffle, for who knows the rest. */
  progress(): Result<RaffleProgress, "raffle-not-found"> {
    return this.#raffle ? success(progressOf(this.#raffle)) : failure("raffle-not-found");
  }

  /** Returns the raffle in short, for lists. */
  summary(): Result<RaffleSummary, "raffle-not-found"> {
    return this.#raffle ? success(summaryOf(stateOf(this.#raffle))) : failure("raffle-not-found");
  }

  /**
   * Gives a ticket to whoever calls from `network`, once. The same network with the same key gets the same answer
   * again, for as long as addresses are kept.
   *
   * @param key a secret of this one claim: the client's idempotency key, or 256 random bits
   */
  async claim(network: string, key: string): Promise<Claiming> {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (this.#claiming >= MAX_CLAIMS) return failure("overloaded");
    this.#claiming++;
    try {
      const tag = await raffle.tagOf(network);
      const code = await raffle.secrets.codeOf(tag, key);
      const answer = await this.#settle({ tag, codeHash: await hashCode(code) });
      if (!answer.ok)
        return raffle.claims < raffle.facts.totalTickets ? answer : { ...answer, soldOut: true };
      const { number, replayed } = answer.value;
      return success({ ticket: raffle.order.ticketOf(number), code: writeCode(code), replayed });
    } finally {
      this.#claiming--;
    }
  }

  /**
   * Returns the players who hold the tickets of a sold-out raffle, slice by slice.
   *
   * @param after the last tag of the slice before; empty for the first slice
   * @param retentionDays how long a draw that is still to come would keep the hashes of addresses
   * @returns null where only this object can tell who holds a ticket
   */
  holders(after: Uint8Array, retentionDays: number): HolderSlice | null {
    const raffle = this.#raffle;
    if (!raffle || raffle.claims < raffle.facts.totalTickets) return null;
    this.#forgetIfDue(raffle);
    return holderSlice(raffle, this.#store, after, retentionDays);
  }

  /**
   * Selects the winners, once, when the last ticket is given out and the beacon's round is out. Where it fails, nothing
   * has happened, and the next call can succeed.
   *
   * @param relays who is asked for the beacon's round (beacon/relays.ts)
   * @param retentionDays how long the hashes of addresses are kept; a Worker of an older version does not say
   * @returns the winners in the order of selection
   */
  async draw(relays: readonly string[], retentionDays = DEFAULT_RETENTION_DAYS): Promise<Drawing> {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (raffle.draw.drawnAt !== null) return failure("winners-already-drawn");
    if (raffle.claims < raffle.facts.totalTickets) return failure("tickets-remaining");
    const entropy = await entropyOf(raffle, relays);
    const alarm = await this.ctx.storage.getAlarm();
    // Another manager may have drawn or deleted it in the meantime.
    if (this.#raffle !== raffle) return failure("raffle-not-found");
    if (raffle.draw.drawnAt !== null) return failure("winners-already-drawn");
    if (!entropy.ok) return entropy;
    const { winners, reserves, draw, forgetAt } = drawBy(entropy.value, raffle, Date.now(), retentionDays);
    this.#store.transaction(() => {
      this.#store.addDraw(draw, winners, reserves, forgetAt);
      // An alarm that is still set is to list the raffle: it sets the next one.
      this.#wakeAt(Math.min(alarm ?? forgetAt, forgetAt));
    });
    raffle.draw = draw;
    raffle.forgetAt = forgetAt;
    return success({ prizes: raffle.facts.prizes, tickets: winners });
  }

  /** Up to `limit` winners by ascending ticket number, from the first ticket after `after`. */
  winners(after: number, limit: number): Result<Winners, "raffle-not-found" | "winners-not-drawn"> {
    if (!this.#raffle) return failure("raffle-not-found");
    if (this.#raffle.draw.drawnAt === null) return failure("winners-not-drawn");
    return success(this.#store.winners(after, limit));
  }

  /** Up to `count` tickets that are next in line for a prize, the first one first. */
  reserves(count: number): Result<number[], "raffle-not-found" | "winners-not-drawn"> {
    if (!this.#raffle) return failure("raffle-not-found");
    if (this.#raffle.draw.drawnAt === null) return failure("winners-not-drawn");
    return success(this.#store.reserves(count));
  }

  /** The prize that a ticket has won, null for none, if `code` is its code as people write it. */
  async verify(ticket: number, code: string): Promise<Verification> {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (raffle.draw.drawnAt === null) return failure("winners-not-drawn");
    if (ticket < 1 || ticket > raffle.facts.totalTickets) return failure("ticket-not-found");
    if (!(await isCodeOf(raffle, this.#store, ticket, code))) return failure("invalid-verification-code");
    // Deleted in the meantime, it would seem not to have won.
    if (this.#raffle !== raffle) return failure("raffle-not-found");
    const rank = this.#store.rankOf(ticket);
    return success(rank === undefined ? null : prizeByRank(raffle.facts.prizes)(rank));
  }

  /**
   * Deletes the raffle, for good.
   *
   * @param name must be the raffle's: a mistaken id shall delete nothing
   * @param abandoned whether that may be though tickets are given out and the draw is still to come
   */
  async remove(name: string, abandoned: boolean): Promise<Removal> {
    const raffle = this.#raffle;
    if (!raffle) return failure(this.#deletedId === undefined ? "raffle-not-found" : "already-deleted");
    if (!sameName(raffle.facts.name, name)) return failure("name-not-confirmed");
    if (raffle.claims > 0 && raffle.draw.drawnAt === null && !abandoned) return failure("raffle-in-play");
    this.#delete(raffle.id);
    this.#raffle = undefined;
    this.#deletedId = raffle.id;
    await patiently(this.#unlist(raffle.id));
    return success(null);
  }

  /**
   * Does what is due: lists the raffle, in case a crash came between creating and listing it, forgets the players of one
   * that was drawn long ago, takes a deleted one off the list. What fails is tried again.
   */
  override async alarm(): Promise<void> {
    const raffle = this.#raffle;
    if (raffle) this.#forgetIfDue(raffle);
    const done = raffle
      ? await this.#list(raffle)
      : this.#deletedId === undefined || (await this.#unlist(this.#deletedId));
    if (!done) await this.#wakeAt(Date.now() + LISTING_CHECK);
  }

  /**
   * Forgets the players of a raffle that was drawn long ago. The alarm sees to it, but may be late: it is the clock that
   * decides, so whatever looks at players calls this first.
   */
  #forgetIfDue(raffle: OpenRaffle): void {
    if (raffle.forgetAt === null || raffle.forgetAt > Date.now()) return;
    this.#store.transaction(() => this.#removal.forgetPlayers());
    raffle.forgetAt = null;
    raffle.tagKey = null;
    // Nobody is left to be found by a tag.
    raffle.tagOf = () => new Uint8Array(TAG_LENGTH);
    log("info", "addresses_forgotten", { raffle_id: raffle.id });
  }

  /** Deletes the rows, and sets the alarm that sees to it that the raffle is off the list. */
  #delete(id: string): void {
    this.#store.transaction(() => {
      this.#removal.delete(id, Date.now());
      this.#wakeAt(Date.now() + LISTING_CHECK);
    });
  }

  /** Judges gathered claims; the raffle may have been deleted since they came in. */
  #settleClaims(claims: Claim[]): (ClaimAnswer | Result<never, "raffle-not-found">)[] {
    const raffle = this.#raffle;
    if (!raffle) return claims.map(() => failure("raffle-not-found"));
    this.#forgetIfDue(raffle);
    return settleClaims(raffle, this.#store, claims);
  }

  /** Has the raffle listed; from then on the alarm is for what comes next. @returns whether it is listed */
  async #list(raffle: OpenRaffle): Promise<boolean> {
    const listed = await list(this.env, raffle);
    // Deleted in the meantime, it has set an alarm of its own.
    if (listed && this.#raffle === raffle) await this.#wakeAt(raffle.forgetAt);
    return listed;
  }

  /** Has the deleted raffle taken off the list. @returns whether it is off */
  async #unlist(id: string): Promise<boolean> {
    const unlisted = await unlist(this.env, id);
    if (unlisted) await this.#wakeAt(null);
    return unlisted;
  }

  /** Sets the one alarm, in milliseconds since 1970, or calls it off. */
  #wakeAt(time: number | null): Promise<void> {
    return time === null ? this.ctx.storage.deleteAlarm() : this.ctx.storage.setAlarm(time);
  }
}
