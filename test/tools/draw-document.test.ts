import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { quicknet } from "../../src/domain/beacon";
import { closed_early, vectors } from "../domain/draw-vectors.json";
import { due, iso, transcriptOf } from "../testkit/transcript";
import { verify } from "./python";

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

  it.each(closed_early.vectors)("has the test vector of $title", (vector) => {
    const winners =
      vector.first_winners.map((ticket) => ` ${ticket}`).join("") + (vector.winner_count > 10 ? " …" : "");
    const block = [
      `claimed   ${vector.claimed_digest}`,
      `seed      ${vector.seed}`,
      `winners${winners && `  ${winners}`}`,
      `digest    ${vector.winners_sha256}`,
    ];
    expect(document).toContain(`${block.join("\n")}\n`);
    expect(document).toContain(vector.raffle_id);
    expect(document).toContain(vector.randomness);
  });

  it("has the formula of the claimed tickets in its test vectors", () => {
    const multiplier = closed_early.multiplier.toLocaleString("en");
    expect(document).toContain(`((i + 1) × ${multiplier} mod N) + 1`);
  });

  it.each([
    ["raffle-draw-1", vectors.find((vector) => vector.total_tickets === 10)],
    ["raffle-draw-2", closed_early.vectors.find((vector) => vector.title.includes("worked example"))],
  ])("has the right seed for the text of its worked example of %s", async (method, example) => {
    const [, text = ""] = new RegExp(`\`\`\`\n(${method}\n[^\`]*)\`\`\``).exec(document) ?? [];
    const bytes = new TextEncoder().encode(text);
    const seed = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(seed, (byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(hex).toBe(example?.seed);
    expect(document).toContain(`The text, ${bytes.length} bytes:`);
    expect(document).toContain(`seed     ${hex}\n`);
  });

  it("has transcripts of the worked examples that hold", async () => {
    const [before, after, closing] = [...document.matchAll(/```json\n([^`]*)```/g)].map(([, json = ""]) =>
      JSON.parse(json),
    );
    const first = { ...before, ...after };
    const { raffle_id, total_tickets, prizes, network, round, randomness } = first;
    const winnersOf = transcriptOf({ ...first, network: network.chain_hash }).winners;
    const raffle = { raffle_id, total_tickets, prizes };
    expect(await verify({ draw: first, raffle, winners: winnersOf })).toMatchObject({
      status: 0,
      stderr: "",
    });
    expect([round, randomness, iso(due)]).toEqual([657413, vectors[0]?.randomness, first.due]);

    const draw = { ...first, ...closing };
    const winners = [4, 6, 7, 10].map((ticket_number) => ({
      ticket_number,
      prize: ticket_number === 6 ? "Bicycle" : "Café crème",
    }));
    const early = {
      draw,
      raffle: { ...raffle, raffle_id: draw.raffle_id },
      winners,
      tickets: [10, 9, 8, 7, 6, 5, 4],
    };
    const verdict = await verify(early);
    expect(verdict).toMatchObject({ status: 0, stderr: "" });
    expect(document).toContain(
      verdict.stdout.replace(", if its signature is right (not checked: no py_ecc)", " (signature checked)"),
    );
  });

  it("names the network of the beacon", () => {
    expect(document).toContain(`| \`${quicknet.chainHash}\` |`);
    expect(document).toContain(`| \`${quicknet.publicKey}\` |`);
  });
});
