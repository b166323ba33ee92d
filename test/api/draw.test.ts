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
import { type Facts, ticketsBy, transcriptOf } from "../testkit/transcript";
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

/** The winners that follow from a transcript, in the order of selection. */
const winnersBy = (draw: Draw): number[] => [...ticketsBy(draw, draw.randomness).winners];
const ticketsOf = (winners: Winner[]) => winners.map(({ ticket_number }) => ticket_number);

describe("a raffle drawn by the beacon", () => {
  it("tells no round while tickets remain", async () => {
    const { service } = drandService(beacon);
    const json = { name: "x", total_tickets: 2, prizes: [{ name: "x", amount: 1 }] };
    const raffle = await (await service("POST", "/raffles/", { from: MANAGER, json })).json<Raffle>();
    expect(raffle.draw).toEqual({ entropy: "drand", round: null, due: null });
  });

  it("tells its round once it is sold out: the first one 30 seconds later or more", async () => {
    const { service } = drandService(beacon);
    const { raffle_id, draw } = await createSoldOut(service, facts);
    const { sold_out_at, round, due } = await transcript(raffle_id);
    expect(draw).toEqual({ entropy: "drand", round, due });
    const wait = Date.parse(due ?? "") - Date.parse(sold_out_at);
    expect(wait).toBeGreaterThanOrEqual(30_000);
    expect(wait).toBeLessThan(33_000);
    expect(round).toBe((Date.parse(due ?? "") / 1000 - beacon.network.genesis) / 3 + 1);
  });

  it("keeps its round, however late it is drawn", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    advanceClock(86_400_000);
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(200);
    expect(await transcript(raffle.raffle_id)).toMatchObject(raffle.draw);
  });

  it("is not drawn before the round is due, and says when that is", async () => {
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

  it("is drawn as soon as the round is due, though the call before was refused", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(503);
    advanceToDue(raffle);
    expect((await drawBy(service, raffle.raffle_id)).status).toBe(200);
  });

  it("waits for a relay where none gives the round, and says how long", async () => {
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

  it("is drawn by the next try, once a relay is reachable", async () => {
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

  it("has the winners that follow from its transcript", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    const winners = await (await drawBy(service, raffle.raffle_id)).json<Winner[]>();
    expect(ticketsOf(winners)).toEqual(winnersBy(await transcript(raffle.raffle_id)));
  });

  it("tells the signature of just its round", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    await drawBy(service, raffle.raffle_id);
    const { signature } = await transcript(raffle.raffle_id);
    expect(signature).toBe(beacon.sign(raffle.draw.round ?? 0));
  });

  it("keeps its beacon where it is created again with its key, whatever the settings say by then", async () => {
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

  it("is drawn by the beacon that it was created with, whatever the settings say later", async () => {
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

  it("has the fields that tools/verify-draw.py is tested with, where the beacon drew", async () => {
    const { service } = drandService(beacon, beacon.relay);
    const raffle = await createSoldOut(service, facts);
    advanceToDue(raffle);
    await drawBy(service, raffle.raffle_id);
    const draw = await transcript(raffle.raffle_id);
    const tested = transcriptOf(vector(/worked example/)).draw;
    expect(shapeOf(draw)).toEqual(shapeOf(tested));
    expect(shapeOf(draw.network ?? {})).toEqual(shapeOf(tested.network ?? {}));
  });

  it("has the fields that tools/verify-draw.py is tested with, where the draw was local", async () => {
    const { id } = await playRaffle(facts);
    expect(shapeOf(await transcript(id))).toEqual(shapeOf(transcriptOf(vector(/local/)).draw));
  });

  it("tells the network as its relays do, and when the raffle sold out and was drawn", async () => {
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

  it("tells before the last ticket what is fixed by then", async () => {
    const { raffle_id } = await createRaffle(facts);
    expect(await transcript(raffle_id)).toEqual({
      raffle_id,
      total_tickets: 8,
      prizes,
      method: "raffle-draw-1",
      entropy: "local",
      network: null,
      sold_out_at: null,
      round: null,
      due: null,
      drawn_at: null,
      randomness: null,
      signature: null,
      proves: expect.any(String),
    });
  });

  it("tells in the raffle's words what it proves, and how little where the draw is local", async () => {
    const { service } = drandService(beacon);
    const { raffle_id } = await createSoldOut(service);
    const { id } = await playRaffle();
    expect((await transcript(raffle_id)).proves).toMatch(/nobody chose the winners/);
    expect((await transcript(id)).proves).toMatch(/^Only that the winners follow from the randomness/);
  });

  it("of a local draw is what its winners follow from", async () => {
    const { id, winners } = await playRaffle(facts);
    expect(ticketsOf(winners)).toEqual(winnersBy(await transcript(id)));
  });
});

describe("the reserves", () => {
  it("are all tickets that did not win, where those are fewer than asked for", async () => {
    const { id, winners } = await playRaffle(facts);
    const all = [...ticketsOf(winners), ...(await reserves(id, "?count=1000"))];
    expect(all.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("are what the selection goes on with", async () => {
    const { id } = await playRaffle(facts);
    const draw = await transcript(id);
    const follow = ticketsBy({ ...draw, prizes }, draw.randomness);
    expect(follow.winners).toHaveLength(3);
    expect(await reserves(id)).toEqual([...follow.reserves]);
  });

  it("are ten, the first in line first, unless asked for otherwise", async () => {
    const { id } = await playRaffle({ total_tickets: 12 });
    const eleven = await reserves(id, "?count=11");
    expect(await reserves(id)).toEqual(eleven.slice(0, 10));
    expect(await reserves(id, "?count=1")).toEqual(eleven.slice(0, 1));
  });

  it("are nobody where every ticket wins", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(await reserves(id)).toEqual([]);
  });

  it.each(["0", "1001", "-1", "1.5", "x", "", "1&count=2"])("are refused with ?count=%s", async (count) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answer = await call("GET", `/raffles/${id}/draw/reserves/?count=${count}`);
    expect(answer.status).toBe(422);
  });

  it("are refused before the draw", async () => {
    const { raffle_id } = await createRaffle();
    const answer = await call("GET", `/raffles/${raffle_id}/draw/reserves/`);
    expect(await errorOf(answer)).toEqual([400, "Winners not drawn"]);
  });
});
