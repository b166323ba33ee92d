import { describe, expect, it } from "vitest";
import { closeRaffle } from "../../testkit/closing";
import { open, pageOf, submit } from "../../testkit/pages";
import { claimByPass, createWithPasses, listPasses } from "../../testkit/passes";
import { createRaffle, drawWinners, expectOk, getRaffle, player, type Ticket } from "../../testkit/service";

const sendPass = async (id: string, pass: string, from = player(1)) =>
  pageOf(await submit(`/r/${id}/ticket`, [["pass", pass]], { from }));

/** Returns the part of a page with the form for a pass; empty if it has none. */
const formOn = (html: string): string => /<details id="by-pass".*?<\/details>/s.exec(html)?.[0] ?? "";

const typedPass = (html: string) => /<input id="pass"[^>]* value="([^"]*)"/.exec(html)?.[1];

/** Creates a raffle of one ticket and two passes, and claims the ticket by the first. */
async function sellOutByPass() {
  const { raffle_id: id } = await createWithPasses({ total_tickets: 1, passes: 2 });
  const [used = "", unused = ""] = await listPasses(id);
  const ticket = await expectOk<Ticket>(await claimByPass(id, used));
  return { id, used, unused, ticket };
}

describe("the page of a raffle with passes", () => {
  it("asks for the pass and says where to get one, not for one claim per connection", async () => {
    const { raffle_id } = await createWithPasses();
    const { html, text } = await open(`/r/${raffle_id}`);
    expect(text).toContain("Your pass A pass has 16 letters and digits. The organiser hands out the passes");
    expect(text).toContain("Enter the same pass to see it again. Get my ticket");
    expect(text).not.toMatch(/connection|Free/);
    expect(html).not.toContain('id="claim"');
  });

  it("has a field that no browser completes, corrects or translates", async () => {
    const { raffle_id } = await createWithPasses();
    const field = /<input id="pass"[^>]*>/.exec((await open(`/r/${raffle_id}`)).html)?.[0];
    for (const attribute of [
      'class="mono notranslate"',
      'translate="no"',
      'autocomplete="off"',
      'autocapitalize="characters"',
      'spellcheck="false"',
    ]) {
      expect(field).toContain(attribute);
    }
  });

  it("has no form for a pass before it opens", async () => {
    const { raffle_id } = await createWithPasses({ opens_at: new Date(Date.now() + 3_600_000) });
    const { html, text } = await open(`/r/${raffle_id}`);
    expect(formOn(html)).toBe("");
    expect(text).toContain("You can get a ticket with your pass once the raffle is open.");
  });

  it("has no form for a pass if nobody claimed a ticket until it closed", async () => {
    const { raffle_id } = await createWithPasses();
    await closeRaffle(raffle_id);
    expect(formOn((await open(`/r/${raffle_id}`)).html)).toBe("");
  });

  it("has no form for a pass if each address gets a ticket", async () => {
    const { raffle_id } = await createRaffle();
    const { html, text } = await open(`/r/${raffle_id}`);
    expect(formOn(html)).toBe("");
    expect(text).toContain("One ticket per internet connection");
  });
});

describe("claiming by pass without JavaScript", () => {
  it("shows the ticket of the pass, again and again, from any address", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    const first = await sendPass(id, pass, player(1));
    const again = await sendPass(id, pass.toLowerCase().replaceAll("-", " "), player(2));
    const ticket = await expectOk<Ticket>(await claimByPass(id, pass));
    expect([first.status, again.status]).toEqual([200, 200]);
    for (const { text } of [first, again]) {
      expect(text).toContain(`Number ${ticket.ticket_number} Secret code`);
      expect(text).toContain(ticket.verification_code.replaceAll("-", " - "));
    }
    expect((await getRaffle(id)).claimed_tickets).toBe(1);
  });

  it("gives each pass a ticket at one address, and offers to enter another pass", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 4, passes: 3 });
    for (const pass of await listPasses(id)) {
      const { html, status } = await sendPass(id, pass);
      expect(status).toBe(200);
      expect(formOn(html)).toMatch(/^<details id="by-pass" class="more"><summary>Enter another pass</);
      expect(typedPass(html)).toBe("");
    }
    expect((await getRaffle(id)).claimed_tickets).toBe(3);
  });

  it("hands the pass and the ticket to the script, which stores them", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    const { html } = await sendPass(id, pass);
    const ticket = await expectOk<Ticket>(await claimByPass(id, pass));
    expect(html).toContain(`data-given="${JSON.stringify({ pass, ticket }).replaceAll('"', "&quot;")}"`);
  });

  it.each([
    ["no pass", "", 403, "Please enter your pass", "pass-required"],
    ["blanks", "  ", 403, "Please enter your pass", "pass-required"],
    ["a wrong pass", "0000-0000-0000-0000", 403, "This pass is not valid here", "invalid-pass"],
  ])("says what is wrong with %s, and claims nothing", async (_, pass, status, words, code) => {
    const { raffle_id: id } = await createWithPasses();
    const page = await sendPass(id, pass);
    expect([page.status, page.text]).toEqual([status, expect.stringContaining(words)]);
    expect(formOn(page.html)).toContain(`data-refused="${code}"`);
    expect(typedPass(page.html)).toBe(pass.trim());
    expect((await getRaffle(id)).claimed_tickets).toBe(0);
  });

  it("says that the raffle is sold out to a pass without a ticket, and keeps the pass", async () => {
    const { id, unused } = await sellOutByPass();
    const page = await sendPass(id, unused);
    expect([page.status, page.text]).toEqual([410, expect.stringContaining("there are no more tickets")]);
    expect(typedPass(page.html)).toBe(unused);
  });

  it("keeps a rejected text in the field, escaped", async () => {
    const { raffle_id: id } = await createWithPasses();
    const { html } = await sendPass(id, `"><script>alert(1)</script>&'`);
    expect(typedPass(html)).toBe("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;");
  });

  it("returns 403 for a form without the field", async () => {
    const { raffle_id: id } = await createWithPasses();
    const page = await pageOf(await submit(`/r/${id}/ticket`, [["key", crypto.randomUUID()]]));
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("Please enter your pass")]);
  });

  it("returns 403 for a form of another site", async () => {
    const { raffle_id: id } = await createWithPasses();
    const [pass = ""] = await listPasses(id);
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect((await submit(`/r/${id}/ticket`, [["pass", pass]], { headers })).status).toBe(403);
    expect((await getRaffle(id)).claimed_tickets).toBe(0);
  });
});

describe("a lost ticket of a raffle with passes", () => {
  it.each([
    ["closed", async () => {}],
    ["drawn", drawWinners],
  ])("is shown again by its pass when the raffle is %s", async (_, end) => {
    const { id, used, ticket } = await sellOutByPass();
    await end(id);
    const { html } = await open(`/r/${id}`);
    expect(formOn(html)).toMatch(/^<details id="by-pass" class="more"><summary>Show my ticket again</);
    const page = await sendPass(id, used);
    expect([page.status, page.text]).toEqual([
      200,
      expect.stringContaining(ticket.verification_code.replaceAll("-", " - ")),
    ]);
  });

  it("keeps the form unfolded when the pass is wrong", async () => {
    const { id } = await sellOutByPass();
    expect(formOn((await sendPass(id, "wrong")).html)).toContain(
      '<details id="by-pass" class="more" open="">',
    );
  });
});

describe("the first refusal of an address", () => {
  it("says that passes help people who share a connection", async () => {
    const { raffle_id: id } = await createRaffle();
    const send = () => submit(`/r/${id}/ticket`, [["key", crypto.randomUUID()]], { from: player(1) });
    await send();
    const { status, text } = await pageOf(await send());
    expect(status).toBe(403);
    expect(text).toContain("If you share the connection, ask the organiser for a raffle with passes.");
  });
});
