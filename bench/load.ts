// Measures how many requests per second the service answers.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { createRaffle, SERVICE_URL } from "./service.ts";

const run = promisify(execFile);

export interface Load {
  method?: string;
  /** Lists paths to use in turn, for `perPath` requests each. If `perPath` is 0, only the first is used. */
  paths: string[];
  perPath?: number;
  seconds?: number;
  connections?: number;
  /** Expects every answer to be an error. By default, every answer must be 2xx or 3xx. */
  expectRejections?: boolean;
  /** Sends every second request from one of this many holders of a ticket (bench/holders.ts). */
  holders?: number;
  /** Calls from addresses of managers. */
  isManager?: boolean;
  /** Sends this JSON object with each request. */
  body?: string;
  /** Names a file of passes, one a line. Each request claims by another one. */
  passes?: string;
}

/** Is the first two bytes of managers' addresses. */
const MANAGERS_PREFIX = "127.0";

/** How many loads a run can have: the first byte of an address is from 1 to 120. */
const MAX_LOADS = 120 * 256;

let loads = 0;

/**
 * Returns the first two bytes of a load's addresses. Each load has its own, so that no player claims twice.
 */
function nextPrefix(): string {
  loads++;
  if (loads >= MAX_LOADS) throw new Error("The bench has no addresses left");
  return `${1 + (loads >> 8)}.${loads & 255}`;
}

/** Loads the service with wrk. Returns answers per second, and throws if any answer is unexpected. */
export async function measureRate(load: Load): Promise<number> {
  const {
    method = "GET",
    paths,
    perPath = 0,
    seconds = 1,
    connections = 64,
    expectRejections = false,
    holders = 0,
    isManager = false,
    body,
    passes,
  } = load;
  const script = resolve(import.meta.dirname, "load.lua");
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "-s", script, SERVICE_URL, "--"];
  const prefix = isManager ? MANAGERS_PREFIX : nextPrefix();
  const settings = [method, prefix, String(perPath), String(holders), passes ?? body ?? "-"];
  const { stdout } = await run("wrk", [...options, ...settings, ...paths]).catch((error) => {
    if (error.code !== "ENOENT") throw error;
    throw new Error("The bench needs wrk: apt-get install wrk, or brew install wrk.");
  });
  const total = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  const rejected = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  if (rejected !== (expectRejections ? total : 0) || /Socket errors/.test(stdout)) {
    throw new Error(`${rejected} of ${total} rejected at ${paths[0]}: ${stdout}`);
  }
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}

/**
 * How long a round of claims is. The claims of 64 connections are answered together, 15 to 20 times a second,
 * so a round of a second would only be known to 6%.
 */
export const CLAIM_ROUND_SECONDS = 3;

/** Returns the load of claims in these raffles: in one after the other, for `perRaffle` claims each. */
export const claimsIn = (ids: string[], perRaffle = 0): Load => ({
  method: "POST",
  paths: ids.map((id) => `/raffles/${id}/participate/`),
  perPath: perRaffle,
  seconds: CLAIM_ROUND_SECONDS,
});

/** Measures a call to the raffle's object that does nothing (bench/worker.ts). */
export const emptyCall = (id: string) => () =>
  measureRate({ method: "POST", paths: [`/bench/${id}/nothing`] });

/** Creates raffles of `total` tickets, 8 at a time. Returns raffles per second. */
export async function measureCreations(total: number, seconds = 1): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let created = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await createRaffle(total, 1);
      created++;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return created / seconds;
}
