import { describe, expect, it } from "vitest";
import { ticketLink } from "../../../src/contract/links";
import { collect, forfeit, forfeitAll, listAwards, playForPrizes } from "../../testkit/awards";
import { formOf, hidden, open, type Page, pageOf, submit } from "../../testkit/pages";
import { createRaffle, expectOk, listWinners, player, type Ticket, verify } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

/** A manager's address that is not loopback. For loopback the origin check depends on the host name. */
const REMOTE = "198.51.100.7";
const service = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });
const manager = { from: REMOTE };
const WRONG = "0000-0000-0000-0000-0000-0000";

const openManaged = async (path: string) => pageOf(await service("GET", path, manager));
const openDesk = (id: string) => openManaged(`/manage/${id}/desk`);
const send = async (id: string, form: string, fields: Record<string, string | number>): Promise<Page> => {
  const entries = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  return pageOf(await service("POST", `/manage/${id}/desk${form}`, formOf(entries, manager)));
};
const lookUp = (id: string, { ticket_number, verification_code }: Ticket) =>
  send(id, "", { number: ticket_number, code: verification_code });

/** Presses "Hand over" on a page that shows a prize. */
const handOver = (id: string, page: Page) =>
  send(id, "/collect", {
    ticket_number: hidden(page, "ticket_number"),
    verification_code: hidden(page, "verification_code"),
    key: hidden(page, "key"),
  });

const undo = (id: string, page: Page) =>
  send(id, "/undo", {
    ticket_number: hidden(page, "ticket_number"),
    verification_code: hidden(page, "verification_code"),
  });

/** Returns the colour and the text of the result. */
function resultOf({ html }: Page): { tone: string | undefined; text: string } {
  const [, tone, body = ""] = /<section class="panel (\w+)"[^>]*>(.*?)<\/section>/s.exec(html) ?? [];
  return {
    tone,
    text: body
      .replace(/<[^>]*>/g, " ")
      .replaceAll("&#39;", "'")
      .replace(/\s+/g, " ")
      .trim(),
  };
}

const statusOf = async (id: string, { ticket_number }: Ticket) =>
  (await listAwards(id)).find((award) => award.ticket_number === ticket_number)?.status;

/** Plays a raffle with three winners (a bicycle, two books) and three reserves. */
async function play() {
  const { id, winners, reserves } = await playForPrizes();
  const [first, second] = winners as [Ticket, Ticket];
  const [reserve, nextReserve] = reserves as [Ticket, Ticket];
  return { id, first, second, reserve, nextReserve };
}

describe("access to the prize desk", () => {
  it("is for managers only, like the other pages of organisers", async () => {
    const { id, first } = await play();
    const fields = [
      ["ticket_number", String(first.ticket_number)],
      ["verification_code", first.verification_code],
      ["confirmed", "1"],
    ];
    const from = player(1);
    const shown = await open(`/manage/${id}/desk`, { from });
    const file = await open(`/manage/${id}/awards.csv`, { from });
    expect([shown.status, file.status]).toEqual([403, 403]);
    for (const form of ["", "/collect", "/undo", "/pass-on", "/forfeit-all"]) {
      for (const sent of [fields, fields.slice(0, 2)]) {
        expect((await submit(`/manage/${id}/desk${form}`, sent, { from })).status, form).toBe(403);
      }
    }
    expect(new Set((await listAwards(id)).map(({ status }) => status))).toEqual(new Set(["won"]));
  });

  it("returns 403 for a manager's form of another site", async () => {
    const { id, first } = await play();
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    const fields = [
      ["ticket_number", String(first.ticket_number)],
      ["verification_code", first.verification_code],
      ["confirmed", "1"],
    ];
    for (const form of ["/collect", "/undo", "/pass-on", "/forfeit-all"]) {
      const answer = await service(
        "POST",
        `/manage/${id}/desk${form}`,
        formOf(fields, { ...manager, headers }),
      );
      expect(answer.status, form).toBe(403);
    }
    expect(await statusOf(id, first)).toBe("won");
  });

  it("says before the draw that the desk opens later, and has no form", async () => {
    const { raffle_id } = await createRaffle();
    const { status, text, html } = await openDesk(raffle_id);
    expect([status, text]).toEqual([200, expect.stringContaining("opens when the winners are drawn")]);
    expect(html).not.toContain("<form");
  });

  it("returns 404 for a raffle that does not exist", async () => {
    expect((await openDesk(crypto.randomUUID())).status).toBe(404);
  });

  it("leads from the path of a form to the desk", async () => {
    const { id } = await play();
    const { status, headers } = await openManaged(`/manage/${id}/desk/collect`);
    expect([status, headers.get("Location")]).toEqual([302, `/manage/${id}/desk`]);
  });
});

describe("looking up a ticket without JavaScript", () => {
  it("shows the prize in green with a button that hands it over, and hands over nothing yet", async () => {
    const { id, first } = await play();
    const page = await lookUp(id, first);
    expect(page.status).toBe(200);
    expect(resultOf(page)).toEqual({
      tone: "good",
      text: `Ticket ${first.ticket_number} has won Bicycle Hand over`,
    });
    expect(page.html).toContain('class="hand-over" autofocus=""');
    expect(await statusOf(id, first)).toBe("won");
  });

  it("shows in neutral colours that a ticket has not won", async () => {
    const { id, reserve } = await play();
    const page = await lookUp(id, reserve);
    expect(resultOf(page)).toEqual({ tone: "plain", text: `Ticket ${reserve.ticket_number} has not won` });
  });

  it("shows a wrong code in red, with what to do, and keeps what was typed", async () => {
    const { id, first } = await play();
    const page = await lookUp(id, { ...first, verification_code: WRONG });
    expect([page.status, resultOf(page).tone]).toEqual([400, "bad"]);
    expect(resultOf(page).text).toContain(
      `The code does not belong to ticket ${first.ticket_number} Compare number and code`,
    );
    expect(page.html).toContain(`value="${WRONG}"`);
  });

  it("shows in red that a number does not exist, with the numbers that do", async () => {
    const { id, first } = await play();
    const page = await lookUp(id, { ...first, ticket_number: 7 });
    expect([page.status, resultOf(page)]).toEqual([
      404,
      {
        tone: "bad",
        text: "There is no ticket 7 The tickets of this raffle have the numbers 1 to 6. Check the number.",
      },
    ]);
  });

  it.each([
    ["no code", { number: "1", code: "" }],
    ["no number", { number: "", code: WRONG }],
    ["words", { number: "seven", code: WRONG }],
  ])("asks for number and code if it gets %s", async (_, fields) => {
    const { id } = await play();
    const page = await send(id, "", fields);
    expect([page.status, resultOf(page).text]).toEqual([
      422,
      expect.stringContaining("Number or code is missing"),
    ]);
  });

  it("shows to which ticket a prize was passed on", async () => {
    const { id, first, reserve } = await play();
    await forfeit(id, first.ticket_number);
    expect(resultOf(await lookUp(id, first))).toEqual({
      tone: "wait",
      text: `This prize was passed on to ticket ${reserve.ticket_number} Bicycle`,
    });
    expect(resultOf(await lookUp(id, reserve)).text).toContain("Bicycle Hand over");
  });

  it("shows that a forfeited prize was not passed on", async () => {
    const { id, first } = await play();
    await forfeitAll(id);
    expect(resultOf(await lookUp(id, first)).text).toContain("This prize was forfeited Bicycle It was not");
  });

  it("reads number and code from a link in the field for the number", async () => {
    const { id, first } = await play();
    const link = ticketLink("https://x.example", id, first.ticket_number, first.verification_code);
    const page = await send(id, "", { number: link, code: "" });
    expect(resultOf(page).text).toContain("Bicycle Hand over");
    expect(page.html).toContain(`name="number" value="${first.ticket_number}"`);
    expect(page.html).toContain(`value="${first.verification_code}"`);
  });

  it("says in red that a link is of another raffle", async () => {
    const { id, first } = await play();
    const { ticket_number, verification_code } = first;
    const number = ticketLink("https://x.example", crypto.randomUUID(), ticket_number, verification_code);
    const page = await send(id, "", { number, code: "" });
    expect([page.status, resultOf(page).tone]).toEqual([422, "bad"]);
    expect(resultOf(page).text).toContain("This ticket belongs to another raffle");
  });

  it("escapes the names of prizes", async () => {
    const { id, winners } = await playForPrizes({ prizes: [{ name: "<b>Cake</b>", amount: 1 }] });
    expect((await lookUp(id, winners[0] as Ticket)).html).toContain("&lt;b&gt;Cake&lt;/b&gt;");
  });
});

describe("handing over without JavaScript", () => {
  it("hands over the prize, says when, and empties the fields for the next ticket", async () => {
    const { id, first } = await play();
    const page = await handOver(id, await lookUp(id, first));
    expect([page.status, resultOf(page).tone]).toEqual([200, "done"]);
    expect(resultOf(page).text).toMatch(
      new RegExp(`^Handed over, .+ UTC The prize of ticket ${first.ticket_number} Bicycle Undo$`),
    );
    expect(page.html).toContain('name="number" value=""');
    expect(page.html).toContain('autofocus="" required=""');
    expect(await statusOf(id, first)).toBe("collected");
  });

  it("shows the same hand-over when the post is repeated with its key", async () => {
    const { id, first } = await play();
    const found = await lookUp(id, first);
    const [once, again] = [await handOver(id, found), await handOver(id, found)];
    expect(resultOf(again)).toEqual(resultOf(once));
    expect(resultOf(again).text).toMatch(/^Handed over/);
  });

  it("tells the second of two desks that the prize is already collected", async () => {
    const { id, first } = await play();
    const [here, there] = [await lookUp(id, first), await lookUp(id, first)];
    await handOver(id, here);
    const page = await handOver(id, there);
    expect(resultOf(page).tone).toBe("wait");
    expect(resultOf(page).text).toMatch(/^Already collected, .+ UTC The prize of ticket \d Bicycle/);
  });

  it("shows a collected ticket in amber at once, and asks before an undo", async () => {
    const { id, first } = await play();
    await collect(id, first);
    const page = await lookUp(id, first);
    expect(resultOf(page).tone).toBe("wait");
    expect(resultOf(page).text).toMatch(/^Already collected, .+ Undo… Undo only if .+ Yes, undo$/);
    expect(page.html).not.toContain("hand-over");
  });

  it.each([
    ["just now", async (id: string, ticket: Ticket) => handOver(id, await lookUp(id, ticket))],
    [
      "before",
      async (id: string, ticket: Ticket) => {
        await collect(id, ticket);
        return lookUp(id, ticket);
      },
    ],
  ])("undoes a hand-over of %s, and offers the prize again", async (_, show) => {
    const { id, first } = await play();
    const page = await undo(id, await show(id, first));
    expect(resultOf(page).text).toContain("Bicycle Undone. The prize is not handed over. Hand over");
    expect(await statusOf(id, first)).toBe("won");
    expect(resultOf(await handOver(id, page)).text).toMatch(/^Handed over/);
  });

  it("does not focus the button again after an undo, so that Enter can't repeat the mistake", async () => {
    const { id, first } = await play();
    const page = await undo(id, await handOver(id, await lookUp(id, first)));
    expect(page.html).not.toContain('class="hand-over" autofocus');
  });

  it("hands over nothing to a wrong code or a ticket that has not won", async () => {
    const { id, first, reserve } = await play();
    const key = crypto.randomUUID();
    const wrong = { ticket_number: first.ticket_number, verification_code: WRONG, key };
    expect(resultOf(await send(id, "/collect", wrong)).text).toContain("The code does not belong");
    expect(resultOf(await send(id, "/collect", { ...reserve, key })).text).toContain("has not won");
    expect(new Set((await listAwards(id)).map(({ status }) => status))).toEqual(new Set(["won"]));
  });
});

describe("passing on without JavaScript", () => {
  it("names both tickets before it passes anything on", async () => {
    const { id, first, reserve } = await play();
    const page = await send(id, "/pass-on", { ticket_number: first.ticket_number });
    expect(resultOf(page).text).toBe(
      `Pass on the prize of ticket ${first.ticket_number}? Bicycle The next reserve is ticket ` +
        `${reserve.ticket_number}. It gets the prize, and ticket ${first.ticket_number} loses it. ` +
        `This can't be undone. Yes, pass on to ticket ${reserve.ticket_number}`,
    );
    expect(await statusOf(id, first)).toBe("won");
  });

  it("passes the prize on to the named reserve, and names the next one afterwards", async () => {
    const { id, first, second, reserve, nextReserve } = await play();
    const confirmed = { ticket_number: first.ticket_number, confirmed: 1 };
    expect(resultOf(await send(id, "/pass-on", confirmed)).text).toContain(
      `This prize was passed on to ticket ${reserve.ticket_number}`,
    );
    expect(await expectOk(await verify(id, reserve))).toEqual({ has_won: true, prize: "Bicycle" });
    const next = await send(id, "/pass-on", { ticket_number: second.ticket_number });
    expect(resultOf(next).text).toContain(`Yes, pass on to ticket ${nextReserve.ticket_number}`);
  });

  it("says so if no reserve is left", async () => {
    const { id, winners } = await playForPrizes({ total_tickets: 3 });
    const ticket = winners[0] as Ticket;
    const asked = await send(id, "/pass-on", { ticket_number: ticket.ticket_number });
    expect(resultOf(asked).text).toContain("There is no reserve left");
    const done = await send(id, "/pass-on", { ticket_number: ticket.ticket_number, confirmed: 1 });
    expect(resultOf(done).text).toContain("This prize was forfeited");
  });

  it.each([
    "",
    "1",
  ])("shows a collected prize as collected (confirmed: %j), and keeps it", async (confirmed) => {
    const { id, first } = await play();
    await collect(id, first);
    const fields = { ticket_number: first.ticket_number, ...(confirmed && { confirmed }) };
    expect(resultOf(await send(id, "/pass-on", fields)).text).toMatch(/^Already collected/);
    expect(await statusOf(id, first)).toBe("collected");
  });

  it.each([
    ["a ticket that has not won", ({ reserve }: { reserve: Ticket }) => reserve.ticket_number, "has not won"],
    ["a number that does not exist", () => 7, "There is no ticket 7"],
    ["words", () => "seven", "That is not a ticket number"],
  ])("passes on nothing for %s", async (_, numberOf, words) => {
    const { id, reserve } = await play();
    const page = await send(id, "/pass-on", { ticket_number: numberOf({ reserve }) });
    expect(resultOf(page).text).toContain(words);
  });
});

describe("the end of the evening without JavaScript", () => {
  it("says how many prizes it forfeits, without those that are collected, before it does", async () => {
    const { id, first, second } = await play();
    await collect(id, first);
    await forfeit(id, second.ticket_number);
    const page = await send(id, "/forfeit-all", {});
    expect(resultOf(page).text).toMatch(/^Forfeit 2 uncollected prizes\? This ends the evening.*no reserve/);
    expect((await listAwards(id)).filter(({ status }) => status === "won")).toHaveLength(2);
  });

  it("forfeits them all and passes none on", async () => {
    const { id, first } = await play();
    await collect(id, first);
    expect(resultOf(await send(id, "/forfeit-all", { confirmed: 1 })).text).toContain(
      "2 prizes are forfeited",
    );
    expect((await listWinners(id)).map(({ ticket_number }) => ticket_number)).toEqual([first.ticket_number]);
    expect(resultOf(await send(id, "/forfeit-all", {})).text).toContain("No prize is left");
  });
});

describe("the organiser's page of a drawn raffle", () => {
  it("lists the winners by rank with what became of their prizes, and leads to the desk", async () => {
    const { id, first, second, reserve } = await play();
    await collect(id, first);
    await forfeit(id, second.ticket_number);
    const { text, html } = await openManaged(`/manage/${id}`);
    expect(text).toMatch(
      new RegExp(
        `1 ${first.ticket_number} Bicycle Collected, .+ UTC 2 ${second.ticket_number} Book Passed on to ticket ` +
          `${reserve.ticket_number} 3 \\d Book Not collected 4 ${reserve.ticket_number} Book Not collected`,
      ),
    );
    expect(html).toContain(`href="/manage/${id}/desk"`);
    expect(html).toContain(`href="/manage/${id}/awards.csv" download`);
  });

  it("has pages of fifty ranks", async () => {
    const { id } = await playForPrizes({ total_tickets: 51, prizes: [{ name: "Cake", amount: 51 }] });
    const rows = (html: string) => html.match(/<tr data-status/g)?.length;
    const first = await openManaged(`/manage/${id}`);
    const next = await openManaged(`/manage/${id}?rank=50`);
    expect([rows(first.html), rows(next.html)]).toEqual([50, 1]);
    expect(first.html).toContain(`href="/manage/${id}?rank=50#awards"`);
    expect(next.html).toContain(`href="/manage/${id}#awards"`);
  });

  it("does not lead to the desk before the draw", async () => {
    const { raffle_id } = await createRaffle();
    expect((await openManaged(`/manage/${raffle_id}`)).html).not.toContain("/desk");
  });
});

describe("the file of awards", () => {
  it("is for spreadsheets of the visitor's language", async () => {
    const { id, first } = await play();
    const headers = { "Accept-Language": "de" };
    const file = await service("GET", `/manage/${id}/awards.csv`, { ...manager, headers });
    const [head, row] = (await file.text()).split("\r\n");
    expect(head).toMatch(/ticket_number;prize;rank;status;collected_at;passed_to$/);
    expect(row).toBe(`${first.ticket_number};"Bicycle";1;"won";;`);
    expect(file.headers.get("Content-Disposition")).toContain(`awards-${id}.csv`);
    expect(file.headers.get("Vary")).toContain("Accept-Language");
  });
});
