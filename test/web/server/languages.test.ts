import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import * as de from "../../../src/web/texts/de";
import * as en from "../../../src/web/texts/en";
import * as es from "../../../src/web/texts/es";
import * as fr from "../../../src/web/texts/fr";
import { languages, type Texts } from "../../../src/web/texts/languages";
import { open, pageOf, submit } from "../../testkit/pages";
import { call, createRaffle, MANAGER } from "../../testkit/service";

const texts: [string, Texts][] = Object.entries({ en, de, es, fr });

/** Opens the home page and returns its language. */
async function languageOf(headers: Record<string, string>): Promise<string | undefined> {
  const { html } = await open("/", { headers });
  return /<html lang="([^"]*)"/.exec(html)?.[1];
}

describe("the language of a page", () => {
  it.each([
    ["de", "de"],
    ["de-CH, en;q=0.9", "de"],
    ["FR-ca", "fr"],
    ["pt-BR, es;q=0.8, en;q=0.7", "es"],
    ["en;q=0.5, fr;q=0.9", "fr"],
    ["de;q=0, es;q=0.1", "es"],
    ["ja", "en"],
    ["*, nonsense language!", "en"],
    ["", "en"],
    ["den", "en"],
  ])("for Accept-Language %j is %s", async (accepted, language) => {
    expect(await languageOf({ "Accept-Language": accepted })).toBe(language);
  });

  it("is English for a browser that names no language", async () => {
    expect(await languageOf({})).toBe("en");
  });

  it("is the chosen one, whatever the browser prefers", async () => {
    expect(await languageOf({ Cookie: "a=b; language=es", "Accept-Language": "de" })).toBe("es");
  });

  it.each(["xx", "__proto__", "", "%zz"])("ignores the cookie %j", async (value) => {
    expect(await languageOf({ Cookie: `language=${value}`, "Accept-Language": "fr" })).toBe("fr");
  });

  it("also holds for pages about a problem", async () => {
    const { html, text } = await open(`/r/${crypto.randomUUID()}`, { headers: { "Accept-Language": "de" } });
    expect(html).toContain('<html lang="de">');
    expect(text).toContain(de.problems["raffle-not-found"].title);
  });

  it.each(texts)("%s has its own script", async (language) => {
    const { html } = await open("/", { headers: { "Accept-Language": language } });
    expect(html).toMatch(new RegExp(`src="/assets/[a-z]+-${language}\\.[0-9a-f]+\\.js"`));
  });

  it("does not change the answers of the API", async () => {
    const headers = { "Accept-Language": "de", Cookie: "language=de" };
    const answer = await call("GET", `/raffles/${crypto.randomUUID()}/`, { headers });
    expect(await answer.json()).toMatchObject({ detail: "Raffle not found" });
  });
});

describe("numbers and dates", () => {
  it.each([
    ["en", "0 of 1,234,567"],
    ["de", "0 von 1.234.567"],
    ["es", "1.234.567"],
    ["fr", "1 234 567"],
  ])("are written as in %s", async (language, words) => {
    await createRaffle({ total_tickets: 1234567 });
    expect((await open("/", { headers: { "Accept-Language": language } })).text).toContain(words);
  });

  it.each([
    ["en-US", "Jan 2, 2030, 12:00 PM UTC"],
    ["en-GB", "2 Jan 2030, 12:00 UTC"],
    ["de-AT", "02.01.2030, 12:00 UTC"],
    ["pt, en-GB;q=0.5", "2 Jan 2030, 12:00 UTC"],
  ])("of a time are written as in %s", async (language, words) => {
    const { raffle_id: id } = await createRaffle({ closes_at: "2030-01-02T12:00:00Z" });
    expect((await open(`/r/${id}`, { headers: { "Accept-Language": language } })).text).toContain(words);
  });
});

describe("choosing a language", () => {
  it("is possible on every page, by links that keep the rest of the address", async () => {
    const { html } = await open("/?limit=2");
    const links = [...html.matchAll(/<a href="([^"]*)" hreflang="(\w+)" lang="\w+"[^>]*>([^<]*)/g)];
    expect(links.map(([, href, tag, name]) => [href, tag, name])).toEqual([
      ["/?limit=2&amp;lang=de", "de", "Deutsch"],
      ["/?limit=2&amp;lang=es", "es", "Español"],
      ["/?limit=2&amp;lang=fr", "fr", "Français"],
    ]);
  });

  it("leads back to the page and is remembered for a year", async () => {
    const answer = await call("GET", "/?limit=2&lang=fr");
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/?limit=2"]);
    expect(answer.headers.get("Set-Cookie")).toBe(
      "language=fr; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax",
    );
  });

  it.each(["//?lang=fr", "/%2f/?lang=fr"])("leads from %s to this site only", async (path) => {
    const location = (await call("GET", path)).headers.get("Location");
    expect(new URL(location ?? "/", "https://raffle.test").host).toBe("raffle.test");
    expect((await pageOf(await call("GET", path.replace("?lang=fr", "")))).html).not.toContain('href="//');
  });

  it("is also remembered by a service without HTTPS, as in development", async () => {
    const request = new Request("http://raffle.test/?lang=fr", { redirect: "manual" });
    const answer = await exports.default.fetch(request);
    expect(answer.headers.get("Set-Cookie")).not.toContain("Secure");
  });

  it.each(["xx", "constructor", ""])("ignores the language %j", async (language) => {
    const answer = await call("GET", `/?lang=${language}`);
    expect([answer.status, answer.headers.get("Set-Cookie")]).toEqual([200, null]);
  });

  it("is not offered on the answer to a form, which may show a ticket", async () => {
    const { raffle_id: id } = await createRaffle();
    const answer = await submit(`/r/${id}/ticket`, [["key", "k".repeat(16)]]);
    expect((await pageOf(answer)).html).not.toContain("hreflang");
  });

  it("is not offered beside the form of a new raffle, which it would empty", async () => {
    const { html } = await open("/manage/new", { from: MANAGER });
    expect(html).toContain('<form id="new-raffle"');
    expect(html).not.toContain("hreflang");
  });

  it("does not apply to the API", async () => {
    const answer = await call("GET", "/raffles/?lang=fr", { from: MANAGER });
    expect([answer.status, answer.headers.get("Set-Cookie")]).toEqual([200, null]);
  });
});

/** Returns the texts of a language by their place, with those of functions called with small numbers. */
function listTexts(of: object, path = ""): [string, string][] {
  return Object.entries(of).flatMap(([name, value]): [string, string][] => {
    if (typeof value === "string") return [[path + name, value]];
    return typeof value === "object" ? listTexts(value, `${path}${name}.`) : [];
  });
}

/** Returns all words of a group of texts, one text a line. Functions are returned as source code. */
const allWords = (of: object): string =>
  Object.values(of)
    .map((text) => (typeof text === "object" ? allWords(text) : String(text)))
    .join("\n");

describe("the texts", () => {
  it.each(texts)("in %s are none of them empty", (_, of) => {
    expect(listTexts(of).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  /** Texts that two languages share, because they are names or the same word. */
  const MAX_SHARED = 25;

  it.each(texts.slice(1))("in %s are translated", (_, of) => {
    const english = new Map(listTexts(en));
    const shared = listTexts(of).filter(([place, text]) => english.get(place) === text);
    expect(shared.length).toBeLessThan(MAX_SHARED);
  });

  it.each([
    ["en", 1, "0 of 1 ticket given out"],
    ["en", 2, "0 of 2 tickets given out"],
  ])("in %s have a plural form for %d tickets", (_, total, words) => {
    expect(en.common.progress(0, total)).toBe(words);
  });

  it.each([
    ["en", "desk", /evening/],
    ["en", "timetable", /^Closed at/m],
    ["de", "common", /gezogen|Öffnen später/i],
    ["de", "manage", /Gezogen/],
    ["de", "drawCheck", /: Sie verwendet/],
    ["de", "desk", /ausgeben|ausgegeben|Gib den Gewinn/i],
    ["de", "timetable", /\bsie\b/],
    ["es", "desk", /¿Pasar el premio|evento/],
    ["es", "drawCheck", /\bfaro\b/],
    ["es", "manage", /\bfaro\b|Podrás sortear/],
    ["es", "problems", /\bfaro\b|Podrás sortear/i],
    ["fr", "desk", /perdu|soirée/],
    ["fr", "awards", /perdu/i],
    ["fr", "drawCheck", /\bhasard\b/],
    ["fr", "manage", /\bhasard\b/],
  ] as const)("in %s avoid misleading words: %s never matches %s", (language, group, misleading) => {
    const { [group]: of } = Object.fromEntries(texts)[language] as Texts;
    expect(allWords(of)).not.toMatch(misleading);
  });

  it.each(Object.keys(languages))("in %s are complete", (language) => {
    expect(texts.find(([tag]) => tag === language)?.[1].language).toBe(language);
  });
});
