import { expect } from "vitest";
import type { Transcript } from "../../src/contract/wire";
import { listPasses, type Pass } from "../testkit/passes";
import { call, errorOf, expectOk, type Raffle } from "../testkit/service";
import { mistaken, spell } from "../testkit/spellings";
import { serviceWith } from "../testkit/variant";
import type { Action, Card, Of, Person } from "./actions";
import {
  adoptTicket,
  adoptWinners,
  expectAnswer,
  expectInvalidClosing,
  expectRefusalOrReplay,
  isManager,
  numbersOf,
  readClaimed,
  readPages,
} from "./checks";
import { type Claimant, claimantFor, OWN_PASS } from "./claiming";
import { bodyOf, factsOf } from "./creation";
import { drawnBy, summaryOf, transcriptOf, wireOf } from "./expected";
import { type Facts, RaffleModel } from "./model";
import { PlayDesk } from "./play-desk";
import { notFound } from "./refusal";

const service = serviceWith({});

/** Plays actions against the service, and compares each response with the model. */
export class Play extends PlayDesk {
  readonly #keys = new Map<string, { id: string; facts: Facts }>();
  /** Counts the actions. */
  #turn = 0;

  /** Plays one action, by the method with the name of its kind. */
  async act(action: Action): Promise<void> {
    this.#turn++;
    await (this[action.kind] as (action: Action) => Promise<void>)(action);
  }

  async create({ from, key, again, offset, ...given }: Of<"create">) {
    const before = key === undefined ? undefined : this.#keys.get(key);
    const facts = again && before ? before.facts : factsOf(given);
    const answer = await call("POST", "/raffles/", {
      from,
      json: bodyOf(this.name, facts, offset),
      ...this.header(key),
    });
    if (!isManager(from)) return expect(await errorOf(answer)).toEqual([403, "Unauthorized"]);
    const { total, prizes, opensAt, closesAt } = facts;
    if (opensAt !== null && closesAt !== null && closesAt <= opensAt) return expectInvalidClosing(answer);
    const winners = prizes.reduce((sum, { amount }) => sum + amount, 0);
    if (winners > total) {
      return expect(await errorOf(answer)).toEqual([422, expect.stringMatching(/^Too many prizes/)]);
    }
    if (before && (JSON.stringify(before.facts) !== JSON.stringify(facts) || this.deleted.has(before.id)))
      return expect(answer.status).toBe(422);
    if (!before && closesAt !== null && closesAt <= Date.now()) return expectInvalidClosing(answer);
    expect(answer.status).toBe(200);
    const raffle = await answer.json<Raffle>();
    const id = raffle.raffle_id;
    if (before) return expect(id).toBe(before.id);
    expect(this.raffles.map((other) => other.id)).not.toContain(id);
    const model = new RaffleModel(facts);
    expect(raffle).toMatchObject(wireOf(id, model));
    this.raffles.push({ id, model, passes: facts.passes === null ? [] : await listPasses(id) });
    if (key !== undefined) this.#keys.set(key, { id, facts });
  }

  async claim({ raffle, person, key, card }: Of<"claim">) {
    const { model } = this.at(raffle);
    const claimant = this.#claimant(raffle, person, key, card);
    const answer = await this.#participate(raffle, person.from, claimant);
    const expected = claimant.expected();
    if (model?.status === "scheduled" && answer.status === 403) {
      const seconds = Math.ceil(((model.facts.opensAt ?? 0) - Date.now()) / 1000);
      expect(answer.headers.get("Retry-After")).toBe(String(seconds));
    }
    if (expected) return expectRefusalOrReplay(answer, expected);
    await adoptTicket(model, claimant, answer, this.#turn);
  }

  async crowd({ raffle, people }: Of<"crowd">) {
    const { model } = this.at(raffle);
    const claims = people.map((person) => {
      const claimant = this.#claimant(raffle, person, undefined, OWN_PASS);
      return { person, claimant, before: claimant.expected() };
    });
    const answers = await Promise.all(
      claims.map(({ person, claimant }) => this.#participate(raffle, person.from, claimant)),
    );
    const settled = claims.map((one, i) => ({ ...one, answer: answers[i] as Response }));
    for (const { before, answer } of settled) if (before) await expectRefusalOrReplay(answer, before);
    const fresh = settled.filter(({ before }) => before === undefined);
    const available = model?.available ?? 0;
    for (const { claimant, answer } of fresh) {
      if (answer.status === 200) await adoptTicket(model, claimant, answer, this.#turn);
    }
    for (const { claimant, answer } of fresh) {
      if (answer.status !== 200) await expectAnswer(answer, claimant.expected());
    }
    const granted = Math.min(available, fresh.length);
    expect(model?.available ?? 0).toBe(available - granted);
  }

  async close({ raffle, from }: Of<"close">) {
    const { id, model } = this.at(raffle);
    const answer = await call("POST", `/raffles/${id}/close/`, { from });
    if (!isManager(from)) return expectAnswer(answer, [403, "Unauthorized"]);
    if (!model) return expectAnswer(answer, notFound);
    model.close();
    expect([answer.status, await answer.json()]).toMatchObject([200, wireOf(id, model)]);
  }

  async draw({ raffle, from }: Of<"draw">) {
    const { id, model } = this.at(raffle);
    const answer = await call("POST", `/raffles/${id}/winners/`, { from });
    if (!isManager(from)) return expectAnswer(answer, [403, "Unauthorized"]);
    const refusal = model ? model.draw() : notFound;
    if (refusal || !model) return expectAnswer(answer, refusal);
    expect(answer.status).toBe(200);
    await adoptWinners(id, model);
    expect(await answer.json()).toEqual(model.winners);
  }

  async remove({ raffle, from, named, abandoned }: Of<"remove">) {
    const { id, model } = this.at(raffle);
    const json = { name: named ? this.name : "Other", abandoned };
    const answer = await call("DELETE", `/raffles/${id}/`, { from, json });
    if (!isManager(from)) return expect(await errorOf(answer)).toEqual([403, "Unauthorized"]);
    if (!model) return expectAnswer(answer, notFound);
    const refusal = model.remove(named, abandoned);
    expect(answer.status).toBe(refusal ?? 200);
    if (refusal === undefined) this.deleted.add(id);
  }

  async winners({ raffle }: Of<"winners">) {
    // The list may be a second old.
    this.advance(1000);
    const { id, model } = this.at(raffle);
    await expectAnswer(await call("GET", `/raffles/${id}/winners/`), model ? model.list() : notFound);
    if (!model?.awards) return;
    const byPrize = await call("GET", `/raffles/${id}/winners/?order=prize`);
    await expectAnswer(byPrize, model.awards.holders);
  }

  async verify({ raffle, ticket, further, codeOf, spelling, mistake }: Of<"verify">) {
    const { id, model } = this.at(raffle);
    const { ticket_number, verification_code } = model?.tickets[ticket] ?? {
      ticket_number: 1,
      verification_code: "x",
    };
    const others = this.raffles
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
    await expectAnswer(answer, model ? model.verify(number, code) : notFound);
  }

  async passes({ raffle, from }: Of<"passes">) {
    const { id, model, passes } = this.at(raffle);
    const answer = await call("GET", `/raffles/${id}/passes/`, { from });
    if (!isManager(from)) return expectAnswer(answer, [403, "Unauthorized"]);
    if (model?.facts.passes === null) return expectAnswer(answer, [404, "Raffle has no passes"]);
    if (!model) return expectAnswer(answer, notFound);
    const listed = await expectOk<Pass[]>(answer);
    expect(listed.map(({ pass }) => pass)).toEqual(passes);
  }

  async look({ raffle }: Of<"look">) {
    const { id, model } = this.at(raffle);
    const answer = await call("GET", `/raffles/${id}/`);
    if (!model) return expectAnswer(answer, notFound);
    expect(await answer.json()).toMatchObject(wireOf(id, model));
  }

  async transcript({ raffle }: Of<"transcript">) {
    // The number of forfeits may be a second old.
    this.advance(1000);
    const { id, model } = this.at(raffle);
    const answer = await call("GET", `/raffles/${id}/draw/`);
    if (!model) return expectAnswer(answer, notFound);
    const draw = await answer.json<Transcript>();
    const claimed = model.closed ? await readClaimed(id, model) : [];
    expect(draw).toMatchObject(await transcriptOf(id, model, claimed));
    if (!model.winners) return;
    expect((await drawnBy(draw, claimed)).winners).toEqual(numbersOf(model.winners));
  }

  async claimed({ raffle, limit }: Of<"claimed">) {
    const { id, model } = this.at(raffle);
    if (model?.closed) return void (await readClaimed(id, model, limit));
    const answer = await call("GET", `/raffles/${id}/draw/tickets/?limit=${limit}`);
    await expectAnswer(answer, model ? [400, "Tickets remaining"] : notFound);
  }

  async reserves({ raffle }: Of<"reserves">) {
    const { id, model } = this.at(raffle);
    const answer = await call("GET", `/raffles/${id}/draw/reserves/`);
    if (!model?.winners) return expectAnswer(answer, model ? [400, "Winners not drawn"] : notFound);
    expect(numbersOf(await answer.json())).toEqual(model.awards?.reserves);
  }

  async watch({ raffle }: Of<"watch">) {
    const { id, model } = this.at(raffle);
    // The progress may be a second old.
    this.advance(1000);
    const answer = await call("GET", `/raffles/${id}/live/`);
    if (!model) return expectAnswer(answer, notFound);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const { value } = await reader.read();
    await reader.cancel();
    const data = /^data: (.*)$/m.exec(new TextDecoder().decode(value))?.[1];
    const message = {
      available_tickets: model.available,
      drawn: model.winners !== undefined,
      status: model.status,
      forfeited_count: model.awards?.forfeits.length ?? 0,
    };
    expect(JSON.parse(data ?? "nothing")).toEqual(message);
  }

  async list({ limit, short }: Of<"list">) {
    // A list may be 2 s old.
    this.advance(2000);
    // The newest are first, by the clock, which may have gone back.
    const left = this.raffles
      .filter(({ id }) => !this.deleted.has(id))
      .toReversed()
      .toSorted((a, b) => b.model.createdAt - a.model.createdAt);
    const expected = left.map(({ id, model }) => (short ? summaryOf : wireOf)(id, model));
    // Older raffles belong to earlier plays.
    const got = await readPages(short ? "/raffle-summaries" : "/raffles/", limit, expected.length);
    expect(got.slice(0, expected.length)).toMatchObject(expected);
  }

  /** Returns what a person sends to a raffle. */
  #claimant(raffle: number, person: Person, key: string | undefined, card: Card): Claimant {
    const { model, passes } = this.at(raffle);
    const others = this.raffles.find((other) => other.model !== model && other.passes.length > 0);
    return claimantFor(model, person, key, card, passes, others?.passes ?? []);
  }

  /** Claims a ticket, and waits until the isolate knows the holders if the raffle is sold out. */
  #participate(raffle: number, from: string, { key, sends }: Claimant): Promise<Response> {
    const headers = { ...sends.headers, ...this.header(key).headers };
    return service("POST", `/raffles/${this.at(raffle).id}/participate/`, { from, ...sends, headers });
  }
}
