import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readPass } from "../../src/domain/pass";
import { failure, success } from "../../src/domain/result";
import { advanceClock } from "../testkit/clock";
import { closeRaffle } from "../testkit/closing";
import { evict, raffleObject, storedRows } from "../testkit/objects";
import { claimByPass, createWithPasses, getPasses, listPasses } from "../testkit/passes";
import { rowsBilledTo } from "../testkit/rows";
import {
  deleteRaffle,
  drawWinners,
  errorOf,
  expectOk,
  getRaffle,
  player,
  type Ticket,
  verify,
} from "../testkit/service";

afterEach(() => {
  vi.restoreAllMocks();
});

const INVALID = [403, "Invalid pass"];
const SOLD_OUT = [410, "No tickets remaining"];
const DAY_MS = 86_400_000;
const ticketFor = async (id: string, pass: unknown): Promise<Ticket> => expectOk(await claimByPass(id, pass));

/** Creates a drawn raffle of one ticket and two passes, and claims the ticket by the first pass. */
async function played() {
  const { raffle_id: id } = await createWithPasses({ total_tickets: 1, passes: 2 });
  const [used = "", unused = ""] = await listPasses(id);
  const ticket = await ticketFor(id, used);
  await drawWinners(id);
  return { id, used, unused, ticket };
}

/** Returns what is stored of a raffle, bytes in hexadecimal. */
const valuesOf = async (id: string): Promise<string[]> =>
  Object.values(await storedRows(raffleObject(id)))
    .flat()
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value).toHex() : String(value)));

describe("a claim by pass", () => {
  it("writes as many rows as a claim by address, and reads 1 more, for the trigger", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 20 });
    for (const [n, pass] of (await listPasses(id)).entries()) {
      const { written, read } = await rowsBilledTo(id, () => ticketFor(id, pass));
      expect(written).toBe(n < 19 ? 1 : 2);
      expect(read).toBeLessThanOrEqual(n < 19 ? 8 : 9);
    }
  });

  it("writes nothing if it is rejected or repeated", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass] = await listPasses(id);
    await ticketFor(id, pass);
    const { written } = await rowsBilledTo(id, async () => {
      await ticketFor(id, pass);
      expect(await errorOf(await claimByPass(id, "wrong"))).toEqual(INVALID);
    });
    expect(written).toBe(0);
  });

  it("gets the same ticket and code again after an eviction", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [first, second] = await listPasses(id);
    const ticket = await ticketFor(id, first);
    await evict(id);
    expect(await ticketFor(id, first)).toEqual(ticket);
    expect((await ticketFor(id, second)).ticket_number).not.toBe(ticket.ticket_number);
  });

  it("gets its own answer among right, wrong and repeated passes that are claimed at once", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 9 });
    const [first = "", second = ""] = await listPasses(id);
    const wrong = "0000-0000-0000-0000";
    const object = raffleObject(id);
    const claims = [wrong, first, wrong, second, first, wrong].map((pass) => object.claimWithPass(pass));
    const answers = await Promise.all(claims);
    const refused = failure("invalid-pass");
    expect([answers[0], answers[2], answers[5]]).toEqual([refused, refused, refused]);
    const tickets = await Promise.all([first, second].map((pass) => ticketFor(id, pass)));
    const claimed = [answers[1], answers[3], answers[4]].map((answer) => answer?.ok && answer.value);
    expect(claimed).toMatchObject([
      { ticket: tickets[0]?.ticket_number, code: tickets[0]?.verification_code, replayed: false },
      { ticket: tickets[1]?.ticket_number, code: tickets[1]?.verification_code, replayed: false },
      { ticket: tickets[0]?.ticket_number, code: tickets[0]?.verification_code, replayed: true },
    ]);
  });

  it("of one pass, made 100 times at once, gets one ticket", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 200 });
    const [pass] = await listPasses(id);
    const tickets = await Promise.all(
      Array.from({ length: 100 }, (_, n) => claimByPass(id, pass, player(n))),
    );
    const texts = await Promise.all(tickets.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect((await getRaffle(id)).claimed_tickets).toBe(1);
  });

  it("gets a ticket once for each ticket, and 410 for the other passes, when all claim at once", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 20, passes: 50 });
    const answers = await Promise.all((await listPasses(id)).map((pass) => claimByPass(id, pass)));
    const granted = answers.filter(({ status }) => status === 200);
    const tickets = await Promise.all(granted.map((answer) => answer.json<Ticket>()));
    expect(tickets.map(({ ticket_number }) => ticket_number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(30);
  });
});

describe("a raffle with passes", () => {
  it("stores no pass and no code", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    const { verification_code } = await ticketFor(id, pass);
    const values = await valuesOf(id);
    const secrets = [pass, pass.replaceAll("-", ""), readPass(pass)?.toHex() ?? "", verification_code];
    for (const secret of secrets) expect(values.filter((value) => value.includes(secret))).toEqual([]);
  });

  it("returns 410 to used and unused passes once the players are forgotten, and 403 to a wrong one", async () => {
    const { id, used, unused } = await played();
    advanceClock(30 * DAY_MS);
    await runDurableObjectAlarm(raffleObject(id));
    const late = async () => {
      const answers = [
        await claimByPass(id, used),
        await claimByPass(id, unused),
        await claimByPass(id, "x"),
      ];
      return Promise.all(answers.map(errorOf));
    };
    expect(await late()).toEqual([SOLD_OUT, SOLD_OUT, INVALID]);
    await evict(id);
    expect(await late()).toEqual([SOLD_OUT, SOLD_OUT, INVALID]);
  });

  it("still lists its passes and verifies its tickets once the players are forgotten", async () => {
    const { id, used, unused, ticket } = await played();
    advanceClock(30 * DAY_MS);
    await runDurableObjectAlarm(raffleObject(id));
    expect(await listPasses(id)).toEqual([used, unused]);
    expect(await expectOk(await verify(id, ticket))).toMatchObject({ has_won: true });
  });

  it("destroys the key of the used passes and their index when the players are forgotten", async () => {
    const { id } = await played();
    advanceClock(30 * DAY_MS);
    await runDurableObjectAlarm(raffleObject(id));
    const { raffle, player, player_block } = await storedRows(raffleObject(id));
    expect([raffle?.[0]?.tag_key, player, player_block]).toEqual([null, [], []]);
  });

  it("derives tags and codes by the key that is destroyed, not by the secret that is kept", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass] = await listPasses(id);
    const claimAnew = async () => {
      const { verification_code } = await ticketFor(id, pass);
      const tag = (await storedRows(raffleObject(id))).claimed_ticket?.[0]?.tag as ArrayBuffer;
      return [verification_code, new Uint8Array(tag).toHex()];
    };
    const [code, tag] = await claimAnew();
    await runInDurableObject(raffleObject(id), (_, { storage }) => {
      storage.sql.exec("DELETE FROM claimed_ticket; UPDATE raffle SET tag_key = randomblob(32)");
    });
    await evict(id);
    const [codeOfOtherKey, tagOfOtherKey] = await claimAnew();
    expect(codeOfOtherKey).not.toBe(code);
    expect(tagOfOtherKey).not.toBe(tag);
  });

  it("returns 404 for its passes once it is deleted", async () => {
    const { id, used } = await played();
    expect((await deleteRaffle(id)).status).toBe(200);
    await evict(id);
    expect([(await claimByPass(id, used)).status, (await getPasses(id)).status]).toEqual([404, 404]);
    expect(await storedRows(raffleObject(id))).toMatchObject({ raffle: [], claimed_ticket: [] });
  });

  it.each([
    "open",
    "closed",
    "drawn",
  ])("lets no isolate answer for its holders while it is %s", async (status) => {
    const { raffle_id: id } = await createWithPasses();
    await ticketFor(id, (await listPasses(id))[0]);
    if (status !== "open") await closeRaffle(id);
    if (status === "drawn") await drawWinners(id);
    expect(await raffleObject(id).holders(new Uint8Array(), 30)).toBeNull();
  });

  it("answers no call with its secret or its key for passes", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    const [row] = (await storedRows(raffleObject(id))).raffle ?? [];
    const keys = [row?.secret, row?.tag_key].map((key) => new Uint8Array(key as ArrayBuffer).toHex());
    const object = raffleObject(id);
    const answers = [
      await object.claimWithPass(pass),
      await object.claim("192.0.2.1", "key", failure("pass-required")),
      await object.passes(0, 3),
      await object.close(),
      await object.draw([], 30),
      await object.state(),
      await object.progress(),
      await object.summary(),
      await object.holders(new Uint8Array(), 30),
      await object.claimedTickets(0, 3),
      await object.winners(0, 3),
      await object.reserves(3),
      await object.verify(1, "wrong"),
    ];
    const hex = (_: string, value: unknown) => (value instanceof Uint8Array ? value.toHex() : value);
    const text = JSON.stringify(answers, hex);
    expect(text).toContain(readPass(pass)?.toHex());
    for (const key of keys) expect(text).not.toContain(key);
  });
});

describe("code of the version before passes", () => {
  it.each(["zeroblob(15)", "NULL"])("can't claim by address after a rollback (tag %s)", async (tag) => {
    const { raffle_id: id } = await createWithPasses();
    await evict(id);
    const claimed = runInDurableObject(raffleObject(id), (_, { storage }) =>
      storage.sql.exec(`INSERT INTO claimed_ticket (claim, tag, code_hash) VALUES (0, ${tag}, zeroblob(32))`),
    );
    await expect(claimed).rejects.toThrow("The raffle needs a pass");
  });

  it("gets overloaded in the Worker, which passes on no pass", async () => {
    const { raffle_id: id } = await createWithPasses();
    expect(await raffleObject(id).claim("192.0.2.1", "key")).toEqual(failure("overloaded"));
    expect((await getRaffle(id)).claimed_tickets).toBe(0);
  });
});

describe("code of the version before `claimWithPass`", () => {
  it("gets the ticket of a pass that its Worker sends as bytes, with the address", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    const given = success(readPass(pass) ?? new Uint8Array());
    const claimed = await raffleObject(id).claim("192.0.2.1", "key", given);
    expect(claimed.ok && claimed.value.ticket).toBe((await ticketFor(id, pass)).ticket_number);
  });
});
