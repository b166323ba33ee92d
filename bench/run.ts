// `npm run bench`: how fast, as ratios within one run. What the rows mean is in docs/design/performance.md.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { build, heap, openFiles, type Server, serve } from "../scripts/workerd.ts";
import { networkOfHolder } from "./holders.ts";
import { call, create, creations, fill, fillLast, PORT, rate, SERVICE } from "./load.ts";
import { watch } from "./watchers.ts";
import { openSink, startFlood } from "./watchers-flood.ts";

const ROUNDS = 11;
const MILLION = 1_000_000;
/** As many as have room: workerd takes two file descriptors for each, and some hundreds beside. */
const WATCHERS = Math.min(10_000, Math.floor((openFiles() - 1000) / 2));

interface Row {
  figure: string;
  against: string;
  /** Medians of what was measured, with its unit. */
  measured: string;
  ratio: number;
  reach: string;
  reached: boolean;
}
const rows: Row[] = [];

function report(figure: string, against: string, measured: string, ratio: number, reach: string): void {
  const bound = Number(/[\d.]+/.exec(reach)?.[0]);
  const reached = reach.startsWith("≥") ? ratio >= bound : ratio <= bound;
  rows.push({ figure, against, measured, ratio, reach, reached });
  console.error(`${figure}: ${ratio.toFixed(2)} (${measured})`);
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Measures two things in turn, so many times. @returns both medians, and their ratio */
async function alternate(one: () => Promise<number>, other: () => Promise<number>, rounds = ROUNDS) {
  const sides = [
    { measure: one, results: [] as number[] },
    { measure: other, results: [] as number[] },
  ];
  for (let round = 0; round <= rounds; round++) {
    // Who goes first changes, and the first round only warms up.
    for (const { measure, results } of round % 2 ? sides : sides.toReversed()) {
      const result = await measure();
      if (round > 0) results.push(result);
    }
  }
  const [first = 0, second = 0] = sides.map(({ results }) => median(results));
  return { one: first, other: second, ratio: first / second };
}

const perSecond = ({ one, other }: { one: number; other: number }): string =>
  `${Math.round(one)} against ${Math.round(other)} a second`;

const claimsOf = (ids: string[], perPath = 0) => ({
  method: "POST",
  paths: ids.map((id) => `/raffles/${id}/participate/`),
  perPath,
});

async function claims(): Promise<void> {
  const id = await create(100 * MILLION, 1);
  const empty = () => rate({ method: "POST", paths: [`/bench/${id}/nothing`] });
  const speed = await alternate(() => rate(claimsOf([id])), empty);
  report(
    "claims/s, 64 connections, one raffle",
    "empty object call",
    perSecond(speed),
    speed.ratio,
    "≥ 0.80",
  );

  // New raffles each time, so that neither gets far from where it began.
  const after = async (given: number) => {
    const raffle = await create(MILLION, 1);
    if (given > 0) await fill(raffle, given);
    return rate({ ...claimsOf([raffle]) });
  };
  const ends = await alternate(
    () => after(0.95 * MILLION),
    () => after(0),
  );
  report("claims/s in the last 5% of a million", "in the first 5%", perSecond(ends), ends.ratio, "≥ 0.95");

  // As many raffles as can't sell out in a second; the large ones change as often, so that both pay for it.
  const inSeries = async (total: number) => {
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) ids.push(await create(total, 1));
    return rate({ ...claimsOf(ids, 1000) });
  };
  const sizes = await alternate(
    () => inSeries(100 * MILLION),
    () => inSeries(1000),
  );
  report("claims/s at N = 100,000,000", "at N = 1,000", perSecond(sizes), sizes.ratio, "≥ 0.95");

  const { rows: written } = (await call("POST", `/bench/${await create(1000, 1)}/rows/500`)) as {
    rows: number;
  };
  report("rows written a claim", "2", `${written}`, written, "≤ 2");
}

async function reads(): Promise<void> {
  const open = await create(1000, 1);
  await call("POST", `/raffles/${open}/participate/`);
  const look = await alternate(
    () => rate({ paths: [`/raffles/${open}/`] }),
    () => rate({ method: "POST", paths: [`/bench/${open}/nothing`] }),
  );
  report("reads/s of a raffle", "empty object call", perSecond(look), look.ratio, "≥ 0.90");

  const health = () => rate({ paths: ["/healthz"] });
  const drawn = await create(1000, 1000);
  await fill(drawn, 1000);
  await call("POST", `/raffles/${drawn}/winners/`);
  const page = await alternate(() => rate({ paths: [`/raffles/${drawn}/winners/?limit=100`] }), health);
  report(
    "reads/s of the winners, first page",
    "a route without object",
    perSecond(page),
    page.ratio,
    "≥ 0.85",
  );
}

async function lists(): Promise<void> {
  for (let i = 0; i < 99; i++) await create(1000, 1);
  const id = await create(100 * MILLION, 1);
  const beside = (path: string) => async () => {
    const readers = rate({ paths: [path], connections: 4 });
    const speed = await rate(claimsOf([id]));
    await readers;
    return speed;
  };
  const speed = await alternate(beside("/raffles/?limit=100"), beside("/healthz"));
  report(
    "claims/s with four readers of the longest list",
    "four readers of /healthz",
    perSecond(speed),
    speed.ratio,
    "≥ 0.50",
  );
}

async function refusals(): Promise<void> {
  const id = await create(MILLION, 1);
  await call("POST", `/bench/${id}/sell/${MILLION}`);
  // The isolate learns who holds the tickets in the round that warms up.
  const speed = await alternate(
    () => rate({ ...claimsOf([id]), refusals: true, holders: MILLION }),
    () => rate({ paths: ["/healthz"] }),
  );
  const told = [];
  for (const from of [networkOfHolder(0), networkOfHolder(MILLION - 1), networkOfHolder(MILLION)]) {
    const headers = { "CF-Connecting-IP": from };
    told.push((await fetch(`${SERVICE}/raffles/${id}/participate/`, { method: "POST", headers })).status);
  }
  if (told.join() !== "403,403,410") throw new Error(`Two holders and a late-comer are told ${told}`);
  report(
    "refusals/s once 1,000,000 tickets are sold out, half of them to holders",
    "a route without object",
    perSecond(speed),
    speed.ratio,
    "≥ 0.85",
  );
}

async function creating(): Promise<void> {
  const speed = await alternate(
    () => creations(100),
    () => creations(100 * MILLION),
  );
  const measured = `${(1000 / speed.other).toFixed(2)} against ${(1000 / speed.one).toFixed(2)} ms`;
  report("creating N = 100,000,000", "creating N = 100", measured, speed.ratio, "≤ 1.1");
}

/** A sold-out raffle where every ticket wins. */
async function soldOut(winners: number): Promise<{ id: string; bytes: number }> {
  const id = await create(winners, winners);
  return { id, bytes: (await fill(id, winners)) / winners };
}

/** Draws. @returns the milliseconds until the answer begins, which is when the draw is on disk */
async function draw(id: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(`${SERVICE}/raffles/${id}/winners/`, {
    method: "POST",
    headers: { "CF-Connecting-IP": "127.0.0.1" },
  });
  const time = performance.now() - start;
  if (!answer.ok) throw new Error(`draw: ${answer.status}`);
  for await (const _ of answer.body ?? []);
  return time;
}

async function drawing(): Promise<void> {
  let bytes = 0;
  const large = async () => {
    const raffle = await soldOut(MILLION);
    bytes = raffle.bytes;
    return draw(raffle.id);
  };
  const speed = await alternate(large, async () => draw((await soldOut(1000)).id));
  report("bytes on disk a claim, at a million", "100", bytes.toFixed(1), bytes, "≤ 100");
  const each = (1000 * speed.one) / MILLION;
  const measured = `${each.toFixed(2)} against ${speed.other.toFixed(2)} µs a winner`;
  report("drawing 1,000,000 winners, a winner", "1,000 winners", measured, each / speed.other, "≤ 1");
  const limit = 30_000;
  report(
    "the same, in all",
    "CPU limit of a call",
    `${Math.round(speed.one)} ms`,
    speed.one / limit,
    "≤ 0.33",
  );
}

/** Draws on a workerd that has drawn a small raffle and nothing else. @returns by how much its memory rose above rest, in MB */
async function riseOfDraw(id: string): Promise<number> {
  const server = await serve(folder, { port: PORT, keep: true });
  // So that the code that draws is loaded.
  await draw((await soldOut(1000)).id);
  const rest = server.resident();
  server.resetPeak();
  await draw(id);
  const peak = server.peak();
  await server.stop();
  return peak - rest;
}

async function peak(server: Server): Promise<void> {
  const { id: dense } = await soldOut(MILLION);
  const sparse = await create(100 * MILLION, MILLION);
  await fillLast(sparse, 100 * MILLION);
  await server.stop();
  for (const [id, of] of [
    [dense, "1,000,000"],
    [sparse, "100,000,000"],
  ] as const) {
    const rise = await riseOfDraw(id);
    const figure = `memory above rest while drawing 1,000,000 of ${of}`;
    report(figure, "128 MB", `${rise.toFixed(0)} MB`, rise / 128, "≤ 0.5");
  }
}

async function watching(): Promise<void> {
  const id = await create(100 * MILLION, 1);
  // Fewer and longer than the others, as the messages come seconds apart.
  const [rounds, seconds] = [5, 20];
  const speed = () => rate({ ...claimsOf([id]), seconds });
  let messages = 0;
  const watched = async () => {
    const watchers = await watch(id, WATCHERS);
    const claims = await speed();
    messages += await watchers.heard();
    await watchers.stop();
    return claims;
  };
  const speeds = await alternate(watched, speed, rounds);
  const pause = ((rounds + 1) * seconds) / messages;
  const figure = `claims/s while ${WATCHERS.toLocaleString("en")} watch the raffle`;
  const measured = `${perSecond(speeds)}, a message every ${pause.toFixed(1)} s`;
  report(figure, "nobody watches", measured, speeds.ratio, "≥ 0.90");
  // What nobody was told cost nothing.
  if (messages < 1) throw new Error("Who watched was hardly told anything");
}

async function flooding(): Promise<void> {
  const id = await create(100 * MILLION, 1);
  const sink = await openSink();
  const during = async (port: number) => {
    const flood = await startFlood(port, `/raffles/${id}/live/`);
    const speed = await rate(claimsOf([id]));
    await flood.stop();
    return speed;
  };
  const speed = await alternate(
    () => during(PORT),
    () => during(sink.port),
  );
  await sink.stop();
  const figure = "claims/s while one client floods the watching route";
  report(figure, "floods another process", perSecond(speed), speed.ratio, "≥ 0.60");
}

async function memory(): Promise<void> {
  const { id } = await soldOut(MILLION);
  await draw(id);
  const { used } = await heap();
  let most = 0;
  let done = false;
  const listing = async () => {
    const answer = await fetch(`${SERVICE}/raffles/${id}/winners/`);
    let length = 0;
    for await (const part of answer.body ?? []) length += part.length;
    done = true;
    return length;
  };
  const [length] = await Promise.all([
    listing(),
    (async () => {
      while (!done) most = Math.max(most, await used());
    })(),
  ]);
  if (most === 0) throw new Error("memory was never looked at");
  if (length < 30 * MILLION) throw new Error(`only ${length} bytes of winners`);
  report("memory while listing 1,000,000 winners", "128 MB", `${most.toFixed(0)} MB`, most / 128, "≤ 0.5");
}

const wanted = process.argv.slice(2);
const parts = [claims, reads, refusals, lists, creating, drawing, peak, watching, flooding, memory].filter(
  ({ name }) => wanted.length === 0 || wanted.includes(name),
);
const folder = build("bench/worker.ts");
try {
  for (const part of parts) {
    const server = await serve(folder, { port: PORT, inspected: part === memory });
    await part(server);
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${cpus().length} cores, ${cpus()[0]?.model}; medians of ${ROUNDS} rounds\n`);
console.log("| figure | against | measured | ratio | to reach | |\n| --- | --- | --- | --- | --- | --- |");
for (const { figure, against, measured, ratio, reach, reached } of rows) {
  console.log(
    `| ${figure} | ${against} | ${measured} | ${ratio.toFixed(2)} | ${reach} | ${reached ? "yes" : "NO"} |`,
  );
}
// What some parts tell is not the bench's result.
if (wanted.length > 0) process.exit(0);
mkdirSync("bench/results", { recursive: true });
writeFileSync("bench/results/latest.json", `${JSON.stringify(rows, null, 2)}\n`);
process.exit(0);
