import decodeQR from "qr/decode.js";
import { describe, expect, it } from "vitest";
import { open, type Page, pageOf } from "../../testkit/pages";
import { createWithPasses, getPasses, listPasses, type Pass } from "../../testkit/passes";
import { pixelsOf } from "../../testkit/qr";
import { createRaffle, expectOk, player } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const MILLION = 1_000_000;

/** A manager's address that is not loopback. For loopback the origin check depends on the host name. */
const REMOTE = "198.51.100.7";
const service = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });
const openManaged = (path: string, headers: Record<string, string> = {}): Promise<Page> =>
  service("GET", path, { from: REMOTE, headers }).then(pageOf);
const openSheet = (id: string, query = "") => openManaged(`/manage/${id}/passes${query}`);

/** Returns the numbers of the cards on a page. */
const cardsOf = ({ html }: Page): number[] =>
  Array.from(html.matchAll(/<article class="pass-card" aria-label="No\. (\d+)">/g), ([, n]) => Number(n));

/** Returns the fault of a field of the form. */
const faultOf = ({ html }: Page, field: string) => new RegExp(`id="${field}-fault">([^<]*)<`).exec(html)?.[1];

describe("access to passes", () => {
  it.each(["passes", "passes?from=0", "passes.csv"])("returns 403 without a pass for %s", async (path) => {
    const { raffle_id: id } = await createWithPasses();
    const passes = await listPasses(id);
    const page = await open(`/manage/${id}/${path}`, { from: player(1) });
    expect(page.status).toBe(403);
    expect(page.text).toContain("to add your address, 10.0.0.1, to MANAGER_IP_ADDRESSES");
    for (const pass of passes) expect(page.html).not.toContain(pass.slice(0, 10));
  });

  it.each(["passes", "passes.csv"])("returns 403 when another site asks for %s", async (path) => {
    const { raffle_id: id } = await createWithPasses();
    const page = await openManaged(`/manage/${id}/${path}`, { "Sec-Fetch-Site": "cross-site" });
    expect([page.status, page.text.includes("This request came from another site")]).toEqual([403, true]);
  });

  it.each(["passes", "passes.csv"])("is no-store for %s", async (path) => {
    const { raffle_id: id } = await createWithPasses();
    const { status, headers } = await openManaged(`/manage/${id}/${path}`);
    expect([status, headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  });

  it.each(["passes", "passes.csv"])("says that there is no such raffle: %s", async (path) => {
    const missing = await openManaged(`/manage/${crypto.randomUUID()}/${path}`);
    const invalid = await openManaged(`/manage/raffle/${path}`);
    expect([missing.status, invalid.status]).toEqual([404, 404]);
    for (const { text } of [missing, invalid]) expect(text).toContain("There is no such raffle");
  });

  it.each(["passes", "passes.csv"])("says that a raffle for addresses has none: %s", async (path) => {
    const { raffle_id: id, name } = await createRaffle();
    const page = await openManaged(`/manage/${id}/${path}`);
    expect([page.status, page.headers.get("Content-Type")]).toEqual([404, "text/html; charset=UTF-8"]);
    expect(page.text).toContain("This raffle has no passes Players need no pass here");
    expect(page.html).toContain(`<a href="/manage/${id}">Back to ${name}</a>`);
    expect(page.html).not.toContain("<form");
  });
});

describe("the sheet of passes", () => {
  it("has a card for each pass, with its letters, its number and the address", async () => {
    const { raffle_id: id } = await createWithPasses();
    const passes = await listPasses(id);
    const page = await openSheet(id);
    expect([page.status, cardsOf(page)]).toEqual([200, [1, 2, 3]]);
    for (const [i, pass] of passes.entries()) {
      expect(page.text).toContain(`${pass.slice(0, 10)} ${pass.slice(10)} No. ${i + 1} `);
    }
    expect(page.text).toContain(`Scan the code, or open raffle.test/r/${id} and enter this pass.`);
  });

  it("has the link of each pass as a QR code", async () => {
    const { raffle_id: id } = await createWithPasses();
    const passes = await expectOk<Pass[]>(await getPasses(id));
    const { html } = await openSheet(id);
    const codes = html.match(/<svg class="qr".*?<\/svg>/gs) ?? [];
    expect(codes.map((code) => decodeQR(pixelsOf(code)))).toEqual(passes.map(({ url }) => url));
  });

  it("warns of people who see the list, and of shared addresses", async () => {
    const { raffle_id: id } = await createWithPasses();
    const { text } = await openSheet(id);
    expect(text).toContain("Keep this list as safe as the prizes.");
    expect(text).toContain("Anyone with a pass can get its ticket.");
    expect(text).toContain("Never put a venue's shared Wi-Fi address on the list of managers");
  });

  it.each([
    ["markup", '<img src=x onerror=alert(1)>"', "&lt;img src=x onerror=alert(1)&gt;&quot;"],
    ["a right-to-left script", "הגרלה", "הגרלה"],
    ["direction overrides", "\u202eevil", "evil"],
    ["100 code points", "🎪".repeat(100), "🎪".repeat(100)],
    ["no visible character", "\u200b", "(?)"],
  ])("shows a name with %s safely on each card", async (_, name, shown) => {
    const { raffle_id: id } = await createWithPasses({ name });
    const { html } = await openSheet(id);
    expect(html.split(`<p class="name" dir="auto">${shown}</p>`)).toHaveLength(4);
    expect(html).not.toContain("<img src=x");
  });
});

describe("the range of a sheet", () => {
  const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

  it.each<[string, number, number]>([
    ["", 1, 60],
    ["?from=&to=", 1, 60],
    ["?from=91", 91, 150],
    ["?from=990", 990, 1000],
    ["?to=7", 1, 7],
    ["?from=5&to=5", 5, 5],
    ["?from=301&to=600", 301, 600],
    ["?from=%D9%A1%D9%A2&to=%E0%A5%A7%E0%A5%A9", 12, 13],
    ["?from=%23990&to=1,000.", 990, 1000],
    ["?from=%20%EF%BC%97&to=8", 7, 8],
  ])("reads %s as %i to %i", async (query, from, to) => {
    const { raffle_id: id } = await createWithPasses({ passes: 1000 });
    const page = await openSheet(id, query);
    expect([page.status, cardsOf(page)]).toEqual([200, upTo(from, to)]);
  });

  it("has all passes of a small raffle by default", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: 2 });
    const page = await openSheet(id);
    expect(cardsOf(page)).toEqual([1, 2]);
    expect(page.html).not.toContain("passes?from=");
  });

  it("reaches the last of 100,000,000 passes", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: 100 * MILLION });
    const page = await openSheet(id, "?from=100000000");
    expect([page.status, cardsOf(page)]).toEqual([200, [100 * MILLION]]);
  });

  const NUMBER = "Please enter a whole number from 1 to 1,000.";
  it.each([
    ["?from=0", "from", NUMBER],
    ["?from=1001", "from", NUMBER],
    ["?from=-1", "from", NUMBER],
    ["?from=1.5", "from", NUMBER],
    ["?from=one", "from", NUMBER],
    ["?from=1e2", "from", NUMBER],
    ["?from=%00", "from", NUMBER],
    ["?from=%ff", "from", NUMBER],
    ["?from=5&to=0", "to", NUMBER],
    ["?to=1001", "to", NUMBER],
    [`?to=${"9".repeat(90)}`, "to", NUMBER],
    [`?to=${"9".repeat(4000)}`, "to", NUMBER],
    ["?to=Infinity", "to", NUMBER],
    ["?to=%3Cscript%3E", "to", NUMBER],
    ["?from=9&to=8", "to", "Please enter a number that is at least 9."],
    ["?from=1&to=301", "to", "A sheet has at most 300 passes. Please enter a number up to 300."],
    ["?from=900&to=899", "to", "Please enter a number that is at least 900."],
  ])("shows what is wrong with %s", async (query, field, fault) => {
    const { raffle_id: id } = await createWithPasses({ passes: 1000 });
    const page = await openSheet(id, query);
    expect([page.status, faultOf(page, field), cardsOf(page)]).toEqual([422, fault, []]);
    expect(page.html).not.toContain("<script>");
  });

  it("keeps what was typed", async () => {
    const { raffle_id: id } = await createWithPasses();
    const { html } = await openSheet(id, '?from=2&to="many"');
    expect(html).toMatch(/id="from"[^>]*value="2".*id="to"[^>]*value="&quot;many&quot;"/s);
  });

  it.each([
    ["", ["from=61&to=120"]],
    ["?from=61&to=120", ["from=1&to=60", "from=121&to=180"]],
    ["?from=31&to=130", ["from=1&to=30", "from=131&to=200"]],
    ["?from=200", ["from=199&to=199"]],
  ])("links to the passes before and after %s", async (query, links) => {
    const { raffle_id: id } = await createWithPasses({ passes: 200 });
    const { html } = await openSheet(id, query);
    const pager = /<nav class="pager".*?<\/nav>/s.exec(html)?.[0] ?? "";
    const found = Array.from(pager.matchAll(/href="\/manage\/[^"?]*\/passes\?([^"]*)"/g), ([, link]) => link);
    expect(found).toEqual(links.map((link) => link.replace("&", "&amp;")));
  });
});

describe("the CSV file of passes", () => {
  it.each([
    ["en-GB,en;q=0.5", ","],
    ["de-DE,de;q=0.9", ";"],
  ])("has all passes, separated for Accept-Language: %s by %j", async (language, separator) => {
    const { raffle_id: id } = await createWithPasses({ passes: 150 });
    const passes = await expectOk<Pass[]>(await getPasses(id, "?limit=150"));
    const file = await openManaged(`/manage/${id}/passes.csv`, { "Accept-Language": language });
    const lines = passes.map(({ number, pass, url }) => [number, `"${pass}"`, `"${url}"`].join(separator));
    expect(file.html.replace("\ufeff", "").split("\r\n")).toEqual([
      ["number", "pass", "url"].join(separator),
      ...lines,
      "",
    ]);
    expect(file.headers.get("Vary")?.split(/, */)).toContain("Accept-Language");
    expect(file.headers.get("Content-Disposition")).toBe(`attachment; filename="passes-${id}.csv"`);
  });

  it("is replaced by a page for more than a million passes, with a link to the API", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: MILLION + 1 });
    const page = await openManaged(`/manage/${id}/passes.csv`);
    expect([page.status, page.text.includes("A file has at most 1,000,000 passes")]).toEqual([422, true]);
    expect(page.html).toContain('<a href="/docs">');
    expect(page.html).not.toContain(" download");
  });
});

describe("the organiser's page of a raffle with passes", () => {
  const openRaffle = (id: string) => openManaged(`/manage/${id}`);

  it("says how many there are, and links to the sheet and the file", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 2000 });
    const { html, text } = await openRaffle(id);
    expect(text).toContain("Passes This raffle has 2,000 passes. Print passes Download passes (CSV)");
    expect(html).toContain(`href="/manage/${id}/passes"`);
    expect(html).toContain(`href="/manage/${id}/passes.csv"`);
    expect(text).not.toContain("First come");
  });

  it("says that the first players get the tickets if there are more passes", async () => {
    const { raffle_id: id } = await createWithPasses({ total_tickets: 2000, passes: 2001 });
    expect((await openRaffle(id)).text).toContain(
      "There are more passes than tickets: only the first 2,000 players get one.",
    );
  });

  it("links to the API instead of a file of more than a million passes", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: MILLION + 1 });
    const { html, text } = await openRaffle(id);
    expect(text).toContain("A file has at most 1,000,000 passes. Programs can read more from the API");
    expect(html).not.toContain("passes.csv");
  });

  it("has a link to the file of exactly a million passes", async () => {
    const { raffle_id: id } = await createWithPasses({ passes: MILLION });
    expect((await openRaffle(id)).html).toContain(`href="/manage/${id}/passes.csv"`);
  });

  it("has no section about passes in a raffle for addresses", async () => {
    const { raffle_id: id } = await createRaffle();
    expect((await openRaffle(id)).html).not.toContain('id="passes"');
  });
});
