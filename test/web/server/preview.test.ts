import { describe, expect, it } from "vitest";
import { open } from "../../testkit/pages";
import { call, createRaffle, MANAGER, playRaffle } from "../../testkit/service";

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

const decoded = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? "");

/** Returns the properties that messengers and social networks read. */
async function previewOf(path: string, headers: Record<string, string> = {}) {
  const { html } = await open(path, { headers });
  const tags = html.matchAll(/<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)"\/>/g);
  return Object.fromEntries([...tags].map(([, name = "", content = ""]) => [name, decoded(content)]));
}

const prizes = [
  { name: "Bicycle", amount: 1 },
  { name: "Book", amount: 1200 },
];

describe("the preview of a link", () => {
  it("shows a raffle's name, prizes and description, and our picture", async () => {
    const description = "Hand-over\nat 6 pm.";
    const facts = { name: `Fair "of" <all>`, total_tickets: 2000, prizes, description };
    const { raffle_id: id } = await createRaffle(facts);
    const preview = await previewOf(`/r/${id}?prizes=all`);
    expect(preview).toEqual({
      "og:type": "website",
      "og:site_name": "Raffles",
      "og:title": facts.name,
      "og:description": "Prizes: Bicycle, 1,200 × Book · Hand-over at 6 pm.",
      "og:url": `https://raffle.test/r/${id}`,
      "og:image": expect.stringMatching(/^https:\/\/raffle\.test\/assets\/preview\.[0-9a-f]{12}\.png$/),
      "og:image:type": "image/png",
      "og:image:width": "1200",
      "og:image:height": "630",
      "og:image:alt": "A raffle ticket",
      "twitter:card": "summary_large_image",
    });
  });

  it("is in the language of whoever asks", async () => {
    const { raffle_id: id } = await createRaffle({ total_tickets: 2000, prizes });
    const preview = await previewOf(`/r/${id}`, { "Accept-Language": "de" });
    expect(preview["og:description"]).toBe("Gewinne: Bicycle, 1.200 × Book");
  });

  it("is short, whatever the raffle has", async () => {
    const many = Array.from({ length: 9 }, (_, n) => ({ name: `P${n + 1}`, amount: 1 }));
    const description = "👩‍👩‍👧".repeat(200);
    const { raffle_id: id } = await createRaffle({ total_tickets: 9, prizes: many, description });
    const { "og:description": text = "" } = await previewOf(`/r/${id}`);
    expect(text).toMatch(/^Prizes: P1, P2, P3, P4, P5, \+ 4 more · (?:👩‍👩‍👧)+…$/u);
    expect(text.length).toBeLessThanOrEqual(300);
  });

  it("leaves out characters that turn the direction of text", async () => {
    const { raffle_id: id } = await createRaffle({ name: "\u202eriaF", description: "\u2067x\u202e" });
    const preview = await previewOf(`/r/${id}`);
    expect([preview["og:title"], preview["og:description"]]).toEqual(["riaF", "Prizes: Cake · x"]);
  });

  it("exists for the home page", async () => {
    const preview = await previewOf("/?limit=3");
    expect(preview["og:title"]).toBe("Raffles with a fair draw");
    expect(preview["og:url"]).toBe("https://raffle.test/");
  });

  it("does not exist for managers' pages and problems", async () => {
    const { id } = await playRaffle();
    for (const path of ["/manage", `/manage/${id}`, `/manage/${id}/desk`, `/manage/${id}/poster`]) {
      const { status, html } = await open(path, { from: MANAGER });
      expect([path, status, html.includes("og:")]).toEqual([path, 200, false]);
    }
    expect((await open("/r/x")).html).not.toContain("og:");
  });

  it("has a picture of 1200 × 630 pixels and less than 60 kB", async () => {
    const { "og:image": url = "" } = await previewOf("/");
    const answer = await call("GET", new URL(url).pathname);
    expect(answer.headers.get("Content-Type")).toBe("image/png");
    const picture = await answer.arrayBuffer();
    expect(picture.byteLength).toBeLessThan(60_000);
    const view = new DataView(picture);
    // The signature of a PNG file, then its width and height (RFC 2083, 11.2.1).
    expect([view.getUint32(0), view.getUint32(16), view.getUint32(20)]).toEqual([0x89504e47, 1200, 630]);
  });
});
