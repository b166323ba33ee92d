// People who watch a raffle: streams that another process reads.
import { fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { call, SERVICE } from "./load.ts";

export interface Watchers {
  /** How many messages each of them has heard so far, on average. */
  heard(): Promise<number>;
  /** Resolves when the service has noticed that they have gone. */
  stop(): Promise<void>;
}

/** Watches a raffle. @returns once all are open; throws where one is refused */
export async function watch(id: string, count: number): Promise<Watchers> {
  const child = fork(resolve(import.meta.dirname, "watchers-child.ts"), [
    new URL(SERVICE).port,
    `/raffles/${id}/live/`,
    String(count),
  ]);
  const ended = once(child, "exit");
  const gone = ended.then(() => {
    throw new Error("Not all who watch could: are there file descriptors for them (ulimit -n)?");
  });
  // Heard of by whoever waits for it, if anybody does.
  gone.catch(() => {});
  const told = async () => Number((await Promise.race([once(child, "message"), gone]))[0]);
  await told();
  return {
    heard: () => {
      child.send("heard?");
      return told();
    },
    stop: async () => {
      child.disconnect();
      await ended;
      while ((await call("GET", "/bench/watchers")) !== 0) await setTimeout(50);
    },
  };
}
