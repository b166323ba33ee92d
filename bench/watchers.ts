// Clients that watch a raffle, in another process.
import { fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { call, SERVICE_URL } from "./service.ts";

export interface Watchers {
  /** Returns how many messages each watcher has received so far, on average. */
  countMessages(): Promise<number>;
  /** Closes the streams. Resolves once the service has noticed. */
  stop(): Promise<void>;
}

/** Watches a raffle with `count` clients. Resolves once all streams are open, and rejects if one can't be. */
export async function watch(id: string, count: number): Promise<Watchers> {
  const child = fork(resolve(import.meta.dirname, "watchers-child.ts"), [
    new URL(SERVICE_URL).port,
    `/raffles/${id}/live/`,
    String(count),
  ]);
  const exited = once(child, "exit");
  const failed = exited.then(() => {
    throw new Error("Some watchers failed. Are there enough file descriptors (ulimit -n)?");
  });
  // Without this handler, a rejection that nobody awaits would end the process.
  failed.catch(() => {});
  const nextMessage = async () => Number((await Promise.race([once(child, "message"), failed]))[0]);
  await nextMessage();
  return {
    countMessages: () => {
      child.send("count");
      return nextMessage();
    },
    stop: async () => {
      child.disconnect();
      await exited;
      while ((await call("GET", "/bench-watchers")) !== 0) await setTimeout(50);
    },
  };
}
