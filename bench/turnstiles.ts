// What docs/design/scale.md reckons with: `npm run bench:turnstiles` simulates the claims of one raffle behind turnstiles.
// Times are in milliseconds: of a claim, at the Worker, from its call to its answer. One seed, one output.

/** One way within a region, one way across an ocean, and the mean of the exponential jitter on each. Assumptions. */
const NEAR = 2;
const FAR = 60;
const JITTER = 1;
/** A turnstile's time for a claim: an empty call (0.04) and three hashes (0.02). Measured on workerd, docs/design/scale.md. */
const TURNSTILE_CLAIM = 0.06;
/** The object's time for a call that brings a batch, and for each claim in it. Measured likewise. */
const OBJECT_BATCH = 0.06;
const OBJECT_CLAIM = 0.07;
/** From the end of a transaction until the output gate opens; meanwhile the object works on. An assumption. */
const COMMIT = 10;
/** The protocol: the largest batch, the time between two of one turnstile, how many claims it lets wait. */
const BATCH = 128;
const INTERVAL = 30;
const WAITING = 256;
/** The Worker's rule for calls that fail (src/api/call.ts). */
const ATTEMPTS = 4;
const FIRST_WAIT = 50;
/** Claims are sent from 0 to END, and count from WARM_UP. */
const WARM_UP = 1000;
const END = 4000;

interface Claim {
  sent: number;
  attempts: number;
  settled: number; // how often the object did, whether or not the answer arrived
  latency?: number; // none: 503
}

interface Options {
  rate: number; // claims a second, a Poisson process
  turnstiles: number; // 0: Workers call the object themselves
  shards?: number; // objects that the raffle is split into
  legs?: [outer: number, inner: number]; // one way from Worker to turnstile, and from there to the object
  death?: { outage: number; next: "same" | "neighbour" }; // of a turnstile, at 2 s; next: where the Worker repeats
  seed?: number;
}

const newGate = () => ({
  ...{ free: 0, hashing: 0, waiting: [] as Claim[], inFlight: [] as Claim[], lastSent: -INTERVAL },
  ...{ down: false, life: 0 },
});
type Gate = ReturnType<typeof newGate>;

/** Plays one run. `batches` are their sizes, `busiest` is the share of the time that the busiest object worked. */
function simulate(options: Options) {
  const { rate, turnstiles, shards = 1, legs: [outer, inner] = [NEAR, NEAR], death, seed = 1 } = options;
  let state = seed; // of the "minimal standard" generator of Park and Miller: numbers between 0 and 1
  const random = () => {
    state = (state * 48_271) % 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const claims: Claim[] = [];
  const batches: number[] = [];
  const agenda: (() => void)[][] = []; // events by their time in slots of 10 µs
  let now = 0;
  const at = (time: number, event: () => void) => {
    const slot = Math.ceil(time * 100);
    agenda[slot] ??= [];
    agenda[slot].push(event);
  };
  const travel = (leg: number, event: () => void) => at(now + leg + exponential(JITTER), event);
  const answer = (claim: Claim) => Object.assign(claim, { latency: now - claim.sent });
  const objects = Array.from({ length: shards }, () => ({ free: 0, busy: 0 }));
  /** Settles claims at their object, then calls back when the commit is on disk. */
  const settle = (i: number, batch: Claim[], cost: number, committed: () => void) => {
    const object = objects[i % shards] as (typeof objects)[number];
    const start = Math.max(object.free, now);
    object.free = start + cost;
    object.busy += Math.max(0, Math.min(object.free, END) - Math.max(start, WARM_UP));
    at(object.free + COMMIT, committed);
    for (const claim of batch) claim.settled++;
  };

  const gates = Array.from({ length: turnstiles }, newGate);
  const call = (claim: Claim, i: number): void => travel(outer, () => arrive(claim, i));
  const arrive = (claim: Claim, i: number) => {
    const gate = gates[i];
    if (!gate) {
      const cost = TURNSTILE_CLAIM + OBJECT_CLAIM;
      if ((objects[0]?.free ?? 0) - now > WAITING * cost) return;
      return settle(0, [claim], cost, () => travel(outer, () => answer(claim)));
    }
    if (gate.down) return fail(claim, i);
    if (gate.waiting.length + gate.hashing >= WAITING) return;
    const { life } = gate;
    gate.hashing++;
    gate.free = Math.max(gate.free, now) + TURNSTILE_CLAIM;
    at(gate.free, () => {
      if (life !== gate.life) return fail(claim, i);
      gate.hashing--;
      const waiting = gate.waiting.push(claim);
      if (waiting === 1 || waiting === BATCH) flush(gate, i);
    });
  };
  /** One batch at a time, so that batches grow as the object slows down. */
  const flush = (gate: Gate, i: number) => {
    const { life, lastSent } = gate;
    if (gate.inFlight.length > 0 || gate.waiting.length === 0) return;
    const isDue = Math.ceil(now * 100) >= Math.ceil((lastSent + INTERVAL) * 100);
    if (!isDue && gate.waiting.length < BATCH) return at(lastSent + INTERVAL, () => flush(gate, i));
    const batch = gate.waiting.splice(0, BATCH);
    gate.inFlight = batch;
    gate.lastSent = now;
    if (now >= WARM_UP && now < END) batches.push(batch.length);
    const answered = () => {
      if (life !== gate.life) return; // it died, and its claims are repeated
      for (const claim of batch) travel(outer, () => answer(claim));
      gate.inFlight = [];
      flush(gate, i);
    };
    const cost = OBJECT_BATCH + batch.length * OBJECT_CLAIM;
    travel(inner, () => settle(i, batch, cost, () => travel(inner, answered)));
  };
  const fail = (claim: Claim, i: number) =>
    travel(outer, () => {
      if (claim.attempts === ATTEMPTS) return;
      // The neighbour has the same object, which knows what it has settled.
      const next = death?.next === "neighbour" ? (i + shards) % turnstiles : i;
      at(now + random() * FIRST_WAIT * 2 ** (claim.attempts++ - 1), () => call(claim, next));
    });
  const die = (gate: Gate, outage: number) => {
    for (const claim of [...gate.inFlight, ...gate.waiting]) fail(claim, 0);
    Object.assign(gate, newGate(), { down: true, life: 1 });
    at(now + outage, () => Object.assign(gate, { down: false }));
  };
  if (death) at(2000 + random() * INTERVAL, () => die(gates[0] as Gate, death.outage));

  const send = (sent: number) => {
    if (sent >= END) return;
    const claim: Claim = { sent, attempts: 1, settled: 0 };
    if (sent >= WARM_UP) claims.push(claim);
    call(claim, Math.floor(random() * turnstiles));
    const next = sent + exponential(1000 / rate);
    at(next, () => send(next));
  };
  send(0);
  for (let slot = 0; slot < agenda.length; slot++) {
    now = slot / 100;
    for (const event of agenda[slot] ?? []) event();
    agenda[slot] = [];
  }
  const busiest = Math.max(...objects.map(({ busy }) => busy)) / (END - WARM_UP);
  return { claims, batches, busiest };
}

const percent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)}%`;
/** The median, the 99th percentile and the largest. */
const spread = (values: (number | undefined)[]) => {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return [0.5, 0.99, 1].map((q) => sorted[Math.ceil(q * sorted.length) - 1]?.toFixed() ?? "-");
};
const latencies = (claims: Claim[]) => spread(claims.map(({ latency }) => latency));
const refused = (claims: Claim[]) => 1 - claims.filter(({ latency }) => latency).length / claims.length;
const table = (title: string, heads: string, rows: string[][]) => {
  const lines = [heads.split(", "), ...rows];
  const line = (cells: string[]) => cells.map((cell, i) => cell.padStart(width(i))).join("  ");
  const width = (i: number) => Math.max(...lines.map((cells) => cells[i]?.length ?? 0));
  console.log(`\n${title}\n${lines.map(line).join("\n")}`);
};
const HEADS =
  "claims/s, turnstiles, calls/s each, shards, calls/s each, batch p50, p99, busy, 503, p50, p99, max";
const run = (options: Options) => {
  const { claims, batches, busiest } = simulate(options);
  const { rate, turnstiles, shards = 1 } = options;
  const calls = ((turnstiles ? batches : claims).length * 1000) / (END - WARM_UP) / shards;
  const counts = [rate, turnstiles, turnstiles && rate / turnstiles, shards, calls].map((n) => n.toFixed());
  const shares = [percent(busiest, 0), percent(refused(claims))];
  return [...counts, ...spread(batches).slice(0, 2), ...shares, ...latencies(claims)];
};

const crowds = [1000, 10_000, 100_000].flatMap((rate) =>
  [0, 1, 4, 16, 64, 256].map((turnstiles) => ({ rate, turnstiles })),
);
table("How many turnstiles, on one object and in one region (0: no turnstiles)", HEADS, crowds.map(run));
const splits = [1, 4, 8, 16, 32].map((shards) => ({ rate: 100_000, turnstiles: 256, shards }));
table("How many shards, each with its share of 256 turnstiles", HEADS, splits.map(run));
table("Where turnstiles live, when players are an ocean away from the raffle", `near, ${HEADS}`, [
  ["(none)", ...run({ rate: 5000, turnstiles: 0, legs: [FAR, NEAR] })],
  ["the raffle", ...run({ rate: 5000, turnstiles: 16, legs: [FAR, NEAR] })],
  ["the players", ...run({ rate: 5000, turnstiles: 16, legs: [NEAR, FAR] })],
]);
const seeds = Array.from({ length: 6 }, (_, i) => 1 + i * 100_003);
const dying = (outage: number, next: "same" | "neighbour") => {
  const options = { rate: 10_000, turnstiles: 16, death: { outage, next } };
  const claims = seeds.flatMap((seed) => simulate({ ...options, seed }).claims);
  const repeated = claims.filter(({ attempts }) => attempts > 1);
  const replayed = repeated.filter(({ settled }) => settled > 1).length / repeated.length;
  const shares = [repeated.length / claims.length, replayed, refused(claims)].map((x) => percent(x, 2));
  return [String(outage), next, ...shares, ...latencies(repeated)];
};
table(
  "One of 16 turnstiles dies at 10,000 claims/s (6 runs): the claims that the Worker repeats",
  "away ms, next attempt, repeated, of them settled twice, 503 in all, p50, p99, max",
  [dying(100, "same"), dying(100, "neighbour"), dying(1000, "same"), dying(1000, "neighbour")],
);
