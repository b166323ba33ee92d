import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { quicknet } from "../../src/domain/beacon";
import { vectors } from "../domain/draw-vectors.json";

const document = readFileSync("docs/draw.md", "utf8");

it.each(vectors)("docs/draw.md has the test vector of $title", (vector) => {
  const winners = vector.first_winners.join(" ") + (vector.winner_count > 10 ? " …" : "");
  expect(document).toContain(
    `seed      ${vector.seed}\nwinners   ${winners}\ndigest    ${vector.winners_sha256}\n`,
  );
  expect(document).toContain(vector.raffle_id);
  expect(document).toContain(vector.randomness);
});

it("the text of the worked example in docs/draw.md has the seed that stands there", async () => {
  const [, text = ""] = /```\n(raffle-draw-1\n[^`]*)```/.exec(document) ?? [];
  const bytes = new TextEncoder().encode(text);
  const seed = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const example = vectors.find((vector) => vector.total_tickets === 10);
  const hex = Array.from(seed, (byte) => byte.toString(16).padStart(2, "0")).join("");
  expect(hex).toBe(example?.seed);
  expect(document).toContain(`The text, ${bytes.length} bytes:`);
  expect(document).toContain(`seed     ${hex}\n`);
});

it("docs/draw.md names the network that the service asks", () => {
  expect(document).toContain(`| \`${quicknet.chainHash}\` |`);
  expect(document).toContain(`| \`${quicknet.publicKey}\` |`);
});
