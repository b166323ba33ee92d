// Serves the Worker on workerd itself, as the bundle that wrangler would deploy.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const bin = (name: string) => resolve(import.meta.dirname, "../node_modules/.bin", name);

/** Builds `bench/worker.ts` with the settings of wrangler.toml. @returns the folder of the bundle */
export function build(): string {
  const folder = mkdtempSync(join(tmpdir(), "raffle-bench-"));
  const out = join(folder, "bundle");
  execFileSync(bin("wrangler"), ["deploy", "bench/worker.ts", "--dry-run", "--outdir", out], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(join(folder, "config.capnp"), configOf(out));
  return folder;
}

function configOf(out: string): string {
  const parts = readdirSync(out).filter((name) => !/\.map$|^README|^worker\.js$/.test(name));
  const modules = parts.map((name) => {
    const type = name.endsWith(".css") ? "text" : "data";
    return `(name = "./${name}", ${type} = embed "bundle/${name}")`;
  });
  const settings = readFileSync("wrangler.toml", "utf8");
  const date = /^compatibility_date = "(.*)"$/m.exec(settings)?.[1];
  const flags = /^compatibility_flags = (.*)$/m.exec(settings)?.[1] ?? "[]";
  // The rate limit is the platform's; here it lets everybody pass, at the price of a call.
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .raffles),
    (name = "disk", disk = (path = "state", writable = true)),
  ],
  extensions = [(modules = [(name = "rate-limit", internal = true,
    esModule = "export default () => ({ limit: async () => ({ success: true }) })")])],
  sockets = [(name = "http", address = "127.0.0.1:8830", http = (), service = "main")],
);
const raffles :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "bundle/worker.js"), ${modules.join(", ")}],
  compatibilityDate = "${date}",
  compatibilityFlags = ${flags},
  bindings = [
    (name = "RAFFLE", durableObjectNamespace = "RaffleObject"),
    (name = "DIRECTORY", durableObjectNamespace = "DirectoryObject"),
    (name = "MANAGER_IP_ADDRESSES", json = "[\\"127.0.0.0/8\\"]"),
    (name = "ALLOWED_ORIGINS", json = "[]"),
    (name = "DRAW_ENTROPY", text = "local"),
    (name = "RATE_LIMIT", wrapped = (moduleName = "rate-limit")),
  ],
  durableObjectNamespaces = [
    (className = "RaffleObject", uniqueKey = "raffle", enableSql = true),
    (className = "DirectoryObject", uniqueKey = "directory", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "disk"),
);
`;
}

/** Where it is served. */
export const SERVICE = "http://127.0.0.1:8830";
const INSPECTOR = "127.0.0.1:8839";

/** As many files as a process here may have open: Node takes all that the system lets it have, and passes it on. */
export const openFiles = (): number =>
  Number(/^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? 1024);

/** A running workerd. */
export interface Server {
  /** Its resident memory in MB. */
  resident(): number;
  /** The CPU time that it has used, in ms (the kernel counts in steps of 10). */
  cpu(): number;
  stop(): Promise<void>;
}

/** Serves a bundle on an empty disk. @param inspected whether `heap()` shall work; it costs time in every request */
export async function serve(folder: string, inspected = false): Promise<Server> {
  rmSync(join(folder, "state"), { recursive: true, force: true });
  mkdirSync(join(folder, "state"));
  const args = ["serve", "config.capnp", "--experimental", ...(inspected ? [`-i${INSPECTOR}`] : [])];
  const child = spawn(bin("workerd"), args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  process.once("exit", () => child.kill("SIGKILL"));
  await answering(child);
  const field = (path: string, pattern: RegExp) =>
    Number(pattern.exec(readFileSync(`/proc/${child.pid}/${path}`, "utf8"))?.[1]);
  return {
    resident: () => field("status", /VmRSS:\s+(\d+)/) / 1024,
    cpu: () => {
      const [user, system] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(" ").slice(13, 15);
      return 10 * (Number(user) + Number(system));
    },
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function answering(child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error("workerd has ended: is its port taken?");
    const answer = await fetch(`${SERVICE}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("workerd does not answer");
}

/** Asks V8 how much memory the isolate holds, in MB: its heap and what lies outside for it. */
export async function heap(): Promise<() => Promise<number>> {
  const [target] = (await (await fetch(`http://${INSPECTOR}/json`)).json()) as [
    { webSocketDebuggerUrl: string },
  ];
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  return () =>
    new Promise((resolve) => {
      const hear = ({ data }: MessageEvent) => {
        const { id, result } = JSON.parse(data);
        if (id !== 1) return;
        socket.removeEventListener("message", hear);
        const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = result;
        resolve((usedSize + embedderHeapUsedSize + backingStorageSize) / 2 ** 20);
      };
      socket.addEventListener("message", hear);
      socket.send(JSON.stringify({ id: 1, method: "Runtime.getHeapUsage" }));
    });
}
