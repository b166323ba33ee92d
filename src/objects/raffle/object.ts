import { DurableObject } from "cloudflare:workers";
import { log } from "../../log";
import type { BeaconNetwork } from "../../raffle/beacon";
import { type Claim, type ClaimAnswer, judgeClaims } from "../../raffle/claims";
import { hashCode, readCode, sameHash, writeCode } from "../../raffle/code";
import { type RaffleFacts, sameFacts } from "../../raffle/facts";
import { type TicketOrder, ticketOrder } from "../../raffle/order";
import { prizeByRank } from "../../raffle/prizes";
import { failure, type Result, success } from "../../raffle/result";
import { type RaffleSecrets, raffleSecrets, SECRET_LENGTH } from "../../raffle/secrets";
import { directoryOf } from "../directory/object";
import { gather } from "../gather";
import { drawBy, entropyOf, fixedDraw, type WaitFor } from "./draw";
import { Live } from "./live";
import {
  type ClaimedTicket,
  type DrawnWinners,
  progressOf,
  type RaffleProgress,
  type RaffleState,
  type StoredRaffle,
  stateOf,
  undrawn,
} from "./state";
import { RaffleStore, type Winners } from "./store";

/** How long after its creation a raffle sees to it that it is listed, in milliseconds. */
const LISTING_CHECK = 30_000;

/** How long the answer to a creation waits for the directory, in milliseconds; the alarm waits as long as it takes. */
const LISTING_PATIENCE = 2000;

/**
 * As many claims as an object works on at a time, about a second's work: who comes on top is told to come again, so
 * that memory stays bounded and everybody's wait too.
 */
const MAX_CLAIMS = 2000;

/** An open raffle: what is stored, what follows from it, and how far it has got. */
interface OpenRaffle extends StoredRaffle {
  secrets: RaffleSecrets;
  order: TicketOrder;
  claims: number;
}

/** One raffle, named by its UUID. Serializes its claims, draws its prizes, keeps them. */
export class RaffleObject extends DurableObject<Env> {
  readonly #store = new RaffleStore(this.ctx.storage);
  #raffle: OpenRaffle | undefined;
  /** How many claims are being worked on. */
  #claiming = 0;
  readonly #live = new Live(this.ctx);
  readonly #settle = gather((claims: Claim[]) => this.#settleClaims(claims));

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      const stored = this.#store.open();
      if (!stored) return;
      this.#raffle = await this.#prepare(stored, this.#store.countClaims());
      this.#mendDraw(this.#raffle);
    });
  }

  /**
   * Creates the raffle `id`. A repeated call changes nothing: with the same facts it answers as the first did, with
   * others it fails.
   *
   * @param beacon the network whose round shall draw it; null for a local draw
   */
  async create(
    id: string,
    facts: RaffleFacts,
    beacon: BeaconNetwork | null,
  ): Promise<Result<{ raffle: RaffleState; replayed: boolean }, "idempotency-key-reused">> {
    const secret = crypto.getRandomValues(new Uint8Array(SECRET_LENGTH));
    const createdAt = Date.now();
    const fresh = await this.#prepare({ id, facts, secret, createdAt, beacon, draw: undrawn }, 0);
    const existing = this.#raffle;
    if (existing) {
      if (!sameFacts(existing.facts, facts)) return failure("idempotency-key-reused");
      return success({ raffle: stateOf(existing), replayed: true });
    }
    this.#store.transaction(() => {
      this.#store.create(fresh);
      this.ctx.storage.setAlarm(fresh.createdAt + LISTING_CHECK);
    });
    this.#raffle = fresh;
    const patience = new AbortController();
    const { signal } = patience;
    // The wait is given up when it is not needed: that is what it rejects with.
    const late = scheduler.wait(LISTING_PATIENCE, { signal }).catch(() => {});
    await Promise.race([this.#list(fresh), late]);
    patience.abort();
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

  /**
   * Gives a ticket to whoever calls from `network`, once. The same network with the same key gets the same answer
   * again, whenever it asks.
   *
   * @param key a secret of this one claim: the client's idempotency key, or 256 random bits
   */
  async claim(
    network: string,
    key: string,
  ): Promise<
    Result<ClaimedTicket, "raffle-not-found" | "overloaded" | "no-tickets-remaining" | "already-participated">
  > {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (this.#claiming >= MAX_CLAIMS) return failure("overloaded");
    this.#claiming++;
    try {
      const tag = await raffle.secrets.tagOf(network);
      const code = await raffle.secrets.codeOf(tag, key);
      const answer = await this.#settle({ tag, codeHash: await hashCode(code) });
      if (!answer.ok) return answer;
      const { number, replayed } = answer.value;
      return success({ ticket: raffle.order.ticketOf(number), code: writeCode(code), replayed });
    } finally {
      this.#claiming--;
    }
  }

  /**
   * Selects the winners, once, when the last ticket is given out and the beacon's round is out. Where it fails, nothing
   * has happened, and the next call can succeed.
   *
   * @param relays who is asked for the beacon's round (beacon/relays.ts)
   * @returns the winners in the order of selection
   */
  async draw(
    relays: readonly string[],
  ): Promise<
    Result<DrawnWinners, "raffle-not-found" | "tickets-remaining" | "winners-already-drawn" | WaitFor>
  > {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (raffle.draw.drawnAt !== null) return failure("winners-already-drawn");
    if (raffle.claims < raffle.facts.totalTickets) return failure("tickets-remaining");
    const now = Date.now();
    const entropy = await entropyOf(raffle, now, relays);
    // Another manager may have drawn in the meantime.
    if (raffle.draw.drawnAt !== null) return failure("winners-already-drawn");
    if (!entropy.ok) return entropy;
    const { winners, reserves, draw } = drawBy(entropy.value, raffle, now);
    this.#store.transaction(() => this.#store.addDraw(draw, winners, reserves));
    raffle.draw = draw;
    this.#live.changed(() => progressOf(raffle));
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
  async verify(
    ticket: number,
    code: string,
  ): Promise<
    Result<
      string | null,
      "raffle-not-found" | "winners-not-drawn" | "ticket-not-found" | "invalid-verification-code"
    >
  > {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (raffle.draw.drawnAt === null) return failure("winners-not-drawn");
    if (ticket < 1 || ticket > raffle.facts.totalTickets) return failure("ticket-not-found");
    const bytes = readCode(code);
    const stored = this.#store.codeHashOf(raffle.order.claimOf(ticket));
    if (!bytes || !sameHash(await hashCode(bytes), stored)) return failure("invalid-verification-code");
    const rank = this.#store.rankOf(ticket);
    return success(rank === undefined ? null : prizeByRank(raffle.facts.prizes)(rank));
  }

  /** Accepts the WebSocket of who watches the raffle: it reaches an object by no other call than this. */
  override fetch(): Response {
    if (!this.#raffle) return new Response(null, { status: 404 });
    return this.#live.accept(progressOf(this.#raffle));
  }

  /** Hangs up on a watcher who talks: pings are answered elsewhere, and anything else would cost claims their time. */
  override webSocketMessage(socket: WebSocket): void {
    socket.close(1008, "Nothing but ping is answered");
  }

  /** Some time after the creation: lists the raffle, in case a crash came between creating and listing it. */
  override async alarm(): Promise<void> {
    if (this.#raffle && !(await this.#list(this.#raffle))) {
      await this.ctx.storage.setAlarm(Date.now() + LISTING_CHECK);
    }
  }

  /** Judges gathered claims and writes those that are granted, in one transaction. */
  #settleClaims(claims: Claim[]): ClaimAnswer[] {
    const raffle = this.#raffle;
    if (!raffle) throw new Error("Claims of a raffle that is not open");
    const { totalTickets } = raffle.facts;
    const { answers, granted, draw } = this.#store.transaction(() => {
      const held = this.#store.heldBy(claims);
      const judged = judgeClaims(claims, held, raffle.claims, totalTickets);
      this.#store.addClaims(judged.granted);
      const soldOut = judged.granted.length > 0 && raffle.claims + judged.granted.length === totalTickets;
      const draw = soldOut ? fixedDraw(raffle.beacon, Date.now()) : raffle.draw;
      if (soldOut) this.#store.fixDraw(draw);
      return { ...judged, draw };
    });
    raffle.claims += granted.length;
    raffle.draw = draw;
    if (granted.length > 0) this.#live.changed(() => progressOf(raffle));
    return answers;
  }

  /**
   * Fixes the round of a raffle that was sold out without one, as code of before version 3 does after a rollback: it
   * is fixed now, so that nobody could know it either.
   */
  #mendDraw(raffle: OpenRaffle): void {
    const { beacon, claims, draw, facts } = raffle;
    if (beacon === null || claims < facts.totalTickets || draw.round !== null || draw.drawnAt !== null)
      return;
    raffle.draw = fixedDraw(beacon, Date.now());
    this.#store.fixDraw(raffle.draw);
  }

  /** Adds the raffle to the directory and, once there, calls the alarm off. @returns whether it is listed */
  async #list(raffle: OpenRaffle): Promise<boolean> {
    try {
      await directoryOf(this.env).add(raffle.id, raffle.createdAt);
      await this.ctx.storage.deleteAlarm();
      return true;
    } catch (error) {
      log("error", "listing_failed", { raffle_id: raffle.id, error: String(error) });
      return false;
    }
  }

  async #prepare(stored: StoredRaffle, claims: number): Promise<OpenRaffle> {
    const secrets = await raffleSecrets(stored.secret);
    return { ...stored, secrets, claims, order: ticketOrder(secrets.orderKey, stored.facts.totalTickets) };
  }
}
