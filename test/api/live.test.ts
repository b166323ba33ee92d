import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { watchers } from "../../src/api/live";
import { forfeit } from "../testkit/awards";
import { advanceClock } from "../testkit/clock";
import { raffleObject } from "../testkit/objects";
import {
  call,
  claim,
  createRaffle,
  deleteRaffle,
  drawWinners,
  errorOf,
  player,
  sellOut,
} from "../testkit/service";
import { serviceWith } from "../testkit/variant";
import { watchedService } from "../testkit/watch";

afterEach(() => {
  vi.restoreAllMocks();
});

const live = (id: string) => `/raffles/${id}/live/`;

/** Reads the messages of a stream one by one. Returns undefined once the stream has ended. */
function listen(answer: Response) {
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  return {
    next: async () => {
      const { value } = await reader.read();
      return value && new TextDecoder().decode(value);
    },
    leave: () => reader.cancel(),
  };
}

/** Calls the Worker without HTTP, so that a cancelled stream ends at once. */
const service = serviceWith({});
const watch = async (id: string, from = player(0)) => listen(await service("GET", live(id), { from }));

/** Admits `count` watchers. @returns a function that removes them */
function crowd(count: number, networkOf: (n: number) => string) {
  const leaving = Array.from({ length: count }, (_, n) => watchers.admit(networkOf(n)));
  return () => {
    for (const leave of leaving) if (typeof leave === "function") leave();
  };
}

const message = (available_tickets: number, drawn = false, forfeited_count = 0) => {
  const status = drawn ? "drawn" : available_tickets === 0 ? "closed" : "open";
  return `data: ${JSON.stringify({ available_tickets, drawn, status, forfeited_count })}\n\n`;
};
const first = (available: number, drawn = false) =>
  expect.stringMatching(
    new RegExp(`^retry: [12]\\d{3}\n${message(available, drawn).replace(/[{}]/g, "\\$&")}$`),
  );

describe("/raffles/{raffle_id}/live/", () => {
  it("sends the progress at once and after each change", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    const { next, leave } = await watch(raffle.raffle_id);
    expect(await next()).toEqual(first(1));
    await sellOut(raffle);
    expect(await next()).toBe(message(0));
    const [{ ticket_number } = { ticket_number: 0 }] = await drawWinners(raffle.raffle_id);
    expect(await next()).toBe(message(0, true));
    await forfeit(raffle.raffle_id, ticket_number);
    expect(await next()).toBe(message(0, true, 1));
    await leave();
  });

  it("streams over HTTP", async () => {
    const { raffle_id } = await createRaffle();
    const { next, leave } = listen(await call("GET", live(raffle_id)));
    expect(await next()).toEqual(first(3));
    await leave();
    await vi.waitFor(() => expect(watchers.count).toBe(0));
  });

  it("sends changes to every watcher", async () => {
    const { raffle_id } = await createRaffle();
    const watchers = [await watch(raffle_id), await watch(raffle_id), await watch(raffle_id)];
    await claim(raffle_id, player(1));
    for (const { next, leave } of watchers) {
      expect([await next(), await next()]).toEqual([first(3), message(2)]);
      await leave();
    }
  });

  it("ends when the raffle is deleted", async () => {
    const { raffle_id } = await createRaffle();
    const { next } = await watch(raffle_id);
    await next();
    await deleteRaffle(raffle_id);
    expect(await next()).toBeUndefined();
  });

  it("reads the Durable Object once a second for any number of watchers", async () => {
    const { raffle_id } = await createRaffle();
    const { service, asked } = watchedService();
    const open = async () => listen(await service("GET", live(raffle_id)));
    const streams = [await open(), await open(), await open()];
    expect(asked).toHaveLength(1);
    advanceClock(1000);
    streams.push(await open(), await open());
    expect(asked).toHaveLength(2);
    for (const { leave } of streams) await leave();
  });

  it("serves the last progress while another request refreshes it", async () => {
    const { raffle_id } = await createRaffle();
    const hung = Promise.withResolvers<never>();
    const answers = [raffleObject(raffle_id).summary(), hung.promise];
    const service = serviceWith({ RAFFLE: { getByName: () => ({ summary: () => answers.shift() }) } });
    const open = async () => listen(await service("GET", live(raffle_id)));
    const before = await open();
    advanceClock(1000);
    const looking = open();
    const meanwhile = await open();
    expect(await meanwhile.next()).toEqual(first(3));
    hung.reject(new Error("unreachable"));
    for (const { leave } of [before, meanwhile, await looking.catch(() => meanwhile)]) await leave();
  });

  it("keeps the newer progress when an older answer arrives late", async () => {
    const { raffle_id } = await createRaffle();
    const earlier = Promise.withResolvers<unknown>();
    const object = raffleObject(raffle_id);
    const answers = [object.summary(), earlier.promise];
    const summary = () => answers.shift() ?? object.summary();
    const service = serviceWith({ RAFFLE: { getByName: () => ({ summary }) } });
    const open = async () => listen(await service("GET", live(raffle_id)));
    const streams = [await open()];
    const old = await object.summary();
    advanceClock(1000);
    const slow = open();
    await claim(raffle_id, player(1));
    advanceClock(1000);
    streams.push(await open());
    earlier.resolve(old);
    streams.push(await slow, await open());
    expect(await streams.at(-1)?.next()).toEqual(first(2));
    for (const { leave } of streams) await leave();
  });

  it("returns 404 at once when this isolate has deleted the raffle", async () => {
    const { raffle_id } = await createRaffle();
    await (await watch(raffle_id)).leave();
    await deleteRaffle(raffle_id);
    expect(await errorOf(await service("GET", live(raffle_id)))).toEqual([404, "Raffle not found"]);
  });

  it.each([
    ["its client disconnects", async (id: string) => (await watch(id)).leave()],
    [
      "the Durable Object fails",
      async () => {
        const { raffle_id } = await createRaffle();
        let fails = false;
        const state = () => {
          if (fails) throw Object.assign(new Error("down"), { overloaded: true });
          return raffleObject(raffle_id).state();
        };
        const service = serviceWith({ RAFFLE: { getByName: () => ({ state, progress: state }) } });
        const { next } = listen(await service("GET", live(raffle_id)));
        await next();
        fails = true;
        expect(await next()).toBeUndefined();
      },
    ],
    ["the request is HEAD", async (id: string) => service("HEAD", live(id))],
  ])("stops counting a watcher once %s", async (_, leave) => {
    const { raffle_id } = await createRaffle();
    const before = watchers.count;
    const other = await watch(raffle_id);
    await other.next();
    await leave(raffle_id);
    expect(watchers.count).toBe(before + 1);
    await other.leave();
    expect(watchers.count).toBe(before);
  });

  it("returns 429 above the limit of a network, and only to that network", async () => {
    const { raffle_id } = await createRaffle();
    const leave = crowd(1000, () => "2001:db8:77::/64");
    const from = "2001:db8:77::ffff";
    const turnedAway = await service("GET", live(raffle_id), { from });
    expect(turnedAway.headers.get("Retry-After")).toBe("60");
    expect(await errorOf(turnedAway)).toEqual([429, "Too many requests"]);
    await (await watch(raffle_id, "2001:db8:77:1::1")).leave();
    leave();
    await (await watch(raffle_id, from)).leave();
  });

  it("returns 503 above the limit of the isolate", async () => {
    const { raffle_id } = await createRaffle();
    const leave = crowd(10_000, String);
    const turnedAway = await service("GET", live(raffle_id));
    expect(turnedAway.headers.get("Retry-After")).toMatch(/^\d+$/);
    expect(await errorOf(turnedAway)).toEqual([503, "Temporarily unavailable"]);
    leave();
    await (await watch(raffle_id)).leave();
  });

  it("ignores a WebSocket upgrade, which pages of an earlier version request", async () => {
    const { raffle_id } = await createRaffle();
    const headers = { Upgrade: "websocket", Connection: "Upgrade" };
    const answer = await call("GET", live(raffle_id), { headers });
    expect([answer.status, answer.webSocket]).toEqual([200, null]);
    await listen(answer).leave();
  });

  it("returns the headers of GET for HEAD, without a body", async () => {
    const { raffle_id } = await createRaffle();
    const head = await call("HEAD", live(raffle_id));
    const { headers } = head;
    expect([head.status, headers.get("Content-Type"), headers.get("Cache-Control"), head.body]).toEqual([
      200,
      "text/event-stream",
      "no-store",
      null,
    ]);
  });

  it.each(["POST", "PUT", "DELETE"])("returns 405 for %s", async (method) => {
    const answer = await call(method, live(crypto.randomUUID()));
    expect(answer.headers.get("Allow")).toBe("GET, HEAD");
    expect(await errorOf(answer)).toEqual([405, "Method not allowed"]);
  });

  it("allows pages of ALLOWED_ORIGINS and rejects other sites", async () => {
    const { raffle_id } = await createRaffle();
    const Origin = "https://fair.example.org";
    const service = serviceWith({ ALLOWED_ORIGINS: [Origin] });
    const allowed = await service("GET", live(raffle_id), { headers: { Origin } });
    expect(allowed.headers.get("Access-Control-Allow-Origin")).toBe(Origin);
    await listen(allowed).leave();
    const before = watchers.count;
    const other = await service("GET", live(raffle_id), { headers: { Origin: "https://evil.example" } });
    expect(await errorOf(other)).toEqual([403, "Cross-site request"]);
    expect(watchers.count).toBe(before);
  });

  it("stores nothing for an unknown raffle", async () => {
    const nobody = crypto.randomUUID();
    expect(await errorOf(await call("GET", live(nobody)))).toEqual([404, "Raffle not found"]);
    const tables = await runInDurableObject(env.RAFFLE.getByName(nobody), (_, ctx) =>
      ctx.storage.sql.exec("SELECT name FROM sqlite_master").toArray(),
    );
    expect(tables).toEqual([]);
  });
});
