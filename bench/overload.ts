// `npm run bench:overload`: claims at twice the rate that the machine can serve, sent by the clock whether or not the
// service keeps up; then what became of every one of them.
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { build, serve } from "../scripts/workerd.ts";
import { call, create, PORT, rate, SERVICE } from "./load.ts";

const SECONDS = 8;

/**
 * Open connections, well above the claims that an object takes in at a time. On the platform Cloudflare holds the
 * connections; workerd by itself ends when it runs out of file descriptors for them.
 */
const CONNECTIONS = 5000;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

interface Told {
  /** 0 where no answer came. */
  status: number;
  ms: number;
  retryAfter?: string;
  ticket?: { ticket_number: number; verification_code: string };
}

function claim(id: string, n: number): Promise<Told> {
  const start = performance.now();
  const from = `203.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 0, ms: performance.now() - start });
    const headers = { "CF-Connecting-IP": from };
    const sent = request(`${SERVICE}/raffles/${id}/participate/`, { method: "POST", agent, headers });
    sent.on("error", failed);
    sent.on("response", (answer) => {
      let text = "";
      answer.on("data", (part) => (text += part));
      answer.on("error", failed);
      answer.on("end", () => {
        const status = answer.statusCode ?? 0;
        const told: Told = { status, ms: performance.now() - start };
        if (status === 200) told.ticket = JSON.parse(text);
        if (status === 503) told.retryAfter = answer.headers["retry-after"] ?? "none";
        resolve(told);
      });
    });
    sent.end();
  });
}

const quantile = (sorted: number[], q: number) => Math.round(sorted[Math.floor(sorted.length * q)] ?? 0);

const folder = build("bench/worker.ts");
const server = await serve(folder, { port: PORT });
try {
  const path = (id: string) => `/raffles/${id}/participate/`;
  const warm = await create(100_000_000, 1);
  const capacity = await rate({ method: "POST", paths: [path(warm)], seconds: 5 });
  const id = await create(100_000_000, 1);
  const before = server.resident();
  let most = before;
  const all: Promise<Told>[] = [];
  const start = performance.now();
  while (performance.now() - start < SECONDS * 1000) {
    const due = Math.floor(((performance.now() - start) / 1000) * 2 * capacity);
    while (all.length < due) all.push(claim(id, all.length));
    most = Math.max(most, server.resident());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const offered = all.length / SECONDS;
  const told = await Promise.all(all);
  const drained = (performance.now() - start) / 1000 - SECONDS;
  const probes: number[] = [];
  for (let n = 0; n < 50; n++) probes.push((await claim(id, 0xff0000 + n)).ms);

  const of = (status: number) => told.filter((one) => one.status === status);
  const tickets = of(200).map(({ ticket }) => ticket?.ticket_number);
  const { total_tickets, available_tickets } = (await call("GET", `/raffles/${id}/`)) as Record<
    string,
    number
  >;
  const given = (total_tickets ?? 0) - (available_tickets ?? 0) - probes.length;
  const waits = Map.groupBy(of(503), ({ retryAfter }) => retryAfter);
  const times = (status: number) => {
    const sorted = of(status)
      .map(({ ms }) => ms)
      .toSorted((a, b) => a - b);
    return `p50 ${quantile(sorted, 0.5)}, p99 ${quantile(sorted, 0.99)} ms`;
  };
  const statuses = [...Map.groupBy(told, ({ status }) => status)].map(
    ([status, { length }]) => `${status}: ${length}`,
  );
  console.log(`capacity at 64 connections   ${Math.round(capacity)} claims/s`);
  console.log(`offered, for ${SECONDS} s           ${Math.round(offered)} claims/s, ${told.length} in all`);
  console.log(`answers by status            ${statuses.join(", ")}`);
  console.log(`tickets told, different, given out   ${tickets.length}, ${new Set(tickets).size}, ${given}`);
  console.log(`200 after                    ${times(200)}`);
  console.log(`503 after                    ${times(503)}`);
  console.log(
    `Retry-After                  ${[...waits.keys()]
      .map(Number)
      .toSorted((a, b) => a - b)
      .join(", ")} s`,
  );
  console.log(`resident memory of workerd   ${Math.round(before)} MB before, ${Math.round(most)} MB at most`);
  console.log(`the last answer              ${drained.toFixed(1)} s after the last call`);
  console.log(
    `a claim after that           p50 ${quantile(
      probes.toSorted((a, b) => a - b),
      0.5,
    )} ms`,
  );
  const lost = told.length - of(200).length - of(503).length;
  if (lost > 0 || new Set(tickets).size !== tickets.length || given !== tickets.length) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  agent.destroy();
}
process.exit();
