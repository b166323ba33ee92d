// Serves the Worker on workerd itself, as the bundle that wrangler would deploy.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);

/**
 * Builds a Worker with the settings of wrangler.toml.
 *
 * @param entry the Worker's module, in the project's folder
 * @returns the folder of the bundle
 */
export function build(entry = "src/index.ts"): string {
  const folder = mkdtempSync(join(tmpdir(), "raffle-workerd-"));
  const out = join(folder, "bundle");
  execFileSync(bin("wrangler"), ["deploy", entry, "--dry-run", "--outdir", out], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(join(folder, "config.capnp"), configOf(out, basename(entry).replace(/\.ts$/, ".js")));
  return folder;
}

function configOf(out: string, main: string): string {
  const parts = readdirSync(out).filter((name) => !/\.map$|^README/.test(name) && name !== main);
  const modules = parts.map((name) => {
    const type = name.endsWith(".css") ? "text" : "data";
    return `(name = "./${name}", ${type} = embed "bundle/${name}")`;
  });
  const settings = readFileSync(join(root, "wrangler.toml"), "utf8");
  const date = /^compatibility_date = "(.*)"$/m.exec(settings)?.[1];
  const flags = /^compatibility_flags = (.*)$/m.exec(settings)?.[1] ?? "[]";
  // The rate limits are the platform's; here they let everybody pass, at the price of a call.
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .raffles),
    (name = "disk", disk = (path = "state", writable = true)),
  ],
  extensions = [(modules = [(name = "rate-limit", internal = true,
    esModule = "export default () => ({ limit: async () => ({ success: true }) })")])],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const raffles :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "bundle/${main}"), ${modules.join(", ")}],
  compatibilityDate = "${date}",
  compatibilityFlags = ${flags},
  bindings = [
    (name = "RAFFLE", durableObjectNamespace = "RaffleObject"),
    (name = "DIRECTORY", durableObjectNamespace = "DirectoryObject"),
    (name = "MANAGER_IP_ADDRESSES", json = "[\\"127.0.0.0/8\\"]"),
    (name = "ALLOWED_ORIGINS", json = "[]"),
    (name = "DRAW_ENTROPY", text = "local"),
    (name = "RATE_LIMIT", wrapped = (moduleName = "rate-limit")),
    (name = "LIST_RATE_LIMIT", wrapped = (moduleName = "rate-limit")),
  ],
  durableObjectNamespaces = [
    (className = "RaffleObject", uniqueKey = "raffle", enableSql = true),
    (className = "DirectoryObject", uniqueKey = "directory", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "disk"),
);
`;
}

const INSPECTOR = "127.0.0.1:8839";

/** As many files as a process here may have open: Node takes all that the system lets it have, and passes it on. */
export const openFiles = (): number =>
  Number(/^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? 1024);

/** A running workerd. */
export interface Server {
  /** Where it is served. */
  url: string;
  /** Its resident memory in MB. */
  resident(): number;
  /** Forgets the largest resident memory so far. */
  resetPeak(): void;
  /** The largest resident memory since then, in MB: the kernel notes it, so nothing is missed while a call runs. */
  peak(): number;
  /** How many files it has open: an object in memory has its database and that one's log. */
  files(): number;
  /** The CPU time that it has used, in ms (the kernel counts in steps of 10). */
  cpu(): number;
  /** Ends it with SIGKILL, as a crash would. */
  stop(): Promise<void>;
}

export interface Serving {
  /** Any free one by default. */
  port?: number;
  /** Whether it begins with what an earlier one left on the disk. */
  keep?: boolean;
  /** Whether `heap()` shall work; it costs time in every request. */
  inspected?: boolean;
}

/** Serves a bundle. @returns the server, once it listens */
export async function serve(folder: string, { port = 0, keep, inspected }: Serving = {}): Promise<Server> {
  if (!keep) rmSync(join(folder, "state"), { recursive: true, force: true });
  mkdirSync(join(folder, "state"), { recursive: true });
  const args = ["serve", "config.capnp", "--experimental", "--control-fd=3", `-shttp=127.0.0.1:${port}`];
  if (inspected) args.push(`-i${INSPECTOR}`);
  const child = spawn(bin("workerd"), args, { cwd: folder, stdio: ["ignore", "ignore", "inherit", "pipe"] });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  ended.then(() => process.off("exit", kill));
  const listening = await listens(child);
  const field = (path: string, pattern: RegExp) =>
    Number(pattern.exec(readFileSync(`/proc/${child.pid}/${path}`, "utf8"))?.[1]);
  return {
    url: `http://127.0.0.1:${listening}`,
    resident: () => field("status", /VmRSS:\s+(\d+)/) / 1024,
    // What `5` does is in proc_pid_clear_refs(5).
    resetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, "5"),
    peak: () => field("status", /VmHWM:\s+(\d+)/) / 1024,
    files: () => readdirSync(`/proc/${child.pid}/fd`).length,
    cpu: () => {
      const [user, system] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(" ").slice(13, 15);
      return 10 * (Number(user) + Number(system));
    },
    stop: () => {
      kill();
      return ended;
    },
  };
}

/** Waits for workerd to say that it listens. @returns its port */
function listens(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("workerd has ended: is its port taken?")));
    let said = "";
    child.stdio[3]?.on("data", (part) => {
      said += part;
      const port = /"socket":"http","port":(\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
  });
}

/** What V8 tells of the isolate of a server that is `inspected`. */
export interface Heap {
  /** The memory that it uses, in MB: what it holds and has not collected yet, in its heap and outside. */
  used(): Promise<number>;
  /** Collects what nothing holds; workerd comes to it with a request that comes after, and not before. */
  collect(): Promise<unknown>;
}

/** Connects to the inspector (chromedevtools.github.io/devtools-protocol). */
export async function heap(): Promise<Heap> {
  const [target] = (await (await fetch(`http://${INSPECTOR}/json`)).json()) as [
    { webSocketDebuggerUrl: string },
  ];
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  let asked = 0;
  const ask = (method: string) =>
    new Promise<Record<string, number>>((resolve) => {
      const mine = ++asked;
      const hear = ({ data }: MessageEvent) => {
        const { id, result } = JSON.parse(data);
        if (id !== mine) return;
        socket.removeEventListener("message", hear);
        resolve(result);
      };
      socket.addEventListener("message", hear);
      socket.send(JSON.stringify({ id: mine, method }));
    });
  return {
    used: async () => {
      const usage = await ask("Runtime.getHeapUsage");
      const { usedSize = NaN, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage;
      return (usedSize + embedderHeapUsedSize + backingStorageSize) / 2 ** 20;
    },
    collect: () => ask("HeapProfiler.collectGarbage"),
  };
}
