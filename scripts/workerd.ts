// Builds the bundle that wrangler would deploy, and serves it on workerd.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { INSPECTOR_ADDRESS } from "./inspector.ts";

const root = resolve(import.meta.dirname, "..");
const binary = (name: string) => join(root, "node_modules/.bin", name);

/**
 * Builds a Worker with the settings of wrangler.toml.
 *
 * @param entry the path of the Worker's module in the project
 * @returns the path of a new folder with the bundle and workerd's configuration
 */
export function build(entry = "src/index.ts"): string {
  const folder = mkdtempSync(join(tmpdir(), "raffle-workerd-"));
  const out = join(folder, "bundle");
  execFileSync(binary("wrangler"), ["deploy", entry, "--dry-run", "--outdir", out], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(join(folder, "config.capnp"), configOf(out, basename(entry).replace(/\.ts$/, ".js")));
  return folder;
}

/** Returns workerd's configuration for the bundle in the folder `out`. */
function configOf(out: string, main: string): string {
  const names = readdirSync(out).filter((name) => !/\.map$|^README/.test(name) && name !== main);
  const modules = names.map((name) => {
    const type = name.endsWith(".css") ? "text" : "data";
    return `(name = "./${name}", ${type} = embed "bundle/${name}")`;
  });
  const settings = readFileSync(join(root, "wrangler.toml"), "utf8");
  const date = /^compatibility_date = "(.*)"$/m.exec(settings)?.[1];
  const flags = /^compatibility_flags = (.*)$/m.exec(settings)?.[1] ?? "[]";
  // workerd has no rate limits. These stand-ins cost a call and admit everybody.
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

/** Returns how many files workerd may open. It inherits Node's limit, which Node raises to the maximum. */
export const maxOpenFiles = (): number =>
  Number(/^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? 1024);

/** Describes a running workerd. */
export interface Server {
  url: string;
  /** Returns the resident memory in MB. */
  residentMb(): number;
  /** Restarts the measurement of `peakResidentMb`. */
  resetPeak(): void;
  /** Returns the largest resident memory since `resetPeak`, in MB, as the kernel recorded it. */
  peakResidentMb(): number;
  /** Returns the number of open files. Each object in memory has two open: its database and its log. */
  openFiles(): number;
  /** Kills workerd with SIGKILL, as a crash would. */
  stop(): Promise<void>;
}

export interface ServeOptions {
  /** Defaults to any free port. */
  port?: number;
  /** Starts with the files that an earlier server left. By default, they are deleted. */
  keepState?: boolean;
  /** Serves the inspector (scripts/inspector.ts), which slows down every request. */
  inspected?: boolean;
}

/** Serves a bundle. Resolves once the server listens, and rejects if it exits before. */
export async function serve(
  folder: string,
  { port = 0, keepState, inspected }: ServeOptions = {},
): Promise<Server> {
  if (!keepState) rmSync(join(folder, "state"), { recursive: true, force: true });
  mkdirSync(join(folder, "state"), { recursive: true });
  const args = ["serve", "config.capnp", "--experimental", "--control-fd=3", `-shttp=127.0.0.1:${port}`];
  if (inspected) args.push(`-i${INSPECTOR_ADDRESS}`);
  const child = spawn(binary("workerd"), args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  exited.then(() => process.off("exit", kill));
  const listeningPort = await portOf(child);
  /** Reads a number from a file of the process in /proc. */
  const readNumber = (path: string, pattern: RegExp) =>
    Number(pattern.exec(readFileSync(`/proc/${child.pid}/${path}`, "utf8"))?.[1]);
  return {
    url: `http://127.0.0.1:${listeningPort}`,
    residentMb: () => readNumber("status", /VmRSS:\s+(\d+)/) / 1024,
    // 5 resets the peak: see proc_pid_clear_refs(5).
    resetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, "5"),
    peakResidentMb: () => readNumber("status", /VmHWM:\s+(\d+)/) / 1024,
    openFiles: () => readdirSync(`/proc/${child.pid}/fd`).length,
    stop: () => {
      kill();
      return exited;
    },
  };
}

/** Resolves with the port once workerd reports that it listens on it. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("workerd exited. Is its port in use?")));
    let output = "";
    child.stdio[3]?.on("data", (chunk) => {
      output += chunk;
      const port = /"socket":"http","port":(\d+)/.exec(output)?.[1];
      if (port) resolve(Number(port));
    });
  });
}
