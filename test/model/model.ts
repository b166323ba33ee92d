import type { Ticket, Winner } from "../testkit/service";
import { AwardsModel } from "./awards";
import type { Refusal } from "./refusal";

/** Describes the pass in a claim: its number, or what is wrong with it. */
export type GivenPass = number | "none" | "wrong" | "no JSON";

/** Returns the name of the player who has this pass. */
export const playerWithPass = (pass: GivenPass): string => `pass ${pass}`;

/** Describes what a manager sets. Times are in milliseconds since 1970. */
export interface Facts {
  total: number;
  prizes: readonly { name: string; amount: number }[];
  opensAt: number | null;
  closesAt: number | null;
  drawAutomatically: boolean;
  /** Is null if each address gets a ticket. */
  passes: number | null;
  description: string | null;
}

/**
 * Models one raffle by the contract alone. It adopts random outcomes from the responses. Times are in
 * milliseconds since 1970.
 */
export class RaffleModel {
  /**
   * Lists the holders by address or pass, in the order of their claims. Claims of one `turn` may have come in
   * any order.
   */
  readonly holders = new Map<string, { key: string | undefined; ticket: Ticket; turn: number }>();
  readonly createdAt = Date.now();
  closed: { at: number; by: "sold_out" | "time" | "manager" } | undefined;
  /** Is true once the alarm, or a draw, has completed the digest of a raffle that closed early. */
  digested = false;
  drawnAt: number | undefined;
  winners: Winner[] | undefined;
  /** What became of the prizes, once they are drawn. */
  awards: AwardsModel | undefined;
  /** Lists the claimed tickets in the order of claims, once they were listed. */
  order: number[] | undefined;
  /** Is true once the retention period after the draw is over. */
  forgotten = false;
  #forgetAt = Number.POSITIVE_INFINITY;

  constructor(readonly facts: Facts) {}

  /** Does what is due by the clock. */
  catchUp(now: number): void {
    const { closesAt } = this.facts;
    if (closesAt !== null && now >= closesAt) this.#close(closesAt, "time");
    this.forgotten ||= now >= this.#forgetAt;
  }

  get numbers(): number[] {
    return Array.from({ length: this.facts.total }, (_, i) => i + 1);
  }

  get available(): number {
    return this.closed ? 0 : this.facts.total - this.holders.size;
  }

  get status(): "scheduled" | "open" | "closed" | "drawn" {
    if (this.winners) return "drawn";
    if (this.closed) return "closed";
    return this.#isScheduled ? "scheduled" : "open";
  }

  get tickets(): Ticket[] {
    return [...this.holders.values()].map(({ ticket }) => ticket);
  }

  /** Returns the method of the draw, null before the raffle closes. */
  get method(): "raffle-draw-1" | "raffle-draw-2" | null {
    if (!this.closed) return null;
    return this.closed.by === "sold_out" ? "raffle-draw-1" : "raffle-draw-2";
  }

  /** Returns the ticket of an earlier call with this key, an error, or undefined for a new ticket. */
  claim(network: string, key: string | undefined): Ticket | Refusal | undefined {
    if (this.forgotten) return [410, "No tickets remaining"];
    if (this.status === "scheduled") return [403, "Raffle not open yet"];
    const held = this.holders.get(network);
    if (held && key !== undefined && held.key === key) return held.ticket;
    if (held) return [403, "Already participated"];
    return this.closed ? [410, "No tickets remaining"] : undefined;
  }

  /** Returns the ticket of this pass, an error, or undefined for a new ticket. */
  claimByPass(pass: GivenPass): Ticket | Refusal | undefined {
    if (pass === "no JSON") return [400, "The body is not valid JSON"];
    if (this.status === "scheduled") return [403, "Raffle not open yet"];
    if (pass === "none") return [403, "Pass required"];
    if (pass === "wrong") return [403, "Invalid pass"];
    const held = this.forgotten ? undefined : this.holders.get(playerWithPass(pass));
    if (held) return held.ticket;
    return this.closed ? [410, "No tickets remaining"] : undefined;
  }

  /** Adds a granted claim. The claim of the last ticket closes the raffle. */
  hold(player: string, key: string | undefined, ticket: Ticket, turn: number): void {
    this.holders.set(player, { key, ticket, turn });
    if (this.holders.size === this.facts.total) this.#close(Date.now(), "sold_out");
  }

  /** Closes the raffle, unless it is closed. */
  close(): void {
    this.#close(Date.now(), "manager");
  }

  /** Returns an error, or undefined if the draw succeeds. */
  draw(): Refusal | undefined {
    if (this.winners) return [400, "Winners already drawn"];
    return this.closed ? undefined : [400, "Tickets remaining"];
  }

  /** Returns the prizes that are drawn, in order: the first ones if fewer tickets are claimed. */
  get drawnPrizes(): string[] {
    const all = this.facts.prizes.flatMap(({ name, amount }) => Array<string>(amount).fill(name));
    return all.slice(0, this.holders.size);
  }

  /** Adopts the winners of a draw, in the order of the prizes, and the reserves in their order. */
  adoptWinners(winners: Winner[], reserves: number[], retentionMs: number): void {
    this.winners = winners;
    this.awards = new AwardsModel(winners, reserves);
    this.digested = true;
    this.drawnAt = Date.now();
    this.#forgetAt = this.drawnAt + retentionMs;
  }

  /** Returns an error status, or undefined if the deletion succeeds. */
  remove(named: boolean, abandoned: boolean): number | undefined {
    if (!named) return 422;
    return this.holders.size > 0 && !this.winners && !abandoned ? 409 : undefined;
  }

  list(): Winner[] | Refusal {
    const holders = this.awards?.holders;
    return holders?.toSorted((a, b) => a.ticket_number - b.ticket_number) ?? [400, "Winners not drawn"];
  }

  verify(number: number, code: string): { has_won: boolean; prize: string | null } | Refusal {
    if (!this.winners) return [400, "Winners not drawn"];
    if (number < 1 || number > this.facts.total) return [404, "Ticket not found"];
    // Nobody has the code of a ticket that was withdrawn.
    const ticket = this.tickets.find(({ ticket_number }) => ticket_number === number);
    if (ticket?.verification_code !== code) return [400, "Invalid verification code"];
    const held = this.awards?.holders.find(({ ticket_number }) => ticket_number === number);
    const prize = held?.prize ?? null;
    return { has_won: prize !== null, prize };
  }

  /** If the clock goes back, a raffle with claims stays open. */
  get #isScheduled(): boolean {
    const { opensAt } = this.facts;
    return opensAt !== null && Date.now() < opensAt && this.holders.size === 0 && !this.closed;
  }

  #close(at: number, by: "sold_out" | "time" | "manager"): void {
    this.closed ??= { at, by };
  }
}
