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
  it("gives its number and its code", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const ticket = await claim(raffle_id, player(1));
    expect(ticket).toEqual({ ticket_number: 1, verification_code: expect.stringMatching(CODE) });
  });

  it("gives every number from 1 to N once, and no code twice", async () => {
    const tickets = await sellOut(await createRaffle({ total_tickets: 30 }));
    const numbers = tickets.map(({ ticket_number }) => ticket_number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(new Set(tickets.map(({ verification_code }) => verification_code)).size).toBe(30);
  });

  it("is refused to an address that has one", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    expect(await errorOf(await participate(raffle_id, player(1)))).toEqual([403, "Already participated"]);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("is refused when none is left: 403 to an address that has one, 410 to one that has none", async () => {
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

  it("of two raffles is no matter of each other", async () => {
    const [a, b] = [await createRaffle(), await createRaffle()];
    await claim(a.raffle_id, player(1));
    expect((await participate(b.raffle_id, player(1))).status).toBe(200);
  });

  it("is refused where there is no raffle", async () => {
    expect(await errorOf(await participate(crypto.randomUUID(), player(1)))).toEqual([
      404,
      "Raffle not found",
    ]);
  });

  it.each([
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
  ])("needs no body, and minds none of type %s", async (type) => {
    const { raffle_id } = await createRaffle();
    const sent = { body: "whatever", headers: { "Content-Type": type } };
    expect((await call("POST", `/raffles/${raffle_id}/participate/`, sent)).status).toBe(200);
  });
});

describe("claiming with an Idempotency-Key", () => {
  const headers = () => ({ "Idempotency-Key": crypto.randomUUID() });

  it("again gives the same ticket and the same code, and says so", async () => {
    const { raffle_id } = await createRaffle();
    const key = headers();
    const first = await participate(raffle_id, player(1), key);
    const again = await participate(raffle_id, player(1), key);
    expect(first.headers.get("Idempotent-Replayed")).toBeNull();
    expect([again.status, again.headers.get("Idempotent-Replayed")]).toEqual([200, "true"]);
    expect(await again.json()).toEqual(await first.json());
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("many times at once gives one ticket", async () => {
    const { raffle_id } = await createRaffle();
    const key = headers();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => participate(raffle_id, player(1), key)),
    );
    const tickets = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(tickets).size).toBe(1);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("again gives the same ticket when all are gone, and after the draw", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const key = headers();
    const first = await (await participate(raffle_id, player(1), key)).json();
    const soldOut = await participate(raffle_id, player(1), key);
    await call("POST", `/raffles/${raffle_id}/winners/`, { from: "127.0.0.1" });
    const drawn = await participate(raffle_id, player(1), key);
    expect([await soldOut.json(), await drawn.json()]).toEqual([first, first]);
  });

  it("gives codes that prove the win", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    const key = headers();
    await participate(raffle_id, player(1), key);
    const ticket = await (await participate(raffle_id, player(1), key)).json();
    await call("POST", `/raffles/${raffle_id}/winners/`, { from: "127.0.0.1" });
    expect(await (await verify(raffle_id, ticket)).json()).toEqual({ has_won: true, prize: "Cake" });
  });

  it("with another key is refused, while tickets are left and after", async () => {
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

  it("without the key that the first call had is refused", async () => {
    const { raffle_id } = await createRaffle();
    await participate(raffle_id, player(1), headers());
    expect(await errorOf(await participate(raffle_id, player(1)))).toEqual([403, "Already participated"]);
  });

  it("with a key after a call without one is refused", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    expect(await errorOf(await participate(raffle_id, player(1), headers()))).toEqual([
      403,
      "Already participated",
    ]);
  });

  it("with somebody else's key gives a ticket and a code of one's own", async () => {
    const { raffle_id } = await createRaffle();
    const key = headers();
    const theirs = await (await participate(raffle_id, player(1), key)).json<Ticket>();
    const mine = await (await participate(raffle_id, player(2), key)).json<Ticket>();
    expect(mine.ticket_number).not.toBe(theirs.ticket_number);
    expect(mine.verification_code).not.toBe(theirs.verification_code);
  });

  it("with the same key gives another code in another raffle", async () => {
    const key = headers();
    const [a, b] = [await createRaffle(), await createRaffle()];
    const first = await (await participate(a.raffle_id, player(1), key)).json<Ticket>();
    const second = await (await participate(b.raffle_id, player(1), key)).json<Ticket>();
    expect(second.verification_code).not.toBe(first.verification_code);
  });

  it.each(["x".repeat(15), "x".repeat(256), `${"x".repeat(20)}\u007f`])("refuses the key %j", async (key) => {
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

  it("tells every ticket exactly what it has won", async () => {
    const { id, tickets, winners } = await playRaffle(facts);
    for (const ticket of tickets) {
      const prize =
        winners.find(({ ticket_number }) => ticket_number === ticket.ticket_number)?.prize ?? null;
      expect(await (await verify(id, ticket)).json()).toEqual({ has_won: prize !== null, prize });
    }
  });

  it("reads the code as people type it", async () => {
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
    ["a zero-width space at its end", (code: string) => `${code}\u200b`],
    [
      "full-width letters",
      (code: string) => code.replaceAll(/[A-Z]/g, (a) => String.fromCodePoint(a.charCodeAt(0) + 0xfee0)),
    ],
  ])("reads the code with %s", async (_, write) => {
    const { id, tickets } = await playRaffle(facts);
    const [ticket = { ticket_number: 0, verification_code: "" }] = tickets;
    const answer = await verify(id, { ...ticket, verification_code: write(ticket.verification_code) });
    expect(answer.status).toBe(200);
  });

  it("refuses a code with a letter that no code has", async () => {
    const { id, tickets } = await playRaffle(facts);
    const [ticket = { ticket_number: 0, verification_code: "" }] = tickets;
    for (const letter of ["é", "Ж", "U"]) {
      const verification_code = ticket.verification_code + letter;
      const answer = await verify(id, { ...ticket, verification_code });
      expect(await errorOf(answer)).toEqual([400, "Invalid verification code"]);
    }
  });

  it("refuses every code that is another ticket's", async () => {
    const { id, tickets } = await playRaffle(facts);
    const [a, b] = tickets;
    const swapped = { ticket_number: a?.ticket_number, verification_code: b?.verification_code };
    expect(await errorOf(await verify(id, swapped))).toEqual([400, "Invalid verification code"]);
  });

  it("refuses a code of the same ticket of another raffle", async () => {
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
  ])("refuses the code %j", async (verification_code) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(await errorOf(await verify(id, { ticket_number: 1, verification_code }))).toEqual([
      400,
      "Invalid verification code",
    ]);
  });

  it.each([0, -1, 5, 2 ** 53, -(2 ** 53), 1e300])("finds no ticket %d among four", async (ticket_number) => {
    const { id, tickets } = await playRaffle(facts);
    const answer = await verify(id, { ...tickets[0], ticket_number });
    expect(await errorOf(answer)).toEqual([404, "Ticket not found"]);
  });

  it("says of a number that is beyond all reading that it is too large, not that it is no number", async () => {
    const { id } = await playRaffle(facts);
    const answer = await call("POST", `/raffles/${id}/verify-ticket/`, {
      body: '{"ticket_number": 1e400, "verification_code": "x"}',
      headers: { "Content-Type": "application/json" },
    });
    expect(await errorOf(answer)).toEqual([422, "ticket_number: is too large to be read"]);
  });

  it.each([
    ["nothing in it", {}],
    ["a number that is a text", { ticket_number: "1", verification_code: "x" }],
    ["half a number", { ticket_number: 1.5, verification_code: "x" }],
    ["a code that is a number", { ticket_number: 1, verification_code: 1 }],
    ["no code", { ticket_number: 1 }],
    ["null", null],
  ])("refuses a body with %s", async (_, body) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect((await verify(id, body)).status).toBe(422);
  });

  it("is refused before the draw, with a right code and a wrong one alike", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    const [ticket] = await sellOut(raffle);
    expect(await errorOf(await verify(raffle.raffle_id, ticket))).toEqual([400, "Winners not drawn"]);
    const wrong = { ticket_number: 99, verification_code: "wrong" };
    expect(await errorOf(await verify(raffle.raffle_id, wrong))).toEqual([400, "Winners not drawn"]);
  });

  it("is refused where there is no raffle", async () => {
    const ticket = { ticket_number: 1, verification_code: "x" };
    expect(await errorOf(await verify(crypto.randomUUID(), ticket))).toEqual([404, "Raffle not found"]);
  });
});
