import { describe, expect, it } from "vitest";
import { nextChange, stageWord } from "../../../src/web/shared/stage";
import { common } from "../../../src/web/texts/en";

const times = { opens_at: "2030-01-01T00:00:00.000Z", closes_at: "2030-01-02T00:00:00.000Z" };

describe("describing a raffle's stage", () => {
  it.each([
    ["scheduled", 0, "Not open yet"],
    ["open", 1, "Open"],
    ["closed", 1, "Closed"],
    ["closed", 2, "All taken"],
    ["drawn", 2, "Drawn"],
  ] as const)("calls a raffle that is %s with %d of 2 tickets claimed %j", (status, claimed_tickets, word) => {
    expect(stageWord(status, { total_tickets: 2, claimed_tickets }, common)).toBe(word);
  });

  it("names the next time that players wait for", () => {
    expect(nextChange({ ...times, status: "scheduled" }, common)).toEqual({
      words: "Opens on",
      at: times.opens_at,
    });
    expect(nextChange({ ...times, status: "open" }, common)).toEqual({
      words: "Closes on",
      at: times.closes_at,
    });
    for (const status of ["closed", "drawn", null] as const) {
      expect(nextChange({ ...times, status }, common)).toBeUndefined();
    }
    expect(nextChange({ opens_at: null, closes_at: null, status: "open" }, common)).toBeUndefined();
  });
});

describe("the remaining time", () => {
  it.each([
    [1, "in 1 sec"],
    [60, "in 1 min"],
    [3599, "in 59 min 59 sec"],
    [3600, "in 1 hr"],
    [172_799, "in 1 day 23 hr"],
    [172_800, "in 2 days"],
    [1_000_000, "in 11 days 13 hr"],
  ])("of %d s is written as %j", (seconds, words) => {
    expect(common.remaining(seconds)).toBe(words);
  });
});
