import { createExecutionContext, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { directoryOf } from "../src/durable-objects/directory/object";
import restoring from "../src/restore";
import { advanceClock } from "./testkit/clock";
import { evict, raffleObject } from "./testkit/objects";
import {
  call,
  createRaffle,
  drawWinners,
  errorOf,
  getRaffle,
  listWinners,
  MANAGER,
  playRaffle,
  requestTo,
} from "./testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

const TOKEN = "a token of 32 characters or more";

/**
 * Returns the service with the restore route and simulated objects. `asked` has what they were asked to
 * restore.
 */
function restoringService(token: string | null = TOKEN) {
  const asked: unknown[] = [];
  const getByName = (id: string) => ({
    rewind: async (to: unknown) => {
      asked.push(to);
      return "before";
    },
    state: () => raffleObject(id).state(),
  });
  const changed = { ...env, RAFFLE: { getByName }, RESTORE_TOKEN: token ?? undefined } as never;
  const service = (path: string, authorization = `Bearer ${TOKEN}`) => {
    const request = requestTo("POST", path, { from: MANAGER, headers: { Authorization: authorization } });
    return restoring.fetch(request as never, changed, createExecutionContext());
  };
  return { service, asked };
}

describe("the restore route", () => {
  it("restores a raffle to a time, returns the bookmark that undoes it, and lists the raffle", async () => {
    const { raffle_id } = await createRaffle();
    await directoryOf(env).remove(raffle_id);
    const { service, asked } = restoringService();
    const answer = await service(`/restore/${raffle_id}?to=2026-11-23T09:30:00Z`);
    expect(await answer.json()).toMatchObject({ undo: "before", raffle: { id: raffle_id } });
    expect(asked).toEqual([Date.parse("2026-11-23T09:30:00Z")]);
    expect((await directoryOf(env).page(100)).ids).toContain(raffle_id);
  });

  it("lists a raffle after a transient failure of the directory", async () => {
    const { raffle_id } = await createRaffle();
    await directoryOf(env).remove(raffle_id);
    const { service } = restoringService();
    vi.spyOn(env.DIRECTORY, "getByName").mockImplementationOnce(() => {
      throw Object.assign(new Error("reset"), { retryable: true });
    });
    expect((await service(`/restore/${raffle_id}?to=2026-11-23T09:30:00Z`)).status).toBe(200);
    expect((await directoryOf(env).page(100)).ids).toContain(raffle_id);
  });

  it("returns the bookmark even if the directory stays unreachable", async () => {
    const { raffle_id } = await createRaffle();
    const { service } = restoringService();
    vi.spyOn(env.DIRECTORY, "getByName").mockImplementation(() => {
      throw new Error("unreachable");
    });
    const answer = await service(`/restore/${raffle_id}?to=2026-11-23T09:30:00Z`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { undo: "before", detail: "It may not be on the list: call again, without to" },
    ]);
  });

  it("lists a raffle and restores nothing without a time", async () => {
    const { raffle_id } = await createRaffle();
    await directoryOf(env).remove(raffle_id);
    const { service, asked } = restoringService();
    const answer = await service(`/restore/${raffle_id}`);
    expect([await answer.json(), asked]).toMatchObject([{ undo: null, raffle: { id: raffle_id } }, []]);
    expect((await directoryOf(env).page(100)).ids).toContain(raffle_id);
  });

  it.each([
    "",
    "yesterday",
    "2026-11-23",
    "2026-11-23T09:30:00+01:00",
    "2026-11-23T09:30:00",
    "2026-02-30T25:30:00Z",
  ])("returns 400 for %j, which is neither a time in UTC nor a bookmark", async (to) => {
    const { raffle_id } = await createRaffle();
    const { service, asked } = restoringService();
    const { status } = await service(`/restore/${raffle_id}?to=${to}`);
    expect([status, asked]).toEqual([400, []]);
  });

  it("restores a raffle to a bookmark", async () => {
    const { raffle_id } = await createRaffle();
    const { service, asked } = restoringService();
    const bookmark = "0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b";
    await service(`/restore/${raffle_id}?to=${bookmark}`);
    expect(asked).toEqual([bookmark]);
  });

  it.each([
    ["with another token", TOKEN, "Bearer another token of 32 characters or"],
    ["without a token", TOKEN, ""],
    ["if none is set", null, "Bearer undefined"],
    ["if it is set to nothing", "", "Bearer "],
    ["if it is set to a short one", "short", "Bearer short"],
  ])("does not exist %s", async (_, token, authorization) => {
    const { service, asked } = restoringService(token);
    const answer = await service(`/restore/${crypto.randomUUID()}?to=2026-11-23T09:30:00Z`, authorization);
    expect([answer.status, asked]).toEqual([404, []]);
  });

  it("leaves the other routes as they are", async () => {
    const { raffle_id } = await createRaffle();
    const request = requestTo("GET", `/raffles/${raffle_id}/`);
    expect((await restoring.fetch(request as never, env, createExecutionContext())).status).toBe(200);
  });
});

describe("a raffle restored to before its draw, which this isolate remembers,", () => {
  /** Plays a raffle and undoes its draw in the storage, as the platform does. */
  async function restoredRaffle() {
    const { id } = await playRaffle({ total_tickets: 40, prizes: [{ name: "Cake", amount: 20 }] });
    await getRaffle(id);
    advanceClock(50_000);
    await listWinners(id);
    await runInDurableObject(raffleObject(id), (_, { storage }) => {
      storage.sql.exec("UPDATE raffle SET drawn_at = NULL, randomness = NULL, forget_at = NULL");
      for (const table of ["winner", "reserve"]) storage.sql.exec(`DELETE FROM ${table}`);
    });
    await evict(id);
    return id;
  }

  it.each([
    "winners/?limit=1",
    "draw/reserves/",
  ])("returns 400 at %s, since it is not drawn", async (path) => {
    const id = await restoredRaffle();
    expect(await errorOf(await call("GET", `/raffles/${id}/${path}`))).toEqual([400, "Winners not drawn"]);
  });

  it("lists the winners of its new draw", async () => {
    const id = await restoredRaffle();
    advanceClock(11_000);
    const winners = await drawWinners(id);
    await getRaffle(id);
    const numbers = winners.map(({ ticket_number }) => ticket_number).toSorted((a, b) => a - b);
    expect((await listWinners(id)).map(({ ticket_number }) => ticket_number)).toEqual(numbers);
  });
});
