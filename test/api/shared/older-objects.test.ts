import { describe, expect, it } from "vitest";
import { quicknet } from "../../../src/domain/beacon";
import type { GivenFacts } from "../../../src/durable-objects/raffle/loaded-raffle";
import { iso } from "../../testkit/closing";
import { MANAGER } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const SOLD_OUT_AT = 1_790_000_000_000;
const open = { soldOutAt: null, round: null, drawnAt: null, randomness: null, signature: null };
const soldOut = { ...open, soldOutAt: SOLD_OUT_AT, round: 32_400_000 };
const drawn = {
  ...soldOut,
  drawnAt: SOLD_OUT_AT + 60_000,
  randomness: "0a".repeat(32),
  signature: "0b".repeat(48),
};

/** Returns the service on objects of the version before closing times, and the facts that they create. */
function serviceOnOlder(availableTickets: number, draw: object) {
  const created: GivenFacts[] = [];
  const raffle = { name: "Fair", totalTickets: 3, prizes: [{ name: "Cake", amount: 1 }] };
  const answers = {
    state: async () => ({ ok: true, value: { ...state, locationHint: null, beacon: quicknet } }),
    progress: async () => ({ ok: true, value: { availableTickets, draw } }),
    summary: async () => ({ ok: true, value: { ...raffle, prizeCount: 1, availableTickets, draw } }),
    create: async (_: string, facts: GivenFacts) => created.push(facts),
  };
  const state = { ...raffle, id: crypto.randomUUID(), createdAt: 1, availableTickets, draw };
  const lacking = () => {
    throw new TypeError('The RPC receiver does not implement the method "createWithPasses".');
  };
  const service = serviceWith({ RAFFLE: { getByName: () => ({ ...answers, createWithPasses: lacking }) } });
  return { service, path: `/raffles/${state.id}/`, created };
}

describe("a raffle whose object has the version before closing times", () => {
  it.each<[string, number, object, object]>([
    ["open", 2, open, { claimed_tickets: 1, closed_at: null }],
    ["closed", 0, soldOut, { claimed_tickets: 3, closed_at: iso(SOLD_OUT_AT) }],
    ["drawn", 0, drawn, { claimed_tickets: 3, closed_at: iso(SOLD_OUT_AT) }],
  ])("is %s, at the first reading and later", async (status, available, draw, facts) => {
    const { service, path } = serviceOnOlder(available, draw);
    const expected = { status, opens_at: null, draw_automatically: false, description: null, ...facts };
    for (let n = 0; n < 2; n++) expect(await (await service("GET", path)).json()).toMatchObject(expected);
  });

  it.each<[number, object, object]>([
    [2, open, { method: null, closed_by: null, sold_out_at: null }],
    [0, drawn, { method: "raffle-draw-1", closed_by: "sold_out", sold_out_at: iso(SOLD_OUT_AT) }],
  ])("has the transcript of a raffle without times: with %i tickets left", async (available, draw, facts) => {
    const { service, path } = serviceOnOlder(available, draw);
    const expected = { claimed_tickets: 3 - available, claimed_digest: null, fallback: false, ...facts };
    expect(await (await service("GET", `${path}draw/`)).json()).toMatchObject(expected);
  });

  it("has its status in live messages", async () => {
    const { service, path } = serviceOnOlder(0, drawn);
    const reader = (await service("GET", `${path}live/`)).body?.getReader();
    const message = new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    expect(message).toContain('"status":"drawn"');
  });

  it("is not created, because it would lack its times", async () => {
    const { service, created } = serviceOnOlder(3, open);
    const json = { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 1 }] };
    const answer = await service("POST", "/raffles/", { from: MANAGER, json });
    expect([answer.status, created]).toEqual([503, []]);
  });
});
