import { DurableObject } from "cloudflare:workers";
import { log } from "../../log";
import { hashCode, readCode, sameHash, writeCode } from "../../raffle/code";
import { type RaffleFacts, sameFacts } from "../../raffle/facts";
import { type TicketOrder, ticketOrder } from "../../raffle/order";
import { countWinners, prizeByRank } from "../../raffle/prizes";
import { failure, type Result, success } from "../../raffle/result";
import { type RaffleSecrets, raffleSecrets, SECRET_LENGTH } from "../../raffle/secrets";
import { selectTickets } from "../../raffle/selection";
import { directoryOf } from "../directory/object";
import { gather } from "../gather";
import { systemRandomWords } from "./random";
import { RaffleStore, type StoredRaffle, type Winners } from "./store";

/** A raffle as everybody may see it. */
export interface RaffleState extends RaffleFacts {
  id: string;
  availableTickets: number;
  drawn: boolean;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** A claim's answer; `replayed` where it repeats what an earlier call with the same key was given. */
export interface ClaimedTicket {
  ticket: number;
  code: string;
  replayed: boolean;
}

/** The winners and what they win: `raffle/prizes.ts` turns ranks into prizes. */
export interface DrawnWinners extends Winners {
  prizes: RaffleFacts["prizes"];
}

/** How long after its creation a raffle sees to it that it is listed, in milliseconds. */
const LISTING_CHECK = 30_000;

/** How long the answer to a creation waits for the directory, in milliseconds; the alarm waits as long as it takes. */
const LISTING_PATIENCE = 2000;

/** A claim whose hashes are done and which waits to be written. */
interface Claim {
  tag: Uint8Array;
  code: Uint8Array;
  codeHash: Uint8Array;
}

type ClaimRefusal = "no-tickets-remaining" | "already-participated";

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
  /** Once read: they never change, and after a draw everybody asks for them. */
  #winners: Winners | undefined;
  readonly #settle = gather((claims: Claim[]) => this.#settleClaims(claims));

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      const stored = this.#store.open();
      if (stored) this.#raffle = await this.#prepare(stored, this.#store.countClaims());
    });
  }

  /**
   * Creates the raffle `id`. A repeated call changes nothing: with the same facts it answers as the first did, with
   * others it fails.
   */
  async create(
    id: string,
    facts: RaffleFacts,
  ): Promise<Result<{ raffle: RaffleState; replayed: boolean }, "idempotency-key-reused">> {
    const secret = crypto.getRandomValues(new Uint8Array(SECRET_LENGTH));
    const fresh = await this.#prepare({ id, facts, secret, createdAt: Date.now(), drawnAt: null }, 0);
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

  /**
   * Gives a ticket to whoever calls from `network`, once. The same network with the same key gets the same answer
   * again, whenever it asks.
   *
   * @param key a secret of this one claim: the client's idempotency key, or 256 random bits
   */
  async claim(
    network: string,
    key: string,
  ): Promise<Result<ClaimedTicket, "raffle-not-found" | ClaimRefusal>> {
    if (!this.#raffle) return failure("raffle-not-found");
    const { secrets } = this.#raffle;
    const tag = await secrets.tagOf(network);
    const code = await secrets.codeOf(tag, key);
    return this.#settle({ tag, code, codeHash: await hashCode(code) });
  }

  /** Selects the winners, once, when the last ticket is given out. Answers them in the order of selection. */
  draw(): Result<DrawnWinners, "raffle-not-found" | "tickets-remaining" | "winners-already-drawn"> {
    const raffle = this.#raffle;
    if (!raffle) return failure("raffle-not-found");
    if (raffle.drawnAt !== null) return failure("winners-already-drawn");
    const { prizes, totalTickets } = raffle.facts;
    if (raffle.claims < totalTickets) return failure("tickets-remaining");
    const drawnAt = Date.now();
    const tickets = selectTickets(totalTickets, countWinners(prizes), systemRandomWords());
    this.#store.transaction(() => this.#store.addWinners(tickets, drawnAt));
    raffle.drawnAt = drawnAt;
    return success({ prizes, tickets, ranks: Uint32Array.from(tickets.keys()) });
  }

  /** The winners by ascending ticket number. */
  winners(): Result<DrawnWinners, "raffle-not-found" | "winners-not-drawn"> {
    if (!this.#raffle) return failure("raffle-not-found");
    if (this.#raffle.drawnAt === null) return failure("winners-not-drawn");
    const { prizes } = this.#raffle.facts;
    this.#winners ??= this.#store.winners(countWinners(prizes));
    return success({ prizes, ...this.#winners });
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
    if (raffle.drawnAt === null) return failure("winners-not-drawn");
    if (ticket < 1 || ticket > raffle.facts.totalTickets) return failure("ticket-not-found");
    const bytes = readCode(code);
    const stored = this.#store.codeHashOf(raffle.order.claimOf(ticket));
    if (!bytes || !sameHash(await hashCode(bytes), stored)) return failure("invalid-verification-code");
    const rank = this.#store.rankOf(ticket);
    return success(rank === undefined ? null : prizeByRank(raffle.facts.prizes)(rank));
  }

  /** Some time after the creation: lists the raffle, in case a crash came between creating and listing it. */
  override async alarm(): Promise<void> {
    if (this.#raffle && !(await this.#list(this.#raffle))) {
      await this.ctx.storage.setAlarm(Date.now() + LISTING_CHECK);
    }
  }

  /** Writes gathered claims in one transaction. Each is judged after the ones before it. */
  #settleClaims(claims: Claim[]): Result<ClaimedTicket, ClaimRefusal>[] {
    const raffle = this.#raffle;
    if (!raffle) throw new Error("Claims of a raffle that is not open");
    let given = raffle.claims;
    const answers = this.#store.transaction(() =>
      claims.map(({ tag, code, codeHash }): Result<ClaimedTicket, ClaimRefusal> => {
        const answer = (claim: number, replayed: boolean) =>
          success({ ticket: raffle.order.ticketOf(claim), code: writeCode(code), replayed });
        const held = this.#store.claimOfPlayer(tag);
        if (held && sameHash(held.codeHash, codeHash)) return answer(held.claim, true);
        if (given === raffle.facts.totalTickets) return failure("no-tickets-remaining");
        if (held) return failure("already-participated");
        this.#store.addClaim(given, tag, codeHash);
        return answer(given++, false);
      }),
    );
    raffle.claims = given;
    return answers;
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

const stateOf = ({ id, facts, claims, createdAt, drawnAt }: OpenRaffle): RaffleState => ({
  id,
  ...facts,
  availableTickets: facts.totalTickets - claims,
  drawn: drawnAt !== null,
  createdAt,
});
