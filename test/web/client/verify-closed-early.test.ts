import { describe, expect, it } from "vitest";
import { digestOfList } from "../../../src/domain/claimed-digest";
import { type CheckedTranscript, findRemarks, findWeakness } from "../../../src/web/client/draw-facts";
import { verifyDraw } from "../../../src/web/client/verify-draw";
import { closed_early } from "../../domain/draw-vectors.json";
import type { EarlyVector } from "../../testkit/claimed";
import { due, earlyTranscriptOf, iso } from "../../testkit/transcript";

const { vectors } = closed_early;
const seven = vectors.find(({ title }) => title.includes("worked example")) as EarlyVector;
const hundredMillion = vectors.find(({ total_tickets }) => total_tickets === 1e8) as EarlyVector;
const localSeven = vectors.find(({ network }) => network === "local") as EarlyVector;

type Early = Pick<ReturnType<typeof earlyTranscriptOf>, "winners" | "tickets"> & { draw: object };
const DAY_MS = 86_400_000;

/** Checks a transcript against a raffle that tells the same facts. */
function check({ draw, winners, tickets }: Early, changes: object = {}) {
  const changed = { ...draw, ...changes } as CheckedTranscript;
  const { raffle_id, total_tickets, prizes, entropy, round } = changed;
  const raffle = { raffle_id, total_tickets, prizes, draw: { entropy, round } } as Parameters<
    typeof verifyDraw
  >[1];
  return verifyDraw(changed, raffle, winners, tickets);
}

const valid = earlyTranscriptOf(seven);
const local = earlyTranscriptOf(localSeven);
const fallback = {
  ...local,
  draw: {
    ...local.draw,
    network: valid.draw.network,
    round: 657413,
    due: iso(due),
    fallback: true,
    drawn_at: iso(due + 7 * DAY_MS),
  },
};

describe("verifying the draw of a raffle that closed early in the browser", () => {
  it.each(vectors)("holds for the test vector of $title", (vector) => {
    expect(check(earlyTranscriptOf(vector))).toBe("holds");
  });

  it("holds for a draw without its missed round", () => {
    expect(check(fallback)).toBe("holds");
  });

  it("holds for a raffle that its manager closed before its closing time or without one", () => {
    expect(check(valid, { closed_by: "manager" })).toBe("holds");
    expect(check(valid, { closed_by: "manager", closes_at: null })).toBe("holds");
  });

  it.each<[string, (tickets: number[]) => number[]]>([
    ["left out", (list) => list.slice(1)],
    ["exchanged", (list) => list.with(0, 1)],
    ["added", (list) => [...list, 1]],
  ])("rejects a list with a ticket %s, also with a matching number and digest", (_, change) => {
    const tickets = change(valid.tickets);
    const claimed = { claimed_tickets: tickets.length, claimed_digest: digestOfList(tickets) };
    expect(check({ ...valid, tickets })).toBe("claimed");
    expect(check({ ...valid, tickets }, claimed)).toBe("differs");
  });

  it.each<[string, (tickets: number[]) => number[]]>([
    ["a ticket twice", (list) => list.with(0, 9)],
    ["a ticket below 1", (list) => list.with(0, 0)],
    ["a ticket above N", (list) => list.with(0, 11)],
    ["a fraction", (list) => list.with(0, 9.5)],
    ["a text", (list) => list.with(0, "10" as never)],
    ["all tickets", (list) => [...list, 1, 2, 3]],
  ])("rejects a list with %s, also with a matching number and digest", (_, change) => {
    const tickets = change(valid.tickets);
    const claimed = { claimed_tickets: tickets.length, claimed_digest: digestOfList(tickets) };
    expect(check({ ...valid, tickets }, claimed)).toBe("claimed");
  });

  it("rejects another order of the list, number of claimed tickets or digest", () => {
    expect(check({ ...valid, tickets: valid.tickets.toReversed() })).toBe("claimed");
    expect(check(valid, { claimed_tickets: 6 })).toBe("claimed");
    expect(check(valid, { claimed_digest: "0".repeat(64) })).toBe("claimed");
    expect(check(valid, { claimed_digest: null })).toBe("claimed");
  });

  it("rejects a withdrawn ticket among the winners", () => {
    const winners = valid.winners.with(0, { ticket_number: 1, prize: "Café crème" });
    expect(check({ ...valid, winners })).toBe("differs");
  });

  it.each<[string, object]>([
    ["an earlier round", { round: 657412 }],
    ["a later round", { round: 657414 }],
    ["a later closing", { closed_at: iso(due - 29_999), closes_at: iso(due - 29_999) }],
    ["a closing time that moved", { closed_at: iso(due - 30_501) }],
    ["a closing by time without a closing time", { closes_at: null }],
    ["an earlier closing by the manager", { closed_by: "manager", closed_at: iso(due - 33_000) }],
    [
      "a closing by the manager after the closing time",
      { closed_by: "manager", closes_at: iso(due - 31_000) },
    ],
    ["no time of closing", { closed_at: null, closes_at: null }],
    ["an unknown reason of the closing", { closed_by: "sold_out" }],
    ["a time of the last ticket", { sold_out_at: iso(due - 31_000) }],
    ["the method of a sold-out raffle", { method: "raffle-draw-1" }],
    ["a missed round with a signature", { fallback: true }],
  ])("rejects %s", (_, changes) => {
    expect(check(valid, changes)).toBe("facts");
  });

  it("counts one more second to the round for every 50,000 tickets", () => {
    const transcript = earlyTranscriptOf(hundredMillion);
    const closed_at = iso(due - 2_030_000 + 1);
    expect(check(transcript, { closed_at, closes_at: closed_at })).toBe("facts");
  });

  it.each<[string, object]>([
    ["that came too soon", { drawn_at: iso(due + 7 * DAY_MS - 1) }],
    ["with another round", { round: 657414 }],
    ["without its missed round", { round: null }],
    ["with a signature", { signature: valid.draw.signature }],
    ["that is not marked", { fallback: false }],
  ])("rejects a draw without the beacon %s", (_, changes) => {
    expect(check(fallback, changes)).toBe("facts");
  });
});

describe("the weakness of a proof", () => {
  const weaknessWith = (changes: object) => findWeakness({ ...valid.draw, ...changes } as CheckedTranscript);

  it("is none for a raffle that closed by time, sold out, or was drawn without the beacon", () => {
    expect(weaknessWith({ digest_at: iso(due) })).toBeUndefined();
    expect(weaknessWith({ method: "raffle-draw-1", digest_at: null })).toBeUndefined();
    expect(weaknessWith({ entropy: "local", closed_by: "manager" })).toBeUndefined();
  });

  it("is the manager's choice of the moment", () => {
    expect(weaknessWith({ closed_by: "manager" })).toBe("manager");
  });

  it("is a digest that was complete only after the round, or at an unknown time", () => {
    expect(weaknessWith({ digest_at: iso(due + 1) })).toBe("lateDigest");
    expect(weaknessWith({ digest_at: null })).toBe("lateDigest");
  });
});

describe("the remarks on a draw that holds", () => {
  const remarksWith = (changes: object) => findRemarks({ ...valid.draw, ...changes } as CheckedTranscript);

  it("are none for a raffle that closed by time and admitted addresses", () => {
    expect(remarksWith({})).toEqual([]);
    expect(remarksWith({ admission: undefined })).toEqual([]);
  });

  it("say that the organiser handed out the passes, whatever else there is to say", () => {
    expect(remarksWith({ admission: "pass" })).toEqual(["passes"]);
    expect(remarksWith({ admission: "pass", closed_by: "manager" })).toEqual(["manager", "passes"]);
    expect(remarksWith({ admission: "pass", entropy: "local" })).toEqual(["passes"]);
  });
});
