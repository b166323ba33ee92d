import { describe, expect, it } from "vitest";
import { open } from "../../testkit/pages";
import { createRaffle } from "../../testkit/service";

/** Returns the HTML of a description, and the targets and texts of its links. */
async function show(description: string) {
  const { raffle_id } = await createRaffle({ description });
  const { html } = await open(`/r/${raffle_id}`);
  const shown = /<p class="description">(.*?)<\/p>/s.exec(html)?.[1] ?? "";
  const links = [...shown.matchAll(/<a ([^>]*)>(.*?)<\/a>/g)];
  return { shown, links: links.map(([, attributes = "", text = ""]) => ({ attributes, text })) };
}

const attributesOf = (address: string) =>
  `href="${address}" dir="ltr" rel="nofollow ugc noopener noreferrer"`;

describe("the description of a raffle", () => {
  it("is shown as plain text with its line breaks", async () => {
    const { shown } = await show("Hand-over at 6 pm.\r\n\r\n<b>Bring</b> your ticket\u202e.\u0007");
    expect(shown).toBe("Hand-over at 6 pm.\n\n&lt;b&gt;Bring&lt;/b&gt; your ticket.");
  });

  it.each([null, "", " \u200b\n"])("is left out if it is %j", async (description) => {
    const { raffle_id } = await createRaffle({ description });
    expect((await open(`/r/${raffle_id}`)).text).not.toContain("About this raffle");
  });

  it("has links whose text is their address", async () => {
    const { shown } = await show("Rules: https://club.example/a(b)?x=1&y=2. Map (HTTP://map.example:8080)!");
    const [rules, map] = ["https://club.example/a(b)?x=1&amp;y=2", "HTTP://map.example:8080"];
    expect(shown).toBe(
      `Rules: <a ${attributesOf(rules)}>${rules}</a>. Map (<a ${attributesOf(map)}>${map}</a>)!`,
    );
  });

  it.each([
    "/login?x=1",
    "/xn--ppal-53d8i.com",
  ])("shows a host of Cyrillic letters before %s in ASCII", async (path) => {
    const { links } = await show(`https://p\u0430\u0443pal.com${path}`);
    expect(links.map(({ text }) => text)).toEqual([`https://xn--ppal-53d8i.com${path}`]);
  });

  it("has at most one empty line between paragraphs", async () => {
    expect((await show("First.\n\n\n\n\nSecond.\nThird.")).shown).toBe("First.\n\nSecond.\nThird.");
  });

  it.each([
    "www.club.example",
    "club@example.org",
    "mailto:club@example.org",
    "//club.example/x",
    "ftp://club.example/x",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "xhttps://club.example",
    "https://",
    // Browsers turn this character into "a/c".
    "https://\u2100.example/",
  ])("has no link for %s", async (text) => {
    const { shown, links } = await show(text);
    expect([shown, links]).toEqual([text, []]);
  });

  it.each([
    ["javascript:alert(1)//https://club.example", "https://club.example"],
    ["https://bank.example@evil.example/x", "https://bank.example"],
    ["https://bank.example:secret@evil.example", "https://bank.example"],
    ['https://club.example"onmouseover="alert(1)', "https://club.example"],
    ["https://club.example/<script>alert(1)</script>", "https://club.example/"],
    ["https://club.example\njavascript:alert(1)", "https://club.example"],
    // Without the character that turns the direction, this is what it says.
    ["https://evil.example/\u202emoc.knab//:sptth", "https://evil.example/moc.knab//:sptth"],
    ["https://club.example/'x'", "https://club.example/&#39;x&#39;"],
  ])("links only to what can be seen in %j", async (text, address) => {
    const { links } = await show(text);
    expect(links).toEqual([{ attributes: attributesOf(address), text: address }]);
  });

  it.each([
    "(",
    "[({",
    "https://",
    "a.",
    "\"'",
    "()",
  ])("of 2,000 characters of %j is rendered at once", async (part) => {
    const start = Date.now();
    await show(`https://a/${part.repeat(2000)}`.slice(0, 2000));
    expect(Date.now() - start).toBeLessThan(1000);
  });
});
