// Simulates the claims of one raffle behind turnstiles (docs/design/scale.md). All times are in milliseconds.
// The same options, seed included, give the same result.

/** Is the time of one way within a region. Like FAR_MS and JITTER_MS, it is an assumption. */
export const NEAR_MS = 2;
/** Is the time of one way across an ocean. */
export const FAR_MS = 60;
/** Is the mean of the exponential jitter on each way. */
const JITTER_MS = 1;
/** Is a turnstile's time for a claim, as measured: an empty call (0.04) and three hashes (0.02). */
const TURNSTILE_CLAIM_MS = 0.06;
/** Is the object's time for a batch without its claims, as measured. */
const OBJECT_BATCH_MS = 0.06;
/** Is the object's time for each claim of a batch, as measured. */
const OBJECT_CLAIM_MS = 0.07;
/** Is the assumed time from the end of a transaction to the opening of the output gate. */
const COMMIT_MS = 10;

const MAX_BATCH_SIZE = 128;
/** Is the shortest time between two batches of a turnstile, except full ones. */
const BATCH_INTERVAL_MS = 30;
const MAX_WAITING_CLAIMS = 256;

// The Worker's rules for retries (src/api/shared/object-call.ts).
const MAX_ATTEMPTS = 4;
const FIRST_BACKOFF_MS = 50;

// Claims are sent from 0 to END_MS. Those from WARM_UP_MS on count.
const WARM_UP_MS = 1000;
const END_MS = 4000;
/** Is the measured time in seconds. */
export const MEASURED_SECONDS = (END_MS - WARM_UP_MS) / 1000;

export interface Claim {
  sent: number;
  attempts: number;
  /** Counts how often an object has settled the claim, whether or not the answer arrived. */
  settled: number;
  /** Is undefined if the claim gets 503. */
  latency?: number;
}

export interface Options {
  /** Is the mean of claims per second, which are a Poisson process. */
  rate: number;
  /** If it is 0, Workers call the object themselves. */
  turnstiles: number;
  /** Is the number of objects that the raffle is split into. */
  shards?: number;
  /** Holds the times from Worker to turnstile, and from turnstile to object. */
  legs?: [outer: number, inner: number];
  /** Stops a turnstile at 2 s for `outage`. `next` is the turnstile that the Worker retries at. */
  death?: { outage: number; next: "same" | "neighbour" };
  seed?: number;
}

const newTurnstile = () => ({
  freeAt: 0,
  hashing: 0,
  waiting: [] as Claim[],
  inFlight: [] as Claim[],
  lastSent: -BATCH_INTERVAL_MS,
  isDown: false,
  life: 0,
});
type Turnstile = ReturnType<typeof newTurnstile>;

/**
 * Simulates one run.
 *
 * @returns the claims, the sizes of the batches, and how much of the time the busiest object worked (0 to 1)
 */
export function simulate(options: Options) {
  const {
    rate,
    turnstiles: count,
    shards = 1,
    legs: [outer, inner] = [NEAR_MS, NEAR_MS],
    death,
    seed = 1,
  } = options;
  // The "minimal standard" generator of Park and Miller returns numbers between 0 and 1.
  let state = seed;
  const random = () => {
    state = (state * 48_271) % 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const claims: Claim[] = [];
  const batches: number[] = [];
  // The index is the time in slots of 10 µs.
  const agenda: (() => void)[][] = [];
  let now = 0;
  const schedule = (time: number, event: () => void) => {
    const slot = Math.ceil(time * 100);
    agenda[slot] ??= [];
    agenda[slot].push(event);
  };
  const travel = (leg: number, event: () => void) => schedule(now + leg + exponential(JITTER_MS), event);
  const answer = (claim: Claim) => Object.assign(claim, { latency: now - claim.sent });
  const objects = Array.from({ length: shards }, () => ({ freeAt: 0, busy: 0 }));
  /** Settles claims at their object. Calls back when the commit is on disk. */
  const settle = (i: number, batch: Claim[], cost: number, onCommit: () => void) => {
    const object = objects[i % shards] as (typeof objects)[number];
    const start = Math.max(object.freeAt, now);
    object.freeAt = start + cost;
    object.busy += Math.max(0, Math.min(object.freeAt, END_MS) - Math.max(start, WARM_UP_MS));
    schedule(object.freeAt + COMMIT_MS, onCommit);
    for (const claim of batch) claim.settled++;
  };

  const turnstiles = Array.from({ length: count }, newTurnstile);
  const call = (claim: Claim, i: number): void => travel(outer, () => arrive(claim, i));
  const arrive = (claim: Claim, i: number) => {
    const turnstile = turnstiles[i];
    if (!turnstile) {
      const cost = TURNSTILE_CLAIM_MS + OBJECT_CLAIM_MS;
      if ((objects[0]?.freeAt ?? 0) - now > MAX_WAITING_CLAIMS * cost) return;
      return settle(0, [claim], cost, () => travel(outer, () => answer(claim)));
    }
    if (turnstile.isDown) return fail(claim, i);
    if (turnstile.waiting.length + turnstile.hashing >= MAX_WAITING_CLAIMS) return;
    const { life } = turnstile;
    turnstile.hashing++;
    turnstile.freeAt = Math.max(turnstile.freeAt, now) + TURNSTILE_CLAIM_MS;
    schedule(turnstile.freeAt, () => {
      if (life !== turnstile.life) return fail(claim, i);
      turnstile.hashing--;
      const waiting = turnstile.waiting.push(claim);
      if (waiting === 1 || waiting === MAX_BATCH_SIZE) flush(turnstile, i);
    });
  };
  /** Sends a batch, if one is due and none is in flight. So batches grow as the object slows down. */
  const flush = (turnstile: Turnstile, i: number) => {
    const { life, lastSent } = turnstile;
    if (turnstile.inFlight.length > 0 || turnstile.waiting.length === 0) return;
    const due = lastSent + BATCH_INTERVAL_MS;
    const isDue = Math.ceil(now * 100) >= Math.ceil(due * 100);
    if (!isDue && turnstile.waiting.length < MAX_BATCH_SIZE) return schedule(due, () => flush(turnstile, i));
    const batch = turnstile.waiting.splice(0, MAX_BATCH_SIZE);
    turnstile.inFlight = batch;
    turnstile.lastSent = now;
    if (now >= WARM_UP_MS && now < END_MS) batches.push(batch.length);
    const onAnswer = () => {
      // If the turnstile has died, the Worker retries its claims.
      if (life !== turnstile.life) return;
      for (const claim of batch) travel(outer, () => answer(claim));
      turnstile.inFlight = [];
      flush(turnstile, i);
    };
    const cost = OBJECT_BATCH_MS + batch.length * OBJECT_CLAIM_MS;
    travel(inner, () => settle(i, batch, cost, () => travel(inner, onAnswer)));
  };
  const fail = (claim: Claim, i: number) =>
    travel(outer, () => {
      if (claim.attempts === MAX_ATTEMPTS) return;
      // The neighbour has the same object, which knows what it has settled.
      const next = death?.next === "neighbour" ? (i + shards) % count : i;
      const backoff = random() * FIRST_BACKOFF_MS * 2 ** (claim.attempts++ - 1);
      schedule(now + backoff, () => call(claim, next));
    });
  const die = (turnstile: Turnstile, outage: number) => {
    for (const claim of [...turnstile.inFlight, ...turnstile.waiting]) fail(claim, 0);
    Object.assign(turnstile, newTurnstile(), { isDown: true, life: 1 });
    schedule(now + outage, () => Object.assign(turnstile, { isDown: false }));
  };
  if (death)
    schedule(2000 + random() * BATCH_INTERVAL_MS, () => die(turnstiles[0] as Turnstile, death.outage));

  const send = (sent: number) => {
    if (sent >= END_MS) return;
    const claim: Claim = { sent, attempts: 1, settled: 0 };
    if (sent >= WARM_UP_MS) claims.push(claim);
    call(claim, Math.floor(random() * count));
    const next = sent + exponential(1000 / rate);
    schedule(next, () => send(next));
  };
  send(0);
  for (let slot = 0; slot < agenda.length; slot++) {
    now = slot / 100;
    for (const event of agenda[slot] ?? []) event();
    agenda[slot] = [];
  }
  const busiest = Math.max(...objects.map(({ busy }) => busy)) / (END_MS - WARM_UP_MS);
  return { claims, batches, busiest };
}
