import { describe, expect, it } from "vitest";
import { languages } from "../../../src/web/texts/languages";
import { call, createRaffle } from "../../testkit/service";

/** Is the limit of a player's first view, in bytes. */
const MAX_BYTES = 40_000;

/** Returns the size of a response over the wire: its headers, and its body compressed as Cloudflare does. */
async function sizeOf(answer: Response): Promise<number> {
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const compressed = answer.body?.pipeThrough(new CompressionStream("gzip"));
  return head.length + (await new Response(compressed).arrayBuffer()).byteLength;
}

/** Opens a page. Returns the size of the page and of each file that it loads. */
async function sizesOf(path: string, language: string): Promise<[string, number][]> {
  const read = () => call("GET", path, { headers: { "Accept-Language": language } });
  const links = (await (await read()).text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g);
  const files = new Set([...links].map(([, file = ""]) => file));
  const sizes: [string, number][] = [[path, await sizeOf(await read())]];
  for (const file of files) sizes.push([file, await sizeOf(await call("GET", file))]);
  return sizes;
}

const createUsualRaffle = () =>
  createRaffle({
    name: "Summer fair on the Elbe meadows",
    total_tickets: 500,
    prizes: [
      { name: "Bicycle", amount: 1 },
      { name: "Weekend in the mountains for two", amount: 2 },
      { name: "Ice cream", amount: 20 },
    ],
    closes_at: "2030-12-24T18:00:00Z",
    description: `The prizes are handed over at 6 pm. ${"Please bring your ticket. ".repeat(5)}`,
  });

describe("a player's first view", () => {
  it.each(
    Object.keys(languages).flatMap((language) => [
      ["a raffle", language],
      ["the home page", language],
    ]),
  )("of %s takes at most 40 kB in %s, everything included", async (page, language) => {
    const { raffle_id } = await createUsualRaffle();
    const sizes = await sizesOf(page === "a raffle" ? `/r/${raffle_id}` : "/?limit=10", language ?? "");
    // The page, its style, script and icon.
    expect(sizes.length).toBeGreaterThanOrEqual(4);
    const sum = sizes.reduce((total, [, size]) => total + size, 0);
    expect(sum, JSON.stringify(sizes)).toBeLessThanOrEqual(MAX_BYTES);
  });

  it("has nothing of the organisers' script and style", async () => {
    const { raffle_id } = await createUsualRaffle();
    const files = (await sizesOf(`/r/${raffle_id}`, "en")).map(([path]) => path);
    expect(files).toContainEqual(expect.stringMatching(/^\/assets\/players-en\./));
    expect(files.join()).not.toContain("organisers");
  });
});
