import { describe, expect, it } from "vitest";
import { closeRaffle, createWithClaims } from "../../testkit/closing";
import { open, pageOf, submit } from "../../testkit/pages";
import { createRaffle, drawWinners, playRaffle } from "../../testkit/service";

const prizes = [
  { name: "Bicycle", amount: 1 },
  { name: "Book", amount: 2 },
];

describe("the page of a drawn raffle", () => {
  it("begins with the winners", async () => {
    const { id } = await playRaffle({ total_tickets: 3, prizes });
    const { html } = await open(`/r/${id}`);
    const parts = ["<h1", 'id="mine"', 'id="winners"', 'id="check"', 'id="proof"', 'id="prizes"'];
    const places = parts.map((part) => html.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it("names each prize once", async () => {
    const { id } = await playRaffle({ total_tickets: 3, prizes });
    const { html, text } = await open(`/r/${id}`);
    expect(text.match(/Bicycle|Book/g)).toEqual(["Bicycle", "Book"]);
    // client/stage.ts puts this in place of the prizes of an open page.
    expect(html).toContain('<section id="prizes" hidden="">');
  });

  it("has no bar, but its numbers for the script", async () => {
    const { id } = await playRaffle({ total_tickets: 3, prizes });
    const { html, text } = await open(`/r/${id}`);
    expect(html).toMatch(/<progress [^>]*hidden=""/);
    expect(html).toContain('data-total="3" data-claimed="3" data-drawn="true"');
    expect(text).toContain("3 of 3 tickets given out");
  });

  it("folds the check of a ticket until it has a result", async () => {
    const { id, tickets } = await playRaffle({ total_tickets: 3, prizes });
    const details = ({ html }: { html: string }) => /id="check".*?<details([^>]*)>/s.exec(html)?.[1];
    expect(details(await open(`/r/${id}`))).not.toContain("open");
    for (const code of [tickets[0]?.verification_code ?? "", "wrong"]) {
      const fields = [
        ["ticket_number", String(tickets[0]?.ticket_number)],
        ["verification_code", code],
      ];
      expect(details(await pageOf(await submit(`/r/${id}/check`, fields)))).toContain('open=""');
    }
  });

  it("shows the prizes that are not awarded, 1,000 on a page", async () => {
    const many = Array.from({ length: 1500 }, (_, n) => ({ name: `P${n + 1}.`, amount: 1 }));
    const { id } = await createWithClaims(2, { total_tickets: 1500, prizes: many });
    await closeRaffle(id);
    await drawWinners(id);
    const first = await open(`/r/${id}`);
    expect(first.text).toContain("P3. × 1");
    expect(first.text).toContain("P102. × 1");
    expect(first.text).not.toContain("P103.");
    expect(first.text).toContain("Show all 1,498 prizes");
    const last = await open(`/r/${id}?prizes=all&page=2`);
    expect(last.text).toContain("1,001 to 1,498 of 1,498");
    expect(last.text).toContain("P1500. × 1");
  });

  it.each([
    "?prizes=all",
    "?prizes=all&page=3",
  ])("has no page of prizes for %s if all are awarded", async (query) => {
    const { id } = await playRaffle({ total_tickets: 3, prizes });
    const { status, html } = await open(`/r/${id}${query}`);
    expect([status, html.includes("prizes-heading")]).toEqual([200, false]);
  });

  it("shows all prizes before the draw", async () => {
    const { raffle_id } = await createRaffle({ prizes });
    expect((await open(`/r/${raffle_id}`)).text).toContain("Prizes Bicycle × 1 Book × 2 Created");
  });
});
