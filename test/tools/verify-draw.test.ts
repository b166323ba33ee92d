import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { quicknet, roundToDraw } from "../../src/domain/beacon";
import { vectors } from "../domain/draw-vectors.json";
import { type Facts, SIGNATURE, transcriptOf } from "../testkit/transcript";
import { folder, python, type Result, saveTranscript, TOOL, verify, verifyDraw } from "./python";
import { withServer } from "./server";

const ten = vectors.find((vector) => vector.total_tickets === 10) as Facts;
const thousand = vectors.find((vector) => vector.total_tickets === 1000) as Facts;
const local = vectors.find((vector) => vector.network === "local") as Facts;
const validTranscript = () => transcriptOf(ten);

describe("verify-draw.py", () => {
  it.each(vectors)("computes the test vector of $title", async (vector) => {
    const script = [
      "import hashlib, importlib.util, json, sys",
      'spec = importlib.util.spec_from_file_location("verify_draw", sys.argv[1])',
      "tool = importlib.util.module_from_spec(spec)",
      "spec.loader.exec_module(tool)",
      "v = json.loads(sys.argv[2])",
      'prizes = [(prize["name"], prize["amount"]) for prize in v["prizes"]]',
      'facts = [v[name] for name in ("network", "round", "randomness", "raffle_id", "total_tickets")]',
      "seed = tool.draw_seed(*facts, prizes)",
      'tickets = tool.select_tickets(v["total_tickets"], v["winner_count"] + v["reserve_count"], seed)',
      'digest = lambda part: hashlib.sha256("".join("%d\\n" % t for t in part).encode()).hexdigest()',
      'winners, reserves = tickets[: v["winner_count"]], tickets[v["winner_count"] :]',
      "print(json.dumps([seed.hex(), digest(winners), digest(reserves)]))",
    ];
    const { stdout } = await python("-c", script.join("\n"), TOOL, JSON.stringify(vector));
    expect(JSON.parse(stdout)).toEqual([vector.seed, vector.winners_sha256, vector.reserves_sha256]);
  });

  it.each(
    vectors.filter(({ network }) => network !== "local"),
  )("reports that the draw of $title holds", async (vector) => {
    const { status, stdout } = await verify(transcriptOf(vector));
    expect(stdout).toBe(
      "The draw holds by round 657413 of drand's quicknet, if its signature is right (not checked: no py_ecc): " +
        `${vector.winner_count} of ${vector.total_tickets} tickets win\n`,
    );
    expect(status).toBe(0);
  });

  it("states what a valid local draw proves", async () => {
    expect(await verify(transcriptOf(local))).toEqual({
      status: 0,
      stdout:
        "The draw holds, which proves only that the winners follow from randomness that the service chose: " +
        "4 of 10 tickets win\n",
      stderr: "",
    });
  });

  it("says of a raffle with passes that the organiser handed them out", async () => {
    const { draw, ...rest } = transcriptOf(local);
    const { status, stdout } = await verify({ ...rest, draw: { ...draw, admission: "pass" } });
    expect(stdout).toMatch(
      /4 of 10 tickets win\. The organiser handed out the passes, and a check can't tell who got them\n$/,
    );
    expect(status).toBe(0);
  });

  it("can't check a raffle that was drawn before randomness was stored", async () => {
    const { draw, ...rest } = transcriptOf(local);
    expect(await verify({ ...rest, draw: { ...draw, method: null, randomness: null } })).toEqual({
      status: 2,
      stdout: "",
      stderr: "Can't tell: drawn by a version of the service that did not keep what makes the winners\n",
    });
  });

  it("checks the signature if py_ecc is installed", async () => {
    const installed = (await python("-c", "import py_ecc.bls.hash_to_curve")).status === 0;
    const { status, stdout } = await python(TOOL, saveTranscript(validTranscript()));
    expect(status).toBe(0);
    expect(stdout).toContain(installed ? "(signature checked)" : "(not checked: no py_ecc)");
    // The point with the opposite sign, and its randomness. It gives other winners.
    const signature = SIGNATURE.replace("b", "9");
    const randomness = createHash("sha256").update(signature, "hex").digest("hex");
    const forged = await python(
      TOOL,
      saveTranscript({ ...validTranscript(), draw: { ...validTranscript().draw, signature, randomness } }),
    );
    expect(forged.status).toBe(1);
    expect(forged.stdout).toContain(
      installed ? "not the beacon's signature of round 657413" : "is listed and has not won",
    );
  });
});

describe("verify-draw.py without a verdict", () => {
  async function expectCannotTell(run: Promise<Result>, message: string) {
    const { status, stdout, stderr } = await run;
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  }

  it("exits with status 2 before the draw, and names the round and its due time", async () => {
    const draw = { ...validTranscript().draw, drawn_at: null, randomness: null, signature: null };
    await expectCannotTell(
      verify({ ...validTranscript(), draw, winners: null }),
      "Can't tell: not drawn yet (round 657413, due '2023-09-15T11:00:03.000Z')",
    );
  });

  it.each([
    "",
    "{",
    "NaN(",
    "[".repeat(100_000),
    `{"draw": ${"9".repeat(5000)}}`,
  ])("exits with status 2 if the file has invalid JSON", async (text) => {
    await expectCannotTell(verify(text), ".json can't be read: ");
  });

  it("exits with status 2 if the file has only the draw", async () => {
    await expectCannotTell(verify(validTranscript().draw), ".json is not what --save writes");
  });

  it("exits with status 2 if the file does not exist", async () => {
    await expectCannotTell(verifyDraw(`${folder}/none.json`), "Can't tell: ");
  });

  it("exits with status 2 if the id of the raffle is invalid", async () => {
    await expectCannotTell(verifyDraw("http://127.0.0.1:1", "fair"), "usage: ");
  });

  it("exits with status 2 if the service can't be reached", async () => {
    await expectCannotTell(verifyDraw("http://127.0.0.1:1", ten.raffle_id), "draw/ can't be read");
  });

  it("exits with status 2 without arguments", async () => {
    await expectCannotTell(verifyDraw(), "usage: ");
  });
});

describe("verify-draw.py --before", () => {
  const saveBeforeDraw = (
    changes: Partial<Record<keyof ReturnType<typeof validTranscript>["draw"], unknown>> = {},
  ) =>
    saveTranscript({
      ...validTranscript(),
      draw: { ...validTranscript().draw, drawn_at: null, randomness: null, signature: null, ...changes },
      winners: null,
    });
  const verifyAgainst = (before: string) => verifyDraw(saveTranscript(validTranscript()), "--before", before);

  it("reports that the draw holds if the facts are the same", async () => {
    const { status, stdout } = await verifyAgainst(saveBeforeDraw());
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining(", with what was fixed before: 4 of 10 tickets win\n"),
    ]);
  });

  it.each([
    ["round", 657412],
    ["sold_out_at", "2023-09-15T10:59:30.000Z"],
    ["due", "2023-09-15T11:00:06.000Z"],
    ["total_tickets", 11],
    ["prizes", ten.prizes.toReversed()],
    ["raffle_id", "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b22"],
    ["method", "raffle-draw-2"],
    ["entropy", "local"],
    ["network", null],
  ])("reports a fault if %s differs", async (fact, value) => {
    const { status, stdout } = await verifyAgainst(saveBeforeDraw({ [fact]: value }));
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(`^The draw does not hold: ${fact} is .+ it was .+\n$`),
    ]);
  });

  it.each([
    ["before the last ticket", { sold_out_at: null, round: null, due: null }],
    ["after the draw", { drawn_at: "2023-09-15T11:00:08.000Z" }],
  ])("exits with status 2 if the file was saved %s", async (_, changes) => {
    const { status, stdout, stderr } = await verifyAgainst(saveBeforeDraw(changes));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--before needs a file with sold_out_at or claimed_digest");
  });
});

describe("verify-draw.py with a service", () => {
  const answersOf = ({ draw, raffle, winners }: ReturnType<typeof validTranscript>, id = draw.raffle_id) => ({
    [`/raffles/${id}/`]: { body: raffle },
    [`/raffles/${id}/draw/`]: { body: draw },
    [`/raffles/${id}/winners/`]: { body: winners },
  });

  it("fetches the draw and the winners of a raffle", async () => {
    const { status, stdout } = await withServer(answersOf(validTranscript()), (base) =>
      verifyDraw(`${base}/`, ten.raffle_id),
    );
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^The draw holds by /)]);
  });

  it("accepts an id in upper case", async () => {
    const id = ten.raffle_id.toUpperCase();
    expect((await withServer(answersOf(validTranscript()), (base) => verifyDraw(base, id))).status).toBe(0);
  });

  it("rejects the draw of another raffle", async () => {
    const answers = answersOf(validTranscript(), thousand.raffle_id);
    const { status, stdout } = await withServer(answers, (base) => verifyDraw(base, thousand.raffle_id));
    expect([status, stdout]).toEqual([1, `The draw does not hold: raffle_id can't be '${ten.raffle_id}'\n`]);
  });

  it("exits with status 2 if the raffle does not exist", async () => {
    const { status, stderr } = await withServer({}, (base) => verifyDraw(base, ten.raffle_id));
    expect([status, stderr]).toEqual([2, expect.stringContaining("404")]);
  });

  it("saves the transcript, which can be checked again", async () => {
    const file = `${folder}/saved.json`;
    const transcript = transcriptOf(thousand);
    await withServer(answersOf(transcript), (base) => verifyDraw(base, thousand.raffle_id, "--save", file));
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(transcript);
    expect((await verifyDraw(file)).status).toBe(0);
  });

  it("saves the transcript before the draw, without winners", async () => {
    const file = `${folder}/early.json`;
    const transcript = validTranscript();
    const draw = { ...transcript.draw, drawn_at: null as never };
    await withServer(answersOf({ ...transcript, draw }), (base) =>
      verifyDraw(base, ten.raffle_id, "--save", file),
    );
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ ...transcript, draw, winners: null });
  });
});

describe("the transcript of these tests", () => {
  it("has the round that the service would choose", () => {
    expect(roundToDraw(quicknet, Date.parse(validTranscript().draw.sold_out_at))).toBe(657413);
  });
});
