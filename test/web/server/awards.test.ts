import { describe, expect, it } from "vitest";
import { collect, forfeit, playForPrizes } from "../../testkit/awards";
import { closeRaffle, createWithClaims } from "../../testkit/closing";
import { managedService, openManaged, playForDesk, remoteManager } from "../../testkit/desk";
import { createRaffle, drawWinners } from "../../testkit/service";

describe("the organiser's page of a drawn raffle", () => {
  it("lists the winners by rank with what became of their prizes, and leads to the desk", async () => {
    const { id, first, second, reserve } = await playForDesk();
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

  it("shows prizes once: in a list before the draw, and beside their winners after it", async () => {
    const { raffle_id } = await createRaffle();
    const { id } = await playForDesk();
    expect((await openManaged(`/manage/${raffle_id}`)).html).toContain('id="prizes-heading"');
    expect((await openManaged(`/manage/${id}`)).html).not.toContain('id="prizes-heading"');
  });

  it("still lists the prizes if some are not awarded", async () => {
    const { id } = await createWithClaims(1, { prizes: [{ name: "Cake", amount: 3 }] });
    await closeRaffle(id);
    await drawWinners(id);
    expect((await openManaged(`/manage/${id}`)).text).toContain("Cake × 2");
  });

  it("does not lead to the desk before the draw", async () => {
    const { raffle_id } = await createRaffle();
    expect((await openManaged(`/manage/${raffle_id}`)).html).not.toContain("/desk");
  });
});

describe("the file of awards", () => {
  it("is for spreadsheets of the visitor's language", async () => {
    const { id, first } = await playForDesk();
    const headers = { "Accept-Language": "de" };
    const file = await managedService("GET", `/manage/${id}/awards.csv`, { ...remoteManager, headers });
    const [head, row] = (await file.text()).split("\r\n");
    expect(head).toMatch(/ticket_number;prize;rank;status;collected_at;passed_to$/);
    expect(row).toBe(`${first.ticket_number};"Bicycle";1;"won";;`);
    expect(file.headers.get("Content-Disposition")).toContain(`awards-${id}.csv`);
    expect(file.headers.get("Vary")).toContain("Accept-Language");
  });
});
