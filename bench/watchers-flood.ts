// A client that talks to the route of those who watch, without pause; and a process that reads as much, to compare with.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

interface Child {
  stop(): Promise<void>;
}

const child = (...args: string[]): ChildProcess =>
  fork(resolve(import.meta.dirname, "watchers-flood-child.ts"), args);

/** Ends with its process; the wait is for what it held. */
const stopping = (process: ChildProcess) => async () => {
  const ended = once(process, "exit");
  process.disconnect();
  await ended;
};

/** Reads and drops whatever is sent to its port. */
export async function openSink(): Promise<Child & { port: number }> {
  const sink = child("sink");
  const [port] = await once(sink, "message");
  return { port: Number(port), stop: stopping(sink) };
}

/** Asks for a WebSocket at a path and, whatever the answer, sends 100,000 pings a second. @returns once it does */
export async function startFlood(port: number, path: string): Promise<Child> {
  const flood = child("flood", String(port), path);
  await once(flood, "message");
  return { stop: stopping(flood) };
}
