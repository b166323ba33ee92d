import { describe, expect, it } from "vitest";
import { formOf, hidden, open, pageOf, submit } from "../../testkit/pages";
import { type Call, createRaffle, getRaffle, player, playRaffle, sellOut } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

/** A manager's address that is not loopback. For loopback the origin check depends on the host name. */
const REMOTE = "198.51.100.7";
const service = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });
const manager = { from: REMOTE };
const openManaged = async (path: string) => pageOf(await service("GET", path, manager));
const submitManaged = (path: string, fields: string[][], options?: Call) =>
  service("POST", path, formOf(fields, { ...manager, ...options }));

const fields = (changes: Record<string, string> = {}) =>
  Object.entries({
    key: crypto.randomUUID(),
    name: "Summer fair",
    total_tickets: "10",
    prize_name: "Bicycle",
    prize_amount: "2",
    create: "1",
    ...changes,
  });

describe("access to /manage", () => {
  it.each([
    "/manage",
    `/manage/${crypto.randomUUID()}`,
  ])("%s returns 403 with the caller's address to players", async (path) => {
    const page = await open(path, { from: player(1) });
    expect(page.status).toBe(403);
    expect(page.text).toContain("to add your address, 10.0.0.1, to MANAGER_IP_ADDRESSES");
    expect(page.html).not.toContain("<form");
  });

  it("returns 403 when a player creates or draws", async () => {
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const created = await submit("/manage", fields(), { from: player(1) });
    const drawn = await submit(`/manage/${raffle.raffle_id}/draw`, [], { from: player(1) });
    expect([created.status, drawn.status]).toEqual([403, 403]);
    expect((await getRaffle(raffle.raffle_id)).winners_drawn).toBe(false);
  });

  it("returns 403 for a manager's form of another site", async () => {
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    const raffle = await createRaffle({ total_tickets: 1 });
    await sellOut(raffle);
    const before = await openManaged("/manage");
    const created = await submitManaged("/manage", fields({ name: "Forged" }), { headers });
    const drawn = await submitManaged(`/manage/${raffle.raffle_id}/draw`, [], { headers });
    expect([created.status, drawn.status]).toEqual([403, 403]);
    expect(before.status).toBe(200);
    expect((await openManaged("/manage")).text).not.toContain("Forged");
    expect((await getRaffle(raffle.raffle_id)).winners_drawn).toBe(false);
  });
});

describe("creating without JavaScript", () => {
  it("happens when Enter is pressed in a field, because it is the form's first button", async () => {
    const { html } = await openManaged("/manage");
    const form = html.slice(html.indexOf('<form id="new-raffle"'));
    expect(/<button[^>]*>/.exec(form)?.[0]).toContain('name="create"');
  });

  it.each([
    "a key of two\nlines, long enough",
    "a key with a NUL \u0000, long enough",
    "ключ, который никто не может послать",
  ])("returns 422 for the key %j", async (key) => {
    expect((await submitManaged("/manage", fields({ key }))).status).toBe(422);
  });

  it.each(["utf-16", "iso-8859-1", "bogus"])("returns 415 for a form in %s", async (charset) => {
    const headers = { "Content-Type": `application/x-www-form-urlencoded; charset=${charset}` };
    expect((await submitManaged("/manage", fields(), { headers })).status).toBe(415);
  });

  it("accepts a form with charset=UTF-8", async () => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
    expect((await submitManaged("/manage", fields(), { headers })).status).toBe(303);
  });

  it("creates the raffle and redirects to it", async () => {
    const key = hidden(await openManaged("/manage"), "key");
    const created = await submitManaged("/manage", fields({ key }));
    const path = created.headers.get("Location") ?? "";
    const raffle = await getRaffle(path.replace("/manage/", ""));
    expect(created.status).toBe(303);
    expect(raffle).toMatchObject({
      name: "Summer fair",
      total_tickets: 10,
      prizes: [{ name: "Bicycle", amount: 2 }],
    });
    const page = await openManaged(path);
    expect(page.text).toContain(`https://raffle.test/r/${raffle.raffle_id}`);
    expect(page.html).toContain(`<a class="link notranslate" translate="no" href="/r/${raffle.raffle_id}">`);
    expect(page.text).toContain("10 tickets are left");
    expect(page.html).toContain('<svg class="qr"');
  });

  it("creates one raffle when the form is sent twice, and another when it was changed", async () => {
    const key = crypto.randomUUID();
    const [first, second] = [
      await submitManaged("/manage", fields({ key })),
      await submitManaged("/manage", fields({ key })),
    ];
    expect(second.headers.get("Location")).toBe(first.headers.get("Location"));
    const changed = await pageOf(await submitManaged("/manage", fields({ key, name: "Winter fair" })));
    expect(changed.status).toBe(422);
    expect(changed.text).toContain("This form has already made a raffle");
    const third = await submitManaged(
      "/manage",
      fields({ key: hidden(changed, "key"), name: "Winter fair" }),
    );
    expect(third.status).toBe(303);
    expect(third.headers.get("Location")).not.toBe(first.headers.get("Location"));
  });

  it.each([
    ["1,000", 1000],
    ["1.000", 1000],
    ["1\u202f000", 1000],
    ["1’000", 1000],
    ["1,00,000", 100_000],
    ["100,000,000", 100_000_000],
    ["١٬٠٠٠", 1000],
    ["１００", 100],
    ["1000.", 1000],
  ])("reads %j tickets and prizes as %d", async (typed, number) => {
    const amount = Math.min(number, 1000);
    const prize_amount = number === amount ? typed : "1,000";
    const created = await submitManaged("/manage", fields({ total_tickets: typed, prize_amount }));
    const raffle = await getRaffle((created.headers.get("Location") ?? "").replace("/manage/", ""));
    expect([raffle.total_tickets, raffle.prizes]).toEqual([number, [{ name: "Bicycle", amount }]]);
  });

  it.each([
    "1,5",
    "1.5",
    "1,50",
    "1,0000",
    "-5",
    "1e3",
    "0x10",
    "0,001",
    "5²",
  ])("rejects %j as a number and keeps it in the form", async (typed) => {
    const change = { total_tickets: typed, prize_amount: typed };
    const page = await pageOf(await submitManaged("/manage", fields(change)));
    expect([page.status, page.html.split(`value="${typed}"`).length]).toEqual([422, 3]);
    expect(page.text).toContain("Please enter a whole number from 1 to 100,000,000.");
  });

  it.each([
    [{ name: "" }, "name-fault", "Please enter a name of up to 100 characters."],
    [{ total_tickets: "many" }, "total_tickets-fault", "Please enter a whole number from 1 to 100,000,000."],
    [{ prize_name: "" }, "prize-0-fault", "Please enter the name of the prize, up to 100 characters."],
    [{ prize_amount: "0" }, "amount-0-fault", "Please enter a whole number, at least 1."],
  ])("shows what is wrong with %j beside the field, and keeps the rest", async (change, id, words) => {
    const page = await pageOf(await submitManaged("/manage", fields(change)));
    expect(page.status).toBe(422);
    expect(page.html).toContain(`id="${id}">${words}</p>`);
    if (!("name" in change)) expect(page.html).toContain('value="Summer fair"');
    expect(page.html).toContain(`aria-invalid="true"`);
  });

  it("shows what is wrong with the raffle as a whole", async () => {
    const page = await pageOf(await submitManaged("/manage", fields({ prize_amount: "11" })));
    expect([page.status, page.text.includes("Too many prizes: 11 for 10 tickets")]).toEqual([422, true]);
  });

  const raffleOf = async (changes: Record<string, string>) => {
    const created = await submitManaged("/manage", fields(changes));
    return getRaffle((created.headers.get("Location") ?? "").replace("/manage/", ""));
  };

  it.each([
    [{ closes_at: "2030-12-24T18:00" }, "2030-12-24T18:00:00.000Z"],
    [{ closes_at: "2030-12-24T18:00:30" }, "2030-12-24T18:00:30.000Z"],
    [
      { closes_at: "2030-12-24T18:00", closes_at_instant: "2030-12-24T17:00:00.000Z" },
      "2030-12-24T17:00:00.000Z",
    ],
    [{ closes_at: "2030-12-24T18:00:00-05:00" }, "2030-12-24T23:00:00.000Z"],
    [{ closes_at: "", closes_at_instant: "2030-12-24T17:00:00.000Z" }, null],
  ])("reads the closing time %j, which is in UTC without JavaScript", async (typed, closes_at) => {
    expect(await raffleOf(typed)).toMatchObject({ opens_at: null, closes_at });
  });

  it("reads the opening time, the draw and the description", async () => {
    const description = `${"x".repeat(1998)}\r\ny`;
    const typed = { opens_at: "2030-12-01T09:00", draw_automatically: "1", description };
    expect(await raffleOf(typed)).toMatchObject({
      opens_at: "2030-12-01T09:00:00.000Z",
      draw_automatically: true,
      description: description.replace("\r", ""),
    });
    expect(await raffleOf({})).toMatchObject({ draw_automatically: false, description: null });
  });

  it("says that times are in UTC, and offers the automatic draw", async () => {
    const { html, text } = await openManaged("/manage");
    expect(text).toContain("Closing time (optional) In UTC. Without it, the raffle ends when");
    expect(html).toMatch(
      /<input type="checkbox" id="draw_automatically" name="draw_automatically" value="1" checked=""/,
    );
  });

  it.each([
    [{ closes_at: "2020-01-01T00:00" }, "closes_at", "a closing time that is in the future"],
    [{ closes_at: "soon" }, "closes_at", "a closing time that is in the future"],
    [{ opens_at: "2030-01-02T00:00", closes_at: "2030-01-01T00:00" }, "closes_at", "after the opening time"],
    [{ opens_at: "2099-01-01T00:00" }, "opens_at", "an opening time that is at most five years ahead"],
    [{ description: "x".repeat(2001) }, "description", "shorten the description to 2,000 characters"],
  ])("shows what is wrong with %o, and keeps it in the form", async (typed, field, words) => {
    const page = await pageOf(await submitManaged("/manage", fields(typed)));
    expect(page.status).toBe(422);
    expect(new RegExp(`id="${field}-fault">([^<]*)<`).exec(page.html)?.[1]).toContain(words);
    for (const value of Object.values(typed)) expect(page.html).toContain(value);
    // Unticked, as it was sent.
    expect(page.html).not.toMatch(/type="checkbox"[^>]*checked/);
    if (field !== "closes_at") expect(page.html).toContain('<details class="more" open="">');
  });

  it("adds and removes prizes, and keeps what was typed", async () => {
    const added = await pageOf(await submitManaged("/manage", fields({ add: "1" })));
    expect(added.html).toMatch(/id="prize-0"[^>]*value="Bicycle".*id="prize-1"/s);
    const rows = [...fields(), ["prize_name", "Cake"], ["prize_amount", "3"], ["remove", "0"]];
    const removed = await pageOf(await submitManaged("/manage", rows));
    expect(removed.html).toMatch(/id="prize-0"[^>]*value="Cake"/);
    expect(removed.html).not.toContain("Bicycle");
  });
});

describe("drawing without JavaScript", () => {
  it("is disabled until the raffle is closed", async () => {
    const { raffle_id } = await createRaffle();
    const before = await openManaged(`/manage/${raffle_id}`);
    const tried = await pageOf(await submitManaged(`/manage/${raffle_id}/draw`, []));
    expect(before.html).toMatch(/<button[^>]*disabled[^>]*>Draw the winners…/);
    expect(before.html).not.toContain('id="draw"');
    expect(tried.status).toBe(400);
    expect(tried.text).toContain("It's too early to draw: there are tickets left");
  });

  it("asks for confirmation, draws, and links to the winners", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    const path = `/manage/${raffle.raffle_id}`;
    expect((await openManaged(path)).text).toContain("This can't be undone. Draw now?");
    const drawn = await submitManaged(`${path}/draw`, []);
    expect([drawn.status, drawn.headers.get("Location")]).toEqual([303, path]);
    expect((await getRaffle(raffle.raffle_id)).winners_drawn).toBe(true);
    expect((await openManaged(path)).html).toContain(`href="/r/${raffle.raffle_id}/winners.csv"`);
  });

  it("returns 400 when the winners are already drawn", async () => {
    const { id } = await playRaffle();
    const again = await pageOf(await submitManaged(`/manage/${id}/draw`, []));
    expect([again.status, again.text.includes("The winners have already been drawn")]).toEqual([400, true]);
  });
});
