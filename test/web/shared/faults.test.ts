import { describe, expect, it } from "vitest";
import { findFaults } from "../../../src/web/shared/faults";
import { faults } from "../../../src/web/texts/en";
import { call, MANAGER, type Problem } from "../../testkit/service";

const validRaffle = { name: "Fair", total_tickets: 10, prizes: [{ name: "Cake", amount: 2 }] };
const prize = (changes: object) => ({
  prizes: [
    { name: "Cake", amount: 2 },
    { name: "Bicycle", amount: 1, ...changes },
  ],
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const bodies: object[] = [
  {},
  { name: "" },
  { name: "x".repeat(100) },
  { name: "x".repeat(101) },
  { name: "🎪".repeat(100) },
  { name: "🎪".repeat(101) },
  { name: "\ud800" },
  { total_tickets: "" },
  { total_tickets: "many" },
  { total_tickets: 0 },
  { total_tickets: 3 },
  { total_tickets: 100_000_000 },
  { total_tickets: 100_000_001 },
  { total_tickets: 1e300 },
  { name: "", total_tickets: "" },
  { prizes: [] },
  prize({}),
  prize({ name: "" }),
  prize({ name: "x".repeat(101) }),
  prize({ amount: 0 }),
  prize({ amount: "" }),
  prize({ amount: 8 }),
  prize({ amount: 9 }),
  { total_tickets: 2_000_000, prizes: [{ name: "Cake", amount: 1_000_000 }] },
  { admission: "address", passes: null },
  { admission: "address", passes: 3 },
  { passes: 3 },
  { admission: "pass" },
  { admission: "pass", passes: null },
  { admission: "pass", passes: 1 },
  { admission: "pass", passes: 100_000_000 },
  { admission: "pass", passes: 100_000_001 },
  { admission: "pass", passes: 0 },
  { admission: "pass", passes: "many" },
  { name: "", admission: "pass", passes: 1.5 },
  { opens_at: null, closes_at: null, description: null },
  { opens_at: inDays(1), closes_at: inDays(2) },
  { opens_at: inDays(2), closes_at: inDays(1) },
  { opens_at: inDays(1), closes_at: inDays(1) },
  { opens_at: "incomplete", closes_at: inDays(1) },
  { closes_at: "incomplete" },
  { description: "🎪".repeat(2000) },
  { description: "🎪".repeat(2001) },
  { description: "\ud800" },
  { total_tickets: 2_000_000, prizes: [{ name: "Cake", amount: 1_000_001 }] },
];

describe("finding the faults of a new raffle", () => {
  it.each(
    bodies.map((change) => [
      JSON.stringify(change).slice(0, 70).toWellFormed(),
      { ...validRaffle, ...change },
    ]),
  )("finds the fields that the API rejects: %s", async (_, body) => {
    const answer = await call("POST", "/raffles/", { from: MANAGER, json: body });
    const { errors } = await answer.json<Problem>();
    const found = findFaults(body as typeof validRaffle, faults);
    // A fault of the raffle as a whole, or of an empty list of prizes, belongs to no field of the form.
    const fields = answer.ok ? [] : (errors?.map(({ field }) => field.replace(/^prizes$/, "")) ?? [""]);
    expect([...found.keys()].toSorted()).toEqual(fields.toSorted());
    for (const words of found.values()) expect(words.length).toBeGreaterThan(10);
  });
});
