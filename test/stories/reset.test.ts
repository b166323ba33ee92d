import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { directoryOf } from "../../src/durable-objects/directory/object";
import { raffleObject } from "../testkit/objects";
import { resetAfter } from "../testkit/reset";
import {
  call,
  claim,
  createRaffle,
  draw,
  errorOf,
  getRaffle,
  listWinners,
  MANAGER,
  participate,
  player,
  type Raffle,
  type Ticket,
  verify,
} from "../testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a reset of the Durable Object between the commit and the answer", () => {
  it("loses no ticket of a claim without a key, because the Worker retries", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    resetAfter("claim");
    const answer = await participate(raffle_id, player(1));
    expect([answer.status, answer.headers.get("Idempotent-Replayed")]).toEqual([200, null]);
    await draw(raffle_id);
    expect((await verify(raffle_id, await answer.json<Ticket>())).status).toBe(200);
  });

  it("creates only one raffle", async () => {
    resetAfter("create");
    const name = crypto.randomUUID();
    const { raffle_id } = await createRaffle({ name });
    const list = await (await call("GET", "/raffles/?limit=100")).json<Raffle[]>();
    expect(list.filter((raffle) => raffle.name === name).map((raffle) => raffle.raffle_id)).toEqual([
      raffle_id,
    ]);
  });

  it("keeps the draw and returns 503, and the next attempt returns 400", async () => {
    const { raffle_id } = await createRaffle({ total_tickets: 1 });
    await claim(raffle_id, player(1));
    resetAfter("draw");
    expect(await errorOf(await draw(raffle_id))).toEqual([503, "Temporarily unavailable"]);
    expect(await errorOf(await draw(raffle_id))).toEqual([400, "Winners already drawn"]);
    expect(await listWinners(raffle_id)).toHaveLength(1);
  });
});

describe("a reset between creating a raffle and listing it", () => {
  it("is repaired by the alarm, which lists the raffle", async () => {
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const json = { name: "Fair", total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] };
    const away = vi.spyOn(env.DIRECTORY, "getByName").mockImplementation(() => {
      throw new Error("unreachable");
    });
    resetAfter("create");
    const created = await call("POST", "/raffles/", { from: MANAGER, json, headers });
    const { raffle_id } = await created.json<Raffle>();
    away.mockRestore();
    expect((await directoryOf(env).page(100)).ids).not.toContain(raffle_id);
    expect(await runDurableObjectAlarm(raffleObject(raffle_id))).toBe(true);
    expect((await directoryOf(env).page(100)).ids).toContain(raffle_id);
    expect((await getRaffle(raffle_id)).available_tickets).toBe(1);
  });

  it("is repaired by the retry, so that the created raffle is in the list", async () => {
    vi.spyOn(env.DIRECTORY, "getByName").mockImplementationOnce(() => {
      throw new Error("unreachable");
    });
    resetAfter("create");
    const { raffle_id } = await createRaffle();
    expect((await directoryOf(env).page(100)).ids).toContain(raffle_id);
  });
});
