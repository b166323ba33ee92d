// `npm run bench:overload` sends claims by the clock, at twice the rate that the machine can serve.
// It fails if a claim gets neither a ticket nor 503, or if a ticket is given out twice.
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { build, serve } from "../scripts/workerd.ts";
import { claimsIn, measureRate } from "./load.ts";
import { call, createRaffle, PORT, SERVICE_URL } from "./service.ts";

const SECONDS = 8;

/**
 * Is well above the number of claims that an object accepts at a time. On the platform, Cloudflare holds the
 * connections. workerd exits when it runs out of file descriptors for them.
 */
const CONNECTIONS = 5000;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

interface Outcome {
  /** Is 0 if no answer came. */
  status: number;
  ms: number;
  retryAfter?: string;
  ticket?: { ticket_number: number; verification_code: string };
}

/** Claims a ticket as player `n`, from 0 to 16 million. Never rejects. */
function claim(id: string, n: number): Promise<Outcome> {
  const start = performance.now();
  const from = `203.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  return new Promise((resolve) => {
    const fail = () => resolve({ status: 0, ms: performance.now() - start });
    const headers = { "CF-Connecting-IP": from };
    const sent = request(`${SERVICE_URL}/raffles/${id}/participate/`, { method: "POST", agent, headers });
    sent.on("error", fail);
    sent.on("response", (answer) => {
      let text = "";
      answer.on("data", (chunk) => (text += chunk));
      answer.on("error", fail);
      answer.on("end", () => {
        const status = answer.statusCode ?? 0;
        const outcome: Outcome = { status, ms: performance.now() - start };
        if (status === 200) outcome.ticket = JSON.parse(text);
        if (status === 503) outcome.retryAfter = answer.headers["retry-after"] ?? "none";
        resolve(outcome);
      });
    });
    sent.end();
  });
}

const ascending = (numbers: number[]) => numbers.toSorted((a, b) => a - b);
const quantile = (sorted: number[], q: number) => Math.round(sorted[Math.floor(sorted.length * q)] ?? 0);

const folder = build("bench/worker.ts");
const server = await serve(folder, { port: PORT });
try {
  const warmUp = await createRaffle(100_000_000, 1);
  const capacity = await measureRate({ ...claimsIn([warmUp]), seconds: 5 });
  const id = await createRaffle(100_000_000, 1);
  const memoryBefore = server.residentMb();
  let memoryPeak = memoryBefore;
  const claims: Promise<Outcome>[] = [];
  const start = performance.now();
  while (performance.now() - start < SECONDS * 1000) {
    const due = Math.floor(((performance.now() - start) / 1000) * 2 * capacity);
    while (claims.length < due) claims.push(claim(id, claims.length));
    memoryPeak = Math.max(memoryPeak, server.residentMb());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const offered = claims.length / SECONDS;
  const outcomes = await Promise.all(claims);
  const drained = (performance.now() - start) / 1000 - SECONDS;
  const laterTimes: number[] = [];
  for (let n = 0; n < 50; n++) laterTimes.push((await claim(id, 0xff0000 + n)).ms);

  const withStatus = (status: number) => outcomes.filter((outcome) => outcome.status === status);
  const tickets = withStatus(200).map(({ ticket }) => ticket?.ticket_number);
  const { total_tickets, available_tickets } = (await call("GET", `/raffles/${id}/`)) as Record<
    string,
    number
  >;
  const given = (total_tickets ?? 0) - (available_tickets ?? 0) - laterTimes.length;
  const timesOf = (status: number) => {
    const sorted = ascending(withStatus(status).map(({ ms }) => ms));
    return `p50 ${quantile(sorted, 0.5)}, p99 ${quantile(sorted, 0.99)} ms`;
  };
  const statuses = [...Map.groupBy(outcomes, ({ status }) => status)].map(
    ([status, { length }]) => `${status}: ${length}`,
  );
  const retryAfter = ascending([...new Set(withStatus(503).map((outcome) => Number(outcome.retryAfter)))]);
  const distinct = new Set(tickets).size;
  console.log(`capacity at 64 connections   ${Math.round(capacity)} claims/s`);
  console.log(
    `offered, for ${SECONDS} s           ${Math.round(offered)} claims/s, ${outcomes.length} in all`,
  );
  console.log(`answers by status            ${statuses.join(", ")}`);
  console.log(`tickets received, distinct, given out   ${tickets.length}, ${distinct}, ${given}`);
  console.log(`200 after                    ${timesOf(200)}`);
  console.log(`503 after                    ${timesOf(503)}`);
  console.log(`Retry-After                  ${retryAfter.join(", ")} s`);
  console.log(
    `resident memory of workerd   ${Math.round(memoryBefore)} MB before, ${Math.round(memoryPeak)} MB at most`,
  );
  console.log(`the last answer              ${drained.toFixed(1)} s after the last call`);
  console.log(`a claim after that           p50 ${quantile(ascending(laterTimes), 0.5)} ms`);
  const lost = outcomes.length - tickets.length - withStatus(503).length;
  if (lost > 0 || distinct !== tickets.length || given !== tickets.length) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  agent.destroy();
}
process.exit();
