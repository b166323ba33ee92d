import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { dueAt, quicknet } from "../../../src/domain/beacon";
import type { CheckedTranscript, DrawnRaffle } from "../../../src/web/client/draw-facts";
import { verifyDraw } from "../../../src/web/client/verify-draw";

const facts = {
  raffle_id: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21",
  total_tickets: 10,
  prizes: [
    { name: "Bicycle", amount: 1 },
    { name: "Café crème", amount: 3 },
  ],
};

const raffle: DrawnRaffle = { ...facts, draw: { entropy: "drand", round: 657413 } };
const localRaffle: DrawnRaffle = { ...facts, draw: { entropy: "local", round: null } };

/** The worked example of docs/draw.md, from round 657413 of drand's quicknet. */
const drand: CheckedTranscript = {
  ...facts,
  method: "raffle-draw-1",
  entropy: "drand",
  network: { chain_hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971" },
  // Exactly 30 s before the round is due.
  sold_out_at: new Date(dueAt(quicknet, 657413) - 30_000).toISOString(),
  due: new Date(dueAt(quicknet, 657413)).toISOString(),
  drawn_at: new Date(dueAt(quicknet, 657413) + 5000).toISOString(),
  round: 657413,
  randomness: "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
  signature:
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
};
const winners = [
  { ticket_number: 4, prize: "Café crème" },
  { ticket_number: 5, prize: "Bicycle" },
  { ticket_number: 6, prize: "Café crème" },
  { ticket_number: 7, prize: "Café crème" },
];

const local: CheckedTranscript = {
  ...drand,
  entropy: "local",
  network: null,
  round: null,
  signature: null,
  randomness: "25bf8e1a2393f1108d37029b3df5593236c755742ec93465bbafa9b290bddcf6",
};
const localWinners = [
  { ticket_number: 1, prize: "Café crème" },
  { ticket_number: 3, prize: "Café crème" },
  { ticket_number: 5, prize: "Bicycle" },
  { ticket_number: 8, prize: "Café crème" },
];

describe("verifying a draw in the browser", () => {
  it("holds for the worked examples of docs/draw.md", () => {
    expect(verifyDraw(drand, raffle, winners)).toBe("holds");
    expect(verifyDraw(local, localRaffle, localWinners)).toBe("holds");
  });

  it.each([
    ["another winner", winners.with(0, { ticket_number: 1, prize: "Café crème" })],
    ["another prize", winners.with(0, { ticket_number: 4, prize: "Bicycle" })],
    ["a missing winner", winners.slice(1)],
    ["an extra winner", [...winners, { ticket_number: 8, prize: "Bicycle" }]],
    [
      "a repeated winner",
      winners.map((winner, i) => (i === 0 ? { ticket_number: 5, prize: "Bicycle" } : winner)),
    ],
  ])("differs with %s", (_, listed) => {
    expect(verifyDraw(drand, raffle, listed)).toBe("differs");
  });

  it("rejects randomness that the beacon did not sign", () => {
    expect(verifyDraw({ ...drand, randomness: local.randomness }, raffle, winners)).toBe("randomness");
    expect(verifyDraw({ ...drand, signature: null }, raffle, winners)).toBe("randomness");
  });

  it("rejects a forged signature, even if the randomness is its hash", () => {
    const signature = "00".repeat(48);
    const randomness = bytesToHex(sha256(hexToBytes(signature)));
    expect(verifyDraw({ ...drand, signature, randomness }, raffle, winners)).toBe("randomness");
  });

  it("rejects other networks than quicknet", () => {
    const network = { chain_hash: "ab".repeat(32) };
    expect(verifyDraw({ ...drand, network }, raffle, winners)).toBe("network");
  });

  it("finds nothing to check when no randomness is stored", () => {
    expect(verifyDraw({ ...local, randomness: null }, localRaffle, localWinners)).toBe("nothing");
  });

  it.each([
    ["tickets", { total_tickets: 11 }],
    ["prizes", { prizes: facts.prizes.toReversed() }],
    ["ids", { raffle_id: crypto.randomUUID() }],
    ["methods", { method: "raffle-draw-2" }],
    ["unknown methods", { method: "raffle-draw-3" }],
    ["closing times", { closed_at: "2023-09-15T10:59:32.999Z" }],
    ["reasons of closing", { closed_by: "manager" as const }],
    ["numbers of claimed tickets", { claimed_tickets: 9 }],
  ])("rejects %s that are not those of the raffle", (_, change) => {
    expect(verifyDraw({ ...drand, ...change }, raffle, winners)).toBe("facts");
  });

  it.each([
    ["earlier", -33_000],
    ["later", -29_999],
    ["never", Number.NaN],
  ])("rejects a round that does not follow from the time of sale: %s", (_, after) => {
    const time = dueAt(quicknet, 657413) + after;
    const sold_out_at = Number.isNaN(time) ? null : new Date(time).toISOString();
    expect(verifyDraw({ ...drand, sold_out_at }, raffle, winners)).toBe("facts");
  });

  it("rejects a mode or round that differs from the raffle's", () => {
    expect(verifyDraw(local, raffle, localWinners)).toBe("facts");
    expect(verifyDraw(drand, localRaffle, winners)).toBe("facts");
    const other: DrawnRaffle = { ...raffle, draw: { entropy: "drand", round: 657414 } };
    expect(verifyDraw(drand, other, winners)).toBe("facts");
  });

  it.each([
    ["network", { network: drand.network }],
    ["signature", { signature: drand.signature }],
  ])("rejects a local draw with a %s of a beacon", (_, change) => {
    expect(verifyDraw({ ...local, ...change }, localRaffle, localWinners)).toBe("facts");
  });
});

describe("verifying prizes that were passed on", () => {
  // The draw's winners are 5 (bicycle), 6, 7 and 4. Its reserves begin with 10 and 2 (docs/draw.md).
  const forfeits = [
    { ticket_number: 5, passed_to: 10 },
    { ticket_number: 10, passed_to: 2 },
    { ticket_number: 4, passed_to: null },
  ];
  const holders = [
    { ticket_number: 2, prize: "Bicycle" },
    { ticket_number: 6, prize: "Café crème" },
    { ticket_number: 7, prize: "Café crème" },
  ];
  const verifyWith = (list: typeof forfeits, listed: readonly object[] = holders, count = list.length) =>
    verifyDraw({ ...drand, forfeited_count: count }, raffle, listed as typeof holders, [], list);

  it("holds if each prize went to the next reserve or to nobody", () => {
    expect(verifyWith(forfeits)).toBe("holds");
  });

  it.each([
    ["a reserve is passed over", forfeits.with(0, { ticket_number: 5, passed_to: 2 })],
    ["a forfeit is missing", forfeits.slice(0, 2)],
    ["a ticket without a prize forfeits", [...forfeits, { ticket_number: 1, passed_to: null }]],
    ["a ticket forfeits twice", [...forfeits, { ticket_number: 5, passed_to: null }]],
    ["the order differs", forfeits.toReversed()],
  ])("differs if %s", (_, list) => {
    expect(verifyWith(list)).toBe("differs");
  });

  it("differs if forfeited_count is not the length of the list", () => {
    expect(verifyWith(forfeits, holders, 2)).toBe("differs");
  });

  it("differs if a prize goes to no ticket once the reserves run out", () => {
    const passedOn = [5, 10, 2, 9, 8, 1].map((ticket_number, i) => ({
      ticket_number,
      passed_to: [10, 2, 9, 8, 1, 3][i] as number,
    }));
    const others = winners.filter(({ ticket_number }) => ticket_number !== 5);
    const missing = { ticket_number: 3 } as (typeof forfeits)[number];
    expect(verifyWith([...passedOn, missing], [{ prize: "Bicycle" }, ...others])).toBe("differs");
  });

  it("differs if the forfeited winner is still listed", () => {
    expect(verifyWith(forfeits, winners)).toBe("differs");
  });
});
