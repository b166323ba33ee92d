import { describe, expect, it } from "vitest";
import { openManaged } from "../../testkit/desk";
import { createFrom, fieldsOf, pageAfter, press, raffleOf } from "../../testkit/new-raffle";
import { hidden, hiddenFields, open, pageOf, submit } from "../../testkit/pages";
import { call, MANAGER, player } from "../../testkit/service";

const TYPED = {
  key: "a key of sixteen letters",
  name: '"Summer" & <fair>',
  total_tickets: "1,500",
  prize_name: "Bicycle",
  prize_amount: "2",
  admission: "pass",
  passes: "2,000",
  opens_at: "2030-12-01T09:00",
  opens_at_instant: "2030-12-01T08:00:00.000Z",
  closes_at: "2030-12-24T18:00",
  closes_at_instant: "2030-12-24T17:00:00.000Z",
  draw_automatically: "1",
  description: "Hand-over at 6 pm\r\n<in the hall>",
};

/** Returns the raffles of the list, newest first. */
const listNames = async () => {
  const answer = await call("GET", "/raffles/?limit=2", { from: MANAGER });
  return (await answer.json<{ name: string }[]>()).map(({ name }) => name);
};

describe("the summary of a new raffle", () => {
  it("shows everything that can't be changed later, and creates nothing", async () => {
    const name = `Reviewed ${crypto.randomUUID()}`;
    const fields = [...fieldsOf({ ...TYPED, name }), ["prize_name", "Book"], ["prize_amount", "1,000"]];
    const page = await pageAfter("review", fields);
    expect([page.status, page.text.includes("You can't change any of this later.")]).toEqual([200, true]);
    expect(page.text).toContain(
      ` Name ${name} Tickets 1,500 Prizes Bicycle × 2 Book × 1,000 ` +
        "Who can play Players with a pass (2,000 passes) " +
        "Opens Dec 1, 2030, 8:00 AM UTC Closes Dec 24, 2030, 5:00 PM UTC " +
        "Draw Automatic, as soon as the raffle is closed Description Hand-over at 6 pm <in the hall> ",
    );
    // The script shows it in the browser's time zone.
    expect(page.html).toContain('<time datetime="2030-12-24T17:00:00.000Z">');
    expect(await listNames()).not.toContain(name);
  });

  it("says what happens without times, passes and description", async () => {
    const { text } = await pageAfter("review", fieldsOf());
    expect(text).toContain("Who can play One ticket per internet connection Opens At once Closes When all");
    expect(text).toMatch(/Draw Started by you\s+Create the raffle Change/);
  });

  it("says that there are as many passes as tickets if their number was left empty", async () => {
    expect((await pageAfter("review", fieldsOf({ admission: "pass" }))).text).toContain("(10 passes)");
  });

  it("can't be turned around by a name or description", async () => {
    const typed = { name: "\u202eevoM", prize_name: "\u2067ekaC", description: "\u202dtxet" };
    const { text } = await pageAfter("review", fieldsOf(typed));
    expect(text).toMatch(/Name evoM Tickets 10 Prizes ekaC .* Description txet /);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it("creates the raffle as it was typed", async () => {
    const summary = await pageAfter("review", fieldsOf({ ...TYPED, key: crypto.randomUUID() }));
    const created = await press("create", hiddenFields(summary));
    expect(created.status).toBe(303);
    expect(await raffleOf(created)).toMatchObject({
      name: TYPED.name,
      total_tickets: 1500,
      prizes: [{ name: "Bicycle", amount: 2 }],
      admission: "pass",
      passes: 2000,
      opens_at: TYPED.opens_at_instant,
      closes_at: TYPED.closes_at_instant,
      draw_automatically: true,
      description: "Hand-over at 6 pm\n<in the hall>",
    });
  });

  it("leads back to the form with what was typed and the same key", async () => {
    const summary = await pageAfter("review", fieldsOf(TYPED));
    const form = await pageAfter("change", hiddenFields(summary));
    expect([form.status, hidden(form, "key")]).toEqual([200, TYPED.key]);
    expect(form.html).not.toContain('aria-invalid="true"');
    for (const typed of ["&quot;Summer&quot; &amp; &lt;fair&gt;", "1,500", "2,000", TYPED.closes_at])
      expect(form.html).toContain(`value="${typed}"`);
    expect(form.html).toMatch(/<input type="radio"[^>]*value="pass" checked=""/);
    expect(form.html).toMatch(/<input type="checkbox"[^>]* checked=""/);
    expect(form.html).toContain(">Hand-over at 6 pm\n&lt;in the hall&gt;</textarea>");
  });

  it("remembers that the automatic draw was not wanted", async () => {
    const summary = await pageAfter("review", fieldsOf());
    expect((await raffleOf(await press("create", hiddenFields(summary)))).draw_automatically).toBe(false);
  });
});

describe("creating from the summary", () => {
  it("makes one raffle when the button is pressed twice", async () => {
    const fields = hiddenFields(await pageAfter("review", fieldsOf()));
    const [first, second] = [await press("create", fields), await press("create", fields)];
    expect(second.headers.get("Location")).toBe(first.headers.get("Location"));
  });

  it("makes another raffle of a changed form only when the button is pressed again", async () => {
    const key = crypto.randomUUID();
    const first = await press("create", fieldsOf({ key }));
    const changed = await pageAfter("create", fieldsOf({ key, name: "Winter fair" }));
    expect(changed.status).toBe(422);
    expect(changed.text).toContain("This form has already created a raffle");
    expect(changed.html).toContain("<title>This form has already created a raffle · ");
    expect(changed.text).toContain("Check before you create");
    const second = await press("create", hiddenFields(changed));
    expect(await raffleOf(second)).toMatchObject({ name: "Winter fair" });
    expect(second.headers.get("Location")).not.toBe(first.headers.get("Location"));
  });

  it("leads back to the form if a time has passed since the review", async () => {
    const page = await pageAfter("create", fieldsOf({ closes_at: "2020-01-01T00:00" }));
    expect(page.status).toBe(422);
    expect(page.html).toContain('id="closes_at-fault">Please enter a time in the future');
    expect(page.html).toMatch(/<input id="closes_at"[^>]*value="2020-01-01T00:00"/);
  });

  it("gets the same raffle again when its closing time has passed in between", async () => {
    const fields = fieldsOf({ closes_at: new Date(Date.now() + 1500).toISOString() });
    const first = await press("create", fields);
    await new Promise((resolve) => setTimeout(resolve, 1600));
    const second = await press("create", fields);
    expect([second.status, second.headers.get("Location")]).toEqual([303, first.headers.get("Location")]);
  });

  it.each([
    "too short",
    "a key of two\nlines, long enough",
    "a key with a NUL \u0000, long enough",
    "ключ, который никто не может послать",
  ])("replaces the invalid key %j, so that the raffle can be created", async (key) => {
    const name = `Keyed ${crypto.randomUUID()}`;
    const summary = await pageAfter("review", fieldsOf({ key, name }));
    expect(await raffleOf(await press("create", hiddenFields(summary)))).toMatchObject({ name });
  });

  it.each([
    ["the form is too long", { description: "x".repeat(300_000) }, 413, "use fewer prizes or shorter texts"],
    ["prizes outnumber tickets", { prize_amount: "11" }, 422, "raise the number of tickets"],
    [
      "there are too many winners",
      { total_tickets: "2,000,000", prize_amount: "1,000,001" },
      422,
      "create several raffles",
    ],
  ])("says what to change when %s", async (_, typed, status, advice) => {
    const page = await pageAfter("create", fieldsOf(typed));
    expect(page.status).toBe(status);
    expect(page.text).toContain(advice);
  });

  it("returns 403 to players and for a form of another site", async () => {
    const name = "Forged";
    const fields = [...fieldsOf({ name }), ["create", "1"]];
    const byPlayer = await submit("/manage", fields, { from: player(1) });
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    const byOtherSite = await press("create", fieldsOf({ name }), { headers });
    const reviewOfOtherSite = await press("review", fieldsOf({ name }), { headers });
    expect([byPlayer, byOtherSite, reviewOfOtherSite].map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await listNames()).not.toContain(name);
  });
});

describe("the page of a new raffle", () => {
  it("has the players' link, the QR code and the tickets that are left", async () => {
    const { raffle_id: id } = await createFrom({});
    const page = await openManaged(`/manage/${id}`);
    expect(page.text).toContain(`https://raffle.test/r/${id}`);
    expect(page.html).toContain(`<a class="link notranslate" translate="no" href="/r/${id}">`);
    expect(page.text).toContain("10 tickets left");
    expect(page.html).toContain('<svg class="qr"');
  });
});

it("shows players a friendly page in place of the form", async () => {
  const page = await open("/manage/new", { from: player(1) });
  expect([page.status, page.text.includes("This page is for organisers")]).toEqual([403, true]);
  expect(await pageOf(await press("review", fieldsOf(), { from: player(1) }))).toMatchObject({ status: 403 });
});
