import { describe, expect, it } from "vitest";
import { vectors } from "../domain/draw-vectors.json";
import { due, type Facts, iso, SIGNATURE, transcriptOf } from "../testkit/transcript";
import { verify } from "./python";

const ten = vectors.find((vector) => vector.total_tickets === 10) as Facts;
const good = () => transcriptOf(ten);

/** Expects one line that says why the draw does not hold. */
async function expectFault(transcript: unknown, why: string) {
  const verdict = await verify(transcript);
  expect(verdict.stderr).toBe("");
  expect(verdict.stdout).toMatch(/^The draw does not hold: [^\n]+\n$/);
  expect(verdict.stdout).toContain(why);
  expect(verdict.status).toBe(1);
}

describe("of a draw that was tampered with, verify-draw.py says in one line what differs, such as", () => {
  type Transcript = ReturnType<typeof good>;
  // A change may make of a fact what it never is.
  type Draw = Record<keyof Transcript["draw"], unknown>;

  it.each<[string, Partial<Draw>, string]>([
    ["the randomness", { randomness: "0".repeat(64) }, "randomness is not SHA-256 of the signature"],
    [
      "the signature",
      { signature: SIGNATURE.replace("b", "a") },
      "randomness is not SHA-256 of the signature",
    ],
    [
      "signature and randomness both",
      {
        signature: "0".repeat(96),
        randomness: "17b0761f87b081d5cf10757ccc89f12be355c70e2e29df288b65b30710dcbcd1",
      },
      "is listed and has not won",
    ],
    ["how the signature is written", { signature: SIGNATURE.toUpperCase() }, "signature can't be"],
    ["no signature", { signature: null }, "signature can't be None"],
    ["the raffle", { raffle_id: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b22" }, "is listed and has not won"],
    ["an id that is none", { raffle_id: "../.." }, "raffle_id can't be '../..'"],
    ["N", { total_tickets: 11 }, "is listed and has not won"],
    ["true for N", { total_tickets: true }, "total_tickets can't be True"],
    ["a fraction for N", { total_tickets: 10.0001 }, "total_tickets can't be 10.0001"],
    ["N as text", { total_tickets: "10" }, "total_tickets can't be '10'"],
    ["N below 1", { total_tickets: 0 }, "total_tickets can't be 0"],
    ["N beyond all raffles", { total_tickets: 1e8 + 1 }, "total_tickets can't be 100000001"],
    [
      "an earlier round",
      { round: 657412, due: iso(due - 3000) },
      "by sold_out_at the round is 657413, not 657412",
    ],
    [
      "a later round",
      { round: 657414, due: iso(due + 3000) },
      "by sold_out_at the round is 657413, not 657414",
    ],
    ["a later last ticket", { sold_out_at: iso(due - 29_999) }, "by sold_out_at the round is 657414"],
    ["an earlier last ticket", { sold_out_at: iso(due - 33_000) }, "by sold_out_at the round is 657412"],
    ["no last ticket", { sold_out_at: null }, "sold_out_at can't be None"],
    ["when the round was due", { due: iso(due + 1) }, "round 657413 is not due at"],
    ["a draw before the round", { drawn_at: iso(due - 1) }, "it is drawn before round 657413 was out"],
    [
      "a round that is to come",
      {
        sold_out_at: "2999-12-31T23:59:27.000Z",
        round: 10_270_292_211,
        due: "2999-12-31T23:59:57.000Z",
        drawn_at: "2999-12-31T23:59:59.000Z",
      },
      "it is drawn before round 10270292211 was out",
    ],
    ["a date that is none", { drawn_at: "2023-13-15T11:00:03.000Z" }, "drawn_at can't be"],
    ["the method", { method: "raffle-draw-2" }, "method can't be 'raffle-draw-2'"],
    ["the entropy", { entropy: "dice" }, "entropy can't be 'dice'"],
    ["local entropy with a round", { entropy: "local" }, "network can't be"],
    ["no network", { network: null }, "network can't be None"],
    [
      "another network",
      { network: { ...(good().draw.network as object), public_key: "00" } },
      "the network is not the public drand quicknet",
    ],
    [
      "another period of the network",
      { network: { ...(good().draw.network as object), period: 30 } },
      "the network is not the public drand quicknet",
    ],
    ["no prizes", { prizes: [] }, "there must be prizes"],
    ["a prize of nobody", { prizes: [{ name: "Bicycle", amount: 0 }, ...ten.prizes] }, "one or more of each"],
    [
      "a prize for less than nobody",
      { prizes: [{ name: "x", amount: -1 }, ...ten.prizes] },
      "one or more of each",
    ],
    ["true for an amount", { prizes: [{ name: "Bicycle", amount: true }] }, "amount can't be True"],
    ["more prizes than tickets", { prizes: [{ name: "Bicycle", amount: 11 }] }, "more prizes than tickets"],
    ["a name that is none", { prizes: [{ name: null, amount: 4 }] }, "name can't be None"],
    ["a name that is no Unicode", { prizes: [{ name: "\ud800", amount: 4 }] }, "not Unicode"],
    ["the order of the prizes", { prizes: ten.prizes.toReversed() }, "is listed and has not won"],
    ["a prize that isn't an object", { prizes: ["Bicycle"] }, "name is missing"],
  ])("%s", async (_, changes, why) => {
    const { draw, raffle, winners } = good();
    // The raffle tells the same lie.
    await expectFault({ draw: { ...draw, ...changes }, raffle: { ...raffle, ...changes }, winners }, why);
  });

  it.each<[string, unknown, string]>([
    ["another N of the raffle", { ...good().raffle, total_tickets: 11 }, "the raffle says 11"],
    ["another raffle", { ...good().raffle, raffle_id: "x" }, "the raffle says 'x'"],
    [
      "another order of its prizes",
      { ...good().raffle, prizes: ten.prizes.toReversed() },
      "the raffle says [{",
    ],
    ["a raffle that is none", null, "raffle can't be None"],
  ])("%s", async (_, raffle, why) => {
    await expectFault({ ...good(), raffle }, why);
  });

  // The winners are 4, 5, 6 and 7; 5 was drawn first.
  it.each<[string, (winners: Transcript["winners"]) => unknown, string]>([
    [
      "a winner in another's place",
      (list) => list.with(3, { ticket_number: 8, prize: "Café crème" }),
      "ticket 8 is",
    ],
    ["a winner left out", (list) => list.slice(1), "ticket 4 has won 'Caf\\xe9 cr\\xe8me' and is not listed"],
    [
      "a winner too many",
      (list) => [...list, { ticket_number: 8, prize: "x" }],
      "ticket 8 is listed and has not won",
    ],
    [
      "a winner twice",
      ([first, ...list]) => [first, first, ...list],
      "not listed by ascending ticket number",
    ],
    ["the order of the list", (list) => list.toReversed(), "not listed by ascending ticket number"],
    [
      "a prize",
      (list) => list.with(0, { ticket_number: 4, prize: "Bicycle" }),
      "ticket 4 has won 'Caf\\xe9 cr\\xe8me', not 'Bicycle'",
    ],
    [
      "no winners",
      () => [],
      "ticket 4 has won 'Caf\\xe9 cr\\xe8me' and is not listed; ticket 5 has won 'Bicycle'",
    ],
    ["more than a line holds", () => [], "; and 1 more"],
    ["no list", () => null, "winners can't be None"],
    ["a winner that isn't an object", (list) => list.with(0, 4 as never), "ticket_number is missing"],
    [
      "a ticket that is true",
      (list) => list.with(0, { ticket_number: true as never, prize: "x" }),
      "ticket_number can't be True",
    ],
    [
      "a ticket that is text",
      (list) => list.with(0, { ticket_number: "4" as never, prize: "x" }),
      "ticket_number can't be '4'",
    ],
    [
      "a prize that is none",
      (list) => list.with(0, { ticket_number: 4, prize: null as never }),
      "prize can't be None",
    ],
  ])("%s", async (_, change, why) => {
    const transcript = good();
    await expectFault({ ...transcript, winners: change(transcript.winners) }, why);
  });

  it("the name of a prize that would command the terminal, in letters that don't", async () => {
    const transcript = good();
    const prize = `\u001b[2J\r\n${"x".repeat(100_000)}`;
    const winners = transcript.winners.with(0, { ticket_number: 4, prize });
    const { stdout } = await verify({ ...transcript, winners });
    expect(stdout).toMatch(/^[ -~]{0,500}\n$/);
    expect(stdout).toContain("\\x1b[2J\\r\\n");
  });
});
