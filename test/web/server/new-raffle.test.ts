import { describe, expect, it } from "vitest";
import { openManaged } from "../../testkit/desk";
import { createFrom, fieldsOf, pageAfter, press } from "../../testkit/new-raffle";

describe("the form of a new raffle", () => {
  it("is reached from the list, and leads back to it", async () => {
    const list = await openManaged("/manage");
    const form = await openManaged("/manage/new");
    expect(list.html).not.toContain('<form id="new-raffle"');
    expect(list.html).toContain('<a class="button" href="/manage/new">New raffle</a>');
    expect([form.status, form.html.includes('<a href="/manage">All raffles</a>')]).toEqual([200, true]);
  });

  it("is reviewed when Enter is pressed in a field, because that is the form's first button", async () => {
    const { html } = await openManaged("/manage/new");
    const form = html.slice(html.indexOf('<form id="new-raffle"'));
    expect(/<button[^>]*>/.exec(form)?.[0]).toContain('name="review"');
  });

  it("says that times are in UTC, and offers the automatic draw", async () => {
    const { html, text } = await openManaged("/manage/new");
    expect(text).toContain("Closing time (optional) Without it, the raffle ends when");
    expect(text).toContain("or you close it. In UTC.");
    expect(html).toMatch(
      /<input type="checkbox" id="draw_automatically" name="draw_automatically" value="1" checked=""/,
    );
  });

  it("adds and removes prizes, and keeps what was typed", async () => {
    const added = await pageAfter("add", fieldsOf());
    expect(added.html).toMatch(/id="prize-0"[^>]*value="Bicycle".*id="prize-1"/s);
    const rows = [...fieldsOf(), ["prize_name", "Cake"], ["prize_amount", "3"], ["remove", "0"]];
    const removed = await pageAfter("change", rows);
    expect(removed.html).toMatch(/id="prize-0"[^>]*value="Cake"/);
    expect(removed.html).not.toContain("Bicycle");
  });

  it.each(["utf-16", "iso-8859-1", "bogus"])("returns 415 in %s", async (charset) => {
    const headers = { "Content-Type": `application/x-www-form-urlencoded; charset=${charset}` };
    expect((await press("create", fieldsOf(), { headers })).status).toBe(415);
  });

  it("is accepted with charset=UTF-8", async () => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
    expect((await press("create", fieldsOf(), { headers })).status).toBe(303);
  });
});

describe("what is typed for a new raffle", () => {
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
  ])("%j tickets and prizes are %d", async (typed, number) => {
    const amount = Math.min(number, 1000);
    const prize_amount = number === amount ? typed : "1,000";
    const raffle = await createFrom({ total_tickets: typed, prize_amount });
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
  ])("%j is no number, and stays in the form", async (typed) => {
    const page = await pageAfter("review", fieldsOf({ total_tickets: typed, prize_amount: typed }));
    expect([page.status, page.html.split(`value="${typed}"`).length]).toEqual([422, 3]);
    expect(page.text).toContain("Please enter a whole number from 1 to 100,000,000.");
  });

  it.each([
    [{ closes_at: "2030-12-24T18:00" }, "2030-12-24T18:00:00.000Z"],
    [{ closes_at: "2030-12-24T18:00:30" }, "2030-12-24T18:00:30.000Z"],
    [
      { closes_at: "2030-12-24T18:00", closes_at_instant: "2030-12-24T17:00:00.000Z" },
      "2030-12-24T17:00:00.000Z",
    ],
    [{ closes_at: "2030-12-24T18:00:00-05:00" }, "2030-12-24T23:00:00.000Z"],
    [{ closes_at: "", closes_at_instant: "2030-12-24T17:00:00.000Z" }, null],
  ])("%j is the closing time, in UTC without JavaScript", async (typed, closes_at) => {
    expect(await createFrom(typed)).toMatchObject({ opens_at: null, closes_at });
  });

  it("has an opening time, a draw and a description", async () => {
    const description = `${"x".repeat(1998)}\r\ny`;
    const typed = { opens_at: "2030-12-01T09:00", draw_automatically: "1", description };
    expect(await createFrom(typed)).toMatchObject({
      opens_at: "2030-12-01T09:00:00.000Z",
      draw_automatically: true,
      description: description.replace("\r", ""),
    });
    expect(await createFrom({})).toMatchObject({ draw_automatically: false, description: null });
  });
});

describe("faults in the form of a new raffle", () => {
  it.each([
    [{ name: "" }, "name-fault", "Please enter a name of up to 100 characters."],
    [{ total_tickets: "many" }, "total_tickets-fault", "Please enter a whole number from 1 to 100,000,000."],
    [{ prize_name: "" }, "prize-0-fault", "Please enter the name of the prize, up to 100 characters."],
    [{ prize_amount: "0" }, "amount-0-fault", "Please enter a whole number, at least 1."],
  ])("are shown beside the field: %j", async (change, id, words) => {
    const page = await pageAfter("review", fieldsOf(change));
    expect(page.status).toBe(422);
    expect(page.text).toContain("Please correct the highlighted fields.");
    expect(page.html).toContain(`id="${id}">${words}</p>`);
    if (!("name" in change)) expect(page.html).toContain('value="Summer fair"');
    expect(page.html).toContain(`aria-invalid="true"`);
  });

  it("are shown above the form if they belong to no field", async () => {
    const page = await pageAfter("review", fieldsOf({ prize_amount: "11" }));
    expect([page.status, page.text.includes("There are more prizes (11) than tickets (10)")]).toEqual([
      422,
      true,
    ]);
  });

  it.each([
    [{ closes_at: "2020-01-01T00:00" }, "closes_at", "a time in the future and after the opening"],
    [{ closes_at: "soon" }, "closes_at", "a time in the future"],
    [{ opens_at: "2030-01-02T00:00", closes_at: "2030-01-01T00:00" }, "closes_at", "after the opening"],
    [{ opens_at: "2099-01-01T00:00" }, "opens_at", "within the next five years"],
    [{ description: "x".repeat(2001) }, "description", "shorten the description to 2,000 characters"],
  ])("are shown with what was typed: %o", async (typed, field, words) => {
    const page = await pageAfter("review", fieldsOf(typed));
    expect(page.status).toBe(422);
    expect(new RegExp(`id="${field}-fault">([^<]*)<`).exec(page.html)?.[1]).toContain(words);
    for (const value of Object.values(typed)) expect(page.html).toContain(value);
    // Unticked, as it was sent.
    expect(page.html).not.toMatch(/type="checkbox"[^>]*checked/);
    if (field !== "closes_at") expect(page.html).toContain('<details class="more" open="">');
  });

  it("are in the language of the page", async () => {
    const answer = await press("review", fieldsOf({ name: "" }), { headers: { "Accept-Language": "de" } });
    expect(await answer.text()).toContain('id="name-fault">Bitte gib einen Namen');
  });
});
