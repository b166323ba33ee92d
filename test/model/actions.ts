import fc from "fast-check";
import { mistake, spelling } from "../testkit/spellings";

export const RETENTION_SECONDS = 30 * 86_400;
export const LONGEST_STEP_BACK_SECONDS = 3600;
const KEYS = ["a-key-of-sixteen", "another-key-of-16"];
const manager = fc.constantFrom("127.0.0.1", "127.9.9.9", "::1");
const stranger = fc.constantFrom("192.0.2.200", "128.0.0.1", "2001:db8::7f00:1");
/** Generates mostly managers. */
const maybeManager = fc.oneof({ weight: 6, arbitrary: manager }, { weight: 1, arbitrary: stranger });
const key = fc.constantFrom(undefined, undefined, ...KEYS);
const SECOND_MS = 1000;

const personAt = (n: number, form: number) =>
  n % 2
    ? { n, network: `v6 ${n}`, from: `2001:db8:0:${n}${form ? "::1" : ":ffff::2"}` }
    : { n, network: `v4 ${n}`, from: `${form ? "::ffff:" : ""}198.51.100.${n}` };

/** Generates one of six players, at one of two addresses that count as the same player. */
const person = fc.tuple(fc.nat(5), fc.nat(1)).map(([n, form]) => personAt(n, form));

export type Person = ReturnType<typeof personAt>;

/** Generates what a player sends: in a raffle with passes mostly the own pass, as people write it. */
const card = fc.record({
  shows: fc.oneof(
    { weight: 5, arbitrary: fc.constant("own pass" as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        "nothing",
        "misspelt pass",
        "forged pass",
        "pass of another raffle",
        "no JSON",
      ),
    },
  ),
  spelling,
  mistake,
});

export type Card = typeof card extends fc.Arbitrary<infer T> ? T : never;

/** Generates the index of a created raffle. A larger index means a nonexistent raffle. */
const raffle = fc.oneof({ weight: 3, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(4) });

const kinds = {
  create: fc.record({
    kind: fc.constant("create"),
    from: maybeManager,
    key,
    /** Repeats the facts of the creation that had this key, if there was one. */
    again: fc.boolean(),
    total: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
      { weight: 1, arbitrary: fc.integer({ min: 5, max: 9 }) },
    ),
    // A few creations have more prizes than tickets and are rejected.
    amounts: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<number[][]>([1], [1, 1], [2]) },
      { weight: 1, arbitrary: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }) },
    ),
    // Milliseconds from the creation. A few times are rejected: in the past, or in the wrong order.
    opensIn: fc.constantFrom(null, null, null, null, -SECOND_MS, 20 * SECOND_MS, 80 * SECOND_MS),
    closesIn: fc.constantFrom(null, null, null, 0, 30 * SECOND_MS, 90 * SECOND_MS, 7200 * SECOND_MS),
    /** Minutes by which the local time of the manager is ahead of UTC. */
    offset: fc.constantFrom(0, 60, -210),
    drawAutomatically: fc.boolean(),
    // Fewer or more than tickets. Null admits addresses.
    passes: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 2 }),
    description: fc.constantFrom(undefined, null, "Two lines\n🎟"),
  }),
  claim: fc.record({ kind: fc.constant("claim"), raffle, person, key, card }),
  /** Makes several players claim at the same time. */
  crowd: fc.record({
    kind: fc.constant("crowd"),
    raffle,
    people: fc.uniqueArray(person, { minLength: 2, maxLength: 6, selector: ({ network }) => network }),
  }),
  close: fc.record({ kind: fc.constant("close"), raffle, from: maybeManager }),
  draw: fc.record({ kind: fc.constant("draw"), raffle, from: maybeManager }),
  remove: fc.record({
    kind: fc.constant("remove"),
    raffle,
    from: maybeManager,
    named: fc.constantFrom(true, true, true, false),
    abandoned: fc.boolean(),
  }),
  winners: fc.record({ kind: fc.constant("winners"), raffle }),
  /** Verifies a code as people write it, sometimes with a mistake or for another ticket number. */
  verify: fc.record({
    kind: fc.constant("verify"),
    raffle,
    ticket: fc.nat(3),
    further: fc.constantFrom(0, 0, 0, 1, -1, 5, -5),
    codeOf: fc.constantFrom("it", "it", "another raffle", "nothing"),
    spelling,
    mistake: fc.option(mistake, { freq: 2 }),
  }),
  /** Hands over the prize of a ticket, sometimes with a wrong code, or of a ticket that does not exist. */
  collect: fc.record({
    kind: fc.constant("collect"),
    raffle,
    from: maybeManager,
    ticket: fc.nat(7),
    key,
    isRight: fc.constantFrom(true, true, true, false),
  }),
  undo: fc.record({ kind: fc.constant("undo"), raffle, from: maybeManager, ticket: fc.nat(7) }),
  forfeit: fc.record({ kind: fc.constant("forfeit"), raffle, from: maybeManager, ticket: fc.nat(7) }),
  forfeitAll: fc.record({ kind: fc.constant("forfeitAll"), raffle, from: maybeManager }),
  awards: fc.record({ kind: fc.constant("awards"), raffle, limit: fc.constantFrom(1, 2, 100) }),
  passes: fc.record({ kind: fc.constant("passes"), raffle, from: maybeManager }),
  look: fc.record({ kind: fc.constant("look"), raffle }),
  transcript: fc.record({ kind: fc.constant("transcript"), raffle }),
  reserves: fc.record({ kind: fc.constant("reserves"), raffle }),
  claimed: fc.record({ kind: fc.constant("claimed"), raffle, limit: fc.constantFrom(1, 2, 100) }),
  watch: fc.record({ kind: fc.constant("watch"), raffle }),
  list: fc.record({ kind: fc.constant("list"), limit: fc.constantFrom(1, 1, 2, 5), short: fc.boolean() }),
  /** Evicts a raffle's Durable Object, as the platform may do at any time. */
  evict: fc.record({ kind: fc.constant("evict"), raffle }),
  /** Evicts all Durable Objects and expires the isolate's caches, as a deploy does. */
  upgrade: fc.record({ kind: fc.constant("upgrade") }),
  /** Advances the clock, by RETENTION_DAYS at most. */
  wait: fc.record({ kind: fc.constant("wait"), seconds: fc.constantFrom(1, 30, 61, RETENTION_SECONDS) }),
  /** Advances the clock to the moment at which a raffle opens or closes, or a millisecond beside it. */
  waitUntil: fc.record({
    kind: fc.constant("waitUntil"),
    raffle,
    moment: fc.constantFrom("opensAt", "closesAt"),
    further: fc.constantFrom(-1, 0, 1),
  }),
  /** Lets a raffle's alarm ring until nothing is due: at its time, or early if that is over an hour ahead. */
  ring: fc.record({ kind: fc.constant("ring"), raffle }),
  /** Moves everything to machines whose clock is behind. Only the first move of a sequence counts. */
  back: fc.record({ kind: fc.constant("back"), seconds: fc.constantFrom(1, 30, LONGEST_STEP_BACK_SECONDS) }),
};

export type Action = {
  [K in keyof typeof kinds]: ((typeof kinds)[K] extends fc.Arbitrary<infer T> ? T : never) & { kind: K };
}[keyof typeof kinds];

/** Is an action of one kind. */
export type Of<K extends Action["kind"]> = Extract<Action, { kind: K }>;

/** Generates a claimed ticket whose code has a mistake or not. */
const proof = fc.record({ ticket: fc.nat(3), spelling, mistake: fc.option(mistake, { freq: 3 }) });

/** Generates the number of players who claim, from none to all. */
const claimants = fc.oneof({ weight: 2, arbitrary: fc.constant(6) }, { weight: 1, arbitrary: fc.nat(5) });

/** Ends a raffle that is not sold out: by a manager, or by time if it has a closing time. */
const closing = fc.constantFrom("close", "waitUntil");

/**
 * Makes players claim, the raffle close, a manager or the alarm draw, and tickets be verified. Random actions
 * alone rarely get this far. Sometimes all players claim once more, after retention.
 */
const finish = fc
  .tuple(
    raffle,
    manager,
    claimants,
    closing,
    fc.array(proof, { minLength: 3, maxLength: 3 }),
    fc.boolean(),
    fc.array(fc.nat(5), { maxLength: 3 }),
  )
  .map(([raffle, from, claimants, closing, proofs, late, absent]): Action[] => {
    const everybody = [0, 1, 2, 3, 4, 5].map((n) => personAt(n, 0));
    const crowd: Action = { kind: "crowd", raffle, people: everybody };
    return [
      { kind: "crowd", raffle, people: everybody.slice(0, claimants) },
      closing === "close"
        ? { kind: "close", raffle, from }
        : { kind: "waitUntil", raffle, moment: "closesAt", further: 0 },
      { kind: "claimed", raffle, limit: 2 },
      { kind: "transcript", raffle },
      { kind: "ring", raffle },
      { kind: "draw", raffle, from },
      { kind: "transcript", raffle },
      ...proofs.map((one) => ({ kind: "verify", raffle, further: 0, codeOf: "it", ...one }) satisfies Action),
      ...absent.map((ticket) => ({ kind: "forfeit", raffle, from, ticket }) satisfies Action),
      ...[0, 1, 2, 0].map(
        (ticket): Action => ({ kind: "collect", raffle, from, ticket, key: undefined, isRight: true }),
      ),
      { kind: "winners", raffle },
      { kind: "awards", raffle, limit: 2 },
      ...(late ? [{ kind: "wait" as const, seconds: RETENTION_SECONDS }, crowd] : []),
    ];
  });

const one = fc
  .oneof(
    { weight: 3, arbitrary: kinds.create },
    { weight: 12, arbitrary: kinds.claim },
    { weight: 3, arbitrary: kinds.crowd },
    { weight: 3, arbitrary: kinds.close },
    { weight: 4, arbitrary: kinds.draw },
    { weight: 2, arbitrary: kinds.remove },
    { weight: 3, arbitrary: kinds.winners },
    { weight: 5, arbitrary: kinds.verify },
    { weight: 5, arbitrary: kinds.collect },
    { weight: 2, arbitrary: kinds.undo },
    { weight: 4, arbitrary: kinds.forfeit },
    { weight: 1, arbitrary: kinds.forfeitAll },
    { weight: 2, arbitrary: kinds.awards },
    { weight: 1, arbitrary: kinds.passes },
    { weight: 2, arbitrary: kinds.look },
    { weight: 2, arbitrary: kinds.transcript },
    { weight: 2, arbitrary: kinds.reserves },
    { weight: 2, arbitrary: kinds.claimed },
    { weight: 3, arbitrary: kinds.watch },
    { weight: 3, arbitrary: kinds.list },
    { weight: 2, arbitrary: kinds.evict },
    { weight: 1, arbitrary: kinds.upgrade },
    { weight: 1, arbitrary: kinds.wait },
    { weight: 3, arbitrary: kinds.waitUntil },
    { weight: 2, arbitrary: kinds.ring },
    { weight: 1, arbitrary: kinds.back },
  )
  .map((action) => [action as Action]);

/** Generates a sequence of actions. */
export const actions = fc
  .array(fc.oneof({ weight: 15, arbitrary: one }, { weight: 1, arbitrary: finish }), {
    minLength: 1,
    maxLength: 80,
    size: "max",
  })
  .map((parts) => parts.flat());
