import type { Claim, ClaimAnswer } from "../../domain/claims";
import { isClosed, isScheduled } from "../../domain/closing";
import { failure, success } from "../../domain/result";
import type { Player } from "../../domain/secrets";
import { hashCode, writeCode } from "../../domain/verification-code";
import { gather } from "../gather";
import type { Claiming } from "./answers";
import type { LoadedRaffle } from "./loaded-raffle";
import { type Caller, type NoPass, playersAt, playersWith } from "./player";
import { stageOf } from "./state";

/** About a second's work. Rejecting further claims as overload bounds memory and everybody's wait. */
const MAX_CLAIMS_IN_PROGRESS = 2000;

/** Decides claims in their order, and writes the granted ones. Returns undefined if the raffle is deleted. */
type Settle = (claims: readonly Claim[]) => ClaimAnswer[] | undefined;

/**
 * Takes the claims of a raffle. Identifies the players of those that arrive together in one go, which saves
 * time (docs/design/performance.md), and has these claims settled together.
 */
export class ClaimQueue {
  readonly #raffle: LoadedRaffle;
  readonly #settle: Settle;
  #claimsInProgress = 0;
  readonly #enqueueCaller = gather(async (callers: Caller[]) =>
    this.#answer(await playersAt(this.#raffle, callers)),
  );
  readonly #enqueuePass = gather((passes: string[]) => this.#answer(playersWith(this.#raffle, passes)));

  constructor(raffle: LoadedRaffle, settle: Settle) {
    this.#raffle = raffle;
    this.#settle = settle;
  }

  /**
   * Gives one ticket to the caller. A repeated call with the same key gets the same ticket, for as long as
   * addresses are kept.
   */
  claimByAddress(caller: Caller): Promise<Claiming> {
    return this.#claim(() => this.#enqueueCaller(caller));
  }

  /**
   * Gives one ticket to the player with this pass. A repeated call gets the same ticket, for as long as
   * players are kept.
   */
  claimWithPass(pass: string): Promise<Claiming> {
    return this.#claim(() => this.#enqueuePass(pass));
  }

  /** Rejects a claim that has no pass. Errors of the body come before all others. */
  async claimWithoutPass(reason: NoPass): Promise<Claiming> {
    return reason === "invalid-body" ? failure(reason) : this.#claim(async () => failure(reason));
  }

  async #claim(enqueue: () => Promise<Claiming>): Promise<Claiming> {
    const { opensAt } = this.#raffle.facts;
    if (opensAt !== null && isScheduled(stageOf(this.#raffle), Date.now())) {
      return { ...failure("not-open-yet"), opensAt };
    }
    if (this.#claimsInProgress >= MAX_CLAIMS_IN_PROGRESS) return failure("overloaded");
    this.#claimsInProgress++;
    try {
      return await enqueue();
    } finally {
      this.#claimsInProgress--;
    }
  }

  /**
   * Settles the claims of a batch, and returns their answers in the same order.
   *
   * @param players undefined for a wrong pass
   */
  async #answer(players: readonly (Player | undefined)[]): Promise<Claiming[]> {
    const known = players.filter((player) => player !== undefined);
    const claims = await Promise.all(
      known.map(async ({ tag, code }) => ({ tag, codeHash: await hashCode(code) })),
    );
    const settled = this.#settle(claims);
    if (!settled) return players.map(() => failure("raffle-not-found"));
    const answers = settled.map((answer, i) => this.#claimingOf(answer, known[i] as Player)).values();
    return players.map((player) => (player ? (answers.next().value as Claiming) : failure("invalid-pass")));
  }

  #claimingOf(answer: ClaimAnswer, { code }: Player): Claiming {
    const { facts, order } = this.#raffle;
    const isByPass = facts.passes !== null;
    if (!answer.ok)
      return isClosed(stageOf(this.#raffle)) && !isByPass ? { ...answer, closed: true } : answer;
    const { number, replayed } = answer.value;
    return success({ ticket: order.ticketOf(number), code: writeCode(code), replayed, isByPass });
  }
}
