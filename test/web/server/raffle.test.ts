import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { RaffleObject } from "../../../src/durable-objects/raffle/object";
import { giveOut } from "../../testkit/objects";
import { formOf, hidden, open, pageOf, submit } from "../../testkit/pages";
import {
  call,
  claim,
  createRaffle,
  drawWinners,
  getRaffle,
  listWinners,
  participate,
  player,
  playRaffle,
  sellOut,
} from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const shownTicket = (html: string) => {
  const card = html.replace(/<template.*<\/template>/s, "");
  const code = /<code class="code[^>]*>(.*?)<\/code>/s.exec(card)?.[1];
  return {
    ticket_number: Number(/<p class="number[^>]*>(\d+)<\/p>/.exec(card)?.[1]),
    verification_code: code?.replace(/<[^>]*>/g, ""),
  };
};

describe("the page of a raffle", () => {
  it("shows the raffle, its prizes and the claim button", async () => {
    const { raffle_id } = await createRaffle({ prizes: [{ name: "Bicycle", amount: 2 }] });
    const { status, text } = await open(`/r/${raffle_id}`);
    expect(status).toBe(200);
    expect(text).toContain("Open Fair 0 of 3 tickets given out");
    expect(text).toContain("Get my ticket");
    expect(text).toContain("Bicycle × 2");
  });

  it.each(["abc", crypto.randomUUID()])("says that there is no raffle with the id %s", async (id) => {
    const page = await open(`/r/${id}`);
    expect([page.status, page.text.includes("There is no such raffle")]).toEqual([404, true]);
    expect(page.headers.get("Content-Type")).toBe("text/html; charset=UTF-8");
  });

  it("escapes the names that a manager typed", async () => {
    const name = `<script>alert("x")</script>&'`;
    const { raffle_id } = await createRaffle({ name, prizes: [{ name: "<b>Cake</b>", amount: 1 }] });
    const { html, text } = await open(`/r/${raffle_id}`);
    expect(html).not.toMatch(/<script>|<b>/);
    expect(text).toContain(name);
    expect(text).toContain("<b>Cake</b>");
  });
});

describe("claiming without JavaScript", () => {
  it("shows the same ticket when the form is sent again", async () => {
    const { raffle_id } = await createRaffle();
    const key = hidden(await open(`/r/${raffle_id}`), "key");
    const send = async () =>
      pageOf(await submit(`/r/${raffle_id}/ticket`, [["key", key]], { from: player(1) }));
    const first = await send();
    const again = await send();
    expect(first.status).toBe(200);
    expect(shownTicket(first.html).verification_code).toMatch(/^(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
    expect(shownTicket(again.html)).toEqual(shownTicket(first.html));
    expect((await getRaffle(raffle_id)).available_tickets).toBe(2);
  });

  it("shows the ticket that the API gives for the same key", async () => {
    const { raffle_id } = await createRaffle();
    const key = crypto.randomUUID();
    const page = await pageOf(await submit(`/r/${raffle_id}/ticket`, [["key", key]], { from: player(1) }));
    const answer = await participate(raffle_id, player(1), { "Idempotency-Key": key });
    expect(shownTicket(page.html)).toEqual(await answer.json());
  });

  it("shows the raffle after a form that was sent to an upper-case id", async () => {
    const { raffle_id } = await createRaffle({ name: "Loud" });
    const path = `/r/${raffle_id.toUpperCase()}/ticket`;
    const page = await pageOf(await submit(path, [["key", crypto.randomUUID()]], { from: player(1) }));
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("Loud")]);
    expect(page.html).toContain('data-total="3"');
  });

  describe("shows the ticket if the raffle can't be read after the claim", () => {
    const failure = () => Promise.reject(Object.assign(new Error("Too many requests"), { overloaded: true }));
    /** The service with objects of which only these methods can be reached. */
    const reaching = (...methods: (keyof RaffleObject)[]) =>
      serviceWith({
        RAFFLE: {
          getByName: (id: string) =>
            Object.fromEntries(
              ["claim", "state", "progress", "winners"].map((name) => {
                const stub = env.RAFFLE.getByName(id) as unknown as Record<
                  string,
                  (...args: unknown[]) => unknown
                >;
                const isReached = (methods as string[]).includes(name);
                return [name, isReached ? (...args: unknown[]) => stub[name]?.(...args) : failure];
              }),
            ),
        },
      });

    const expectTicket = async (id: string, key: string, answer: Response) => {
      const page = await pageOf(answer);
      expect([page.status, page.headers.get("Retry-After")]).toEqual([200, null]);
      const ticket = await (await participate(id, player(1), { "Idempotency-Key": key })).json();
      expect(shownTicket(page.html)).toEqual(ticket);
      expect(page.html).toContain(`<a href="/r/${id}" target="_blank" rel="noopener">`);
      // client/claim.ts stores the ticket from these.
      expect(page.html).toContain(
        `data-given="${JSON.stringify({ key, ticket }).replaceAll('"', "&quot;")}"`,
      );
      expect(page.html).toContain(`data-raffle="${id}"`);
    };

    it("in the first read", async () => {
      const { raffle_id } = await createRaffle();
      const key = crypto.randomUUID();
      const form = formOf([["key", key]], { from: player(1) });
      const answer = await reaching("claim")("POST", `/r/${raffle_id.toUpperCase()}/ticket`, form);
      await expectTicket(raffle_id, key, answer);
    });

    it("in the read of the winners", async () => {
      const raffle = await createRaffle({ total_tickets: 1 });
      const { raffle_id } = raffle;
      const key = crypto.randomUUID();
      const form = formOf([["key", key]], { from: player(1) });
      await call("POST", `/r/${raffle_id}/ticket`, form);
      await drawWinners(raffle_id);
      const answer = await reaching("claim", "state", "progress")("POST", `/r/${raffle_id}/ticket`, form);
      await expectTicket(raffle_id, key, answer);
    });

    it("but returns 503 if the claim fails too", async () => {
      const { raffle_id } = await createRaffle();
      const form = formOf([["key", crypto.randomUUID()]], { from: player(1) });
      const answer = await reaching()("POST", `/r/${raffle_id}/ticket`, form);
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    });
  });

  it("returns 403 when the address already holds a ticket", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    const page = await pageOf(
      await submit(`/r/${raffle_id}/ticket`, [["key", crypto.randomUUID()]], { from: player(1) }),
    );
    expect(page.status).toBe(403);
    expect(page.text).toContain("A ticket was already taken on this connection");
  });

  it("returns 410 when the raffle is sold out", async () => {
    const raffle = await createRaffle();
    await sellOut(raffle);
    const answer = await submit(`/r/${raffle.raffle_id}/ticket`, [["key", crypto.randomUUID()]], {
      from: player(9),
    });
    const page = await pageOf(answer);
    expect(page.status).toBe(410);
    expect(page.text).toContain("there are no more tickets");
    expect(page.text).not.toContain("Get my ticket");
  });

  it.each([
    ["another site", { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }],
    ["a page that hides its origin", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
  ])("returns 403 for a form of %s", async (_, headers) => {
    const { raffle_id } = await createRaffle();
    const answer = await submit(`/r/${raffle_id}/ticket`, [["key", crypto.randomUUID()]], { headers });
    expect(answer.status).toBe(403);
    expect((await pageOf(answer)).text).toContain("This request came from another site");
    expect((await getRaffle(raffle_id)).available_tickets).toBe(3);
  });

  it("returns 415 for other media types and 413 for a large body", async () => {
    const { raffle_id } = await createRaffle();
    const path = `/r/${raffle_id}/ticket`;
    const [plain, huge] = [{ headers: { "Content-Type": "text/plain" } }, [["key", "x".repeat(300_000)]]];
    expect((await submit(path, [], plain)).status).toBe(415);
    expect((await submit(path, huge)).status).toBe(413);
  });

  it.each([
    ["%0D%0AX: y", "/r/%0D%0AX%3A%20y"],
    ["%2F%2Fevil.example", "/r/%2F%2Fevil.example"],
    ["%E2%80%AE", "/r/%E2%80%AE"],
  ])("redirects within the site for the path segment %s", async (id, location) => {
    const { status, headers } = await open(`/r/${id}/ticket`);
    expect([status, headers.get("Location")]).toEqual([302, location]);
  });

  it("redirects a GET of the form's path to the raffle", async () => {
    const { raffle_id } = await createRaffle();
    const { status, headers } = await open(`/r/${raffle_id}/ticket`);
    expect([status, headers.get("Location")]).toEqual([302, `/r/${raffle_id}`]);
  });
});

describe("checking a ticket without JavaScript", () => {
  const check = async (id: string, ticket: { ticket_number: unknown; verification_code: string }) =>
    pageOf(
      await submit(`/r/${id}/check`, [
        ["ticket_number", String(ticket.ticket_number)],
        ["verification_code", ticket.verification_code],
      ]),
    );

  it("shows for each ticket whether it has won", async () => {
    const { id, tickets, winners } = await playRaffle();
    for (const ticket of tickets) {
      const won = winners.some(({ ticket_number }) => ticket_number === ticket.ticket_number);
      const { status, text } = await check(id, ticket);
      expect(status).toBe(200);
      expect(text).toContain(won ? "This ticket has won: Cake" : "This ticket has not won.");
    }
  });

  it.each([
    (n: number) => `#${n}`,
    (n: number) => `${n}.`,
    (n: number) => `\u2067${new Intl.NumberFormat("ar-EG").format(n)}\u2069`,
    (n: number) => `№ ${n}\u200b`,
  ])("accepts the number as people type it: %s", async (write) => {
    const { id, tickets } = await playRaffle();
    const [ticket = { ticket_number: 0, verification_code: "" }] = tickets;
    const page = await check(id, { ...ticket, ticket_number: write(ticket.ticket_number) });
    expect(page.text).toMatch(/This ticket has (?:won: Cake|not won\.)/);
  });

  it.each([
    (code: string) => code.replaceAll("-", "–"),
    (code: string) => `“${code}\u200b”`,
    (code: string) => code.toLowerCase().replaceAll("-", "\u00a0"),
  ])("accepts the code as people paste it: %s", async (write) => {
    const { id, tickets } = await playRaffle();
    const [ticket = { ticket_number: 0, verification_code: "" }] = tickets;
    const page = await check(id, { ...ticket, verification_code: write(ticket.verification_code) });
    expect(page.text).toMatch(/This ticket has (?:won: Cake|not won\.)/);
    const wrong = await check(id, { ...ticket, verification_code: write(`${ticket.verification_code}é`) });
    expect(wrong.text).toContain("This is not the ticket's code");
  });

  it("doesn't make the browser validate numbers", async () => {
    const { id } = await playRaffle();
    const { html } = await open(`/r/${id}`);
    const inputs = html.match(/<input[^>]*(?:id="ticket_number"|id="find")[^>]*>/g) ?? [];
    expect(inputs).toHaveLength(2);
    for (const input of inputs) expect(input).not.toMatch(/pattern|maxlength|type="number"/);
  });

  it.each([
    [{ ticket_number: 99, verification_code: "x" }, 404, "There is no ticket with this number"],
    [{ ticket_number: 1, verification_code: "x" }, 400, "This is not the ticket's code"],
    [{ ticket_number: "one", verification_code: "x" }, 422, "Something in it is missing or not valid."],
  ])("shows what is wrong with %j", async (ticket, status, words) => {
    const { id } = await playRaffle();
    const page = await check(id, ticket);
    expect(page.status).toBe(status);
    expect(page.text).toContain(words);
  });
});

describe("the list of winners", () => {
  it("groups winners by prize, in the manager's order", async () => {
    const prizes = [
      { name: "Zebra", amount: 1 },
      { name: "Apple", amount: 2 },
    ];
    const { id, winners } = await playRaffle({ total_tickets: 5, prizes });
    const { text } = await open(`/r/${id}`);
    const [first, ...others] = winners.map(({ ticket_number }) => ticket_number);
    expect(text).toContain(`Zebra ${first} Apple ${others.join(" ")}`);
  });

  it("finds a winner by ticket number", async () => {
    const { id, tickets, winners } = await playRaffle();
    const winning = winners[0]?.ticket_number ?? 0;
    for (const { ticket_number } of tickets) {
      const { text } = await open(`/r/${id}?find=${ticket_number}`);
      const words = `Ticket ${ticket_number} ${ticket_number === winning ? "wins: Cake" : "is not among the winners."}`;
      expect(text).toContain(words);
    }
    for (const text of ["<x>", "0", "1234567890", "1,5", "100000001"]) {
      const page = await open(`/r/${id}?find=${encodeURIComponent(text)}`);
      expect(page.text).toContain("Please enter a ticket number in digits, from 1.");
    }
    for (const text of ["0001", "#1", "1.", "١", "१", "１", "1\u200b", "No. 1"]) {
      expect((await open(`/r/${id}?find=${encodeURIComponent(text)}`)).text).toContain("Ticket 1 ");
    }
  });

  it("shows 100 winners on each page", { timeout: 60_000 }, async () => {
    const raffle = await createRaffle({ total_tickets: 120, prizes: [{ name: "Cake", amount: 120 }] });
    await sellOut(raffle);
    await drawWinners(raffle.raffle_id);
    const first = await open(`/r/${raffle.raffle_id}`);
    const next = /href="([^"]*\?after=100#winners)"/.exec(first.html)?.[1] ?? "";
    const second = await open(next.replace("#winners", ""));
    expect(first.text).toContain("Prizes 1 to 100 of 120");
    expect(second.text).toContain("Prizes 101 to 120 of 120");
    expect(second.html).not.toMatch(/\?after=\d+#winners/);
  });
});

describe("the CSV file of winners", () => {
  const downloadCsv = async (id: string, languages?: string) => {
    const headers: Record<string, string> = languages === undefined ? {} : { "Accept-Language": languages };
    const answer = await open(`/r/${id}/winners.csv`, { headers });
    return { ...answer, line: answer.html.split("\r\n")[1] };
  };

  it.each([
    [undefined, ","],
    ["en-GB,en;q=0.5", ","],
    ["ja", ","],
    ["de-CH", ";"],
    ["fr-CH", ";"],
    ["it-CH,it;q=0.9", ";"],
    ["ar", ";"],
    ["ar-EG", ";"],
    ["fa", ";"],
    ["hi", ","],
    ["zh-CN", ","],
    ["es-MX,es;q=0.9", ","],
    ["*, nonsense language!", ","],
    ["de-DE,de;q=0.9,en;q=0.8", ";"],
    ["fr", ";"],
    ["pt-BR", ";"],
    ["pl", ";"],
    ["en-AU,de;q=0.5", ","],
    ["xx, sv", ";"],
    ["en;q=0.5,de", ";"],
    ["de;q=0,*", ","],
  ])("separates fields for Accept-Language: %s by %j", async (languages, separator) => {
    const { id, winners } = await playRaffle({ prizes: [{ name: "Cake, big; good", amount: 1 }] });
    const { status, html, headers } = await downloadCsv(id, languages);
    const line = `${winners[0]?.ticket_number}${separator}"Cake, big; good"`;
    expect([status, html]).toEqual([200, `ticket_number${separator}prize\r\n${line}\r\n`]);
    expect(headers.get("Vary")?.split(/, */)).toContain("Accept-Language");
    expect(headers.get("Content-Disposition")).toBe(`attachment; filename="winners-${id}.csv"`);
  });

  it("gets the right separator from cached winners, too", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const lines: unknown[] = [];
    for (const language of ["en", "de", "en", "de"]) lines.push((await downloadCsv(id, language)).line);
    expect(lines).toEqual(['1,"Cake"', '1;"Cake"', '1,"Cake"', '1;"Cake"']);
  });

  it("has the right separator when it is streamed in parts", { timeout: 60_000 }, async () => {
    const raffle = await createRaffle({ total_tickets: 1001, prizes: [{ name: "Cake", amount: 1001 }] });
    await giveOut(raffle.raffle_id, 1001);
    await drawWinners(raffle.raffle_id);
    const { html } = await downloadCsv(raffle.raffle_id, "de");
    expect(html.match(/^\d+;"Cake"\r$/gm)).toHaveLength(1001);
  });

  it("has the media type text/csv and one line for each winner", async () => {
    const { id } = await playRaffle();
    const { status, headers, html } = await open(`/r/${id}/winners.csv`);
    const [winner] = await listWinners(id);
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(html).toContain(`ticket_number,prize\r\n${winner?.ticket_number},"Cake"\r\n`);
  });
});

describe("marks for browsers", () => {
  it("exclude codes and numbers from translation and from telephone links", async () => {
    const { id, tickets } = await playRaffle();
    const { html } = await open(`/r/${id}`);
    expect(html).toMatch(
      /<meta name="format-detection" content="telephone=no, date=no, address=no, email=no"\/>/,
    );
    const marked = /class="[^"]*\bnotranslate" translate="no"/;
    for (const part of [/<code [^>]*>/, /<p class="number[^>]*>/, /<li class="notranslate[^>]*>/]) {
      expect(part.exec(html)?.[0]).toMatch(marked);
    }
    expect(/<input id="verification_code"[^>]*>/.exec(html)?.[0]).toMatch(marked);
    expect(tickets).toHaveLength(3);
  });
});

describe("a rejected claim form", () => {
  it("keeps its key and names the reason", async () => {
    const { raffle_id } = await createRaffle();
    await claim(raffle_id, player(1));
    const key = crypto.randomUUID();
    const page = await pageOf(await submit(`/r/${raffle_id}/ticket`, [["key", key]], { from: player(1) }));
    expect(hidden(page, "key")).toBe(key);
    expect(page.html).toContain('data-refused="already-participated"');
  });

  it.each(["short", "ü".repeat(16), ""])("gets a new key when %j is not valid", async (key) => {
    const { raffle_id } = await createRaffle({ total_tickets: 3 });
    await claim(raffle_id, player(1));
    const page = await pageOf(await submit(`/r/${raffle_id}/ticket`, [["key", key]], { from: player(1) }));
    expect(hidden(page, "key")).toMatch(/^[0-9a-f-]{36}$/);
    expect(page.html).not.toContain("data-refused");
  });
});
