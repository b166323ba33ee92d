import { exports } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { readPass, writePass } from "../../src/domain/pass";
import { RaffleObject } from "../../src/durable-objects/raffle/object";
import { closeRaffle } from "../testkit/closing";
import { claimByPass, createWithPasses, getPasses, listPasses, type Pass } from "../testkit/passes";
import {
  call,
  createRaffle,
  deleteRaffle,
  draw,
  errorOf,
  expectOk,
  MANAGER,
  type Problem,
  participate,
  player,
  requestTo,
  type Ticket,
  verify,
} from "../testkit/service";

const createWith = (facts: object) =>
  call("POST", "/raffles/", {
    from: MANAGER,
    json: { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 1 }], ...facts },
  });
const faultsOf = async (answer: Response) => (await answer.json<Problem>()).errors?.map(({ field }) => field);
const claimWith = (id: string, init: { body?: BodyInit; headers?: Record<string, string> }) =>
  call("POST", `/raffles/${id}/participate/`, init);
const REQUIRED = [403, "Pass required"];
const INVALID = [403, "Invalid pass"];

/** Returns the full-width form of an ASCII letter or digit, which is 0xfee0 code points further on. */
const widen = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0);

/** Returns the pass with one bit of its MAC changed. */
function withWrongBit(pass: string, bit: number): string {
  const bytes = new Uint8Array(readPass(pass) ?? []);
  const at = 27 + bit;
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (128 >> (at & 7));
  return writePass(bytes);
}

describe("POST /raffles/ with admission", () => {
  it("admits addresses by default", async () => {
    expect(await createRaffle()).toMatchObject({ admission: "address", passes: null });
  });

  it("has as many passes as tickets by default", async () => {
    expect(await createWithPasses({ total_tickets: 7 })).toMatchObject({ admission: "pass", passes: 7 });
  });

  it.each([1, 2, 100_000_000])("accepts %i passes for 3 tickets", async (passes) => {
    expect(await createWithPasses({ passes })).toMatchObject({ admission: "pass", passes });
  });

  it.each<[string, object, string]>([
    ["no passes", { admission: "pass", passes: 0 }, "passes"],
    ["too many passes", { admission: "pass", passes: 100_000_001 }, "passes"],
    ["a part of a pass", { admission: "pass", passes: 1.5 }, "passes"],
    ["a text as passes", { admission: "pass", passes: "3" }, "passes"],
    ["passes for addresses", { passes: 3 }, "passes"],
    ["another admission", { admission: "ticket" }, "admission"],
    ["null as admission", { admission: null }, "admission"],
  ])("returns 422 for %s", async (_, facts, field) => {
    const answer = await createWith(facts);
    expect([answer.status, await faultsOf(answer)]).toEqual([422, [field]]);
  });

  it("accepts null for passes without admission by pass", async () => {
    expect((await createWith({ passes: null })).status).toBe(200);
  });

  it("does not replay a creation with another number of passes", async () => {
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const create = (passes: number) =>
      call("POST", "/raffles/", {
        from: MANAGER,
        headers,
        json: {
          name: "Fair",
          total_tickets: 3,
          prizes: [{ name: "Cake", amount: 1 }],
          admission: "pass",
          passes,
        },
      });
    expect([(await create(3)).status, (await create(4)).status, (await create(3)).status]).toEqual([
      200, 422, 200,
    ]);
  });
});

describe("participate by pass", () => {
  it("gives each pass a ticket, from one address", async () => {
    const { raffle_id: id } = await createWithPasses();
    const passes = await listPasses(id);
    const tickets = await Promise.all(
      passes.map(async (pass) => expectOk<Ticket>(await claimByPass(id, pass))),
    );
    expect(new Set(tickets.map(({ ticket_number }) => ticket_number))).toEqual(new Set([1, 2, 3]));
  });

  it("gives the same pass the same ticket and code again, from any address, and says so", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass] = await listPasses(id);
    const first = await claimByPass(id, pass, player(1));
    const second = await claimByPass(id, pass, player(2));
    expect(await second.json()).toEqual(await first.json());
    expect([first, second].map(({ headers }) => headers.get("Idempotent-Replayed"))).toEqual([null, "true"]);
  });

  it("replays a pass when all tickets are claimed, and after the draw", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 1, passes: 2 });
    const [pass] = await listPasses(id);
    const ticket = await expectOk<Ticket>(await claimByPass(id, pass));
    expect(await expectOk(await claimByPass(id, pass))).toEqual(ticket);
    await draw(id);
    expect(await expectOk(await claimByPass(id, pass))).toEqual(ticket);
    expect(await expectOk(await verify(id, ticket))).toMatchObject({ has_won: true });
  });

  it("returns 410 to an unused pass when no ticket is left", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 1, passes: 2 });
    const [first, second] = await listPasses(id);
    await claimByPass(id, first);
    expect(await errorOf(await claimByPass(id, second))).toEqual([410, "No tickets remaining"]);
    await draw(id);
    expect(await errorOf(await claimByPass(id, second))).toEqual([410, "No tickets remaining"]);
  });

  it.each([
    ["in lower case without dashes", (pass: string) => pass.toLowerCase().replaceAll("-", "")],
    ["with blanks around and between", (pass: string) => `  ${pass.replaceAll("-", " ")}\n`],
    ["in full-width letters", (pass: string) => pass.replace(/[0-9A-Z]/g, widen)],
    ["with letters that look like digits", (pass: string) => pass.replaceAll("0", "O").replaceAll("1", "l")],
  ])("reads a pass %s", async (_, retype) => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    const ticket = await expectOk(await claimByPass(id, pass));
    expect(await expectOk(await claimByPass(id, retype(pass)))).toEqual(ticket);
  });

  it("validates an Idempotency-Key and then ignores it", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [first, second] = await listPasses(id);
    const claim = (pass: unknown, key: string) =>
      call("POST", `/raffles/${id}/participate/`, { json: { pass }, headers: { "Idempotency-Key": key } });
    expect((await claim(first, "short")).status).toBe(422);
    const key = crypto.randomUUID();
    const tickets = [
      await claim(first, key),
      await claim(second, key),
      await claim(first, crypto.randomUUID()),
    ];
    const [one, two, again] = await Promise.all(tickets.map((answer) => expectOk<Ticket>(answer)));
    expect(two?.ticket_number).not.toBe(one?.ticket_number);
    expect(again).toEqual(one);
  });

  it("does not take a pass as Idempotency-Key", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    expect(await errorOf(await claimWith(id, { headers: { "Idempotency-Key": pass } }))).toEqual(REQUIRED);
  });

  it.each<[string, { body?: BodyInit; headers?: Record<string, string> }]>([
    ["no body", {}],
    ["an empty body", { body: "" }],
    ["an empty body of another type", { body: "", headers: { "Content-Type": "text/plain" } }],
    ["an empty object", { body: "{}", headers: { "Content-Type": "application/json" } }],
    ["other fields only", { body: '{"code":"x"}', headers: { "Content-Type": "application/json" } }],
  ])("returns 403 Pass required for %s", async (_, init) => {
    const { raffle_id: id } = await createWithPasses();
    expect(await errorOf(await claimWith(id, init))).toEqual(REQUIRED);
  });

  const json = { "Content-Type": "application/json" };
  it.each<[number, string, BodyInit, Record<string, string>]>([
    [400, "a body that is not JSON", "{", json],
    [400, "a body that is not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), json],
    [415, "another media type", '{"pass":"x"}', { "Content-Type": "text/plain" }],
    [413, "a body over 256 KiB", `{"pass":"${"0".repeat(256 * 1024)}"}`, json],
    [422, "a number as pass", '{"pass":1}', json],
    [422, "null as pass", '{"pass":null}', json],
    [422, "a list as pass", '{"pass":["0000-0000-0000-0000"]}', json],
    [422, "a list as body", "[]", json],
    [422, "a text as body", '"0000-0000-0000-0000"', json],
    [422, "null as body", "null", json],
  ])("returns %i for %s, and still gives a ticket to an address elsewhere", async (status, _, body, headers) => {
    const byPass = await createWithPasses();
    const byAddress = await createRaffle();
    const answers = [
      await claimWith(byPass.raffle_id, { body, headers }),
      await claimWith(byAddress.raffle_id, { body, headers }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([status, 200]);
  });

  it("returns 403 Invalid pass for a wrong bit, anywhere in the MAC", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    for (let bit = 0; bit < 53; bit++) {
      expect(await errorOf(await claimByPass(id, withWrongBit(pass, bit)))).toEqual(INVALID);
    }
  });

  it.each([
    "",
    "0",
    "0000-0000-0000-0000",
    "ZZZZ-ZZZZ-ZZZZ-ZZZZ",
    "UUUU-UUUU-UUUU-UUUU",
    "-".repeat(18),
    "\ud800",
    "\u0301".repeat(50_000),
    "0".repeat(200_000),
    "1; DROP TABLE raffle",
    "𝟘𝟘𝟘𝟘-𝟘𝟘𝟘𝟘-𝟘𝟘𝟘𝟘-𝟘𝟘𝟘𝟘",
  ])("returns 403 Invalid pass for a wrong text (%#)", async (pass) => {
    const { raffle_id: id } = await createWithPasses();
    expect(await errorOf(await claimByPass(id, pass))).toEqual(INVALID);
  });

  it.each([
    ["takes a millisecond to parse", "\u0669".repeat(1000)],
    ["is too long", "0".repeat(200_000)],
  ])("sends the object nothing of a text that %s", async (_, pass) => {
    const { raffle_id: id } = await createWithPasses();
    const claim = vi.spyOn(RaffleObject.prototype, "claim");
    const claimWithPass = vi.spyOn(RaffleObject.prototype, "claimWithPass");
    expect(await errorOf(await claimByPass(id, pass))).toEqual(INVALID);
    expect(claim.mock.calls.map(([, , given]) => given)).toEqual([{ ok: false, error: "invalid-pass" }]);
    expect(claimWithPass).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it("returns 403 Invalid pass for the pass of another raffle", async () => {
    const one = await createWithPasses();
    const other = await createWithPasses();
    const [pass] = await listPasses(other.raffle_id);
    expect(await errorOf(await claimByPass(one.raffle_id, pass))).toEqual(INVALID);
  });

  it("returns 404 and 422 for the raffle before it looks at the body", async () => {
    expect((await claimWith(crypto.randomUUID(), { body: "{", headers: json })).status).toBe(404);
    expect((await claimWith("raffle", { body: "{", headers: json })).status).toBe(422);
  });

  it("reports errors of the body before not-open-yet, and that before a missing or wrong pass", async () => {
    const opens_at = new Date(Date.now() + 3_600_000).toISOString();
    const { raffle_id: id } = await createWithPasses({ opens_at });
    const notOpen = [403, "Raffle not open yet"];
    expect((await claimWith(id, { body: "{", headers: json })).status).toBe(400);
    expect(await errorOf(await claimWith(id, {}))).toEqual(notOpen);
    expect(await errorOf(await claimByPass(id, "wrong"))).toEqual(notOpen);
  });

  it("returns 403 for a missing or wrong pass even when no ticket is left", async () => {
    const { raffle_id: id } = await createWithPasses();
    await closeRaffle(id);
    expect(await errorOf(await claimWith(id, {}))).toEqual(REQUIRED);
    expect(await errorOf(await claimByPass(id, "wrong"))).toEqual(INVALID);
  });

  it.each([
    "anything",
    "07PX-K2M9-4GZ7-QWN5",
  ])("ignores the pass %j in a raffle that admits addresses", async (pass) => {
    const { raffle_id: id } = await createRaffle();
    expect((await claimByPass(id, pass)).status).toBe(200);
    expect(await errorOf(await claimByPass(id, pass))).toEqual([403, "Already participated"]);
    expect((await participate(id, player(1))).status).toBe(200);
  });

  it("replays an Idempotency-Key beside a pass in a raffle that admits addresses", async () => {
    const { raffle_id: id } = await createRaffle();
    const headers = { "Content-Type": "application/json", "Idempotency-Key": "a key of sixteen characters" };
    const claim = () => claimWith(id, { body: '{"pass":"07PX-K2M9-4GZ7-QWN5"}', headers });
    const first = await expectOk(await claim());
    const again = await claim();
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(await expectOk(again)).toEqual(first);
  });
});

describe("GET passes/", () => {
  it("lists passes by number from 1, with links, and links to the next page", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: 3 });
    const first = await getPasses(id, "?limit=2");
    const link = /<([^>]*)>; rel="next"/.exec(first.headers.get("Link") ?? "")?.[1] ?? "";
    const second = await getPasses(id, new URL(link).search);
    const passes = [...(await expectOk<Pass[]>(first)), ...(await expectOk<Pass[]>(second))];
    expect(passes.map(({ number }) => number)).toEqual([1, 2, 3]);
    for (const { pass, url } of passes) {
      expect(pass).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(url).toBe(`https://raffle.test/r/${id}#pass=${pass}`);
    }
    expect(second.headers.get("Link")).toBeNull();
  });

  it("returns 100 passes by default, and the last ones of a hundred million", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: 100_000_000 });
    expect(await listPasses(id)).toHaveLength(100);
    const last = await getPasses(id, "?limit=10&cursor=99999998");
    expect((await expectOk<Pass[]>(last)).map(({ number }) => number)).toEqual([99_999_999, 100_000_000]);
    expect(last.headers.get("Link")).toBeNull();
  });

  it("is empty after the last pass", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: 3 });
    const beyond = await getPasses(id, "?cursor=999999999");
    expect([await expectOk(beyond), beyond.headers.get("Link")]).toEqual([[], null]);
  });

  it("admits by the last pass of a hundred million", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: 100_000_000 });
    const [last] = await listPasses(id, "?cursor=99999999");
    expect((await claimByPass(id, last)).status).toBe(200);
  });

  it("writes all passes as CSV", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: 9000 });
    const file = await getPasses(id, "", { Accept: "text/csv" });
    const lines = (await file.text()).split("\r\n");
    const [first] = await listPasses(id, "?limit=1");
    const [last] = await listPasses(id, "?cursor=8999");
    expect(lines[0]).toBe("number,pass,url");
    expect(lines[1]).toBe(`1,"${first}","https://raffle.test/r/${id}#pass=${first}"`);
    expect(lines[9000]).toBe(`9000,"${last}","https://raffle.test/r/${id}#pass=${last}"`);
    expect(lines.slice(9001)).toEqual([""]);
    expect(file.headers.get("Content-Disposition")).toBe(`attachment; filename="passes-${id}.csv"`);
  });

  it("aborts a file if the raffle is deleted meanwhile, so that it does not look complete", async () => {
    const { raffle_id: id, name } = await createWithPasses({ passes: 1_000_000 });
    const request = requestTo("GET", `/raffles/${id}/passes/`, {
      from: MANAGER,
      headers: { Accept: "text/csv" },
    });
    const file = await exports.default.fetch(request);
    expect((await deleteRaffle(id, { name })).status).toBe(200);
    await expect(file.text()).rejects.toThrow();
  });

  it("returns 422 for a file of more than a million passes, and a page of it with a limit", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: 1_000_001 });
    const whole = await getPasses(id, "", { Accept: "text/csv" });
    expect([whole.status, await faultsOf(whole)]).toEqual([422, ["limit"]]);
    const page = await getPasses(id, "?limit=2", { Accept: "text/csv" });
    expect((await page.text()).split("\r\n")).toHaveLength(4);
  });

  it("returns 404 no-passes for a raffle that admits addresses", async () => {
    const { raffle_id: id } = await createRaffle();
    const answer = await getPasses(id);
    expect(await answer.json()).toMatchObject({
      type: "/problems/no-passes",
      detail: "Raffle has no passes",
      status: 404,
    });
  });

  it("is never stored, and has no CORS", async () => {
    const { raffle_id: id } = await createWithPasses();
    const { headers } = await getPasses(id, "", { Origin: "https://raffle.test" });
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});

describe("the transcript of a raffle", () => {
  it.each(["address", "pass"])("states the admission by %s", async (admission) => {
    const { raffle_id: id } = await createRaffle({ admission });
    expect(await expectOk(await call("GET", `/raffles/${id}/draw/`))).toMatchObject({ admission });
  });
});
