import { describe, expect, it } from "vitest";
import { nameInText, shownName } from "../../../src/web/shared/names";
import { formOf, open, pageOf } from "../../testkit/pages";
import { createRaffle, getRaffle, player, playRaffle, verify } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const NOTHING = "(no visible name)";
const REMOTE = "198.51.100.7";

describe("a name that shows nothing", () => {
  it.each([
    ["a zero-width space", "\u200b"],
    ["a space", " "],
    ["no-break and ideographic spaces", "\u00a0\u3000"],
    ["a soft hyphen", "\u00ad"],
    ["a word joiner and a byte order mark", "\u2060\ufeff"],
    ["a Hangul filler", "\u3164"],
    ["half of it, and those of one syllable", "\uffa0\u115f\u1160"],
    ["a blank of Braille", "\u2800"],
    ["variation selectors", "\ufe0f\u{e0100}"],
    ["tags, as in flags", "\u{e0067}\u{e007f}"],
    ["an accent without a letter", "\u0301"],
    ["an enclosing circle without a letter", "\u20dd"],
    ["control characters", "\u0000\u0007\u009f"],
    ["line and paragraph separators", "\n\u2028\u2029"],
    ["a right-to-left override", "\u202e"],
    ["isolates without an end", "\u2066\u2067\u2068"],
    ["marks of direction", "\u200e\u200f\u061c"],
    ["a null notehead", "\u{1d159}"],
    ["a Mongolian vowel separator", "\u180e"],
    ["a Khitan filler", "\u{16fe4}"],
    ["an object replacement character", "\ufffc"],
  ])("is shown by words: %s", (_, name) => {
    expect([shownName(name), nameInText(name)]).toEqual([NOTHING, NOTHING]);
  });
});

describe("a name that shows something", () => {
  it.each([
    "Summer fair",
    "7",
    "!",
    "夏祭り",
    "🎟️",
    "👩‍👩‍👧",
    "e\u0301te\u0301",
    "नमस्ते",
    "\u200bx",
    "-",
    "€",
    "\ue000",
  ])("stays as it is: %s", (name) => {
    expect([shownName(name), nameInText(name)]).toEqual([name, name]);
  });

  it.each([
    "חג שמח",
    "عيد سعيد",
    "ߒߞߏ",
    "Fair 𞤀𞤣𞤤𞤢𞤥",
    "Fair \u200f!",
  ])("is isolated from a sentence where it is written from right to left: %s", (name) => {
    expect([shownName(name), nameInText(name)]).toEqual([name, `\u2068${name}\u2069`]);
  });

  it.each([
    ["an override", "\u202ecba", "cba"],
    ["an override that ends", "a\u202ecba\u202cd", "acbad"],
    ["an end of what it has not begun", "\u2069\u202c a", " a"],
    ["an end that would let an override out of an isolate", "\u2069\u202e\u05d0", "\u05d0"],
    ["embeddings and isolates", "\u202aa\u202bb\u2066c\u2067d\u2068e", "abcde"],
  ])("loses %s", (_, name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  it("is one line and one paragraph: the end of one would end an isolate, too", () => {
    expect(shownName("a\u2029b\nc\u2028d\u0085e\u001cf\r\ng\th")).toBe("a b c d e f g h");
  });
});

describe("on every page that shows it", () => {
  const names = { turned: "\u2069\u202etser\u05d0\u2067", nothing: "\u2800\u3164" };
  const service = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });

  /** A raffle with such names that is drawn, and everything that shows one of them. */
  async function pagesOf(name: string) {
    const prizes = [{ name, amount: 1 }];
    const { id, tickets } = await playRaffle({ name, total_tickets: 1, prizes });
    const open = await createRaffle({ name, total_tickets: 1, prizes });
    await getRaffle(id);
    const [ticket] = tickets;
    const fields = Object.entries(ticket ?? {}).map(([key, value]) => [key, String(value)]);
    const get = (path: string) => service("GET", path, { from: REMOTE });
    const post = (path: string, form: string[][]) => service("POST", path, formOf(form, { from: REMOTE }));
    const answers = {
      home: await get("/?limit=2"),
      managers: await get("/manage?limit=2"),
      raffle: await get(`/r/${open.raffle_id}`),
      managed: await get(`/manage/${id}`),
      winners: await get(`/r/${id}?find=1`),
      ticket: await post(`/r/${open.raffle_id}/ticket`, [["key", "a key of sixteen letters"]]),
      check: await post(`/r/${id}/check`, fields),
    };
    const read = Object.entries(answers).map(async ([page, answer]) => [page, (await pageOf(answer)).html]);
    return Object.fromEntries(await Promise.all(read)) as Record<keyof typeof answers, string>;
  }

  it("a name can't turn the text around it", async () => {
    const pages = await pagesOf(names.turned);
    for (const html of Object.values(pages)) {
      expect(html).toContain("tser\u05d0");
      // Isolates that sentences have around names, each with its end; nothing else that turns.
      const isolated = html.replaceAll("\u2068tser\u05d0\u2069", "");
      expect(isolated).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      // What is left of the name are elements of its own.
      for (const [, element] of isolated.matchAll(/(<[^<>]*>)tser\u05d0</g)) {
        expect(element).toMatch(/^<bdi|dir="auto"/);
      }
    }
    expect(pages.raffle).toContain("<title>\u2068tser\u05d0\u2069 · Raffles</title>");
    expect(pages.managed).toContain("<title>\u2068tser\u05d0\u2069 · Manage raffles</title>");
    expect(pages.winners).toContain("Number 1 wins: \u2068tser\u05d0\u2069");
    expect(pages.check).toContain("This ticket has won: \u2068tser\u05d0\u2069");
  });

  it("a name that shows nothing leaves something to press", async () => {
    const pages = await pagesOf(names.nothing);
    for (const html of Object.values(pages)) {
      expect(html).toContain(NOTHING);
      expect(html).not.toMatch(/[\u2800\u3164]/);
    }
    expect(pages.home).toMatch(/<a href="\/r\/[^"]+" dir="auto">\(no visible name\)<\/a>/);
    expect(pages.managers).toMatch(/<a href="\/manage\/[^"]+" dir="auto">\(no visible name\)<\/a>/);
    expect(pages.raffle).toContain("<title>(no visible name) · Raffles</title>");
  });

  it.each(Object.entries(names))("the API takes and tells it as it is: %s", async (_, name) => {
    const prizes = [{ name, amount: 1 }];
    const { id, tickets } = await playRaffle({ name, total_tickets: 1, prizes });
    expect(await getRaffle(id)).toMatchObject({ name, prizes });
    expect(await (await verify(id, tickets[0])).json()).toEqual({ has_won: true, prize: name });
  });
});

it("the title of a page has an ordinary name as it is", async () => {
  const { raffle_id } = await createRaffle({ name: "Summer fair" });
  const { html } = await open(`/r/${raffle_id}`, { from: player(1) });
  expect(html).toContain("<title>Summer fair · Raffles</title>");
});
