import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const PORT = Number(process.env.PAGES_PORT ?? "8871");

const at = (port: number) => `http://localhost:${port}`;

/** Where the tests find the service. */
export const SERVICE = at(PORT);

/** Where those find it who start another one, with draws by the beacon. */
export const BEACON_SERVICE = at(PORT + 1);

/** Where the screenshots are kept. */
export const SCREENSHOTS = "dist/screenshots";

/** Serves the Worker as `npm start` does, on an empty disk. @returns what ends it */
async function serve(service: string, ...options: string[]): Promise<() => Promise<void>> {
  const state = mkdtempSync(join(tmpdir(), "raffle-pages-"));
  const { port } = new URL(service);
  const args = ["start", "--", "--port", port, "--inspector-port", "0", "--persist-to", state, ...options];
  const child = spawn("npm", args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  for (let tries = 0; !(await fetch(`${service}/healthz`).catch(() => undefined))?.ok; tries++) {
    if (tries === 300 || child.exitCode !== null) throw new Error(`npm start does not serve:\n${said}`);
    await setTimeout(200);
  }
  return async () => {
    // With all that it has started.
    if (child.pid) process.kill(-child.pid, "SIGTERM");
    await ended;
    rmSync(state, { recursive: true, force: true });
  };
}

/** Serves as `npm start` does, but that the beacon draws: nobody asks it before its round is out. */
export const serveWithBeacon = () => serve(BEACON_SERVICE, "--var", "DRAW_ENTROPY:drand");

/** Serves while the tests run. */
export default function serveTests(): Promise<() => Promise<void>> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return serve(SERVICE);
}
