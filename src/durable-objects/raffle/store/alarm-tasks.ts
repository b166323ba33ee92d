/**
 * Adds the raffle to the directory, removes it from there, closes it, computes the digest of the claimed
 * tickets, draws, or deletes the hashes of addresses.
 */
export type AlarmTask = "list" | "unlist" | "close" | "digest" | "draw" | "forget-players";

/** Says whether a task is done, or when it runs again, in milliseconds since 1970. */
export type TaskOutcome = "done" | "failed" | { nextAt: number };

/** Returns `done` if nothing remains to do, else the time at which the task runs again. */
export const doneOr = (nextAt: number | null): TaskOutcome => (nextAt === null ? "done" : { nextAt });

type RunTask = (task: string) => TaskOutcome | Promise<TaskOutcome>;

/** How long after a failure or a crash a task runs again, in milliseconds. */
const TASK_RETRY_DELAY_MS = 30_000;

/**
 * Stores when each task of an object is due, and keeps the object's one alarm set to the earliest time. No
 * other code touches the alarm. The methods that write are synchronous, so they can take part in a
 * transaction. To schedule or to cancel a task writes two billed rows, the task and the alarm, and reads one
 * for each task.
 */
export class AlarmTasks {
  readonly #storage: DurableObjectStorage;
  readonly #run: RunTask;

  /**
   * @param run runs a task. It returns `failed` for a task that it doesn't know: newer code scheduled it, and
   *   after a rollback it stays until that code is back.
   */
  constructor(storage: DurableObjectStorage, run: RunTask) {
    this.#storage = storage;
    this.#run = run;
  }

  /** Sets when a task is due, in milliseconds since 1970, in place of an earlier time. */
  schedule(task: AlarmTask, dueAt: number): void {
    const upsert =
      "INSERT INTO task (name, due_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET due_at = excluded.due_at";
    this.#storage.sql.exec(upsert, task, dueAt);
    this.#setAlarm();
  }

  /** Removes a task. Writes nothing if it isn't scheduled. */
  cancel(task: string): void {
    const { rowsWritten } = this.#storage.sql.exec("DELETE FROM task WHERE name = ?", task);
    if (rowsWritten > 0) this.#setAlarm();
  }

  isScheduled(task: AlarmTask): boolean {
    return this.#storage.sql.exec("SELECT 1 FROM task WHERE name = ?", task).toArray().length > 0;
  }

  /** Runs a task at once, due or not, and cancels it if it is done. */
  async attempt(task: string): Promise<void> {
    const outcome = await this.#run(task);
    if (outcome === "done") return this.cancel(task);
    if (outcome === "failed") return;
    // The task may have been cancelled while it ran.
    this.#storage.sql.exec("UPDATE task SET due_at = ? WHERE name = ?", outcome.nextAt, task);
    this.#setAlarm();
  }

  /**
   * Runs the tasks that are due by the clock, however late, early or often the alarm rings. Each task is
   * first put off until its retry, so that it runs again if it fails or the object crashes.
   *
   * @param adopted the task to run if nothing is due: older code may have set the alarm (see `adoptAlarm`)
   */
  async runDue(adopted: AlarmTask): Promise<void> {
    const now = Date.now();
    if ((this.#earliestDueAt() ?? Number.POSITIVE_INFINITY) > now) this.schedule(adopted, now);
    const due = this.#storage.sql
      .exec<{ name: string }>(
        "UPDATE task SET due_at = ? WHERE due_at <= ? RETURNING name",
        now + TASK_RETRY_DELAY_MS,
        now,
      )
      .toArray();
    this.#setAlarm();
    // One that throws keeps no other from running, and the platform counts the alarm as failed.
    const outcomes = await Promise.allSettled(due.map(({ name }) => this.attempt(name)));
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }

  /**
   * Makes the alarm and the tasks agree when the object starts. Code from before the table `task` sets alarms
   * without tasks, during a rollback too. Such an alarm becomes the task `adopted`, and a lost alarm is set
   * again.
   */
  async adoptAlarm(adopted: AlarmTask): Promise<void> {
    const alarm = await this.#storage.getAlarm();
    if (alarm === this.#earliestDueAt()) return;
    if (alarm === null) this.#setAlarm();
    else this.schedule(adopted, alarm);
  }

  #earliestDueAt(): number | null {
    return this.#storage.sql.exec<{ at: number | null }>("SELECT min(due_at) AS at FROM task").one().at;
  }

  #setAlarm(): void {
    const at = this.#earliestDueAt();
    if (at === null) this.#storage.deleteAlarm();
    else this.#storage.setAlarm(at);
  }
}
