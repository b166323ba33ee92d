import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { directoryOf } from "../../src/durable-objects/directory/object";
import { evict, raffleObject } from "../testkit/objects";
import { createRaffle } from "../testkit/service";

const facts = { name: "x", totalTickets: 1, prizes: [{ name: "x", amount: 1 }], locationHint: null };
const listed = async () => (await directoryOf(env).page(100)).ids;
const alarmOf = (id: string) => runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());

/** Makes the directory unreachable from this raffle's object until it is restored. */
const cutOff = (
  id: string,
  instead: () => object = () => {
    throw new Error("unreachable");
  },
) =>
  runInDurableObject(raffleObject(id), (instance) => {
    const { env: seen } = instance as unknown as { env: Env };
    return vi.spyOn(seen.DIRECTORY, "getByName").mockImplementation(instead as never);
  });

describe("the directory", () => {
  it("lists a raffle once, however often it is added", async () => {
    const id = crypto.randomUUID();
    await directoryOf(env).add(id, 1);
    await directoryOf(env).add(id, 2);
    expect((await listed()).filter((each) => each === id)).toHaveLength(1);
  });

  it("lists raffles by time of creation, and those of the same millisecond by arrival", async () => {
    const [a = "", b = "", c = ""] = Array.from({ length: 3 }, () => crypto.randomUUID());
    const late = Date.now() + 1000;
    await directoryOf(env).add(b, late);
    await directoryOf(env).add(a, late - 1);
    await directoryOf(env).add(c, late);
    expect((await listed()).slice(0, 3)).toEqual([c, b, a]);
  });

  it("keeps a raffle in its place when it is added again", async () => {
    const directory = env.DIRECTORY.getByName(crypto.randomUUID());
    for (const id of ["a", "b", "a"]) await directory.add(id, 1);
    expect((await directory.page(10)).ids).toEqual(["b", "a"]);
  });

  it("continues where a page ended, also among raffles of the same millisecond, and ends with the last", async () => {
    const directory = env.DIRECTORY.getByName(crypto.randomUUID());
    for (const id of ["a", "b", "c", "d"]) await directory.add(id, 1);
    const first = await directory.page(2);
    const second = await directory.page(2, first.next);
    expect([first.ids, second.ids]).toEqual([
      ["d", "c"],
      ["b", "a"],
    ]);
    expect(second.next).toBeUndefined();
  });

  it("survives eviction", async () => {
    const id = crypto.randomUUID();
    await directoryOf(env).add(id, Date.now());
    await evictDurableObject(directoryOf(env));
    expect(await listed()).toContain(id);
  });
});

describe("a raffle", () => {
  it("is listed when it is created, and needs no alarm then", async () => {
    const { raffle_id } = await createRaffle();
    expect(await listed()).toContain(raffle_id);
    expect(await alarmOf(raffle_id)).toBeNull();
  });

  it("has its alarm set before it is added to the directory, so that the alarm makes up for a crash in between", async () => {
    const id = crypto.randomUUID();
    let alarm: Promise<number | null> | undefined;
    const instead = await cutOff(id, () => ({
      add: async () => {
        alarm = runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());
        await alarm;
      },
    }));
    await raffleObject(id).create(id, facts, null);
    instead.mockRestore();
    const due = (await alarm) ?? 0;
    expect(due).toBeGreaterThan(Date.now());
    expect(due).toBeLessThanOrEqual(Date.now() + 30_000);
  });

  it("is listed before its creation is answered", async () => {
    const id = crypto.randomUUID();
    const steps: string[] = [];
    const instead = await cutOff(id, () => ({
      add: async () => {
        await scheduler.wait(1);
        steps.push("listed");
      },
    }));
    await raffleObject(id).create(id, facts, null);
    steps.push("answered");
    instead.mockRestore();
    expect(steps).toEqual(["listed", "answered"]);
  });

  it("is created while the directory is unreachable, and lists itself later", async () => {
    const id = crypto.randomUUID();
    const away = await cutOff(id);
    expect((await raffleObject(id).create(id, facts, null)).ok).toBe(true);
    away.mockRestore();
    expect(await listed()).not.toContain(id);
    expect(await runDurableObjectAlarm(raffleObject(id))).toBe(true);
    expect(await listed()).toContain(id);
    expect(await alarmOf(id)).toBeNull();
  });

  it("is created while the directory hangs, and lists itself later", async () => {
    const id = crypto.randomUUID();
    const hanging = await cutOff(id, () => ({ add: () => new Promise(() => {}) }));
    expect((await raffleObject(id).create(id, facts, null)).ok).toBe(true);
    hanging.mockRestore();
    expect(await runDurableObjectAlarm(raffleObject(id))).toBe(true);
    expect(await listed()).toContain(id);
  });

  it("needs no alarm once a directory that took longer than its creation waits has listed it", async () => {
    const id = crypto.randomUUID();
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = await cutOff(id, () => ({ add: () => finished }));
    // Waits take no time.
    const wait = vi.spyOn(scheduler, "wait").mockResolvedValue();
    expect((await raffleObject(id).create(id, facts, null)).ok).toBe(true);
    wait.mockRestore();
    expect(await alarmOf(id)).not.toBeNull();
    finish();
    slow.mockRestore();
    await vi.waitFor(async () => expect(await alarmOf(id)).toBeNull());
  });

  it("lists itself after a crash", async () => {
    const id = crypto.randomUUID();
    const away = await cutOff(id);
    await raffleObject(id).create(id, facts, null);
    away.mockRestore();
    await evict(id);
    await runDurableObjectAlarm(raffleObject(id));
    expect(await listed()).toContain(id);
  });

  it("tries again for as long as the directory is unreachable", async () => {
    const id = crypto.randomUUID();
    const away = await cutOff(id);
    await raffleObject(id).create(id, facts, null);
    await runDurableObjectAlarm(raffleObject(id));
    expect(await alarmOf(id)).toBeGreaterThan(Date.now());
    away.mockRestore();
  });
});
