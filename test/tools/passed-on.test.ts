import { describe, expect, it } from "vitest";
import { vectors } from "../domain/draw-vectors.json";
import { type Facts, transcriptOf } from "../testkit/transcript";
import { verify, verifyDraw } from "./python";
import { withServer } from "./server";

const ten = vectors.find((vector) => vector.total_tickets === 10) as Facts;
const at = "2026-11-30T20:00:00.000Z";

// The winners are 5 (bicycle), 6, 7 and 4, and the reserves begin with 10 and 2 (docs/draw.md).
const FORFEITS = [
  { ticket_number: 5, passed_to: 10, forfeited_at: at },
  { ticket_number: 10, passed_to: 2, forfeited_at: at },
  { ticket_number: 4, passed_to: null, forfeited_at: at },
];
const HOLDERS = [
  { ticket_number: 2, prize: "Bicycle" },
  { ticket_number: 6, prize: "Café crème" },
  { ticket_number: 7, prize: "Café crème" },
];

/** Returns a transcript with these forfeits. */
function transcriptWith(forfeits: unknown[], winners: unknown[] = HOLDERS, count = forfeits.length) {
  const { draw, raffle } = transcriptOf(ten);
  return { draw: { ...draw, forfeited_count: count }, raffle, winners, forfeits };
}

describe("verify-draw.py on a draw whose prizes were passed on", () => {
  it("reports that it holds, and how many prizes were forfeited", async () => {
    const { status, stdout } = await verify(transcriptWith(FORFEITS));
    expect(stdout).toMatch(/: 4 of 10 tickets win, and 3 prizes were forfeited\n$/);
    expect(status).toBe(0);
  });

  it("reads the lists again if a prize was forfeited meanwhile", async () => {
    const { draw, raffle, winners, forfeits } = transcriptWith(FORFEITS);
    const path = `/raffles/${ten.raffle_id}/`;
    const answers = {
      [path]: { body: raffle },
      [`${path}draw/`]: { body: draw },
      [`${path}draw/forfeits/?limit=1000`]: { body: forfeits },
      [`${path}winners/`]: [{ body: transcriptOf(ten).winners }, { body: winners }],
    };
    const { status, stdout } = await withServer(answers, (base) => verifyDraw(base, ten.raffle_id));
    expect([status, stdout]).toEqual([0, expect.stringContaining("3 prizes were forfeited")]);
  });

  it.each<[string, unknown, string]>([
    [
      "a reserve was passed over",
      transcriptWith(FORFEITS.with(0, { ticket_number: 5, passed_to: 2, forfeited_at: at })),
      "the prize of ticket 5 was passed to 2, not to the next reserve",
    ],
    [
      "a ticket without a prize forfeited one",
      transcriptWith([{ ticket_number: 1, passed_to: null, forfeited_at: at }]),
      "ticket 1 forfeited a prize that it did not hold",
    ],
    ["a forfeit is missing", transcriptWith(FORFEITS.slice(0, 2)), "ticket 4 has won"],
    [
      "the number of forfeits differs",
      transcriptWith(FORFEITS, HOLDERS, 2),
      "forfeited_count is 2, but 3 forfeits are listed",
    ],
    [
      "the forfeited winner is still listed",
      transcriptWith(FORFEITS, [{ ticket_number: 5, prize: "Bicycle" }, ...HOLDERS.slice(1)]),
      "ticket 5 is listed and has not won",
    ],
    [
      "a prize was passed to a text",
      transcriptWith(FORFEITS.with(0, { ticket_number: 5, passed_to: "10" as never, forfeited_at: at })),
      "the prize of ticket 5 was passed to '10'",
    ],
  ])("reports that it does not hold if %s", async (_, transcript, fault) => {
    const { status, stdout } = await verify(transcript);
    expect(stdout).toContain(fault);
    expect(status).toBe(1);
  });
});
