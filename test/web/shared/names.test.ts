import { describe, expect, it } from "vitest";
import { nameInText, shownName } from "../../../src/web/shared/names";
import { formOf, open, pageOf } from "../../testkit/pages";
import { createRaffle, getRaffle, player, playRaffle, verify } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const NO_NAME = "(?)";
const REMOTE = "198.51.100.7";

describe("an invisible name", () => {
  it.each([
    ["a zero-width space", "\u200b"],
    ["a space", " "],
    ["no-break and ideographic spaces", "\u00a0\u3000"],
    ["a soft hyphen", "\u00ad"],
    ["a word joiner and a byte order mark", "\u2060\ufeff"],
    ["a Hangul filler", "\u3164"],
    ["a half-width Hangul filler and the fillers of one syllable", "\uffa0\u115f\u1160"],
    ["a blank Braille pattern", "\u2800"],
    ["variation selectors", "\ufe0f\u{e0100}"],
    ["tags, as used in flags", "\u{e0067}\u{e007f}"],
    ["an accent without a letter", "\u0301"],
    ["an enclosing circle without a letter", "\u20dd"],
    ["control characters", "\u0000\u0007\u009f"],
    ["line and paragraph separators", "\n\u2028\u2029"],
    ["a right-to-left override", "\u202e"],
    ["unclosed isolates", "\u2066\u2067\u2068"],
    ["direction marks", "\u200e\u200f\u061c"],
    ["a null notehead", "\u{1d159}"],
    ["a Mongolian vowel separator", "\u180e"],
    ["a Khitan filler", "\u{16fe4}"],
    ["an object replacement character", "\ufffc"],
  ])("is replaced by a text: %s", (_, name) => {
    expect([shownName(name), nameInText(name)]).toEqual([NO_NAME, NO_NAME]);
  });
});

describe("a visible name", () => {
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
  ])("is unchanged: %s", (name) => {
    expect([shownName(name), nameInText(name)]).toEqual([name, name]);
  });

  it.each([
    "חג שמח",
    "عيد سعيد",
    "ߒߞߏ",
    "Fair 𞤀𞤣𞤤𞤢𞤥",
    "Fair \u200f!",
  ])("is isolated in a sentence when it is right-to-left: %s", (name) => {
    expect([shownName(name), nameInText(name)]).toEqual([name, `\u2068${name}\u2069`]);
  });

  it.each([
    ["an override", "\u202ecba", "cba"],
    ["a closed override", "a\u202ecba\u202cd", "acbad"],
    ["an unmatched end", "\u2069\u202c a", " a"],
    ["an end that would release an override from an isolate", "\u2069\u202e\u05d0", "\u05d0"],
    ["embeddings and isolates", "\u202aa\u202bb\u2066c\u2067d\u2068e", "abcde"],
  ])("loses %s", (_, name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  it("has one line, because a line end would end an isolate", () => {
    expect(shownName("a\u2029b\nc\u2028d\u0085e\u001cf\r\ng\th")).toBe("a b c d e f g h");
  });
});

describe("a name on pages", () => {
  const names = { reordered: "\u2069\u202etser\u05d0\u2067", invisible: "\u2800\u3164" };
  const service = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });

  /** Creates an open and a drawn raffle with this name. Returns the HTML of each page that shows the name. */
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

  it("can't reorder the text around it", async () => {
    const pages = await pagesOf(names.reordered);
    for (const html of Object.values(pages)) {
      expect(html).toContain("tser\u05d0");
      // Only complete isolates around names may change the direction of text.
      const isolated = html.replaceAll("\u2068tser\u05d0\u2069", "");
      expect(isolated).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      // Outside sentences, each name has an element of its own.
      for (const [, element] of isolated.matchAll(/(<[^<>]*>)tser\u05d0</g)) {
        expect(element).toMatch(/^<bdi|dir="auto"/);
      }
    }
    expect(pages.raffle).toContain("<title>\u2068tser\u05d0\u2069 · Raffles</title>");
    expect(pages.managed).toContain("<title>\u2068tser\u05d0\u2069 · Manage raffles</title>");
    expect(pages.winners).toContain("Ticket 1 wins: \u2068tser\u05d0\u2069");
    expect(pages.check).toContain("This ticket has won: \u2068tser\u05d0\u2069");
  });

  it("leaves a link to press when it is invisible", async () => {
    const pages = await pagesOf(names.invisible);
    for (const html of Object.values(pages)) {
      expect(html).toContain(NO_NAME);
      expect(html).not.toMatch(/[\u2800\u3164]/);
    }
    expect(pages.home).toMatch(/<a href="\/r\/[^"]+" dir="auto">\(\?\)<\/a>/);
    expect(pages.managers).toMatch(/<a href="\/manage\/[^"]+" dir="auto">\(\?\)<\/a>/);
    expect(pages.raffle).toContain("<title>(?) · Raffles</title>");
  });

  it.each(Object.entries(names))("is unchanged in the API: %s", async (_, name) => {
    const prizes = [{ name, amount: 1 }];
    const { id, tickets } = await playRaffle({ name, total_tickets: 1, prizes });
    expect(await getRaffle(id)).toMatchObject({ name, prizes });
    expect(await (await verify(id, tickets[0])).json()).toEqual({ has_won: true, prize: name });
  });

  it("is unchanged in the title when it is ordinary", async () => {
    const { raffle_id } = await createRaffle({ name: "Summer fair" });
    const { html } = await open(`/r/${raffle_id}`, { from: player(1) });
    expect(html).toContain("<title>Summer fair · Raffles</title>");
  });
});
