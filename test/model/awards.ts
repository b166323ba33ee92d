import type { Award } from "../testkit/awards";
import type { Winner } from "../testkit/service";
import type { Refusal } from "./refusal";

const NO_PRIZE: Refusal = [409, "Ticket has not won"];
const COLLECTED: Refusal = [409, "Already collected"];

/** Models what becomes of the prizes of a drawn raffle, by the contract alone. */
export class AwardsModel {
  readonly forfeits: { ticket_number: number; passed_to: number | null; forfeited_at: string }[] = [];
  readonly #awards = new Map<number, Award>();
  /** Has the rank of the prize of each award, which a promoted reserve takes over. */
  readonly #prizeRanks = new Map<number, number>();
  readonly #keys = new Map<number, string | undefined>();
  #promoted = 0;

  constructor(
    winners: readonly Winner[],
    readonly reserves: readonly number[],
  ) {
    for (const [i, { ticket_number, prize }] of winners.entries()) this.#add(ticket_number, prize, i + 1, i);
  }

  #add(ticket_number: number, prize: string, rank: number, prizeRank: number): void {
    this.#prizeRanks.set(ticket_number, prizeRank);
    this.#awards.set(ticket_number, {
      ticket_number,
      prize,
      rank,
      status: "won",
      collected_at: null,
      passed_to: null,
    });
  }

  /** Returns all awards by rank. */
  get all(): Award[] {
    return [...this.#awards.values()].toSorted((a, b) => a.rank - b.rank);
  }

  /** Returns who holds the prizes, in the order of the prizes. */
  get holders(): Winner[] {
    return this.all
      .filter(({ status }) => status !== "forfeited")
      .toSorted((a, b) => this.#prizeRankOf(a) - this.#prizeRankOf(b))
      .map(({ ticket_number, prize }) => ({ ticket_number, prize }));
  }

  #prizeRankOf = ({ ticket_number }: Award): number => this.#prizeRanks.get(ticket_number) ?? 0;

  collect(number: number, key: string | undefined): { award: Award; replayed: boolean } | Refusal {
    const award = this.#awards.get(number);
    if (!award) return NO_PRIZE;
    if (award.status === "forfeited") return [409, "Prize forfeited"];
    const replayed = award.status === "collected";
    if (replayed && (key === undefined || this.#keys.get(number) !== key)) return COLLECTED;
    if (!replayed) {
      Object.assign(award, { status: "collected", collected_at: new Date(Date.now()).toISOString() });
      this.#keys.set(number, key);
    }
    return { award, replayed };
  }

  undo(number: number): Award | Refusal {
    const award = this.#awards.get(number);
    if (!award) return NO_PRIZE;
    if (award.status === "collected") Object.assign(award, { status: "won", collected_at: null });
    return award;
  }

  forfeit(number: number): Award | Refusal {
    const award = this.#awards.get(number);
    if (!award) return NO_PRIZE;
    if (award.status === "collected") return COLLECTED;
    if (award.status === "forfeited") return award;
    const reserve = this.reserves[this.#promoted];
    this.#forfeit(award, reserve ?? null);
    if (reserve !== undefined) {
      const drawn = this.#awards.size - this.#promoted;
      this.#add(reserve, award.prize, drawn + ++this.#promoted, this.#prizeRankOf(award));
    }
    return award;
  }

  /** Returns how many prizes were forfeited. */
  forfeitAll(): number {
    const left = this.all.filter(({ status }) => status === "won");
    for (const award of left) this.#forfeit(award, null);
    return left.length;
  }

  #forfeit(award: Award, passed_to: number | null): void {
    Object.assign(award, { status: "forfeited", passed_to });
    this.forfeits.push({
      ticket_number: award.ticket_number,
      passed_to,
      forfeited_at: new Date(Date.now()).toISOString(),
    });
  }
}
