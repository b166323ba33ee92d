import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { call, claim, createRaffle, draw, participate, player, sellOut, told } from "../support/service";

const live = (id: string, headers: Record<string, string> = {}) =>
  call("GET", `/raffles/${id}/live/`, { headers: { Upgrade: "websocket", ...headers } });

/** Watches a raffle. @returns the socket, and what it was told so far and when */
async function watch(id: string) {
  const { webSocket } = await live(id);
  if (!webSocket) throw new Error("No WebSocket");
  const messages: { text: string; at: number }[] = [];
  webSocket.addEventListener("message", ({ data }) => {
    messages.push({ text: String(data), at: Date.now() });
  });
  webSocket.accept();
  const last = () => messages.at(-1)?.text;
  return { webSocket, messages, last };
}

const message = (available_tickets: number, drawn = false) => JSON.stringify({ available_tickets, drawn });
const objectOf = (id: string) => env.RAFFLE.getByName(id);
const socketsOf = (id: string) => runInDurableObject(objectOf(id), (_, ctx) => ctx.getWebSockets().length);

describe("/raffles/{raffle_id}/live/", () => {
  it("tells how far the raffle has got, at once and whenever that changes", async () => {
    const raffle = await createRaffle({ total_tickets: 2 });
    const { webSocket, last } = await watch(raffle.raffle_id);
    await vi.waitFor(() => expect(last()).toBe(message(2)));
    await sellOut(raffle);
    await vi.waitFor(() => expect(last()).toBe(message(0)));
    await draw(raffle.raffle_id);
    await vi.waitFor(() => expect(last()).toBe(message(0, true)));
    webSocket.close();
  });

  it("gathers what a crowd changes to four messages a second", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 300 });
    const { webSocket, messages, last } = await watch(raffle_id);
    const wave = async (first: number) =>
      Promise.all(Array.from({ length: 100 }, (_, n) => participate(raffle_id, player(first + n))));
    for (const first of [0, 100, 200]) await wave(first);
    await vi.waitFor(() => expect(last()).toBe(message(0)));
    const pauses = messages.slice(1).map(({ at }, i) => at - (messages[i]?.at ?? 0));
    // The first is told at once; a timer may come some milliseconds early.
    for (const pause of pauses.slice(1)) expect(pause).toBeGreaterThan(230);
    expect(messages.length).toBeLessThan(30);
    webSocket.close();
  });

  it("tells every watcher", async () => {
    const { raffle_id } = await createRaffle();
    const watchers = [await watch(raffle_id), await watch(raffle_id), await watch(raffle_id)];
    await claim(raffle_id, player(1));
    for (const { webSocket, last } of watchers) {
      await vi.waitFor(() => expect(last()).toBe(message(2)));
      webSocket.close();
    }
  });

  it("outlasts the object's sleep", async () => {
    const { raffle_id } = await createRaffle();
    const { webSocket, last } = await watch(raffle_id);
    await evictDurableObject(objectOf(raffle_id), { webSockets: "hibernate" });
    await claim(raffle_id, player(1));
    await vi.waitFor(() => expect(last()).toBe(message(2)));
    webSocket.close();
  });

  it("answers a ping", async () => {
    const { raffle_id } = await createRaffle();
    const { webSocket, last } = await watch(raffle_id);
    webSocket.send("ping");
    await vi.waitFor(() => expect(last()).toBe("pong"));
    webSocket.close();
  });

  it("hangs up on who says anything else", async () => {
    const { raffle_id } = await createRaffle();
    const { webSocket } = await watch(raffle_id);
    const closed = new Promise<CloseEvent>((resolve) => webSocket.addEventListener("close", resolve));
    webSocket.send("x".repeat(1000));
    expect((await closed).code).toBe(1008);
  });

  it("keeps nothing of who has gone", async () => {
    const { raffle_id } = await createRaffle();
    const { webSocket } = await watch(raffle_id);
    expect(await socketsOf(raffle_id)).toBe(1);
    webSocket.close(1000, "bye");
    await vi.waitFor(async () => expect(await socketsOf(raffle_id)).toBe(0));
    await claim(raffle_id, player(1));
  });

  it("is a WebSocket and nothing else", async () => {
    const { raffle_id } = await createRaffle();
    const answer = await call("GET", `/raffles/${raffle_id}/live/`);
    expect(answer.headers.get("Upgrade")).toBe("websocket");
    expect(await told(answer)).toEqual([426, "Upgrade required"]);
  });

  it("is not for pages of other sites", async () => {
    const { raffle_id } = await createRaffle();
    expect(await told(await live(raffle_id, { Origin: "https://evil.example" }))).toEqual([
      403,
      "Cross-site request",
    ]);
    expect(await socketsOf(raffle_id)).toBe(0);
  });

  it("stores nothing for a raffle that is none", async () => {
    const nobody = crypto.randomUUID();
    expect(await told(await live(nobody))).toEqual([404, "Raffle not found"]);
    const tables = await runInDurableObject(objectOf(nobody), (_, ctx) =>
      ctx.storage.sql.exec("SELECT name FROM sqlite_master").toArray(),
    );
    expect(tables).toEqual([]);
  });
});
