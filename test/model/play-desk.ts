import { expect } from "vitest";
import { type Call, call, type Ticket } from "../testkit/service";
import type { Of } from "./actions";
import { expectAnswer, isManager, isRefusal, readPages } from "./checks";
import { notFound, type Refusal } from "./refusal";
import { PlayTime } from "./time";

const NOT_DRAWN: Refusal = [400, "Winners not drawn"];

/** Plays what happens at the prize desk. */
export class PlayDesk extends PlayTime {
  /** Makes the keys and names of this play unique. */
  protected readonly name = crypto.randomUUID();

  async collect({ raffle, from, ticket, key, isRight }: Of<"collect">) {
    const { model } = this.at(raffle);
    const { number, code } = this.#ticketAt(raffle, ticket);
    const answer = await call("POST", this.#path(raffle, number, "collect"), {
      from,
      json: { verification_code: isRight ? code : "0000-0000-0000-0000-0000-0000" },
      ...this.header(key),
    });
    const refusal = this.#refusal(raffle, from, number);
    if (refusal) return expectAnswer(answer, refusal);
    if (!isRight || code === "") return expectAnswer(answer, [400, "Invalid verification code"]);
    const collected = model?.awards?.collect(number, this.header(key).headers?.["Idempotency-Key"]);
    if (collected === undefined || isRefusal(collected)) return expectAnswer(answer, collected);
    expect(answer.headers.get("Idempotent-Replayed")).toBe(collected.replayed ? "true" : null);
    await expectAnswer(answer, collected.award);
  }

  async undo({ raffle, from, ticket }: Of<"undo">) {
    const { number } = this.#ticketAt(raffle, ticket);
    const answer = await call("DELETE", this.#path(raffle, number, "collect"), { from });
    const refusal = this.#refusal(raffle, from, number);
    await expectAnswer(answer, refusal ?? this.at(raffle).model?.awards?.undo(number));
  }

  async forfeit({ raffle, from, ticket }: Of<"forfeit">) {
    const { number } = this.#ticketAt(raffle, ticket);
    const answer = await call("POST", this.#path(raffle, number, "forfeit"), { from });
    const refusal = this.#refusal(raffle, from, number);
    await expectAnswer(answer, refusal ?? this.at(raffle).model?.awards?.forfeit(number));
  }

  async forfeitAll({ raffle, from }: Of<"forfeitAll">) {
    const { id, model } = this.at(raffle);
    const answer = await call("POST", `/raffles/${id}/awards/forfeit/`, { from });
    const refusal = this.#refusal(raffle, from);
    await expectAnswer(answer, refusal ?? { forfeited: model?.awards?.forfeitAll() });
  }

  async awards({ raffle, limit }: Of<"awards">) {
    const { id, model } = this.at(raffle);
    if (!model?.awards) {
      const answer = await call("GET", `/raffles/${id}/awards/`, { from: "127.0.0.1" });
      return expectAnswer(answer, model ? NOT_DRAWN : notFound);
    }
    expect(await readPages(`/raffles/${id}/awards/`, limit, undefined, "127.0.0.1")).toEqual(
      model.awards.all,
    );
    expect(await readPages(`/raffles/${id}/draw/forfeits/`, limit)).toEqual(model.awards.forfeits);
  }

  #path = (raffle: number, number: number, action: string): string =>
    `/raffles/${this.at(raffle).id}/winners/${number}/${action}/`;

  /** Returns a claimed ticket, those with awards first, or a number beyond the last ticket. */
  #ticketAt(raffle: number, index: number): { number: number; code: string } {
    const { model } = this.at(raffle);
    const ranks = new Map(model?.awards?.all.map(({ ticket_number, rank }) => [ticket_number, rank]));
    const rankOf = (ticket: Ticket) => ranks.get(ticket.ticket_number) ?? Number.MAX_SAFE_INTEGER;
    const ticket = model?.tickets.toSorted((a, b) => rankOf(a) - rankOf(b))[index];
    const number = ticket?.ticket_number ?? (model?.facts.total ?? 0) + 1;
    return { number, code: ticket?.verification_code ?? "" };
  }

  /** Returns why any call for this ticket is rejected, undefined if it is not. */
  #refusal(raffle: number, from: string, number = 1): Refusal | undefined {
    const { model } = this.at(raffle);
    if (!isManager(from)) return [403, "Unauthorized"];
    if (!model) return notFound;
    if (!model.awards) return NOT_DRAWN;
    return number > model.facts.total ? [404, "Ticket not found"] : undefined;
  }

  protected header = (key: string | undefined): { headers?: NonNullable<Call["headers"]> } =>
    key === undefined ? {} : { headers: { "Idempotency-Key": `${key} ${this.name}` } };
}
