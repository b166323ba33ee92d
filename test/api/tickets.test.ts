import { describe, expect, it } from "vitest";
import {
  call,
  claim,
  createRaffle,
  errorOf,
  getRaffle,
  participate,
  player,
  playRaffle,
  sellOut,
  type Ticket,
  verify,
} from "../testkit/service";

const CODE = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/;

describe("claiming a ticket", () => {
  it("returns a number and a code", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const ticket = await claim(raffle_id, player(1));
    expect(ticket).toEqual({ ticket_number: 1, verification_code: expect.stringMatching(CODE) });
  });

  it("gives each number from 1 to N once, and never repeats a code", async () => {
    const tickets = await sellOut(await createRaffle({ total_tickets: 30 }));
    const numbers = tickets.map(({ ticket_number }) => ticket_number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(new Set(tickets.map(({ verification_code }) => verification_code)).size).toBe(30);
  });

  it("returns 403 when the address already holds a ticket", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    expect(await errorOf(await participate(raffle_id, player(1)))).toEqual([403, "Already participated"]);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("returns 403 to holders and 410 to others when the raffle is sold out", async () => {
    const raffle = await createRaffle({ total_tickets: 2 });
    await sellOut(raffle);
    expect(await errorOf(await participate(raffle.raffle_id, player(5)))).toEqual([
      410,
      "No tickets remaining",
    ]);
    expect(await errorOf(await participate(raffle.raffle_id, player(0)))).toEqual([
      403,
      "Already participated",
    ]);
  });

  it("keeps the tickets of two raffles independent", async () => {
    const [a, b] = [await createRaffle(), await createRaffle()];
    await claim(a.raffle_id, player(1));
    expect((await participate(b.raffle_id, player(1))).status).toBe(200);
  });

  it("returns 404 for an unknown raffle", async () => {
    expect(await errorOf(await participate(crypto.randomUUID(), player(1)))).toEqual([
      404,
      "Raffle not found",
    ]);
  });

  it.each([
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
  ])("ignores a request body of type %s", async (type) => {
    const { raffle_id } = await createRaffle();
    const sent = { body: "whatever", headers: { "Content-Type": type } };
    expect((await call("POST", `/raffles/${raffle_id}/participate/`, sent)).status).toBe(200);
  });
});

describe("claiming with an Idempotency-Key", () => {
  const headers = () => ({ "Idempotency-Key": crypto.randomUUID() });

  it("returns the same ticket with Idempotent-Replayed when it is repeated", async () => {
    const { raffle_id } = await createRaffle();
    const key = headers();
    const first = await participate(raffle_id, player(1), key);
    const again = await participate(raffle_id, player(1), key);
    expect(first.headers.get("Idempotent-Replayed")).toBeNull();
    expect([again.status, again.headers.get("Idempotent-Replayed")]).toEqual([200, "true"]);
    expect(await again.json()).toEqual(await first.json());
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("gives one ticket when ten calls arrive at once", async () => {
    const { raffle_id } = await createRaffle();
    const key = headers();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => participate(raffle_id, player(1), key)),
    );
    const tickets = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(tickets).size).toBe(1);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("returns the same ticket when the raffle is sold out and after the draw", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const key = headers();
    const first = await (await participate(raffle_id, player(1), key)).json();
    const soldOut = await participate(raffle_id, player(1), key);
    await call("POST", `/raffles/${raffle_id}/winners/`, { from: "127.0.0.1" });
    const drawn = await participate(raffle_id, player(1), key);
    expect([await soldOut.json(), await drawn.json()]).toEqual([first, first]);
  });

  it("returns codes that prove a win", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const key = headers();
    await participate(raffle_id, player(1), key);
    const ticket = await (await participate(raffle_id, player(1), key)).json();
    await call("POST", `/raffles/${raffle_id}/winners/`, { from: "127.0.0.1" });
    expect(await (await verify(raffle_id, ticket)).json()).toEqual({ has_won: true, prize: "Cake" });
  });

  it("returns 403 with another key, before and after the raffle sells out", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 2 });
    await participate(raffle_id, player(1), headers());
    expect(await errorOf(await participate(raffle_id, player(1), headers()))).toEqual([
      403,
      "Already participated",
    ]);
    await claim(raffle_id, player(2));
    expect(await errorOf(await participate(raffle_id, player(1), headers()))).toEqual([
      403,
      "Already participated",
    ]);
  });

  it("returns 403 without the key of the first call", async () => {
    const { raffle_id } = await createRaffle();
    await participate(raffle_id, player(1), headers());
    expect(await errorOf(await participate(raffle_id, player(1)))).toEqual([403, "Already participated"]);
  });

  it("returns 403 with a key when the first call had none", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    expect(await errorOf(await participate(raffle_id, player(1), headers()))).toEqual([
      403,
      "Already participated",
    ]);
  });

  it("gives another player's key its own ticket and code", async () => {
    const { raffle_id } = await createRaffle();
    const key = headers();
    const theirs = await (await participate(raffle_id, player(1), key)).json<Ticket>();
    const mine = await (await participate(raffle_id, player(2), key)).json<Ticket>();
    expect(mine.ticket_number).not.toBe(theirs.ticket_number);
    expect(mine.verification_code).not.toBe(theirs.verification_code);
  });

  it("gives another code in another raffle for the same key", async () => {
    const key = headers();
    const [a, b] = [await createRaffle(), await createRaffle()];
    const first = await (await participate(a.raffle_id, player(1), key)).json<Ticket>();
    const second = await (await participate(b.raffle_id, player(1), key)).json<Ticket>();
    expect(second.verification_code).not.toBe(first.verification_code);
  });

  it.each([
    "x".repeat(15),
    "x".repeat(256),
    `${"x".repeat(20)}\u007f`,
  ])("returns 422 for the key %j", async (key) => {
    const { raffle_id } = await createRaffle();
    expect((await participate(raffle_id, player(1), { "Idempotency-Key": key })).status).toBe(422);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(3);
  });
});

describe("verifying a ticket", () => {
  const facts = {
    total_tickets: 4,
    prizes: [
      { name: "Cake", amount: 1 },
      { name: "Pie", amount: 1 },
    ],
  };

  it("returns the prize of every ticket", async () => {
    const { id, tickets, winners } = await playRaffle(facts);
    for (const ticket of tickets) {
      const prize =
        winners.find(({ ticket_number }) => ticket_number === ticket.ticket_number)?.prize ?? null;
      expect(await (await verify(id, ticket)).json()).toEqual({ has_won: prize !== null, prize });
    }
  });

  it("accepts the code in the ways that people type it", async () => {
    const { id, tickets } = await playRaffle(facts);
    const [ticket = { ticket_number: 0, verification_code: "" }] = tickets;
    const typed = ticket.verification_code
      .toLowerCase()
      .replaceAll("-", " ")
      .replaceAll("0", "o")
      .replaceAll("1", "l");
    expect((await verify(id, { ...ticket, verification_code: typed })).status).toBe(200);
  });

  it.each([
    ["en dashes", (code: string) => code.replaceAll("-", "–")],
    ["a trailing zero-width space", (code: string) => `${code}\u200b`],
    [
      "full-width letters",
      (code: string) => code.replaceAll(/[A-Z]/g, (a) => String.fromCodePoint(a.charCodeAt(0) + 0xfee0)),
    ],
  ])("accepts the code with %s", async (_, write) => {
    const { id, tickets } = await playRaffle(facts);
    const [ticket = { ticket_number: 0, verification_code: "" }] = tickets;
    const answer = await verify(id, { ...ticket, verification_code: write(ticket.verification_code) });
    expect(answer.status).toBe(200);
  });

  it("returns 400 for a code with a letter that codes don't use", async () => {
    const { id, tickets } = await playRaffle(facts);
    const [ticket = { ticket_number: 0, verification_code: "" }] = tickets;
    for (const letter of ["é", "Ж", "U"]) {
      const verification_code = ticket.verification_code + letter;
      const answer = await verify(id, { ...ticket, verification_code });
      expect(await errorOf(answer)).toEqual([400, "Invalid verification code"]);
    }
  });

  it("returns 400 for the code of another ticket", async () => {
    const { id, tickets } = await playRaffle(facts);
    const [a, b] = tickets;
    const swapped = { ticket_number: a?.ticket_number, verification_code: b?.verification_code };
    expect(await errorOf(await verify(id, swapped))).toEqual([400, "Invalid verification code"]);
  });

  it("returns 400 for the code of the same number in another raffle", async () => {
    const [a, b] = [await playRaffle({ total_tickets: 1 }), await playRaffle({ total_tickets: 1 })];
    expect(await errorOf(await verify(a.id, b.tickets[0]))).toEqual([400, "Invalid verification code"]);
  });

  it.each([
    "",
    "wrong",
    "0".repeat(24),
    "x".repeat(5000),
    "\u0000",
    "ÀÉ",
  ])("returns 400 for the code %j", async (verification_code) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(await errorOf(await verify(id, { ticket_number: 1, verification_code }))).toEqual([
      400,
      "Invalid verification code",
    ]);
  });

  it.each([
    0,
    -1,
    5,
    2 ** 53,
    -(2 ** 53),
    1e300,
  ])("returns 404 for ticket %d of four", async (ticket_number) => {
    const { id, tickets } = await playRaffle(facts);
    const answer = await verify(id, { ...tickets[0], ticket_number });
    expect(await errorOf(answer)).toEqual([404, "Ticket not found"]);
  });

  it("returns 422 for an infinite number and calls it too large", async () => {
    const { id } = await playRaffle(facts);
    const answer = await call("POST", `/raffles/${id}/verify-ticket/`, {
      body: '{"ticket_number": 1e400, "verification_code": "x"}',
      headers: { "Content-Type": "application/json" },
    });
    expect(await errorOf(answer)).toEqual([422, "ticket_number: is too large to be read"]);
  });

  it.each([
    ["no fields", {}],
    ["a number that is a string", { ticket_number: "1", verification_code: "x" }],
    ["a fraction as number", { ticket_number: 1.5, verification_code: "x" }],
    ["a code that is a number", { ticket_number: 1, verification_code: 1 }],
    ["no code", { ticket_number: 1 }],
    ["null", null],
  ])("returns 422 for a body with %s", async (_, body) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect((await verify(id, body)).status).toBe(422);
  });

  it("returns 400 before the draw for right and wrong codes", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    const [ticket] = await sellOut(raffle);
    expect(await errorOf(await verify(raffle.raffle_id, ticket))).toEqual([400, "Winners not drawn"]);
    const wrong = { ticket_number: 99, verification_code: "wrong" };
    expect(await errorOf(await verify(raffle.raffle_id, wrong))).toEqual([400, "Winners not drawn"]);
  });

  it("returns 404 for an unknown raffle", async () => {
    const ticket = { ticket_number: 1, verification_code: "x" };
    expect(await errorOf(await verify(crypto.randomUUID(), ticket))).toEqual([404, "Raffle not found"]);
  });
});
