import { describe, expect, it } from "vitest";
import { closeRaffle } from "../../testkit/closing";
import { open } from "../../testkit/pages";
import { call, createRaffle, playRaffle, sellOut } from "../../testkit/service";

describe("the home page", () => {
  it("lists the raffles, newest first, with prizes, progress and stage", async () => {
    const { raffle } = await playRaffle({ name: "First", total_tickets: 2 });
    await createRaffle({ name: "Second", prizes: [{ name: "Bicycle", amount: 2 }] });
    const { status, text } = await open("/");
    expect(status).toBe(200);
    expect(text).toMatch(/Second Open 2 × Bicycle 0 of 3 tickets given out/);
    expect(text).toMatch(new RegExp(`${raffle.name} Drawn Cake 2 of 2 tickets given out`));
    expect(text.indexOf("Second")).toBeLessThan(text.indexOf("First"));
  });

  it("groups the raffles by status, the open ones first", async () => {
    await playRaffle({ name: "G drawn", total_tickets: 1 });
    const closed = await createRaffle({ name: "G closed" });
    await closeRaffle(closed.raffle_id);
    const soldOut = await createRaffle({ name: "G sold out", total_tickets: 1 });
    await sellOut(soldOut);
    await createRaffle({ name: "G scheduled", opens_at: "2030-01-01T12:00:00+01:00" });
    await createRaffle({ name: "G open", closes_at: "2030-01-02T12:00:00Z" });
    const { html, text } = await open("/?limit=5");
    expect(text).toMatch(
      /Open raffles G open Open Cake Closes on Jan 2, 2030, 12:00 PM UTC .*Opening later G scheduled Not open yet Cake Opens on Jan 1, 2030, 11:00 AM UTC .*Closed raffles G sold out All taken .*G closed Closed .*Drawn raffles G drawn Drawn /,
    );
    const hidden = [...html.matchAll(/<section class="group" data-status="(\w+)"[^>]* hidden/g)];
    expect(hidden.map(([, status]) => status)).toEqual(["unknown"]);
  });

  it("links to the next page of the list", async () => {
    for (const name of ["A1", "A2", "A3"]) await createRaffle({ name });
    const first = await open("/?limit=2");
    const next = /href="(\/\?limit=2&amp;cursor=[^"]+)"/.exec(first.html)?.[1]?.replace("&amp;", "&");
    const second = await open(next ?? "");
    expect([first.text.includes("A3"), first.text.includes("A1")]).toEqual([true, false]);
    expect([second.text.includes("A3"), second.text.includes("A1")]).toEqual([false, true]);
  });

  it("hides the place for the visitor's tickets, which only the browser knows", async () => {
    expect((await open("/")).html).toMatch(/<section id="my-tickets"[^>]* hidden=""/);
  });

  it("has no progress bar for a drawn raffle", async () => {
    await playRaffle({ name: "Bar drawn", total_tickets: 1 });
    await createRaffle({ name: "Bar open" });
    const { html } = await open("/?limit=2");
    const hidden = [...html.matchAll(/<progress [^>]*aria-label="([^"]*)"( hidden="")?/g)];
    expect(hidden.map(([, words, isHidden]) => [words, isHidden !== undefined])).toEqual([
      ["0 of 3 tickets given out", false],
      ["1 of 1 ticket given out", true],
    ]);
  });

  it("returns 422 for an invalid query", async () => {
    expect((await open("/?limit=x")).status).toBe(422);
  });

  it("links to files that exist and may be cached for good", async () => {
    const { html } = await open("/");
    const paths = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? "");
    expect(new Set(paths).size).toBe(4);
    for (const path of paths) {
      const answer = await call("GET", path);
      await answer.arrayBuffer();
      expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([
        200,
        "public, max-age=31536000, immutable",
      ]);
    }
  });
});

describe("every page", () => {
  it.each(["/", "/manage", "/r/x"])("%s allows nothing inline and nothing from elsewhere", async (path) => {
    const { headers, html } = await open(path);
    expect(headers.get("Content-Security-Policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html).not.toMatch(/<style|\sstyle=|<script>|\son\w+=|(?:src|href)="https?:/);
  });
});
