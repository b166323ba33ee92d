import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { directoryOf } from "../../src/durable-objects/directory/object";
import { AlarmTasks, type TaskOutcome } from "../../src/durable-objects/raffle/store/alarm-tasks";
import { advanceClock } from "../testkit/clock";
import { downgrade, evict, raffleObject, storedRows } from "../testkit/objects";
import { createRaffle, deleteRaffle, drawWinners, getRaffle, playRaffle, sellOut } from "../testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

const HOUR_MS = 3_600_000;
const isListed = async (id: string) => (await directoryOf(env).page(1000)).ids.includes(id);
const alarmOf = (id: string) => runInDurableObject(raffleObject(id), (_, { storage }) => storage.getAlarm());
const setAlarm = (id: string, at: number) =>
  runInDurableObject(raffleObject(id), (_, { storage }) => storage.setAlarm(at));
const tasksOf = async (id: string) => (await storedRows(raffleObject(id))).task?.map(({ name }) => name);
const unlist = (id: string) => directoryOf(env).remove(id);

/** Runs `work` on tasks of its own, in the storage of a raffle that has none. */
async function withTasks<T>(
  run: (task: string) => TaskOutcome | Promise<TaskOutcome>,
  work: (tasks: AlarmTasks, storage: DurableObjectStorage) => T,
) {
  const { raffle_id } = await createRaffle();
  return runInDurableObject(raffleObject(raffle_id), (_, { storage }) =>
    work(new AlarmTasks(storage, run), storage),
  );
}

/** Returns what runs when the alarm rings at these times, while tasks are due after 1 and 2 hours. */
async function runsAt(...hours: number[]): Promise<string[]> {
  const ran: string[] = [];
  const run = (task: string): TaskOutcome => {
    ran.push(task);
    return "done";
  };
  await withTasks(run, async (tasks) => {
    const start = Date.now();
    tasks.schedule("unlist", start + HOUR_MS);
    tasks.schedule("forget-players", start + 2 * HOUR_MS);
    for (const hour of hours) {
      vi.spyOn(Date, "now").mockReturnValue(start + hour * HOUR_MS);
      await tasks.runDue("list");
    }
  });
  return ran;
}

describe("the alarm", () => {
  it("is set to the earliest task, and removed with the last one", async () => {
    const alarms = await withTasks(
      () => "done",
      async (tasks, storage) => {
        const seen: unknown[] = [];
        const change = async (work: () => void) => {
          work();
          seen.push(await storage.getAlarm());
        };
        const later = Date.now() + HOUR_MS;
        await change(() => tasks.schedule("forget-players", later + 2));
        await change(() => tasks.schedule("list", later + 1));
        await change(() => tasks.schedule("list", later + 3));
        await change(() => tasks.cancel("forget-players"));
        await change(() => tasks.cancel("forget-players"));
        await change(() => tasks.cancel("list"));
        return seen.map((at) => (typeof at === "number" ? at - later : at));
      },
    );
    expect(alarms).toEqual([2, 1, 2, 3, 3, null]);
  });

  it("is left as it was by a transaction that fails", async () => {
    const state = await withTasks(
      () => "done",
      async (tasks, storage) => {
        const failing = () =>
          storage.transactionSync(() => {
            tasks.schedule("list", Date.now());
            throw new Error("disk I/O error");
          });
        expect(failing).toThrow("disk I/O error");
        return [tasks.isScheduled("list"), await storage.getAlarm()];
      },
    );
    expect(state).toEqual([false, null]);
  });

  it("runs only the tasks that are due", async () => {
    expect(await runsAt(1)).toEqual(["unlist"]);
  });

  it("runs all tasks that are due if it rings late", async () => {
    expect((await runsAt(3)).toSorted()).toEqual(["forget-players", "unlist"]);
  });

  it("runs no scheduled task before its time if it rings early", async () => {
    expect(await runsAt(0.5)).toEqual(["list"]);
  });

  it("runs no task a second time if it rings twice", async () => {
    expect((await runsAt(1, 1)).filter((task) => task !== "list")).toEqual(["unlist"]);
  });

  it("rings again 30 s after a task failed", async () => {
    const wait = await withTasks(
      () => "failed",
      async (tasks, storage) => {
        tasks.schedule("list", Date.now());
        advanceClock(0);
        await tasks.runDue("list");
        return ((await storage.getAlarm()) ?? 0) - Date.now();
      },
    );
    expect(wait).toBe(30_000);
  });

  it("runs the other tasks if one throws, keeps that one, and fails", async () => {
    const ran: string[] = [];
    const run = (task: string): TaskOutcome => {
      if (task === "forget-players") throw new Error("disk I/O error");
      ran.push(task);
      return "done";
    };
    const left = await withTasks(run, async (tasks, storage) => {
      tasks.schedule("forget-players", Date.now());
      tasks.schedule("list", Date.now());
      await expect(tasks.runDue("list")).rejects.toThrow("disk I/O error");
      const alarm = (await storage.getAlarm()) ?? 0;
      return [tasks.isScheduled("list"), tasks.isScheduled("forget-players"), alarm > Date.now()];
    });
    expect([ran, left]).toEqual([["list"], [false, true, true]]);
  });

  it("rings again at the time that a task asks for", async () => {
    const alarm = await withTasks(
      () => ({ nextAt: 4_102_444_800_000 }),
      async (tasks, storage) => {
        tasks.schedule("draw", Date.now());
        await tasks.runDue("draw");
        return storage.getAlarm();
      },
    );
    expect(alarm).toBe(4_102_444_800_000);
  });

  it.each<TaskOutcome>([
    "failed",
    { nextAt: 0 },
  ])("drops a task that was cancelled while it ran, whose outcome is %o", async (outcome) => {
    const running = Promise.withResolvers<TaskOutcome>();
    const isScheduled = await withTasks(
      () => running.promise,
      async (tasks) => {
        tasks.schedule("list", Date.now());
        const ringing = tasks.runDue("list");
        tasks.cancel("list");
        running.resolve(outcome);
        await ringing;
        return tasks.isScheduled("list");
      },
    );
    expect(isScheduled).toBe(false);
  });

  it("costs one row for a task, and none to cancel a task that is not scheduled", async () => {
    const written = await withTasks(
      () => "done",
      (tasks, storage) => {
        const exec = vi.spyOn(storage.sql, "exec");
        const rowsOf = (work: () => void) => {
          exec.mockClear();
          work();
          return exec.mock.results.reduce(
            (sum, { value }) => sum + (value as { rowsWritten: number }).rowsWritten,
            0,
          );
        };
        return [
          rowsOf(() => tasks.schedule("list", 1)),
          rowsOf(() => tasks.schedule("list", 2)),
          rowsOf(() => tasks.cancel("list")),
          rowsOf(() => tasks.cancel("list")),
        ];
      },
    );
    expect(written).toEqual([1, 1, 1, 0]);
  });
});

describe("the task to forget players", () => {
  it("is cancelled when a claim finds the retention period over", async () => {
    const { id } = await playRaffle();
    advanceClock(30 * 24 * HOUR_MS);
    await raffleObject(id).claim("192.0.2.1", "key");
    expect([await tasksOf(id), await alarmOf(id)]).toEqual([[], null]);
  });
});

describe("a raffle stored by the version before the tasks", () => {
  it("that is drawn gets the task to forget its players, and keeps its alarm", async () => {
    const { id } = await playRaffle();
    const due = await alarmOf(id);
    await downgrade(id, 5);
    await getRaffle(id);
    expect([await tasksOf(id), await alarmOf(id)]).toEqual([["forget-players"], due]);
  });

  it("is listed by the alarm that was set for that", async () => {
    const { raffle_id } = await createRaffle();
    await unlist(raffle_id);
    await setAlarm(raffle_id, Date.now() + HOUR_MS);
    await downgrade(raffle_id, 5);
    await runDurableObjectAlarm(raffleObject(raffle_id));
    expect([await isListed(raffle_id), await alarmOf(raffle_id)]).toEqual([true, null]);
  });

  it("is listed by that alarm, though it is drawn in the meantime", async () => {
    const raffle = await createRaffle();
    const id = raffle.raffle_id;
    await unlist(id);
    const due = Date.now() + HOUR_MS;
    await setAlarm(id, due);
    await downgrade(id, 5);
    await sellOut(raffle);
    await drawWinners(id);
    expect(await alarmOf(id)).toBe(due);
    advanceClock(HOUR_MS);
    await runDurableObjectAlarm(raffleObject(id));
    expect([await isListed(id), await tasksOf(id)]).toEqual([true, ["forget-players"]]);
  });

  it("that is deleted is removed from the list by the alarm that was set for that", async () => {
    const { raffle_id } = await createRaffle();
    await deleteRaffle(raffle_id);
    await directoryOf(env).add(raffle_id, Date.now());
    await setAlarm(raffle_id, Date.now() + HOUR_MS);
    await downgrade(raffle_id, 5);
    await runDurableObjectAlarm(raffleObject(raffle_id));
    expect([await isListed(raffle_id), await alarmOf(raffle_id)]).toEqual([false, null]);
  });
});

describe("after a rollback to the version before the tasks, and an upgrade", () => {
  /** Does what that version does with a raffle: it writes the raffle's tables and the alarm, and no task. */
  async function byOldCode(id: string, sql: string, alarm: number | null) {
    await runInDurableObject(raffleObject(id), async (_, { storage }) => {
      storage.sql.exec(sql);
      await (alarm === null ? storage.deleteAlarm() : storage.setAlarm(alarm));
    });
    await evict(id);
  }

  it("a raffle that was drawn meanwhile gets the task to forget its players", async () => {
    const { raffle_id } = await createRaffle();
    const due = Date.now() + HOUR_MS;
    await byOldCode(raffle_id, `UPDATE raffle SET drawn_at = 1, forget_at = ${due}`, due);
    await getRaffle(raffle_id);
    expect(await tasksOf(raffle_id)).toContain("forget-players");
    expect(await alarmOf(raffle_id)).toBe(due);
  });

  it("a raffle whose players were forgotten meanwhile drops the task, and needs no alarm", async () => {
    const { id } = await playRaffle();
    await byOldCode(id, "DELETE FROM player; UPDATE raffle SET forget_at = NULL, tag_key = NULL", null);
    advanceClock(31 * 24 * HOUR_MS);
    await runInDurableObject(raffleObject(id), (raffle) => raffle.alarm());
    expect([await tasksOf(id), await alarmOf(id)]).toEqual([[], null]);
  });

  it("a raffle that was deleted meanwhile is removed from the list, whatever tasks it had", async () => {
    const { id } = await playRaffle();
    const deletion = `DELETE FROM raffle; DELETE FROM player; INSERT INTO deleted VALUES ('${id}', 1)`;
    await byOldCode(id, deletion, Date.now() + 30_000);
    advanceClock(31 * 24 * HOUR_MS);
    await runDurableObjectAlarm(raffleObject(id));
    expect([await isListed(id), await tasksOf(id), await alarmOf(id)]).toEqual([false, [], null]);
  });

  it("keeps a task of a newer version while it can't run", async () => {
    const { raffle_id } = await createRaffle();
    await byOldCode(raffle_id, "INSERT INTO task VALUES ('of a newer version', 1)", 1);
    await runDurableObjectAlarm(raffleObject(raffle_id));
    expect(await tasksOf(raffle_id)).toEqual(["of a newer version"]);
    expect(await alarmOf(raffle_id)).toBeGreaterThan(Date.now());
  });
});
