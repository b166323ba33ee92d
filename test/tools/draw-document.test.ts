import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { quicknet } from "../../src/domain/beacon";
import { vectors } from "../domain/draw-vectors.json";

const document = readFileSync("docs/draw.md", "utf8");

describe("docs/draw.md", () => {
  it.each(vectors)("has the test vector of $title", (vector) => {
    const winners = vector.first_winners.join(" ") + (vector.winner_count > 10 ? " …" : "");
    expect(document).toContain(
      `seed      ${vector.seed}\nwinners   ${winners}\ndigest    ${vector.winners_sha256}\n`,
    );
    expect(document).toContain(vector.raffle_id);
    expect(document).toContain(vector.randomness);
  });

  it("has the right seed for the text of its worked example", async () => {
    const [, text = ""] = /```\n(raffle-draw-1\n[^`]*)```/.exec(document) ?? [];
    const bytes = new TextEncoder().encode(text);
    const seed = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const example = vectors.find((vector) => vector.total_tickets === 10);
    const hex = Array.from(seed, (byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(hex).toBe(example?.seed);
    expect(document).toContain(`The text, ${bytes.length} bytes:`);
    expect(document).toContain(`seed     ${hex}\n`);
  });

  it("names the network of the beacon", () => {
    expect(document).toContain(`| \`${quicknet.chainHash}\` |`);
    expect(document).toContain(`| \`${quicknet.publicKey}\` |`);
  });
});
