import { describe, expect, it } from "vitest";
import { evict } from "../testkit/objects";
import {
  createRaffle,
  drawWinners,
  errorOf,
  getRaffle,
  participate,
  player,
  type Ticket,
  verify,
} from "../testkit/service";

const numbersOf = (tickets: Ticket[]) =>
  tickets.map(({ ticket_number }) => ticket_number).toSorted((a, b) => a - b);
const upTo = (total: number) => Array.from({ length: total }, (_, i) => i + 1);

describe("a crowd", () => {
  it("of 500 gets all 500 tickets, each number once, and later claims get 410", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 500 });
    const answers = await Promise.all(upTo(500).map((n) => participate(raffle_id, player(n))));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const tickets = await Promise.all(answers.map((answer) => answer.json<Ticket>()));
    expect(numbersOf(tickets)).toEqual(upTo(500));
    expect(new Set(tickets.map(({ verification_code }) => verification_code)).size).toBe(500);
    const late = await Promise.all(upTo(20).map((n) => participate(raffle_id, player(1000 + n))));
    for (const answer of late) expect(await errorOf(answer)).toEqual([410, "No tickets remaining"]);
  });

  it("of 600 for 500 tickets gets 500 tickets and 100 rejections", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 500 });
    const answers = await Promise.all(upTo(600).map((n) => participate(raffle_id, player(n))));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(500);
    expect(statuses.filter((status) => status === 410)).toHaveLength(100);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(0);
  });

  it("keeps its tickets when the Durable Object is evicted right after the claims", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 100 });
    const answers = await Promise.all(upTo(100).map((n) => participate(raffle_id, player(n))));
    await evict(raffle_id);
    const tickets = await Promise.all(answers.map((answer) => answer.json<Ticket>()));
    await drawWinners(raffle_id);
    const verified = await Promise.all(tickets.map((ticket) => verify(raffle_id, ticket)));
    expect(verified.map(({ status }) => status)).toEqual(verified.map(() => 200));
  });

  it("with one address gets one ticket", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 10 });
    const answers = await Promise.all(upTo(30).map(() => participate(raffle_id, player(1))));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 29 }, () => 403)]);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(9);
  });

  it("with repeated claims gets one ticket per player", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 50 });
    const people = upTo(50).flatMap((n) => [player(n), player(n), player(n)]);
    const answers = await Promise.all(people.map((from) => participate(raffle_id, from)));
    const tickets = await Promise.all(
      answers.filter(({ status }) => status === 200).map((answer) => answer.json<Ticket>()),
    );
    expect(numbersOf(tickets)).toEqual(upTo(50));
  });
});
