import { describe, expect, it } from "vitest";
import {
  isClosingDue,
  isScheduled,
  type Stage,
  statusOf,
  type Timetable,
  timetableIssue,
} from "../../src/domain/closing";

const open: Stage = {
  opensAt: null,
  closesAt: null,
  totalTickets: 3,
  claims: 0,
  closedAt: null,
  drawnAt: null,
};

describe("statusOf", () => {
  it.each<[string, Partial<Stage>]>([
    ["scheduled", { opensAt: 101 }],
    ["open", { opensAt: 100 }],
    ["open", { opensAt: null, claims: 2 }],
    ["closed", { claims: 3 }],
    ["closed", { closedAt: 99, claims: 1 }],
    ["closed", { closedAt: 99, opensAt: 101 }],
    ["drawn", { closedAt: 99, drawnAt: 100 }],
    ["drawn", { claims: 3, drawnAt: 100 }],
  ])("is %s at 100 for %o", (status, stage) => {
    expect(statusOf({ ...open, ...stage }, 100)).toBe(status);
  });

  it("is open again for a raffle with claims when the clock is set back before its opening", () => {
    expect(statusOf({ ...open, opensAt: 101, claims: 1 }, 100)).toBe("open");
  });
});

describe("isScheduled", () => {
  it("ends in the millisecond of the opening time", () => {
    expect([99, 100].map((now) => isScheduled({ ...open, opensAt: 100 }, now))).toEqual([true, false]);
  });
});

describe("isClosingDue", () => {
  it("begins in the millisecond of the closing time", () => {
    expect([99, 100].map((now) => isClosingDue({ ...open, closesAt: 100 }, now))).toEqual([false, true]);
  });

  it.each<[string, Partial<Stage>]>([
    ["closed before", { closedAt: 50 }],
    ["sold out", { claims: 3 }],
    ["without a closing time", { closesAt: null }],
  ])("is false for a raffle that is %s", (_, stage) => {
    expect(isClosingDue({ ...open, closesAt: 100, ...stage }, 200)).toBe(false);
  });
});

describe("timetableIssue", () => {
  const FIVE_YEARS_MS = 1827 * 86_400_000;
  const issue = (timetable: Partial<Timetable>) =>
    timetableIssue({ opensAt: null, closesAt: null, ...timetable }, 1000);
  const tooFar = "must be at most five years ahead";

  it.each<[string, Partial<Timetable>]>([
    ["no times", {}],
    ["an opening time in the past", { opensAt: 0 }],
    ["a closing time in a millisecond", { closesAt: 1001 }],
    ["times in five years", { opensAt: 1000 + FIVE_YEARS_MS, closesAt: 1000 + FIVE_YEARS_MS }],
  ])("accepts %s", (_, timetable) => {
    expect(issue(timetable)).toBeUndefined();
  });

  it.each<[string, Partial<Timetable>, string, string]>([
    ["a closing time that is now", { closesAt: 1000 }, "closes_at", "must be in the future"],
    ["a closing time later than in five years", { closesAt: 1001 + FIVE_YEARS_MS }, "closes_at", tooFar],
    ["an opening time later than in five years", { opensAt: 1001 + FIVE_YEARS_MS }, "opens_at", tooFar],
  ])("names the field for %s", (_, timetable, field, message) => {
    expect(issue(timetable)).toEqual({ path: [field], message });
  });
});
