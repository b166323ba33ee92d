import { describe, expect, it } from "vitest";
import {
  call,
  claim,
  createRaffle,
  draw,
  drawWinners,
  errorOf,
  getRaffle,
  listWinners,
  player,
  playRaffle,
  sellOut,
} from "../testkit/service";

const facts = {
  total_tickets: 8,
  prizes: [
    { name: "gold", amount: 1 },
    { name: "silver", amount: 2 },
    { name: "bronze", amount: 3 },
  ],
};
const byTicket = (a: { ticket_number: number }, b: { ticket_number: number }) =>
  a.ticket_number - b.ticket_number;

describe("drawing", () => {
  it("returns a winner for every prize, in the order of the prizes", async () => {
    const { winners } = await playRaffle(facts);
    expect(winners.map(({ prize }) => prize)).toEqual([
      "gold",
      "silver",
      "silver",
      "bronze",
      "bronze",
      "bronze",
    ]);
  });

  it("lets no ticket win twice, and only existing tickets", async () => {
    const { winners } = await playRaffle(facts);
    const numbers = winners.map(({ ticket_number }) => ticket_number);
    expect(new Set(numbers).size).toBe(6);
    expect(numbers.every((number) => number >= 1 && number <= 8)).toBe(true);
  });

  it("returns only the ticket and the prize of a winner", async () => {
    const { winners } = await playRaffle({ total_tickets: 1 });
    expect(winners).toEqual([{ ticket_number: 1, prize: "Cake" }]);
  });

  it("makes every ticket win when there are as many prizes", async () => {
    const { winners } = await playRaffle({ total_tickets: 3, prizes: [{ name: "x", amount: 3 }] });
    expect(winners.toSorted(byTicket).map(({ ticket_number }) => ticket_number)).toEqual([1, 2, 3]);
  });

  it("returns 400 while tickets remain, and works after that", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    await claim(raffle_id, player(0));
    expect(await errorOf(await draw(raffle_id))).toEqual([400, "Tickets remaining"]);
    await claim(raffle_id, player(1));
    expect((await draw(raffle_id)).status).toBe(200);
  });

  it("sets winners_drawn in the raffle", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    expect((await getRaffle(raffle.raffle_id)).winners_drawn).toBe(false);
    await drawWinners(raffle.raffle_id);
    expect((await getRaffle(raffle.raffle_id)).winners_drawn).toBe(true);
  });

  it("returns 400 the second time and changes nothing", async () => {
    const { id, winners } = await playRaffle(facts);
    expect(await errorOf(await draw(id))).toEqual([400, "Winners already drawn"]);
    expect(await listWinners(id)).toEqual(winners.toSorted(byTicket));
  });

  it("happens once when two managers draw at the same time", async () => {
    const raffle = await createRaffle(facts);
    await sellOut(raffle);
    const answers = await Promise.all([draw(raffle.raffle_id), draw(raffle.raffle_id, "::1")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });

  it("returns 404 for an unknown raffle", async () => {
    expect(await errorOf(await draw(crypto.randomUUID()))).toEqual([404, "Raffle not found"]);
  });

  it("does not always make the same ticket win", async () => {
    const wins = new Set<number | undefined>();
    // All 20 agree by chance once in 10^9 runs.
    for (let i = 0; i < 20; i++) {
      const { winners } = await playRaffle({ total_tickets: 3 });
      wins.add(winners[0]?.ticket_number);
    }
    expect(wins.size).toBeGreaterThan(1);
  });
});

describe("the list of winners", () => {
  it("has the winners of the draw by ascending ticket number", async () => {
    const { id, winners } = await playRaffle(facts);
    expect(await listWinners(id)).toEqual(winners.toSorted(byTicket));
  });

  it("returns 400 before the draw, even when the raffle is sold out", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    const list = () => call("GET", `/raffles/${raffle.raffle_id}/winners/`);
    expect(await errorOf(await list())).toEqual([400, "Winners not drawn"]);
    await sellOut(raffle);
    expect(await errorOf(await list())).toEqual([400, "Winners not drawn"]);
  });

  it("returns 404 for an unknown raffle", async () => {
    const answer = await call("GET", `/raffles/${crypto.randomUUID()}/winners/`);
    expect(await errorOf(answer)).toEqual([404, "Raffle not found"]);
  });
});
