import type { Context } from "hono";
import { countUncollected, lookUpTicket, type TicketAtDesk } from "../../api/app";
import { readTicketLink } from "../../contract/links";
import type { Award, ProblemDocument, Raffle } from "../../contract/wire";
import type { App } from "../../http/guard";
import { parseTypedNumber } from "../shared/typed-number";
import type { Texts } from "../texts/languages";
import { type Answer, apiFor, keyHeader, raffleParam, readAnswer, readProblem } from "./api-client";
import { type DeskResult, faultOf } from "./desk-result";
import { type Form, readText } from "./form";

/** A number and a code as typed. A number that can't be read stays a text. */
export interface TypedTicket {
  number: number | string;
  code: string;
  /** Is the raffle that a link names. */
  raffleId: string | undefined;
}

/** Reads number and code, or a whole link in the field for the number. */
export function readTypedTicket(form: Form): TypedTicket {
  const [number, code] = [readText(form, "number"), readText(form, "code")];
  const linked = readTicketLink(number);
  if (linked) return { number: linked.ticketNumber, code: linked.code, raffleId: linked.raffleId };
  return { number: parseTypedNumber(number), code, raffleId: undefined };
}

const fault = (title: string, advice: string, status = 422): DeskResult => ({
  kind: "fault",
  title,
  advice,
  status,
});

/** Calls the routes of the prize desk for one raffle. Each call returns what the desk shows. */
export class DeskActions {
  readonly #c: Context<App>;
  readonly #raffle: Raffle;
  readonly #texts: Texts;

  constructor(c: Context<App>, raffle: Raffle, texts: Texts) {
    this.#c = c;
    this.#raffle = raffle;
    this.#texts = texts;
  }

  get #routes() {
    return apiFor(this.#c).raffles[":raffle_id"];
  }

  #fault(problem: ProblemDocument, ticket: number | string): DeskResult {
    return faultOf(problem, ticket, this.#raffle.total_tickets, this.#texts);
  }

  /** Calls `found` with what became of a ticket's prize. */
  async #withTicket(ticket: number, found: (ticket: TicketAtDesk) => DeskResult): Promise<DeskResult> {
    const answer = await lookUpTicket(this.#c, this.#raffle.raffle_id, ticket);
    return answer instanceof Response
      ? this.#fault(await readProblem(this.#c, answer), ticket)
      : found(answer);
  }

  /** Shows the award of a ticket whose code was checked. */
  #showAward = (ticket: number, code: string, takenBack = false) =>
    this.#withTicket(ticket, ({ award }) => {
      if (award?.status !== "won") return this.#settled(ticket, award, code);
      return { kind: "won", ticket, code, prize: award.prize, key: crypto.randomUUID(), takenBack };
    });

  /** Shows a ticket without a prize to hand over. */
  #settled(ticket: number, award: Award | null, code: string | undefined = undefined): DeskResult {
    if (award === null) return { kind: "not-won", ticket };
    const { prize, collected_at: at, passed_to: passedTo } = award;
    if (at === null) return { kind: "passed-on", prize, passedTo };
    return { kind: "collected", ticket, code, prize, at };
  }

  /** Checks a ticket's code and shows its prize. */
  async lookUp({ number, code, raffleId }: TypedTicket): Promise<DeskResult> {
    if (raffleId !== undefined && raffleId !== this.#raffle.raffle_id) {
      return fault(this.#texts.desk.otherRaffle, this.#texts.desk.otherRaffleHint);
    }
    if (typeof number !== "number" || code === "")
      return fault(this.#texts.desk.incomplete, this.#texts.desk.incompleteHint);
    const json = { ticket_number: number, verification_code: code };
    const response = await this.#routes["verify-ticket"].index.$post({ param: raffleParam(this.#c), json });
    const verified = await readAnswer(this.#c, response);
    return verified.ok ? this.#showAward(number, code) : this.#fault(verified.problem, number);
  }

  #ticketParam(ticket: number) {
    return { ...raffleParam(this.#c), ticket_number: String(ticket) };
  }

  /** Hands over a prize. The same key again shows the same hand-over. */
  async collect(ticket: number, code: string, key: string): Promise<DeskResult> {
    const response = await this.#routes.winners[":ticket_number"].collect.index.$post({
      param: this.#ticketParam(ticket),
      json: { verification_code: code },
      header: keyHeader(key),
    });
    const collected: Answer<Award> = await readAnswer(this.#c, response);
    if (collected.ok) {
      const { prize, collected_at: at } = collected.value;
      return { kind: "handed-over", ticket, code, prize, at: at ?? "" };
    }
    // The award says why nothing can be handed over.
    const { problem } = collected;
    return problem.status === 409 ? this.#showAward(ticket, code) : this.#fault(problem, ticket);
  }

  /** Takes back a hand-over. */
  async undo(ticket: number, code: string): Promise<DeskResult> {
    const response = await this.#routes.winners[":ticket_number"].collect.index.$delete({
      param: this.#ticketParam(ticket),
    });
    const undone: Answer<Award> = await readAnswer(this.#c, response);
    if (!undone.ok) return this.#fault(undone.problem, ticket);
    return this.#showAward(ticket, code, true);
  }

  /** Asks whether to pass on the prize of a ticket. */
  async confirmPassing(ticket: number | string): Promise<DeskResult> {
    if (typeof ticket !== "number") return fault(this.#texts.desk.noNumber, this.#texts.desk.noNumberHint);
    return this.#withTicket(ticket, ({ award, nextReserve }) =>
      award?.status === "won"
        ? { kind: "confirm-passing", ticket, prize: award.prize, reserve: nextReserve }
        : this.#settled(ticket, award),
    );
  }

  /**
   * Passes on the prize of a ticket. Asks again if another desk has passed a prize on to the named reserve.
   *
   * @param reserve the reserve that the confirmation named; empty for none
   */
  async passOn(ticket: number, reserve: string): Promise<DeskResult> {
    const asked = await this.confirmPassing(ticket);
    if (asked.kind !== "confirm-passing" || String(asked.reserve ?? "") !== reserve) return asked;
    const response = await this.#routes.winners[":ticket_number"].forfeit.index.$post({
      param: this.#ticketParam(ticket),
    });
    const passed: Answer<Award> = await readAnswer(this.#c, response);
    if (passed.ok) {
      return { kind: "passed-on", prize: passed.value.prize, passedTo: passed.value.passed_to };
    }
    // Another desk may have taken back a hand-over meanwhile, so it may be possible now.
    return passed.problem.status === 409 ? this.confirmPassing(ticket) : this.#fault(passed.problem, ticket);
  }

  /** Asks whether to forfeit all prizes that are not collected. */
  async confirmEnding(): Promise<DeskResult> {
    const count = await countUncollected(this.#c, this.#raffle.raffle_id);
    return count instanceof Response
      ? this.#fault(await readProblem(this.#c, count), "")
      : { kind: "confirm-ending", count };
  }

  /** Forfeits all prizes that are not collected. */
  async end(): Promise<DeskResult> {
    const response = await this.#routes.awards.forfeit.index.$post({ param: raffleParam(this.#c) });
    const ended = await readAnswer(this.#c, response);
    return ended.ok ? { kind: "ended", count: ended.value.forfeited } : this.#fault(ended.problem, "");
  }
}
