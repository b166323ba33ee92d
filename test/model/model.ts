import type { Ticket, Winner } from "../testkit/service";

/** Describes an error of the contract: its status and `detail`. */
export type Refusal = readonly [status: number, detail: string];

export const notFound: Refusal = [404, "Raffle not found"];

/** Models one raffle by the contract alone. It adopts random outcomes from the responses. */
export class RaffleModel {
  readonly holders = new Map<string, { key: string | undefined; ticket: Ticket }>();
  winners: Winner[] | undefined;
  reserves: number[] | undefined;
  /** Is true once the retention period after the draw is over. */
  forgotten = false;

  constructor(
    readonly total: number,
    readonly prizes: readonly { name: string; amount: number }[],
  ) {}

  get numbers(): number[] {
    return Array.from({ length: this.total }, (_, i) => i + 1);
  }

  get available(): number {
    return this.total - this.holders.size;
  }

  get status(): "open" | "closed" | "drawn" {
    if (this.winners) return "drawn";
    return this.available === 0 ? "closed" : "open";
  }

  get tickets(): Ticket[] {
    return [...this.holders.values()].map(({ ticket }) => ticket);
  }

  /** Returns the ticket of an earlier call with this key, an error, or undefined for a new ticket. */
  claim(network: string, key: string | undefined): Ticket | Refusal | undefined {
    if (this.forgotten) return [410, "No tickets remaining"];
    const held = this.holders.get(network);
    if (held && key !== undefined && held.key === key) return held.ticket;
    if (held) return [403, "Already participated"];
    return this.available === 0 ? [410, "No tickets remaining"] : undefined;
  }

  /** Returns an error, or undefined if the draw succeeds. */
  draw(): Refusal | undefined {
    if (this.winners) return [400, "Winners already drawn"];
    return this.available > 0 ? [400, "Tickets remaining"] : undefined;
  }

  /** Returns an error status, or undefined if the deletion succeeds. */
  remove(named: boolean, abandoned: boolean): number | undefined {
    if (!named) return 422;
    return this.holders.size > 0 && !this.winners && !abandoned ? 409 : undefined;
  }

  list(): Winner[] | Refusal {
    return this.winners?.toSorted((a, b) => a.ticket_number - b.ticket_number) ?? [400, "Winners not drawn"];
  }

  verify(number: number, code: string): { has_won: boolean; prize: string | null } | Refusal {
    if (!this.winners) return [400, "Winners not drawn"];
    if (number < 1 || number > this.total) return [404, "Ticket not found"];
    const ticket = this.tickets.find(({ ticket_number }) => ticket_number === number);
    if (ticket?.verification_code !== code) return [400, "Invalid verification code"];
    const prize = this.winners.find(({ ticket_number }) => ticket_number === number)?.prize ?? null;
    return { has_won: prize !== null, prize };
  }
}
