// The parts of `npm run bench` that claim tickets, and what stored claims cost.
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Server } from "../scripts/workerd.ts";
import { compare, median, ROUNDS, report, reportRates } from "./figures.ts";
import { CLAIM_ROUND_SECONDS, claimsIn, emptyCall, measureRate } from "./load.ts";
import { call, createRaffle, createWithPasses, giveOut, SERVICE_URL } from "./service.ts";

const MILLION = 1_000_000;

/**
 * How many claims a raffle serves before it is measured. With a million claimed, the filter of players is
 * complete after some 4,400. With ten million it takes ten times as many.
 */
const WARM_UP_CLAIMS = 6000;

/** How often players are merged: a generation of src/durable-objects/raffle/players/player-index.ts. */
const CLAIMS_PER_MERGE = 65_536;

/** More than this service claims in a round. */
const PASSES_PER_ROUND = 20_000;

/**
 * Compares claims by pass with claims by address, each as clients send it: with a body, and without. Compares
 * them also with claims by address that have a body, to tell the cost of passes from that of reading a body.
 */
export async function measurePasses(_: Server, folder: string): Promise<void> {
  // The first round of `compare` only warms up.
  const { id, list } = await createWithPasses(100 * MILLION, 2 * (ROUNDS + 1) * PASSES_PER_ROUND);
  const byPass = () => {
    const passes = join(folder, "passes.txt");
    writeFileSync(passes, list.splice(0, PASSES_PER_ROUND).join("\n"));
    return measureRate({ ...claimsIn([id]), passes });
  };
  const byAddress = await createRaffle(100 * MILLION, 1);
  const rates = await compare(byPass, () => measureRate(claimsIn([byAddress])));
  reportRates("claims/s by pass", "claims/s by address", rates, "≥ 0.95");
  const withBody = await compare(byPass, () => measureRate({ ...claimsIn([byAddress]), body: "{}" }));
  reportRates("claims/s by pass", "claims/s by address with the body `{}`", withBody, "≥ 0.95");
}

export async function measureClaims(): Promise<void> {
  const id = await createRaffle(100 * MILLION, 1);
  const claim = () => measureRate(claimsIn([id]));
  const empty = await compare(claim, emptyCall(id));
  reportRates("claims/s, 64 connections, one raffle", "empty object call", empty, "≥ 0.75");
  const crowds = { method: "POST", paths: [`/bench/${id}/crowd`], seconds: CLAIM_ROUND_SECONDS };
  const floor = await compare(claim, () => measureRate(crowds));
  reportRates("claims/s, 64 connections, one raffle", "durable floor", floor, "≥ 0.90");

  // Twenty raffles of 1,000 don't sell out in a round. The large raffles change as often, for the same cost.
  const inSeries = async (total: number) => {
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) ids.push(await createRaffle(total, 1));
    return measureRate(claimsIn(ids, 1000));
  };
  const sizes = await compare(
    () => inSeries(100 * MILLION),
    () => inSeries(1000),
  );
  reportRates("claims/s at N = 100,000,000", "at N = 1,000", sizes, "≥ 0.95");
}

/** Serves at least so many claims of a raffle. */
async function serveClaims(id: string, atLeast: number): Promise<void> {
  for (let served = 0; served < atLeast; ) {
    served += CLAIM_ROUND_SECONDS * (await measureRate(claimsIn([id])));
  }
}

/** Returns the claims per second of a raffle that has served claims until now. */
async function measureWarm(id: string): Promise<number> {
  await serveClaims(id, WARM_UP_CLAIMS);
  return measureRate(claimsIn([id]));
}

export async function measureGrowth(): Promise<void> {
  // Each round has a new raffle, so that a side stays close to where it began.
  const afterClaims = async (given: number) => {
    const raffle = await createRaffle(MILLION, 1);
    if (given > 0) await giveOut(raffle, given);
    return measureWarm(raffle);
  };
  const ends = await compare(
    () => afterClaims(0.95 * MILLION),
    () => afterClaims(0),
  );
  reportRates("claims/s in the last 5% of a million, warm", "in the first 5%, warm", ends, "≥ 0.95");

  const large = await createRaffle(100 * MILLION, 1);
  for (let given = MILLION / 2; given <= 10 * MILLION; given += MILLION / 2) await giveOut(large, given);
  await serveClaims(large, 10 * WARM_UP_CLAIMS);
  const sizes = await compare(
    () => measureWarm(large),
    () => afterClaims(0),
  );
  reportRates("claims/s with ten million claimed, warm", "the first 50,000, warm", sizes, "≥ 0.90");
}

/** Measures how a raffle of a million claims writes, merges and starts. It must be the server's first one. */
export async function measureStorage(_: Server, folder: string): Promise<void> {
  const id = await createRaffle(100 * MILLION, 1);
  let rows = 0;
  let longest = 0;
  for (let to = 50_000; to <= MILLION; to += 50_000) {
    const filled = await call("POST", `/bench/${id}/crowds/${to}`);
    const { rows: written, longestMs } = filled as { rows: number; longestMs: number };
    rows += written;
    longest = Math.max(longest, longestMs);
  }
  const perClaim = rows / MILLION;
  report("rows written a claim, over the first million", "2", perClaim.toFixed(3), perClaim, "≤ 1.25");
  const figure = "longest lookup and write of a crowd, with its merge, over the first million";
  report(figure, "20 ms", `${longest} ms`, longest / 20, "≤ 1");

  const starts: number[] = [];
  for (let n = 0; n < ROUNDS; n++) starts.push(await measureStart(id, `198.51.100.${n}`));
  const start = median(starts);
  const startFigure = "starting an object with a million claims, until its first claim is answered";
  report(startFigure, "100 ms", `${start.toFixed(1)} ms`, start / 100, "≤ 1");

  const bytes = await measureLog(id, folder);
  const logFigure = "bytes of log written a claim, with a million claimed";
  report(logFigure, "4,300", `${Math.round(bytes)}`, bytes, "≤ 800");
}

/** Returns the milliseconds from a claim's request to its answer, if the object must start first. */
async function measureStart(id: string, address: string): Promise<number> {
  await call("POST", `/bench/${id}/restart`);
  const path = `${SERVICE_URL}/raffles/${id}/participate/`;
  const start = performance.now();
  const answer = await fetch(path, { method: "POST", headers: { "CF-Connecting-IP": address } });
  await answer.text();
  if (!answer.ok) throw new Error(`The first claim after a start got ${answer.status}`);
  return performance.now() - start;
}

/**
 * Returns the bytes by which SQLite's log grows for each claim, over at least one whole merge. A reader
 * in this process keeps an old snapshot, so SQLite can't reuse the log's space, and the log's size is exact.
 */
async function measureLog(id: string, folder: string): Promise<number> {
  const objects = join(folder, "state/raffle");
  const names = readdirSync(objects).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  if (names.length !== 1) throw new Error(`There are ${names.length} raffles on disk`);
  // Closing the database empties its log.
  await call("POST", `/bench/${id}/restart`);
  const path = join(objects, `${names[0]}`);
  const database = new DatabaseSync(path, { readOnly: true });
  const count = () => Number(database.prepare("SELECT max(claim) + 1 AS n FROM claimed_ticket").get()?.n);
  database.exec("BEGIN");
  const before = count();
  const sizeOfLog = () => statSync(`${path}-wal`).size;
  if (sizeOfLog() !== 0) throw new Error("The log is not empty");
  await serveClaims(id, CLAIMS_PER_MERGE);
  const bytes = sizeOfLog();
  database.exec("COMMIT");
  const claims = count() - before;
  database.close();
  return bytes / claims;
}
