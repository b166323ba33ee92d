import {
  type Award,
  type AwardRejection,
  decideCollecting,
  decideForfeiting,
  type Forfeit,
} from "../../domain/awards";
import { countDrawn, prizeByRank } from "../../domain/prizes";
import { failure, type Result, success } from "../../domain/result";
import { hashCode, sameHash } from "../../domain/verification-code";
import { isCodeOf, type LoadedRaffle } from "./loaded-raffle";
import type { RaffleStore } from "./store";

/** Why a call for a ticket fails before its award is looked up. */
export type TicketRejection = "winners-not-drawn" | "ticket-not-found";

/** The outcome of a call for the award of a ticket. `prize` is the prize's name. */
export type Awarding<E extends string = never> = Result<
  { award: Award; prize: string; replayed: boolean },
  "raffle-not-found" | TicketRejection | "no-prize" | E
>;

/** Says when a prize was handed over, in milliseconds since 1970. */
export type AlreadyCollected = Result<never, "already-collected"> & { collectedAt: number | null };

const utf8 = new TextEncoder();

/** What a desk knows about a ticket before it acts. */
export interface DeskTicket {
  /** Is undefined if the ticket has no prize. */
  won: { award: Award; prize: string } | undefined;
  /** Is the ticket that gets the next prize that is passed on. */
  nextReserve: number | undefined;
}

/** Hands over the prizes of a drawn raffle, and passes on those that nobody collects. */
export class PrizeDesk {
  readonly #raffle: LoadedRaffle;
  readonly #store: RaffleStore;
  readonly #isDeleted: () => boolean;

  constructor(raffle: LoadedRaffle, store: RaffleStore, isDeleted: () => boolean) {
    this.#raffle = raffle;
    this.#store = store;
    this.#isDeleted = isDeleted;
  }

  #rejectionOf(ticket: number): Result<never, TicketRejection> | undefined {
    const { facts, draw } = this.#raffle;
    if (draw.drawnAt === null) return failure("winners-not-drawn");
    return ticket < 1 || ticket > facts.totalTickets ? failure("ticket-not-found") : undefined;
  }

  #accepted(award: Award, replayed: boolean) {
    return success({ award, prize: prizeByRank(this.#raffle.facts.prizes)(award.prizeRank), replayed });
  }

  /** Returns what became of the prize of a ticket, and who is the next reserve. */
  lookUp(ticket: number): Result<DeskTicket, TicketRejection> {
    const rejection = this.#rejectionOf(ticket);
    if (rejection) return rejection;
    const { awards } = this.#store;
    const award = awards.find(ticket);
    const prizeOf = prizeByRank(this.#raffle.facts.prizes);
    return success({
      won: award && { award, prize: prizeOf(award.prizeRank) },
      nextReserve: awards.nextReserve(),
    });
  }

  /** Returns how many prizes are neither handed over nor forfeited. */
  countUncollected(): Result<number, "winners-not-drawn"> {
    const { facts, claims, draw } = this.#raffle;
    if (draw.drawnAt === null) return failure("winners-not-drawn");
    return success(this.#store.awards.countUncollected(countDrawn(facts.prizes, claims)));
  }

  /**
   * Hands over the prize of a ticket. A repeated call with the same key gets the same answer.
   *
   * @param code the ticket's code as people write it
   * @param key the client's idempotency key, if it sent one
   */
  async collect(
    ticket: number,
    code: string,
    key: string | undefined,
  ): Promise<Awarding<"invalid-verification-code" | "forfeited"> | AlreadyCollected> {
    const rejection = this.#rejectionOf(ticket);
    if (rejection) return rejection;
    const keyHash = key === undefined ? undefined : await hashCode(utf8.encode(key));
    if (!(await isCodeOf(this.#raffle, this.#store.claims, ticket, code))) {
      return failure("invalid-verification-code");
    }
    if (this.#isDeleted()) return failure("raffle-not-found");
    const { awards } = this.#store;
    return this.#store.transaction(() => {
      const award = awards.find(ticket);
      const usedKey = awards.collectionKeyOf(ticket);
      const isRepeated = keyHash !== undefined && usedKey !== undefined && sameHash(keyHash, usedKey);
      const decided = decideCollecting(award, isRepeated);
      if (!decided.ok) return rejected(decided.error, award);
      if (decided.value.replayed) return this.#accepted(decided.value.award, true);
      const collectedAt = Date.now();
      awards.collect(ticket, collectedAt, keyHash);
      return this.#accepted({ ...decided.value.award, collectedAt }, false);
    });
  }

  /** Takes back that a prize was handed over. Does nothing if it was not. */
  undoCollecting(ticket: number): Awarding {
    return (
      this.#rejectionOf(ticket) ??
      this.#store.transaction(() => {
        const award = this.#store.awards.find(ticket);
        if (award === undefined) return failure("no-prize");
        this.#store.awards.undoCollecting(ticket);
        return this.#accepted({ ...award, collectedAt: null }, award.collectedAt === null);
      })
    );
  }

  /** Passes the prize of a ticket to the next reserve, if there is one. Repeating it changes nothing. */
  forfeit(ticket: number): Awarding | AlreadyCollected {
    const rejection = this.#rejectionOf(ticket);
    if (rejection) return rejection;
    const { facts, claims } = this.#raffle;
    const { awards } = this.#store;
    const outcome = this.#store.transaction((): Awarding | AlreadyCollected => {
      const award = awards.find(ticket);
      const decided = decideForfeiting(award);
      if (!decided.ok) return rejected(decided.error, award);
      if (decided.value.replayed) return this.#accepted(decided.value.award, true);
      const forfeitedAt = Date.now();
      const passedTo = awards.nextReserve();
      awards.forfeit(decided.value.award, passedTo, countDrawn(facts.prizes, claims), forfeitedAt);
      return this.#accepted({ ...decided.value.award, forfeitedAt, passedTo: passedTo ?? null }, false);
    });
    this.#raffle.forfeits = awards.countForfeits();
    return outcome;
  }

  /** Forfeits every prize that is not handed over, and passes none on. Returns how many. */
  forfeitAll(): Result<number, "winners-not-drawn"> {
    const { awards } = this.#store;
    if (this.#raffle.draw.drawnAt === null) return failure("winners-not-drawn");
    const before = this.#raffle.forfeits;
    this.#store.transaction(() => awards.forfeitAll(Date.now()));
    this.#raffle.forfeits = awards.countForfeits();
    return success(this.#raffle.forfeits - before);
  }

  /** Returns up to `limit` awards by the tickets' own ranks, from the first rank after `after`. */
  awards(after: number, limit: number): Result<Award[], "winners-not-drawn"> {
    const isDrawn = this.#raffle.draw.drawnAt !== null;
    return isDrawn ? success(this.#store.awards.list(after, limit)) : failure("winners-not-drawn");
  }

  /** Returns up to `limit` forfeits in their order, without the first `after` of them. */
  forfeits(after: number, limit: number): Result<Forfeit[], "winners-not-drawn"> {
    const isDrawn = this.#raffle.draw.drawnAt !== null;
    return isDrawn ? success(this.#store.awards.listForfeits(after, limit)) : failure("winners-not-drawn");
  }
}

/** Adds to the rejection when the prize was handed over. */
function rejected<E extends AwardRejection>(
  error: E,
  award: Award | undefined,
): Result<never, Exclude<E, "already-collected">> | AlreadyCollected {
  return error === "already-collected"
    ? { ...failure("already-collected"), collectedAt: award?.collectedAt ?? null }
    : failure(error as Exclude<E, "already-collected">);
}
