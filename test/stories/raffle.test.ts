import { expect, it } from "vitest";
import {
  claim,
  createRaffle,
  draw,
  drawWinners,
  errorOf,
  getRaffle,
  listWinners,
  participate,
  player,
  verify,
} from "../testkit/service";

it("a raffle goes from its creation to a verified win", async () => {
  const prizes = [
    { name: "Bicycle", amount: 1 },
    { name: "Book", amount: 2 },
  ];
  const { raffle_id } = await createRaffle({ name: "Summer fair", total_tickets: 5, prizes });

  const ada = await claim(raffle_id, "198.51.100.1");
  expect(await errorOf(await participate(raffle_id, "198.51.100.1"))).toEqual([403, "Already participated"]);
  expect(await errorOf(await draw(raffle_id))).toEqual([400, "Tickets remaining"]);
  const others = [];
  for (let n = 0; n < 4; n++) others.push(await claim(raffle_id, player(n)));
  expect(await errorOf(await participate(raffle_id, player(9)))).toEqual([410, "No tickets remaining"]);

  const winners = await drawWinners(raffle_id);
  expect(winners.map(({ prize }) => prize)).toEqual(["Bicycle", "Book", "Book"]);
  expect(await listWinners(raffle_id)).toEqual(winners.toSorted((a, b) => a.ticket_number - b.ticket_number));
  expect(await getRaffle(raffle_id)).toMatchObject({ available_tickets: 0, winners_drawn: true });

  for (const ticket of [ada, ...others]) {
    const won = winners.find(({ ticket_number }) => ticket_number === ticket.ticket_number);
    const verdict = won ? { has_won: true, prize: won.prize } : { has_won: false, prize: null };
    expect(await (await verify(raffle_id, ticket)).json()).toEqual(verdict);
  }
});

it("a raffle of a hundred million tickets accepts claims, and can't be drawn early", async () => {
  const { raffle_id } = await createRaffle({ total_tickets: 100_000_000 });
  const tickets = await Promise.all(Array.from({ length: 200 }, (_, n) => claim(raffle_id, player(n))));
  const numbers = new Set(tickets.map(({ ticket_number }) => ticket_number));
  expect(numbers.size).toBe(200);
  expect([...numbers].every((number) => number >= 1 && number <= 100_000_000)).toBe(true);
  // All 200 numbers are below a million by chance once in 10^400.
  expect(Math.max(...numbers)).toBeGreaterThan(1_000_000);
  expect((await getRaffle(raffle_id)).available_tickets).toBe(100_000_000 - 200);
  expect(await errorOf(await draw(raffle_id))).toEqual([400, "Tickets remaining"]);
});
