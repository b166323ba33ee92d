import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const PORT = process.env.PAGES_PORT ?? "8871";

/** Where the tests find the service. */
export const SERVICE = `http://localhost:${PORT}`;

/** Where the screenshots are kept. */
export const SCREENSHOTS = "dist/screenshots";

/** Serves the Worker as `npm start` does, on an empty disk, while the tests run. */
export default async function serve(): Promise<() => Promise<void>> {
  const state = mkdtempSync(join(tmpdir(), "raffle-pages-"));
  mkdirSync(SCREENSHOTS, { recursive: true });
  const args = ["start", "--", "--port", PORT, "--inspector-port", "0", "--persist-to", state];
  const service = spawn("npm", args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [service.stdout, service.stderr]) stream.on("data", (data) => (said += data));
  const ended = new Promise((resolve) => service.once("exit", resolve));
  for (let tries = 0; !(await fetch(`${SERVICE}/healthz`).catch(() => undefined))?.ok; tries++) {
    if (tries === 300 || service.exitCode !== null) throw new Error(`npm start does not serve:\n${said}`);
    await setTimeout(200);
  }
  return async () => {
    // With all that it has started.
    if (service.pid) process.kill(-service.pid, "SIGTERM");
    await ended;
    rmSync(state, { recursive: true, force: true });
  };
}
