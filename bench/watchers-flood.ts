// A client that floods the route for watching a raffle, and a sink to compare with. Each has its own process.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

interface Child {
  stop(): Promise<void>;
}

const startChild = (...args: string[]): ChildProcess =>
  fork(resolve(import.meta.dirname, "watchers-flood-child.ts"), args);

/** Returns a function that ends the process and waits until its sockets are closed. */
const stopperOf = (child: ChildProcess) => async () => {
  const exited = once(child, "exit");
  child.disconnect();
  await exited;
};

/** Starts a process that discards whatever is sent to its port. */
export async function openSink(): Promise<Child & { port: number }> {
  const sink = startChild("sink");
  const [port] = await once(sink, "message");
  return { port: Number(port), stop: stopperOf(sink) };
}

/**
 * Requests a WebSocket at a path and sends up to 100,000 pings per second, whatever the answer. Resolves once
 * it is connected.
 */
export async function startFlood(port: number, path: string): Promise<Child> {
  const flood = startChild("flood", String(port), path);
  await once(flood, "message");
  return { stop: stopperOf(flood) };
}
