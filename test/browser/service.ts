import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const PORT = Number(process.env.PAGES_PORT ?? "8871");

const urlOf = (port: number) => `http://localhost:${port}`;

/** The URL of the service. */
export const SERVICE = urlOf(PORT);

/** The URL of the service that draws by the beacon. */
export const BEACON_SERVICE = urlOf(PORT + 1);

/** The folder of the screenshots. */
export const SCREENSHOTS = "dist/screenshots";

/** Runs `npm start` with empty storage. Returns a function that stops it. */
async function serve(service: string, ...options: string[]): Promise<() => Promise<void>> {
  const state = mkdtempSync(join(tmpdir(), "raffle-pages-"));
  const { port } = new URL(service);
  const args = ["start", "--", "--port", port, "--inspector-port", "0", "--persist-to", state, ...options];
  const child = spawn("npm", args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  const exited = new Promise((resolve) => child.once("exit", resolve));
  for (let tries = 0; !(await fetch(`${service}/healthz`).catch(() => undefined))?.ok; tries++) {
    if (tries === 300 || child.exitCode !== null) throw new Error(`npm start does not serve:\n${output}`);
    await setTimeout(200);
  }
  return async () => {
    // Stops its whole process group.
    if (child.pid) process.kill(-child.pid, "SIGTERM");
    await exited;
    rmSync(state, { recursive: true, force: true });
  };
}

/** Runs a service that draws by the beacon. No test calls the beacon, because no round is due. */
export const serveWithBeacon = () => serve(BEACON_SERVICE, "--var", "DRAW_ENTROPY:drand");

/** Runs the service during the tests. */
export default function serveTests(): Promise<() => Promise<void>> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return serve(SERVICE);
}
