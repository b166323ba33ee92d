// Load by wrk, and single calls.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where the bench is served. */
export const PORT = 8830;
export const SERVICE = `http://127.0.0.1:${PORT}`;

export interface Load {
  method?: string;
  /** Tried one after the other, `perPath` requests each. */
  paths: string[];
  perPath?: number;
  seconds?: number;
  connections?: number;
  /** Whether answers other than 2xx are what is measured. */
  refusals?: boolean;
  /** Every other request comes from one of so many holders of a ticket (bench/holders.ts). */
  holders?: number;
}

/** The first byte of the addresses of a load: another one each time, so that nobody plays twice. */
let clients = 1;

/** Loads the service for some seconds. @returns answers a second; throws where they are not of the kind expected */
export async function rate(load: Load): Promise<number> {
  const {
    method = "GET",
    paths,
    perPath = 0,
    seconds = 1,
    connections = 64,
    refusals = false,
    holders = 0,
  } = load;
  clients = (clients % 120) + 1;
  const script = resolve(import.meta.dirname, "load.lua");
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "-s", script, SERVICE, "--"];
  const call = run("wrk", [...options, method, String(clients), String(perPath), String(holders), ...paths]);
  const { stdout } = await call.catch((error) => {
    if (error.code !== "ENOENT") throw error;
    throw new Error("The bench needs wrk: apt-get install wrk, or brew install wrk.");
  });
  const all = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  if (refused !== (refusals ? all : 0) || /Socket errors/.test(stdout)) {
    throw new Error(`${refused} of ${all} refused at ${paths[0]}: ${stdout}`);
  }
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}

/** Loads the service with new raffles. @returns raffles a second */
export async function creations(total: number, seconds = 1): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let created = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await create(total, 1);
      created++;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return created / seconds;
}

/** Calls as a manager. @returns the answer's JSON; throws where it is no 200 */
export async function call(method: string, path: string, json?: unknown): Promise<unknown> {
  const answer = await fetch(SERVICE + path, {
    method,
    headers: { "CF-Connecting-IP": "127.0.0.1", "Content-Type": "application/json" },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Creates a raffle. @returns its id */
export async function create(total: number, winners: number): Promise<string> {
  const facts = { name: "Bench", total_tickets: total, prizes: [{ name: "Prize", amount: winners }] };
  return ((await call("POST", "/raffles/", facts)) as { raffle_id: string }).raffle_id;
}

/** Gives out the tickets of a raffle up to claim number `to`. @returns the bytes that they take */
export const fill = async (id: string, to: number): Promise<number> =>
  ((await call("POST", `/bench/${id}/fill/${to}`)) as { bytes: number }).bytes;

/** Stores the last of a raffle's claims alone: the object takes the others for given out, as it counts by the last one. */
export const fillLast = (id: string, total: number): Promise<unknown> =>
  call("POST", `/bench/${id}/fill/${total}?from=${total - 1}`);
