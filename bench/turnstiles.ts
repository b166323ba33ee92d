// `npm run bench:turnstiles` prints the simulations that docs/design/scale.md quotes.
import { type Claim, FAR_MS, MEASURED_SECONDS, NEAR_MS, type Options, simulate } from "./turnstile-model.ts";

const percent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)}%`;

/** Returns the median, the 99th percentile and the largest value. */
const quantiles = (values: (number | undefined)[]) => {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return [0.5, 0.99, 1].map((q) => sorted[Math.ceil(q * sorted.length) - 1]?.toFixed() ?? "-");
};
const latencies = (claims: Claim[]) => quantiles(claims.map(({ latency }) => latency));

/** Returns the share of claims that got 503. */
const rejected = (claims: Claim[]) => 1 - claims.filter(({ latency }) => latency).length / claims.length;

const printTable = (title: string, heads: string, rows: string[][]) => {
  const lines = [heads.split(", "), ...rows];
  const width = (i: number) => Math.max(...lines.map((cells) => cells[i]?.length ?? 0));
  const line = (cells: string[]) => cells.map((cell, i) => cell.padStart(width(i))).join("  ");
  console.log(`\n${title}\n${lines.map(line).join("\n")}`);
};

const HEADS =
  "claims/s, turnstiles, calls/s each, shards, calls/s each, batch p50, p99, busy, 503, p50, p99, max";

const rowOf = (options: Options) => {
  const { claims, batches, busiest } = simulate(options);
  const { rate, turnstiles, shards = 1 } = options;
  const calls = (turnstiles ? batches : claims).length / MEASURED_SECONDS / shards;
  const counts = [rate, turnstiles, turnstiles && rate / turnstiles, shards, calls].map((n) => n.toFixed());
  const shares = [percent(busiest, 0), percent(rejected(claims))];
  return [...counts, ...quantiles(batches).slice(0, 2), ...shares, ...latencies(claims)];
};

const crowds = [1000, 10_000, 100_000].flatMap((rate) =>
  [0, 1, 4, 16, 64, 256].map((turnstiles) => ({ rate, turnstiles })),
);
printTable(
  "Number of turnstiles, on one object and in one region (0: no turnstiles)",
  HEADS,
  crowds.map(rowOf),
);
const splits = [1, 4, 8, 16, 32].map((shards) => ({ rate: 100_000, turnstiles: 256, shards }));
printTable("Number of shards, each with its share of 256 turnstiles", HEADS, splits.map(rowOf));
printTable("Place of the turnstiles, when players are an ocean away from the raffle", `near, ${HEADS}`, [
  ["(none)", ...rowOf({ rate: 5000, turnstiles: 0, legs: [FAR_MS, NEAR_MS] })],
  ["the raffle", ...rowOf({ rate: 5000, turnstiles: 16, legs: [FAR_MS, NEAR_MS] })],
  ["the players", ...rowOf({ rate: 5000, turnstiles: 16, legs: [NEAR_MS, FAR_MS] })],
]);
const seeds = Array.from({ length: 6 }, (_, i) => 1 + i * 100_003);
const rowOfDeath = (outage: number, next: "same" | "neighbour") => {
  const options = { rate: 10_000, turnstiles: 16, death: { outage, next } };
  const claims = seeds.flatMap((seed) => simulate({ ...options, seed }).claims);
  const retried = claims.filter(({ attempts }) => attempts > 1);
  const settledTwice = retried.filter(({ settled }) => settled > 1).length / retried.length;
  const shares = [retried.length / claims.length, settledTwice, rejected(claims)].map((x) => percent(x, 2));
  return [String(outage), next, ...shares, ...latencies(retried)];
};
printTable(
  "One of 16 turnstiles stops at 10,000 claims/s (6 runs): the claims that the Worker retries",
  "away ms, next attempt, retried, of them settled twice, 503 in all, p50, p99, max",
  [
    rowOfDeath(100, "same"),
    rowOfDeath(100, "neighbour"),
    rowOfDeath(1000, "same"),
    rowOfDeath(1000, "neighbour"),
  ],
);
