// Valid and invalid bodies for the operations of the API.
import fc from "fast-check";
import type { Fixtures } from "./fixtures.ts";
import { jsonValues, replacementsFor } from "./odd-bodies.ts";
import { times, validClosingTime } from "./odd-times.ts";

/** Maps the names of fields to JSON texts, some of which JavaScript can't represent. */
export type Fields = Record<string, string>;

/** Writes fields as a JSON object. A name may occur twice. */
const jsonOf = (fields: readonly (readonly [name: string, value: string])[]): string =>
  `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;

export const bodyOf = (fields: Fields): string => jsonOf(Object.entries(fields));

const validFields: Record<string, (fixtures: Fixtures) => Fields> = {
  createRaffle: () => ({
    name: '"Fair"',
    total_tickets: "3",
    prizes: '[{"name":"Cake","amount":1}]',
    location_hint: "null",
    opens_at: "null",
    closes_at: JSON.stringify(validClosingTime),
    draw_automatically: "false",
    admission: '"pass"',
    passes: "5",
    description: '"Bring your ticket."',
  }),
  // A raffle without passes ignores it.
  participate: ({ byPass }) => ({ pass: JSON.stringify(byPass.pass) }),
  // No fixture has this name. If a fixture were deleted, most requests would end at "Raffle not found".
  deleteRaffle: () => ({ name: '"Other"', abandoned: "true" }),
  drawWinners: () => ({ local_randomness: "false" }),
  verifyTicket: ({ ticket }) => ({
    ticket_number: String(ticket.ticket_number),
    verification_code: JSON.stringify(ticket.verification_code),
  }),
};

/** Returns the fields of a valid body, or undefined if the operation has no body. */
export const validFieldsFor = (operationId: string, fixtures: Fixtures): Fields | undefined =>
  validFields[operationId]?.(fixtures);

/** Generates JSON objects with some fields replaced, omitted, repeated or added. */
function mutationsOf(valid: Fields): fc.Arbitrary<string> {
  const change = fc.oneof(
    ...Object.entries(valid).map(([name, value]) => ({
      weight: 5,
      arbitrary: fc.tuple(
        fc.constant(name),
        fc.option(/_at$/.test(name) ? times : replacementsFor(value), { freq: 8 }),
      ),
    })),
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom("__proto__", "constructor", "toString", "", "extra"), jsonValues),
    },
  );
  // Of two wrong fields, one could be accepted and nobody would notice. So most bodies have only one.
  const changes = fc.oneof(
    { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(change, { maxLength: 3 }) },
  );
  return changes.map((changed) => {
    const omitted = changed.filter(([, value]) => value === null).map(([name]) => name);
    const remaining = Object.entries(valid).filter(([name]) => !omitted.includes(name));
    return jsonOf([...remaining, ...changed.filter((field): field is [string, string] => field[1] !== null)]);
  });
}

/** Generates bodies with mistakes in their fields, or in the fields of their prizes. */
export function mutatedBodies(valid: Fields): fc.Arbitrary<string> {
  if (!("prizes" in valid)) return mutationsOf(valid);
  const prize = fc.oneof({ weight: 4, arbitrary: mutationsOf({ name: '"Cake"', amount: "1" }) }, jsonValues);
  const prizes = fc.array(prize, { minLength: 1, maxLength: 2 }).map((list) => `[${list.join()}]`);
  return fc.oneof(
    mutationsOf(valid),
    prizes.map((list) => bodyOf({ ...valid, prizes: list })),
  );
}
