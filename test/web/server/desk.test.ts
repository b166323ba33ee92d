import { describe, expect, it } from "vitest";
import { ticketLink } from "../../../src/contract/links";
import { collect, forfeit, forfeitAll, listAwards, playForPrizes } from "../../testkit/awards";
import {
  awardStatusOf,
  deskResultOf,
  handOver,
  lookUp,
  managedService,
  openDesk,
  openManaged,
  playForDesk,
  remoteManager,
  sendToDesk,
  undoHandOver,
  WRONG_CODE,
} from "../../testkit/desk";
import { formOf, open, submit } from "../../testkit/pages";
import { createRaffle, player, type Ticket } from "../../testkit/service";

describe("access to the prize desk", () => {
  it("is for managers only, like the other pages of organisers", async () => {
    const { id, first } = await playForDesk();
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
    const { id, first, reserve } = await playForDesk();
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    const fields = [
      ["ticket_number", String(first.ticket_number)],
      ["verification_code", first.verification_code],
      ["reserve", String(reserve.ticket_number)],
      ["confirmed", "1"],
    ];
    for (const form of ["/collect", "/undo", "/pass-on", "/forfeit-all"]) {
      const answer = await managedService(
        "POST",
        `/manage/${id}/desk${form}`,
        formOf(fields, { ...remoteManager, headers }),
      );
      expect(answer.status, form).toBe(403);
    }
    expect(await awardStatusOf(id, first)).toBe("won");
  });

  it("says before the draw that the desk opens later, and has no form", async () => {
    const { raffle_id } = await createRaffle();
    const { status, text, html } = await openDesk(raffle_id);
    expect([status, text]).toEqual([200, expect.stringContaining("opens after the draw")]);
    expect(html).not.toContain("<form");
  });

  it("returns 404 for a raffle that does not exist", async () => {
    expect((await openDesk(crypto.randomUUID())).status).toBe(404);
  });

  it("leads from the path of a form to the desk", async () => {
    const { id } = await playForDesk();
    const { status, headers } = await openManaged(`/manage/${id}/desk/collect`);
    expect([status, headers.get("Location")]).toEqual([302, `/manage/${id}/desk`]);
  });
});

describe("looking up a ticket without JavaScript", () => {
  it("shows the prize in green with a button that hands it over, and hands over nothing yet", async () => {
    const { id, first } = await playForDesk();
    const page = await lookUp(id, first);
    expect(page.status).toBe(200);
    expect(deskResultOf(page)).toEqual({
      tone: "good",
      text: `Ticket ${first.ticket_number} has won Bicycle Hand over`,
    });
    expect(page.html).toContain('class="hand-over" autofocus=""');
    expect(await awardStatusOf(id, first)).toBe("won");
  });

  it("shows in neutral colours that a ticket has not won", async () => {
    const { id, reserve } = await playForDesk();
    const page = await lookUp(id, reserve);
    expect(deskResultOf(page)).toEqual({
      tone: "plain",
      text: `Ticket ${reserve.ticket_number} has not won`,
    });
  });

  it("shows a wrong code in red, with what to do, and keeps what was typed", async () => {
    const { id, first } = await playForDesk();
    const page = await lookUp(id, { ...first, verification_code: WRONG_CODE });
    expect([page.status, deskResultOf(page).tone]).toEqual([400, "bad"]);
    expect(deskResultOf(page).text).toContain(
      `This is not the code of ticket ${first.ticket_number} Compare the number and code`,
    );
    expect(page.html).toContain(`value="${WRONG_CODE}"`);
  });

  it("shows in red that a number does not exist, with the numbers that do", async () => {
    const { id, first } = await playForDesk();
    const page = await lookUp(id, { ...first, ticket_number: 7 });
    expect([page.status, deskResultOf(page)]).toEqual([
      404,
      {
        tone: "bad",
        text: "There is no ticket 7 The tickets of this raffle have the numbers 1 to 6. Check the number.",
      },
    ]);
  });

  it.each([
    ["no code", { number: "1", code: "" }],
    ["no number", { number: "", code: WRONG_CODE }],
    ["words", { number: "seven", code: WRONG_CODE }],
  ])("asks for number and code if it gets %s", async (_, fields) => {
    const { id } = await playForDesk();
    const page = await sendToDesk(id, "", fields);
    expect([page.status, deskResultOf(page).text]).toEqual([
      422,
      expect.stringContaining("The number or the code is missing"),
    ]);
  });

  it("shows to which ticket a prize was passed on", async () => {
    const { id, first, reserve } = await playForDesk();
    await forfeit(id, first.ticket_number);
    expect(deskResultOf(await lookUp(id, first))).toEqual({
      tone: "wait",
      text: `This prize was passed on to ticket ${reserve.ticket_number} Bicycle`,
    });
    expect(deskResultOf(await lookUp(id, reserve)).text).toContain("Bicycle Hand over");
  });

  it("shows that a forfeited prize was not passed on", async () => {
    const { id, first } = await playForDesk();
    await forfeitAll(id);
    expect(deskResultOf(await lookUp(id, first)).text).toContain(
      "This prize was forfeited Bicycle It was not",
    );
  });

  it("reads number and code from a link in the field for the number", async () => {
    const { id, first } = await playForDesk();
    const link = ticketLink("https://x.example", id, first.ticket_number, first.verification_code);
    const page = await sendToDesk(id, "", { number: link, code: "" });
    expect(deskResultOf(page).text).toContain("Bicycle Hand over");
    expect(page.html).toContain(`name="number" value="${first.ticket_number}"`);
    expect(page.html).toContain(`value="${first.verification_code}"`);
  });

  it("says in red that a link is of another raffle", async () => {
    const { id, first } = await playForDesk();
    const { ticket_number, verification_code } = first;
    const number = ticketLink("https://x.example", crypto.randomUUID(), ticket_number, verification_code);
    const page = await sendToDesk(id, "", { number, code: "" });
    expect([page.status, deskResultOf(page).tone]).toEqual([422, "bad"]);
    expect(deskResultOf(page).text).toContain("This ticket belongs to another raffle");
  });

  it("escapes the names of prizes", async () => {
    const { id, winners } = await playForPrizes({ prizes: [{ name: "<b>Cake</b>", amount: 1 }] });
    expect((await lookUp(id, winners[0] as Ticket)).html).toContain("&lt;b&gt;Cake&lt;/b&gt;");
  });
});

describe("handing over without JavaScript", () => {
  it("hands over the prize, says when, and empties the fields for the next ticket", async () => {
    const { id, first } = await playForDesk();
    const page = await handOver(id, await lookUp(id, first));
    expect([page.status, deskResultOf(page).tone]).toEqual([200, "done"]);
    expect(deskResultOf(page).text).toMatch(
      new RegExp(`^Handed over, .+ UTC The prize of ticket ${first.ticket_number} Bicycle Undo$`),
    );
    expect(page.html).toContain('name="number" value=""');
    expect(page.html).toContain('autofocus="" required=""');
    expect(await awardStatusOf(id, first)).toBe("collected");
  });

  it("shows the same hand-over when the post is repeated with its key", async () => {
    const { id, first } = await playForDesk();
    const found = await lookUp(id, first);
    const [once, again] = [await handOver(id, found), await handOver(id, found)];
    expect(deskResultOf(again)).toEqual(deskResultOf(once));
    expect(deskResultOf(again).text).toMatch(/^Handed over/);
  });

  it("tells the second of two desks that the prize is already collected", async () => {
    const { id, first } = await playForDesk();
    const [here, there] = [await lookUp(id, first), await lookUp(id, first)];
    await handOver(id, here);
    const page = await handOver(id, there);
    expect(deskResultOf(page).tone).toBe("wait");
    expect(deskResultOf(page).text).toMatch(/^Already collected, .+ UTC The prize of ticket \d Bicycle/);
  });

  it("shows a collected ticket in amber at once, and asks before an undo", async () => {
    const { id, first } = await playForDesk();
    await collect(id, first);
    const page = await lookUp(id, first);
    expect(deskResultOf(page).tone).toBe("wait");
    expect(deskResultOf(page).text).toMatch(/^Already collected, .+ Undo… Undo only if .+ Yes, undo$/);
    expect(page.html).not.toContain('class="hand-over"');
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
    const { id, first } = await playForDesk();
    const page = await undoHandOver(id, await show(id, first));
    expect(deskResultOf(page).text).toContain(
      "Bicycle Undone. The prize has not been handed over. Hand over",
    );
    expect(await awardStatusOf(id, first)).toBe("won");
    expect(deskResultOf(await handOver(id, page)).text).toMatch(/^Handed over/);
  });

  it("does not focus the button again after an undo, so that Enter can't repeat the mistake", async () => {
    const { id, first } = await playForDesk();
    const page = await undoHandOver(id, await handOver(id, await lookUp(id, first)));
    expect(page.html).not.toContain('class="hand-over" autofocus');
  });

  it("hands over nothing to a wrong code or a ticket that has not won", async () => {
    const { id, first, reserve } = await playForDesk();
    const key = crypto.randomUUID();
    const wrong = { ticket_number: first.ticket_number, verification_code: WRONG_CODE, key };
    expect(deskResultOf(await sendToDesk(id, "/collect", wrong)).text).toContain(
      "This is not the code of ticket",
    );
    expect(deskResultOf(await sendToDesk(id, "/collect", { ...reserve, key })).text).toContain("has not won");
    expect(new Set((await listAwards(id)).map(({ status }) => status))).toEqual(new Set(["won"]));
  });
});
