import { describe, expect, it } from "vitest";
import { vectors } from "../domain/draw-vectors.json";
import { due, type Facts, iso, SIGNATURE, transcriptOf } from "../testkit/transcript";
import { verify } from "./python";

const ten = vectors.find((vector) => vector.total_tickets === 10) as Facts;
const validTranscript = () => transcriptOf(ten);

/** Expects the tool to print one line, which contains `fault`. */
async function expectFault(transcript: unknown, fault: string) {
  const result = await verify(transcript);
  expect(result.stderr).toBe("");
  expect(result.stdout).toMatch(/^The draw does not hold: [^\n]+\n$/);
  expect(result.stdout).toContain(fault);
  expect(result.status).toBe(1);
}

describe("verify-draw.py on a tampered transcript", () => {
  type Transcript = ReturnType<typeof validTranscript>;
  // A change may also give a fact the wrong type.
  type Draw = Record<keyof Transcript["draw"] | "closed_at" | "closed_by" | "claimed_tickets", unknown>;

  it.each<[string, Partial<Draw>, string]>([
    ["changed randomness", { randomness: "0".repeat(64) }, "randomness is not SHA-256 of the signature"],
    [
      "a changed signature",
      { signature: SIGNATURE.replace("b", "a") },
      "randomness is not SHA-256 of the signature",
    ],
    [
      "a changed signature with its randomness",
      {
        signature: "0".repeat(96),
        randomness: "17b0761f87b081d5cf10757ccc89f12be355c70e2e29df288b65b30710dcbcd1",
      },
      "is listed and has not won",
    ],
    ["a signature in upper case", { signature: SIGNATURE.toUpperCase() }, "signature can't be"],
    ["a missing signature", { signature: null }, "signature can't be None"],
    [
      "the id of another raffle",
      { raffle_id: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b22" },
      "is listed and has not won",
    ],
    ["an invalid id", { raffle_id: "../.." }, "raffle_id can't be '../..'"],
    ["a changed number of tickets", { total_tickets: 11 }, "is listed and has not won"],
    ["true as the number of tickets", { total_tickets: true }, "total_tickets can't be True"],
    ["a fraction as the number of tickets", { total_tickets: 10.0001 }, "total_tickets can't be 10.0001"],
    ["a text as the number of tickets", { total_tickets: "10" }, "total_tickets can't be '10'"],
    ["fewer tickets than 1", { total_tickets: 0 }, "total_tickets can't be 0"],
    ["more tickets than any raffle has", { total_tickets: 1e8 + 1 }, "total_tickets can't be 100000001"],
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
    [
      "a later time of the last ticket",
      { sold_out_at: iso(due - 29_999) },
      "by sold_out_at the round is 657414",
    ],
    [
      "an earlier time of the last ticket",
      { sold_out_at: iso(due - 33_000) },
      "by sold_out_at the round is 657412",
    ],
    ["no time of the last ticket", { sold_out_at: null }, "sold_out_at can't be None"],
    ["a wrong due time", { due: iso(due + 1) }, "round 657413 is not due at"],
    [
      "a draw before its round was published",
      { drawn_at: iso(due - 1) },
      "it is drawn before round 657413 was out",
    ],
    [
      "a round in the future",
      {
        sold_out_at: "2999-12-31T23:59:27.000Z",
        round: 10_270_292_211,
        due: "2999-12-31T23:59:57.000Z",
        drawn_at: "2999-12-31T23:59:59.000Z",
      },
      "it is drawn before round 10270292211 was out",
    ],
    ["an invalid date", { drawn_at: "2023-13-15T11:00:03.000Z" }, "drawn_at can't be"],
    ["an unknown method", { method: "raffle-draw-3" }, "method can't be 'raffle-draw-3'"],
    ["the method of a raffle that closed early", { method: "raffle-draw-2" }, "tickets is missing"],
    ["a closing at another time", { closed_at: iso(due - 30_999) }, "sold out, so closed_at can't be"],
    ["an unclaimed ticket", { claimed_tickets: 9 }, "sold out, so claimed_tickets can't be 9"],
    ["a closing by the manager", { closed_by: "manager" }, "sold out, so closed_by can't be 'manager'"],
    ["an unknown source of randomness", { entropy: "dice" }, "entropy can't be 'dice'"],
    ["a local draw with a network and a round", { entropy: "local" }, "network can't be"],
    ["no network", { network: null }, "network can't be None"],
    [
      "another network",
      { network: { ...(validTranscript().draw.network as object), public_key: "00" } },
      "the network is not the public drand quicknet",
    ],
    [
      "another period of the network",
      { network: { ...(validTranscript().draw.network as object), period: 30 } },
      "the network is not the public drand quicknet",
    ],
    ["no prizes", { prizes: [] }, "there must be prizes"],
    [
      "a prize with amount 0",
      { prizes: [{ name: "Bicycle", amount: 0 }, ...ten.prizes] },
      "one or more of each",
    ],
    [
      "a prize with a negative amount",
      { prizes: [{ name: "x", amount: -1 }, ...ten.prizes] },
      "one or more of each",
    ],
    ["true as an amount", { prizes: [{ name: "Bicycle", amount: true }] }, "amount can't be True"],
    ["more prizes than tickets", { prizes: [{ name: "Bicycle", amount: 11 }] }, "more prizes than tickets"],
    ["null as the name of a prize", { prizes: [{ name: null, amount: 4 }] }, "name can't be None"],
    ["a name that is not Unicode", { prizes: [{ name: "\ud800", amount: 4 }] }, "not Unicode"],
    ["prizes in another order", { prizes: ten.prizes.toReversed() }, "is listed and has not won"],
    ["a prize that isn't an object", { prizes: ["Bicycle"] }, "name is missing"],
  ])("reports %s", async (_, changes, fault) => {
    const { draw, raffle, winners } = validTranscript();
    // The raffle has the same changes.
    await expectFault({ draw: { ...draw, ...changes }, raffle: { ...raffle, ...changes }, winners }, fault);
  });

  it.each<[string, unknown, string]>([
    [
      "another number of tickets in the raffle",
      { ...validTranscript().raffle, total_tickets: 11 },
      "the raffle says 11",
    ],
    ["another id in the raffle", { ...validTranscript().raffle, raffle_id: "x" }, "the raffle says 'x'"],
    [
      "prizes in another order in the raffle",
      { ...validTranscript().raffle, prizes: ten.prizes.toReversed() },
      "the raffle says [{",
    ],
    ["null as the raffle", null, "raffle can't be None"],
  ])("reports %s", async (_, raffle, fault) => {
    await expectFault({ ...validTranscript(), raffle }, fault);
  });

  // The winners are 4, 5, 6 and 7; 5 was drawn first.
  it.each<[string, (winners: Transcript["winners"]) => unknown, string]>([
    [
      "a winner in place of another",
      (list) => list.with(3, { ticket_number: 8, prize: "Café crème" }),
      "ticket 8 is",
    ],
    ["an omitted winner", (list) => list.slice(1), "ticket 4 has won 'Caf\\xe9 cr\\xe8me' and is not listed"],
    [
      "an added winner",
      (list) => [...list, { ticket_number: 8, prize: "x" }],
      "ticket 8 is listed and has not won",
    ],
    [
      "a winner listed twice",
      ([first, ...list]) => [first, first, ...list],
      "not listed by ascending ticket number",
    ],
    ["winners in the wrong order", (list) => list.toReversed(), "not listed by ascending ticket number"],
    [
      "a changed prize",
      (list) => list.with(0, { ticket_number: 4, prize: "Bicycle" }),
      "ticket 4 has won 'Caf\\xe9 cr\\xe8me', not 'Bicycle'",
    ],
    [
      "no winners",
      () => [],
      "ticket 4 has won 'Caf\\xe9 cr\\xe8me' and is not listed; ticket 5 has won 'Bicycle'",
    ],
    ["how many differences it leaves out", () => [], "; and 1 more"],
    ["null as the list", () => null, "winners can't be None"],
    ["a winner that isn't an object", (list) => list.with(0, 4 as never), "ticket_number is missing"],
    [
      "true as a ticket",
      (list) => list.with(0, { ticket_number: true as never, prize: "x" }),
      "ticket_number can't be True",
    ],
    [
      "a text as a ticket",
      (list) => list.with(0, { ticket_number: "4" as never, prize: "x" }),
      "ticket_number can't be '4'",
    ],
    [
      "null as a prize",
      (list) => list.with(0, { ticket_number: 4, prize: null as never }),
      "prize can't be None",
    ],
  ])("reports %s", async (_, change, fault) => {
    const transcript = validTranscript();
    await expectFault({ ...transcript, winners: change(transcript.winners) }, fault);
  });

  it("escapes the control characters of a prize's name", async () => {
    const transcript = validTranscript();
    const prize = `\u001b[2J\r\n${"x".repeat(100_000)}`;
    const winners = transcript.winners.with(0, { ticket_number: 4, prize });
    const { stdout } = await verify({ ...transcript, winners });
    expect(stdout).toMatch(/^[ -~]{0,500}\n$/);
    expect(stdout).toContain("\\x1b[2J\\r\\n");
  });
});
