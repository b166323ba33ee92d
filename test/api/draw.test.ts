import { afterEach, describe, expect, it, vi } from "vitest";
import { vectors } from "../domain/draw-vectors.json";
import { type Relay, testBeacon } from "../testkit/beacon";
import { advanceClock, skipWaits } from "../testkit/clock";
import { advanceToDue, createSoldOut, drandService, drawBy, get, infoOf } from "../testkit/drand";
import {
  call,
  createRaffle,
  errorOf,
  MANAGER,
  playRaffle,
  type Raffle,
  type Winner,
} from "../testkit/service";
import { closingOfSoldOut, type Facts, ticketsBy, transcriptOf } from "../testkit/transcript";
import { serviceWith } from "../testkit/variant";

afterEach(() => {
  vi.restoreAllMocks();
});

const beacon = testBeacon(1);
const prizes = [
  { name: "gold", amount: 1 },
  { name: "silver", amount: 2 },
];
const facts = { total_tickets: 8, prizes };
type Draw = ReturnType<typeof transcriptOf>["draw"];

const transcript = async (id: string): Promise<Draw> => (await call("GET", `/raffles/${id}/draw/`)).json();
const reserves = async (id: string, query = ""): Promise<number[]> => {
  const answer = await call("GET", `/raffles/${id}/draw/reserves/${query}`);
  return (await answer.json<{ ticket_number: number }[]>()).map(({ ticket_number }) => ticket_number);
};

/** Computes the winners from a transcript, in the order of selection. */
const winnersBy = (draw: Draw): number[] => [...ticketsBy(draw, draw.randomness).winners];
const ticketsOf = (winners: Winner[]) => winners.map(({ ticket_number }) => ticket_number);

describe("a raffle drawn by the beacon", () => {
  it("has no round while tickets remain", async () => {
    const { service } = drandService(beacon);
    const json = { name: "x", total_tickets: 2, prizes: [{ name: "x", amount: 1 }] };
    const raffle = await (await service("POST", "/raffles/", { from: MANAGER, json })).json<Raffle>();
    expect(raffle.draw).toEqual({ entropy: "drand", round: null, due: null });
  });

  it("fixes its round when it sells out: the first round that is at least 30 seconds later", async () => {
    const { service } = drandService(beacon);
    const { raffle_id, draw } = await createSoldOut(service, facts);
    const { sold_out_at, round, due } = await transcript(raffle_id);
    expect(draw).toEqual({ entropy: "drand", round, due });
    const wait = Date.parse(due ?? "") - Date.parse(sold_out_at);
    expect(wait).toBeGreaterThanOrEqual(30_000);
    expect(wait).toBeLessThan(33_000);
    expect(round).toBe((Date.parse(due ?? "") / 1000 - beacon.network.genesis) / 3 + 1);
  });

  it("keeps its round when it is drawn a day later", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    advanceClock(86_400_000);
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(200);
    expect(await transcript(raffle.raffle_id)).toMatchObject(raffle.draw);
  });

  it("returns 503 with the due time before the round is due", async () => {
    const { service, asked } = drandService(beacon, beacon.relay);
    const { raffle_id, draw } = await createSoldOut(service, facts);
    advanceClock(Date.parse(draw.due ?? "") - Date.now() - 1500);
    const answer = await drawBy(service, raffle_id);
    expect(answer.headers.get("Retry-After")).toBe("2");
    expect(await errorOf(answer)).toEqual([
      503,
      `The draw waits for round ${draw.round} of the beacon, due at ${draw.due}`,
    ]);
    expect(asked).toEqual([]);
  });

  it("can be drawn as soon as the round is due, after a rejected attempt", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(503);
    advanceToDue(raffle);
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(200);
  });

  it("returns 503 with Retry-After when no relay has the round", async () => {
    const dead: Relay = () => Promise.reject(new TypeError("Network connection lost."));
    const { service } = drandService(beacon, dead, dead);
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    skipWaits();
    const answer = await drawBy(service, raffle.raffle_id);
    expect(answer.headers.get("Retry-After")).toBe("3");
    expect(await errorOf(answer)).toEqual([503, `No relay gave round ${raffle.draw.round} of the beacon`]);
    const looked = await get<Raffle>(service, `/raffles/${raffle.raffle_id}/`);
    expect(looked).toEqual(raffle);
  });

  it("is drawn by the next attempt once a relay is reachable", async () => {
    let up = false;
    const { service } = drandService(beacon, (url, signal) =>
      up ? beacon.relay(url, signal) : new Response("down", { status: 502 }),
    );
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    skipWaits();
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(503);
    up = true;
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(200);
  });

  it("has the winners that its transcript yields", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    const winners = await (await drawBy(service, raffle.raffle_id)).json<Winner[]>();
    expect(ticketsOf(winners)).toEqual(winnersBy(await transcript(raffle.raffle_id)));
  });

  it("publishes the signature of its round", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    await drawBy(service, raffle.raffle_id);
    const { signature } = await transcript(raffle.raffle_id);
    expect(signature).toBe(beacon.sign(raffle.draw.round ?? 0));
  });

  it("keeps its beacon when the creation is repeated under other settings", async () => {
    const { service } = drandService(beacon);
    const options = {
      from: MANAGER,
      headers: { "Idempotency-Key": crypto.randomUUID() },
      json: { name: "x", total_tickets: 1, prizes: [{ name: "x", amount: 1 }] },
    };
    const first = await (await service("POST", "/raffles/", options)).json<Raffle>();
    const again = await call("POST", "/raffles/", options);
    expect(await again.json()).toEqual(first);
    expect(first.draw.entropy).toBe("drand");
  });

  it("is drawn by the beacon of its creation under other settings", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    const local = serviceWith({ DRAW_ENTROPY: "local", DRAND_RELAYS: ["https://relay-0.test"] });
    expect((await drawBy(local, raffle.raffle_id)).status).toBe(503);
    advanceToDue(raffle);
    expect((await drawBy(local, raffle.raffle_id)).status).toBe(200);
    expect((await transcript(raffle.raffle_id)).network?.chain_hash).toBe(beacon.network.chainHash);
  });
});

describe("the transcript of a draw", () => {
  const shapeOf = (draw: object) =>
    Object.entries(draw)
      .map(([name, value]) => [name, value === null ? "null" : typeof value])
      .toSorted();
  const vector = (title: RegExp) => vectors.find((candidate) => title.test(candidate.title)) as Facts;

  it("has the fields that tools/verify-draw.py is tested with, for a beacon draw", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    await drawBy(service, raffle.raffle_id);
    const draw = await transcript(raffle.raffle_id);
    const tested = { ...transcriptOf(vector(/worked example/)).draw, ...closingOfSoldOut(8) };
    expect(shapeOf(draw)).toEqual(shapeOf(tested));
    expect(shapeOf(draw.network ?? {})).toEqual(shapeOf(tested.network ?? {}));
  });

  it("has the fields that tools/verify-draw.py is tested with, for a local draw", async () => {
    const { id } = await playRaffle(facts);
    const tested = { ...transcriptOf(vector(/local/)).draw, ...closingOfSoldOut(8) };
    expect(shapeOf(await transcript(id))).toEqual(shapeOf(tested));
  });

  it("contains the network as its relays describe it, and the times of the last claim and the draw", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    const { sold_out_at } = await transcript(raffle.raffle_id);
    advanceToDue(raffle);
    advanceClock(5000);
    const drawn_at = new Date(Date.now()).toISOString();
    await drawBy(service, raffle.raffle_id);
    const { hash, public_key, period, genesis_time, schemeID } = infoOf(beacon);
    expect(await transcript(raffle.raffle_id)).toMatchObject({
      network: { chain_hash: hash, public_key, period, genesis_time, scheme: schemeID },
      sold_out_at,
      drawn_at,
    });
  });

  it("contains only the facts of the raffle while tickets remain", async () => {
    const { raffle_id } = await createRaffle(facts);
    expect(await transcript(raffle_id)).toEqual({
      raffle_id,
      total_tickets: 8,
      prizes,
      admission: "address",
      method: null,
      entropy: "local",
      network: null,
      closes_at: null,
      closed_at: null,
      closed_by: null,
      claimed_tickets: 0,
      claimed_digest: null,
      digest_at: null,
      fallback: false,
      forfeited_count: 0,
      sold_out_at: null,
      round: null,
      due: null,
      drawn_at: null,
      randomness: null,
      signature: null,
      proves: expect.any(String),
    });
  });

  it("explains what it proves, and that a local draw proves less", async () => {
    const { service } = drandService(beacon);
    const { raffle_id } = await createSoldOut(service);
    const { id } = await playRaffle();
    expect((await transcript(raffle_id)).proves).toMatch(/nobody chose the winners/);
    expect((await transcript(id)).proves).toMatch(/^Only that the winners follow from the randomness/);
  });

  it("yields the winners of a local draw", async () => {
    const { id, winners } = await playRaffle(facts);
    expect(ticketsOf(winners)).toEqual(winnersBy(await transcript(id)));
  });
});

describe("the reserves", () => {
  it("are all tickets that did not win, if more are requested", async () => {
    const { id, winners } = await playRaffle(facts);
    const all = [...ticketsOf(winners), ...(await reserves(id, "?count=1000"))];
    expect(all.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("are the tickets that the selection yields after the winners", async () => {
    const { id } = await playRaffle(facts);
    const draw = await transcript(id);
    const follow = ticketsBy({ ...draw, prizes }, draw.randomness);
    expect(follow.winners).toHaveLength(3);
    expect(await reserves(id)).toEqual([...follow.reserves]);
  });

  it("are the first ten by default", async () => {
    const { id } = await playRaffle({ total_tickets: 12 });
    const eleven = await reserves(id, "?count=11");
    expect(await reserves(id)).toEqual(eleven.slice(0, 10));
    expect(await reserves(id, "?count=1")).toEqual(eleven.slice(0, 1));
  });

  it("are empty when every ticket wins", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(await reserves(id)).toEqual([]);
  });

  it.each(["0", "1001", "-1", "1.5", "x", "", "1&count=2"])("return 422 for ?count=%s", async (count) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answer = await call("GET", `/raffles/${id}/draw/reserves/?count=${count}`);
    expect(answer.status).toBe(422);
  });

  it("return 400 before the draw", async () => {
    const { raffle_id } = await createRaffle();
    const answer = await call("GET", `/raffles/${raffle_id}/draw/reserves/`);
    expect(await errorOf(answer)).toEqual([400, "Winners not drawn"]);
  });
});
