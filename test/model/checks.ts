import { expect } from "vitest";
import type { Transcript } from "../../src/contract/wire";
import { call, errorOf, type Problem, type Ticket } from "../testkit/service";
import { RETENTION_SECONDS } from "./actions";
import type { Claimant } from "./claiming";
import { drawnBy } from "./expected";
import type { RaffleModel } from "./model";
import type { Refusal } from "./refusal";

export const numbersOf = (list: { ticket_number: number }[]) =>
  list.map(({ ticket_number }) => ticket_number);

export const ascending = (numbers: number[]) => numbers.toSorted((a, b) => a - b);

export const isManager = (from: string): boolean => /^127|^::1$/.test(from);

export const isRefusal = (expected: unknown): expected is Refusal =>
  Array.isArray(expected) && typeof expected[0] === "number";

/** Adopts the ticket of a response, if the contract allows it. */
export async function adoptTicket(
  model: RaffleModel | undefined,
  { player, key }: Claimant,
  answer: Response,
  turn: number,
) {
  expect([answer.status, answer.headers.get("Idempotent-Replayed")]).toEqual([200, null]);
  const ticket = await answer.json<Ticket>();
  const taken = numbersOf(model?.tickets ?? []);
  expect(model?.numbers.filter((number) => !taken.includes(number))).toContain(ticket.ticket_number);
  model?.hold(player, key, ticket, turn);
}

/** Adopts the winners of a draw that has just happened, by its transcript, if the contract allows them. */
export async function adoptWinners(id: string, model: RaffleModel) {
  const draw = await (await call("GET", `/raffles/${id}/draw/`)).json<Transcript>();
  expect(draw.drawn_at).not.toBeNull();
  const { winners: tickets, reserves } = await drawnBy(draw, await readClaimed(id, model));
  const prizes = model.drawnPrizes;
  expect(new Set(tickets).size).toBe(prizes.length);
  expect(numbersOf(model.tickets)).toEqual(expect.arrayContaining(tickets));
  model.adoptWinners(
    tickets.map((ticket_number, rank) => ({ ticket_number, prize: prizes[rank] ?? "" })),
    reserves,
    1000 * RETENTION_SECONDS,
  );
  await expectAnswer(await call("GET", `/raffles/${id}/winners/`), model.list());
}

/** Returns the claimed tickets of a closed raffle. Their list has the order of claims and never changes. */
export async function readClaimed(id: string, model: RaffleModel, limit = 100): Promise<number[]> {
  const path = `/raffles/${id}/draw/tickets/`;
  const listed = numbersOf(await readPages<{ ticket_number: number }>(path, limit));
  expect(ascending(listed)).toEqual(ascending(numbersOf(model.tickets)));
  const turns = new Map([...model.holders.values()].map(({ ticket, turn }) => [ticket.ticket_number, turn]));
  const turnsListed = listed.map((number) => turns.get(number) ?? 0);
  expect(turnsListed).toEqual(ascending(turnsListed));
  model.order ??= listed;
  expect(listed).toEqual(model.order);
  return listed;
}

/** Reads a list page by page, at least `count` items or all of them. */
export async function readPages<T>(
  list: string,
  limit: number,
  count = Number.POSITIVE_INFINITY,
  from?: string,
): Promise<T[]> {
  const got: T[] = [];
  for (let path = `${list}?limit=${limit}`; path && got.length < count; ) {
    const answer = await call("GET", path, from === undefined ? {} : { from });
    const page = await answer.json<T[]>();
    const next = /<https:\/\/raffle\.test(.*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
    expect([page.length, answer.status]).toEqual([next ? limit : page.length, 200]);
    got.push(...page);
    path = next ?? "";
  }
  return got;
}

/** Checks that the answer to a claim is this error, or repeats this ticket. */
export async function expectRefusalOrReplay(answer: Response, expected: Ticket | Refusal) {
  const replayed = isRefusal(expected) ? null : "true";
  expect(answer.headers.get("Idempotent-Replayed")).toBe(replayed);
  await expectAnswer(answer, expected);
}

/** Checks that an answer is this error, or 200 with this body. */
export async function expectAnswer(answer: Response, expected: unknown) {
  if (isRefusal(expected)) expect(await errorOf(answer)).toEqual(expected);
  else expect([answer.status, await answer.json()]).toEqual([200, expected]);
}

/** Checks that a creation is rejected for its closing time. */
export async function expectInvalidClosing(answer: Response) {
  expect(answer.status).toBe(422);
  const { errors } = await answer.json<Problem>();
  expect(errors?.map(({ field }) => field)).toEqual(["closes_at"]);
}
