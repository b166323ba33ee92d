import { describe, expect, it } from "vitest";
import { digestOfList } from "../../src/domain/claimed-digest";
import { closed_early } from "../domain/draw-vectors.json";
import type { EarlyVector } from "../testkit/claimed";
import { due, earlyTranscriptOf, iso } from "../testkit/transcript";
import { folder, python, saveTranscript, TOOL, verify, verifyDraw } from "./python";
import { type Answer, withServer } from "./server";

const { vectors } = closed_early;
const seven = vectors.find(({ title }) => title.includes("worked example")) as EarlyVector;
const hundredMillion = vectors.find(({ total_tickets }) => total_tickets === 1e8) as EarlyVector;
const local = vectors.find(({ network }) => network === "local") as EarlyVector;
const valid = earlyTranscriptOf(seven);
type Transcript = typeof valid;
// A change may also give a fact the wrong type.
type Changes = Partial<Record<keyof Transcript["draw"], unknown>>;

const change = (changes: Changes, transcript: Transcript = valid) => ({
  ...transcript,
  draw: { ...transcript.draw, ...changes },
});
const undrawn = { drawn_at: null, randomness: null, signature: null };
const DAY_MS = 86_400_000;
const fallback: Changes = {
  ...valid.draw,
  ...earlyTranscriptOf(local).draw,
  network: valid.draw.network,
  round: 657413,
  due: iso(due),
  fallback: true,
  drawn_at: iso(due + 7 * DAY_MS),
};
const fallbackTranscript = change(fallback, earlyTranscriptOf(local));

/** Expects the tool to print one line, which contains `fault`. */
async function expectFault(transcript: unknown, fault: string, ...options: string[]) {
  const result = await verifyDraw(saveTranscript(transcript), ...options);
  expect(result.stderr).toBe("");
  expect(result.stdout).toMatch(/^The draw does not hold: [^\n]+\n$/);
  expect(result.stdout).toContain(fault);
  expect(result.status).toBe(1);
}

describe("verify-draw.py on a raffle that closed early", () => {
  it.each(vectors)("computes the test vector of $title", async (vector) => {
    const script = [
      "import hashlib, importlib.util, json, sys",
      'spec = importlib.util.spec_from_file_location("verify_draw", sys.argv[1])',
      "tool = importlib.util.module_from_spec(spec)",
      "spec.loader.exec_module(tool)",
      "v, multiplier = json.loads(sys.argv[2]), int(sys.argv[3])",
      'total, count = v["total_tickets"], v["claimed_tickets"]',
      "tickets = [(i + 1) * multiplier % total + 1 for i in range(count)]",
      "digest = tool.claimed_digest(tickets)",
      'prizes = [(prize["name"], prize["amount"]) for prize in v["prizes"]]',
      'facts = [v[name] for name in ("network", "round", "randomness", "raffle_id", "total_tickets")]',
      "seed = tool.draw_seed(*facts, prizes, (count, digest))",
      'selected = tool.select_tickets(count, v["winner_count"] + v["reserve_count"], seed)',
      "drawn = [tickets[number - 1] for number in selected]",
      'hash_list = lambda part: hashlib.sha256("".join("%d\\n" % t for t in part).encode()).hexdigest()',
      'winners, reserves = drawn[: v["winner_count"]], drawn[v["winner_count"] :]',
      "print(json.dumps([digest, seed.hex(), hash_list(winners), hash_list(reserves)]))",
    ];
    const multiplier = String(closed_early.multiplier);
    const { stdout } = await python("-c", script.join("\n"), TOOL, JSON.stringify(vector), multiplier);
    const { claimed_digest, seed, winners_sha256, reserves_sha256 } = vector;
    expect(JSON.parse(stdout)).toEqual([claimed_digest, seed, winners_sha256, reserves_sha256]);
  });

  const BY_ROUND =
    "The draw holds by round 657413 of drand's quicknet, if its signature is right (not checked: no py_ecc)";

  it.each(
    vectors.filter(({ network }) => network !== "local"),
  )("reports that the draw of $title holds", async (vector) => {
    const { winner_count, claimed_tickets } = vector;
    expect(await verify(earlyTranscriptOf(vector))).toEqual({
      status: 0,
      stdout: `${BY_ROUND}, closed at its closing time: ${winner_count} of ${claimed_tickets} claimed tickets win\n`,
      stderr: "",
    });
  });

  it("says that the manager closed the raffle", async () => {
    const { stdout } = await verify(change({ closed_by: "manager", closes_at: null }));
    expect(stdout).toBe(`${BY_ROUND}, closed by the manager: 4 of 7 claimed tickets win\n`);
  });

  it("says that the proof is weaker if the digest was complete only after the round", async () => {
    const weaker = "weaker proof because the digest was complete only after that round was due";
    expect((await verify(change({ digest_at: iso(due + 1) }))).stdout).toContain(
      `, which is ${weaker}: 4 of 7`,
    );
    expect((await verify(change({ digest_at: iso(due) }))).stdout).not.toContain(weaker);
  });

  const SERVICE_CHOSE = "which proves only that the winners follow from randomness that the service chose";

  it("states what a local draw proves", async () => {
    const { stdout } = await verify(earlyTranscriptOf(local));
    expect(stdout).toBe(`The draw holds, ${SERVICE_CHOSE}: 4 of 7 claimed tickets win\n`);
  });

  it("states what a draw without its missed round proves", async () => {
    const { stdout } = await verify(fallbackTranscript);
    const why = "because it did not get round 657413 for seven days";
    expect(stdout).toBe(`The draw holds, ${SERVICE_CHOSE}, ${why}: 4 of 7 claimed tickets win\n`);
  });

  it("exits with status 2 before the raffle closes, and names an announced round", async () => {
    const open = { ...undrawn, method: null, closed_at: null, closed_by: null, claimed_digest: null };
    const { tickets: _, ...transcript } = change({ ...open, digest_at: null });
    expect(await verify(transcript)).toEqual({
      status: 2,
      stdout: "",
      stderr: "Can't tell: not drawn yet (round 657413, due '2023-09-15T11:00:03.000Z')\n",
    });
  });

  it("exits with status 2 before the draw, and with status 1 if the list is wrong by then", async () => {
    const early = change(undrawn);
    expect((await verify(early)).status).toBe(2);
    expect((await verify(change({ ...undrawn, claimed_digest: null }))).status).toBe(2);
    await expectFault({ ...early, tickets: early.tickets.toReversed() }, "claimed_digest is not that of");
  });
});

describe("verify-draw.py on a tampered transcript of a raffle that closed early", () => {
  it.each<[string, (tickets: number[]) => unknown, string]>([
    ["a ticket left out", (list) => list.slice(1), "claimed_tickets is 7, but the list has 6"],
    ["an exchanged ticket", (list) => list.with(0, 1), "claimed_digest is not that of the list"],
    ["an added ticket", (list) => [...list, 1], "claimed_tickets is 7, but the list has 8"],
    ["a duplicated ticket", (list) => list.with(0, 9), "has a ticket twice"],
    ["another order", (list) => list.toReversed(), "claimed_digest is not that of the list"],
    ["a ticket below 1", (list) => list.with(0, 0), "the list of claimed tickets has 0"],
    ["a ticket above N", (list) => list.with(0, 11), "the list of claimed tickets has 11"],
    ["a text as a ticket", (list) => list.with(0, "10" as never), "the list of claimed tickets has '10'"],
    ["true as a ticket", (list) => list.with(0, true as never), "the list of claimed tickets has True"],
    ["null as the list", () => null, "tickets can't be None"],
  ])("reports %s", async (_, changeList, fault) => {
    await expectFault({ ...valid, tickets: changeList(valid.tickets) }, fault);
  });

  it.each<[string, (tickets: number[]) => number[]]>([
    ["left out", (list) => list.slice(1)],
    ["exchanged", (list) => list.with(0, 1)],
    ["added", (list) => [...list, 1]],
  ])("reports a ticket that is %s in the list, its number and its digest", async (_, changeList) => {
    const tickets = changeList(valid.tickets);
    const claimed = { claimed_tickets: tickets.length, claimed_digest: digestOfList(tickets) };
    await expectFault({ ...change(claimed), tickets }, "is listed and has not won");
  });

  it.each<[string, Changes, string]>([
    ["a wrong digest", { claimed_digest: "0".repeat(64) }, "claimed_digest is not that of the list"],
    ["a digest in upper case", { claimed_digest: "A".repeat(64) }, "claimed_digest can't be 'AAA"],
    ["no digest", { claimed_digest: null }, "claimed_digest can't be None"],
    ["fewer claimed tickets", { claimed_tickets: 6 }, "claimed_tickets is 6, but the list has 7"],
    ["all tickets as claimed", { claimed_tickets: 10 }, "claimed_tickets can't be 10"],
    ["a negative number of claimed tickets", { claimed_tickets: -1 }, "claimed_tickets can't be -1"],
    ["the method of a sold-out raffle", { method: "raffle-draw-1" }, "so closed_at can't be"],
    ["a time of the last ticket", { sold_out_at: iso(due - 31_000) }, "sold_out_at can't be '2023"],
    [
      "an earlier round",
      { round: 657412, due: iso(due - 3000) },
      "by closed_at the round is 657413, not 657412",
    ],
    [
      "a later round",
      { round: 657414, due: iso(due + 3000) },
      "by closed_at the round is 657413, not 657414",
    ],
    ["a closing time that moved", { closed_at: iso(due - 30_501) }, "closed_at is not closes_at"],
    ["a closing at another time than planned", { closes_at: null }, "closes_at can't be None"],
    [
      "a later closing",
      { closed_at: iso(due - 29_999), closes_at: iso(due - 29_999) },
      "by closed_at the round is 657414",
    ],
    [
      "an earlier closing by the manager",
      { closed_by: "manager", closed_at: iso(due - 33_000) },
      "by closed_at the round is 657412",
    ],
    [
      "a closing by the manager after the closing time",
      { closed_by: "manager", closes_at: iso(due - 30_501) },
      "it closed after closes_at",
    ],
    ["an unknown reason for the closing", { closed_by: "sold_out" }, "closed_by can't be 'sold_out'"],
    ["no time of the digest", { digest_at: null }, "digest_at can't be None"],
    ["a missed round with a signature", { fallback: true }, "fallback can't be True"],
  ])("reports %s", async (_, changes, fault) => {
    await expectFault(change(changes), fault);
  });

  it("counts one more second to the round for every 50,000 tickets", async () => {
    const transcript = earlyTranscriptOf(hundredMillion);
    const closed_at = iso(due - 2_030_000 + 1);
    const moved = change({ closed_at, closes_at: closed_at }, transcript);
    await expectFault(moved, "by closed_at the round is 657414, not 657413");
  });

  it("reports a withdrawn ticket that is listed as a winner", async () => {
    const withdrawn = 1;
    expect(valid.tickets).not.toContain(withdrawn);
    const winners = valid.winners.with(0, { ticket_number: withdrawn, prize: "Café crème" });
    await expectFault({ ...valid, winners }, "ticket 1 is listed and has not won");
  });

  it.each<[string, Changes, string]>([
    ["that came too soon", { drawn_at: iso(due + 7 * DAY_MS - 1) }, "before seven days had passed"],
    ["without its missed round", { round: null, due: null }, "round can't be None"],
    ["with another round", { round: 657414, due: iso(due + 3000) }, "by closed_at the round is 657413"],
    ["with a signature", { signature: valid.draw.signature }, "signature can't be 'b7"],
    ["that is not marked", { fallback: false }, "network can't be"],
    ["marked by a text", { fallback: "yes" }, "fallback can't be 'yes'"],
  ])("reports a draw without the beacon %s", async (_, changes, fault) => {
    await expectFault(change({ ...fallback, ...changes }, earlyTranscriptOf(local)), fault);
  });
});

describe("verify-draw.py --before with a raffle that closed early", () => {
  const before = (changes: Changes = {}) => change({ ...undrawn, ...changes });

  it("reports that the draw holds if the facts and the list are the same", async () => {
    const { stdout } = await verifyDraw(saveTranscript(valid), "--before", saveTranscript(before()));
    expect(stdout).toContain(", closed at its closing time, with what was fixed before: 4 of 7 claimed");
  });

  it("accepts a draw without its missed round", async () => {
    const file = saveTranscript(before());
    const { stdout } = await verifyDraw(saveTranscript(fallbackTranscript), "--before", file);
    expect(stdout).toContain("with what was fixed before: 4 of 7 claimed");
    // A raffle with local randomness from the start never had a round to miss.
    const wasLocal = saveTranscript(before({ entropy: "local" }));
    await expectFault(
      fallbackTranscript,
      "entropy is 'drand', but before the draw it was 'local'",
      "--before",
      wasLocal,
    );
  });

  it.each<[keyof Transcript["draw"], unknown]>([
    ["closed_at", iso(due - 31_000)],
    ["closed_by", "manager"],
    ["closes_at", null],
    ["claimed_tickets", 6],
    ["claimed_digest", "0".repeat(64)],
    ["digest_at", iso(due)],
    ["round", 657412],
    ["method", "raffle-draw-1"],
  ])("reports a fault if %s differs", async (fact, value) => {
    const file = saveTranscript(before({ [fact]: value }));
    await expectFault(valid, `${fact} is `, "--before", file);
  });

  it("reports a fault if the list differs", async () => {
    const file = saveTranscript({ ...before(), tickets: valid.tickets.toReversed() });
    await expectFault(valid, "the list of claimed tickets is not the one from before", "--before", file);
  });

  it("exits with status 2 if the file was saved before the digest was complete", async () => {
    const file = saveTranscript(before({ claimed_digest: null, digest_at: null }));
    const { status, stderr } = await verifyDraw(saveTranscript(valid), "--before", file);
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining("--before needs a file with sold_out_at or"),
    ]);
  });
});

describe("verify-draw.py with a service that closed a raffle early", () => {
  const path = `/raffles/${seven.raffle_id}/`;
  const pageOf = (tickets: number[], next?: string): Answer => ({
    body: tickets.map((ticket_number) => ({ ticket_number })),
    headers: next ? { Link: `<https://elsewhere.test/x?${next}>; rel="next"` } : {},
  });
  const pages = {
    [`${path}draw/tickets/?limit=1000`]: pageOf(valid.tickets.slice(0, 3), "limit=1000&cursor=3"),
    [`${path}draw/tickets/?limit=1000&cursor=3`]: pageOf(valid.tickets.slice(3)),
  };
  const answers = {
    [path]: { body: valid.raffle },
    [`${path}draw/`]: { body: valid.draw },
    [`${path}winners/`]: { body: valid.winners },
    ...pages,
  };
  const check = (changed: Record<string, Answer>, ...options: string[]) =>
    withServer({ ...answers, ...changed }, (base) => verifyDraw(base, seven.raffle_id, ...options));

  it("reads all pages of the list, and saves it", async () => {
    const file = `${folder}/pages.json`;
    expect((await check({}, "--save", file)).stdout).toContain(": 4 of 7 claimed tickets win\n");
    expect((await verifyDraw(file, "--before", saveTranscript(change(undrawn)))).status).toBe(0);
  });

  it("reports a missing page", async () => {
    const { stdout } = await check({
      [`${path}draw/tickets/?limit=1000`]: pageOf(valid.tickets.slice(0, 3)),
    });
    expect(stdout).toContain("claimed_tickets is 7, but the list has 3");
  });

  it("stops reading a list that never ends", async () => {
    const endless = pageOf(valid.tickets, "limit=1000");
    const { stdout } = await check({ [`${path}draw/tickets/?limit=1000`]: endless });
    expect(stdout).toContain("claimed_tickets is 7, but the list has 14");
    const empty = pageOf([], "limit=1000");
    expect((await check({ [`${path}draw/tickets/?limit=1000`]: empty })).stdout).toContain(
      "a page that is []",
    );
  });

  it("waits as long as the service asks for after 429", async () => {
    const script = [
      "import importlib.util, sys, types",
      'spec = importlib.util.spec_from_file_location("verify_draw", sys.argv[1])',
      "tool = importlib.util.module_from_spec(spec)",
      "spec.loader.exec_module(tool)",
      "tool.time = types.SimpleNamespace(time=tool.time.time, sleep=lambda s: print('waited', s))",
      "sys.argv[:] = sys.argv[1:]",
      "sys.exit(tool.main())",
    ];
    const limited: Answer = { status: 429, body: {}, headers: { "Retry-After": "17" } };
    const page = pages[`${path}draw/tickets/?limit=1000&cursor=3`] as Answer;
    const run = (first: Answer) =>
      withServer({ ...answers, [`${path}draw/tickets/?limit=1000&cursor=3`]: [first, page] }, (base) =>
        python("-S", "-c", script.join("\n"), TOOL, base, seven.raffle_id),
      );
    expect((await run(limited)).stdout).toMatch(
      /^waited 17\nThe draw holds .*: 4 of 7 claimed tickets win\n$/,
    );
    const { status, stderr } = await run({ ...limited, headers: {} });
    expect([status, stderr]).toEqual([2, expect.stringContaining("429")]);
  });
});
