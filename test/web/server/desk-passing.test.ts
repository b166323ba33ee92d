import { describe, expect, it } from "vitest";
import { collect, forfeit, listAwards, playForPrizes } from "../../testkit/awards";
import { awardStatusOf, deskResultOf, playForDesk, sendToDesk } from "../../testkit/desk";
import { expectOk, listWinners, type Ticket, verify } from "../../testkit/service";

describe("passing on without JavaScript", () => {
  it("names both tickets before it passes anything on", async () => {
    const { id, first, reserve } = await playForDesk();
    const page = await sendToDesk(id, "/pass-on", { ticket_number: first.ticket_number });
    expect(deskResultOf(page).text).toBe(
      `Pass on the prize of ticket ${first.ticket_number}? Bicycle The next reserve is ticket ` +
        `${reserve.ticket_number}. It gets the prize, and ticket ${first.ticket_number} loses it. ` +
        `This can't be undone. Yes, pass on to ticket ${reserve.ticket_number}`,
    );
    expect(await awardStatusOf(id, first)).toBe("won");
  });

  it("passes the prize on to the named reserve, and names the next one afterwards", async () => {
    const { id, first, second, reserve, nextReserve } = await playForDesk();
    const confirmed = {
      ticket_number: first.ticket_number,
      reserve: reserve.ticket_number,
      confirmed: 1,
    };
    expect(deskResultOf(await sendToDesk(id, "/pass-on", confirmed)).text).toContain(
      `This prize was passed on to ticket ${reserve.ticket_number}`,
    );
    expect(await expectOk(await verify(id, reserve))).toEqual({ has_won: true, prize: "Bicycle" });
    const next = await sendToDesk(id, "/pass-on", { ticket_number: second.ticket_number });
    expect(deskResultOf(next).text).toContain(`Yes, pass on to ticket ${nextReserve.ticket_number}`);
  });

  it("asks again if another desk has passed a prize on to the named reserve", async () => {
    const { id, first, second, reserve, nextReserve } = await playForDesk();
    await forfeit(id, second.ticket_number);
    const confirmed = {
      ticket_number: first.ticket_number,
      reserve: reserve.ticket_number,
      confirmed: 1,
    };
    expect(deskResultOf(await sendToDesk(id, "/pass-on", confirmed)).text).toContain(
      `Yes, pass on to ticket ${nextReserve.ticket_number}`,
    );
    expect(await awardStatusOf(id, first)).toBe("won");
  });

  it("says so if no reserve is left", async () => {
    const { id, winners } = await playForPrizes({ total_tickets: 3 });
    const ticket = winners[0] as Ticket;
    const asked = await sendToDesk(id, "/pass-on", { ticket_number: ticket.ticket_number });
    expect(deskResultOf(asked).text).toContain("No reserve is left");
    const done = await sendToDesk(id, "/pass-on", { ticket_number: ticket.ticket_number, confirmed: 1 });
    expect(deskResultOf(done).text).toContain("This prize was forfeited");
  });

  it.each([
    "",
    "1",
  ])("shows a collected prize as collected (confirmed: %j), and keeps it", async (confirmed) => {
    const { id, first } = await playForDesk();
    await collect(id, first);
    const fields = { ticket_number: first.ticket_number, ...(confirmed && { confirmed }) };
    expect(deskResultOf(await sendToDesk(id, "/pass-on", fields)).text).toMatch(/^Already collected/);
    expect(await awardStatusOf(id, first)).toBe("collected");
  });

  it.each([
    ["a ticket that has not won", ({ reserve }: { reserve: Ticket }) => reserve.ticket_number, "has not won"],
    ["a number that does not exist", () => 7, "There is no ticket 7"],
    ["words", () => "seven", "This is not a ticket number"],
  ])("passes on nothing for %s", async (_, numberOf, words) => {
    const { id, reserve } = await playForDesk();
    const page = await sendToDesk(id, "/pass-on", { ticket_number: numberOf({ reserve }) });
    expect(deskResultOf(page).text).toContain(words);
  });
});

describe("the end of the evening without JavaScript", () => {
  it("says how many prizes it forfeits, without those that are collected, before it does", async () => {
    const { id, first, second } = await playForDesk();
    await collect(id, first);
    await forfeit(id, second.ticket_number);
    const page = await sendToDesk(id, "/forfeit-all", {});
    expect(deskResultOf(page).text).toMatch(
      /^Forfeit 2 uncollected prizes\? This ends the hand-over: the winners lose these prizes/,
    );
    expect((await listAwards(id)).filter(({ status }) => status === "won")).toHaveLength(2);
  });

  it("forfeits them all and passes none on", async () => {
    const { id, first } = await playForDesk();
    await collect(id, first);
    expect(deskResultOf(await sendToDesk(id, "/forfeit-all", { confirmed: 1 })).text).toContain(
      "2 prizes were forfeited",
    );
    expect((await listWinners(id)).map(({ ticket_number }) => ticket_number)).toEqual([first.ticket_number]);
    for (const fields of [{}, { confirmed: 1 }] as Record<string, number>[]) {
      expect(deskResultOf(await sendToDesk(id, "/forfeit-all", fields)).text).toContain("No prize is left");
    }
  });
});
