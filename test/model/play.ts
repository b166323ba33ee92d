import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { Transcript } from "../../src/contract/wire";
import { directoryOf } from "../../src/durable-objects/directory/object";
import { advanceClock } from "../testkit/clock";
import { evict, raffleObject } from "../testkit/objects";
import { type Call, call, errorOf, type Raffle, type Ticket, type Winner } from "../testkit/service";
import { mistaken, spell } from "../testkit/spellings";
import { ticketsBy } from "../testkit/transcript";
import { serviceWith } from "../testkit/variant";
import { type Action, RETENTION_SECONDS } from "./actions";
import { notFound, RaffleModel, type Refusal } from "./model";

type Of<K extends Action["kind"]> = Extract<Action, { kind: K }>;

const service = serviceWith({});

/** Claims a ticket, and waits until the isolate knows the holders if the raffle is sold out. */
const participate = (id: string, from: string, headers?: Record<string, string>) =>
  service("POST", `/raffles/${id}/participate/`, { from, ...(headers && { headers }) });

const isManager = (from: string): boolean => /^127|^::1$/.test(from);

const isRefusal = (expected: unknown): expected is Refusal =>
  Array.isArray(expected) && typeof expected[0] === "number";

/** Plays actions against the service, and compares each response with the model. */
export class Play {
  /** Lists the created raffles, oldest first. */
  readonly #raffles: { id: string; model: RaffleModel }[] = [];
  readonly #deleted = new Set<string>();
  readonly #keys = new Map<string, { id: string; facts: string }>();
  /** Makes the keys of this play unique. */
  readonly #name = crypto.randomUUID();

  /** Plays one action, by the method with the name of its kind. */
  async act(action: Action): Promise<void> {
    await (this[action.kind] as (action: Action) => Promise<void>)(action);
  }

  async create({ from, key, total, amounts }: Of<"create">) {
    const prizes = amounts.map((amount, i) => ({ name: `prize ${i}`, amount }));
    const json = { name: this.#name, total_tickets: total, prizes };
    const facts = JSON.stringify(json);
    const answer = await call("POST", "/raffles/", { from, json, ...this.#header(key) });
    if (!isManager(from)) return expect(await errorOf(answer)).toEqual([403, "Unauthorized"]);
    const winners = amounts.reduce((sum, amount) => sum + amount);
    if (winners > total) {
      return expect(await errorOf(answer)).toEqual([422, expect.stringMatching(/^Too many prizes/)]);
    }
    const before = key === undefined ? undefined : this.#keys.get(key);
    if (before && (before.facts !== facts || this.#deleted.has(before.id)))
      return expect(answer.status).toBe(422);
    expect(answer.status).toBe(200);
    const { raffle_id } = await answer.json<Raffle>();
    if (before) return expect(raffle_id).toBe(before.id);
    expect(this.#raffles.map(({ id }) => id)).not.toContain(raffle_id);
    this.#raffles.push({ id: raffle_id, model: new RaffleModel(total, prizes) });
    if (key !== undefined) this.#keys.set(key, { id: raffle_id, facts });
  }

  async claim({ raffle, person, key }: Of<"claim">) {
    const { id, model } = this.#at(raffle);
    const answer = await participate(id, person.from, this.#header(key).headers);
    const expected = model ? model.claim(person.network, key) : notFound;
    if (expected) return this.#expect(answer, expected);
    await this.#adoptTicket(model, person.network, key, answer);
  }

  async crowd({ raffle, people }: Of<"crowd">) {
    const { id, model } = this.#at(raffle);
    const answers = await Promise.all(people.map(({ from }) => participate(id, from)));
    if (!model) return Promise.all(answers.map((answer) => this.#expect(answer, notFound)));
    const { available } = model;
    const fresh = people.filter(({ network }) => !model.holders.has(network));
    for (const [i, { network }] of people.entries()) {
      const answer = answers[i] as Response;
      if (answer.status === 200) await this.#adoptTicket(model, network, undefined, answer);
      else {
        const holds = !fresh.some((one) => one.network === network) && !model.forgotten;
        expect(answer.status).toBe(holds ? 403 : 410);
      }
    }
    expect(model.available).toBe(Math.max(0, available - fresh.length));
  }

  async draw({ raffle, from }: Of<"draw">) {
    const { id, model } = this.#at(raffle);
    const answer = await call("POST", `/raffles/${id}/winners/`, { from });
    if (!isManager(from)) return this.#expect(answer, [403, "Unauthorized"]);
    const refusal = model ? model.draw() : notFound;
    if (refusal || !model) return this.#expect(answer, refusal);
    expect(answer.status).toBe(200);
    const winners = await answer.json<Winner[]>();
    const inOrder = model.prizes.flatMap(({ name, amount }) => Array(amount).fill(name));
    expect(winners.map(({ prize }) => prize)).toEqual(inOrder);
    const numbers = new Set(numbersOf(winners));
    expect(numbers.size).toBe(winners.length);
    expect(model.numbers).toEqual(expect.arrayContaining([...numbers]));
    model.winners = winners;
  }

  async remove({ raffle, from, named, abandoned }: Of<"remove">) {
    const { id, model } = this.#at(raffle);
    const json = { name: named ? this.#name : "Other", abandoned };
    const answer = await call("DELETE", `/raffles/${id}/`, { from, json });
    if (!isManager(from)) return expect(await errorOf(answer)).toEqual([403, "Unauthorized"]);
    if (!model) return this.#expect(answer, notFound);
    const refusal = model.remove(named, abandoned);
    expect(answer.status).toBe(refusal ?? 200);
    if (refusal === undefined) this.#deleted.add(id);
  }

  async winners({ raffle }: Of<"winners">) {
    const { id, model } = this.#at(raffle);
    await this.#expect(await call("GET", `/raffles/${id}/winners/`), model ? model.list() : notFound);
  }

  async verify({ raffle, ticket, further, codeOf, spelling, mistake }: Of<"verify">) {
    const { id, model } = this.#at(raffle);
    const { ticket_number, verification_code } = model?.tickets[ticket] ?? {
      ticket_number: 1,
      verification_code: "x",
    };
    const others = this.#raffles
      .filter((other) => other.model !== model)
      .flatMap((other) => other.model.tickets);
    const right =
      codeOf === "it"
        ? verification_code
        : ((codeOf === "nothing" ? undefined : others[0]?.verification_code) ?? "x");
    const code = mistake ? mistaken(right, mistake) : right;
    const number = ticket_number + further;
    const json = { ticket_number: number, verification_code: spell(code, spelling) };
    const answer = await call("POST", `/raffles/${id}/verify-ticket/`, { json });
    await this.#expect(answer, model ? model.verify(number, code) : notFound);
  }

  async look({ raffle }: Of<"look">) {
    const { id, model } = this.#at(raffle);
    const answer = await call("GET", `/raffles/${id}/`);
    if (!model) return this.#expect(answer, notFound);
    expect(await answer.json()).toMatchObject(wireOf(id, model));
  }

  async transcript({ raffle }: Of<"transcript">) {
    const { id, model } = this.#at(raffle);
    const answer = await call("GET", `/raffles/${id}/draw/`);
    if (!model) return this.#expect(answer, notFound);
    const draw = await answer.json<Transcript>();
    const { total: total_tickets, prizes, winners } = model;
    const sold_out_at = model.available === 0 ? expect.any(String) : null;
    const drawn_at = winners ? expect.any(String) : null;
    expect(draw).toMatchObject({ raffle_id: id, total_tickets, prizes, sold_out_at, drawn_at });
    if (winners) expect([...ticketsBy(draw, draw.randomness ?? "").winners]).toEqual(numbersOf(winners));
  }

  async reserves({ raffle }: Of<"reserves">) {
    const { id, model } = this.#at(raffle);
    const answer = await call("GET", `/raffles/${id}/draw/reserves/`);
    if (!model?.winners) return this.#expect(answer, model ? [400, "Winners not drawn"] : notFound);
    const line = numbersOf(await answer.json());
    model.reserves ??= line;
    expect(line).toEqual(model.reserves);
    expect([...numbersOf(model.winners), ...line].toSorted((a, b) => a - b)).toEqual(model.numbers);
  }

  async watch({ raffle }: Of<"watch">) {
    const { id, model } = this.#at(raffle);
    // The progress may be a second old.
    advanceClock(1000);
    const answer = await call("GET", `/raffles/${id}/live/`);
    if (!model) return this.#expect(answer, notFound);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const { value } = await reader.read();
    await reader.cancel();
    const data = /^data: (.*)$/m.exec(new TextDecoder().decode(value))?.[1];
    const message = {
      available_tickets: model.available,
      drawn: model.winners !== undefined,
      status: model.status,
    };
    expect(JSON.parse(data ?? "nothing")).toEqual(message);
  }

  async list({ limit }: Of<"list">) {
    // A list may be 2 s old.
    advanceClock(2000);
    const left = this.#raffles.filter(({ id }) => !this.#deleted.has(id));
    const expected = left.map(({ id, model }) => wireOf(id, model)).toReversed();
    const got: unknown[] = [];
    for (let path = `/raffles/?limit=${limit}`; path && got.length < expected.length; ) {
      const answer = await call("GET", path);
      const page = await answer.json<unknown[]>();
      const next = /<https:\/\/raffle\.test(.*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
      expect([page.length, answer.status]).toEqual([next ? limit : page.length, 200]);
      got.push(...page);
      path = next ?? "";
    }
    // Older raffles belong to earlier plays.
    expect(got.slice(0, expected.length)).toMatchObject(expected);
  }

  async evict({ raffle }: Of<"evict">) {
    await this.#evict(this.#at(raffle).id);
  }

  async upgrade() {
    for (const { id } of this.#raffles) await this.#evict(id);
    await directoryOf(env).page(1);
    await evictDurableObject(directoryOf(env));
    advanceClock(61_000);
  }

  async wait({ seconds }: Of<"wait">) {
    advanceClock(1000 * seconds);
    // Players are forgotten by the clock. No alarm runs here.
    if (seconds < RETENTION_SECONDS) return;
    for (const { model } of this.#raffles) model.forgotten ||= model.winners !== undefined;
  }

  /** Returns a raffle, without its model if it is deleted or was never created. */
  #at(raffle: number): { id: string; model: RaffleModel | undefined } {
    const { id = crypto.randomUUID(), model } = this.#raffles[raffle] ?? {};
    return { id, model: this.#deleted.has(id) ? undefined : model };
  }

  /** Evicts a raffle's Durable Object. The call before it makes sure that the object runs. */
  async #evict(id: string) {
    await raffleObject(id).state();
    await evict(id);
  }

  #header = (key: string | undefined): Pick<Call, "headers"> =>
    key === undefined ? {} : { headers: { "Idempotency-Key": `${key} ${this.#name}` } };

  /** Adopts the ticket of a response, if the contract allows it. */
  async #adoptTicket(
    model: RaffleModel | undefined,
    network: string,
    key: string | undefined,
    answer: Response,
  ) {
    expect([answer.status, answer.headers.get("Idempotent-Replayed")]).toEqual([200, null]);
    const ticket = await answer.json<Ticket>();
    const taken = numbersOf(model?.tickets ?? []);
    expect(model?.numbers.filter((number) => !taken.includes(number))).toContain(ticket.ticket_number);
    model?.holders.set(network, { key, ticket });
  }

  async #expect(answer: Response, expected: unknown) {
    if (isRefusal(expected)) expect(await errorOf(answer)).toEqual(expected);
    else expect([answer.status, await answer.json()]).toEqual([200, expected]);
  }
}

const numbersOf = (list: { ticket_number: number }[]) => list.map(({ ticket_number }) => ticket_number);

/** Returns a raffle as the service should return it. */
const wireOf = (raffle_id: string, { total, available, prizes, winners, status }: RaffleModel) => ({
  raffle_id,
  total_tickets: total,
  available_tickets: available,
  prizes,
  winners_drawn: winners !== undefined,
  status,
});
