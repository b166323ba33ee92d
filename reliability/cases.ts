// Requests that no well-meaning client sends: made from the service's own OpenAPI document, and beyond it.
import fc from "fast-check";
import type { OpenApi, Operation } from "../test/testkit/documented.ts";
import { mistake, mistaken, spell, spelling } from "../test/testkit/spellings.ts";
import {
  encoded,
  headers,
  hugeBodies,
  jsonValues,
  junkSegments,
  oddBodies,
  oddTypes,
  queryValues,
  valuesLike,
} from "./junk.ts";

export interface Case {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  /** The status that alone is right, where more is known than what the documentation allows. */
  expected?: number;
}

/**
 * Raffles that there are, the drawn one last, and a ticket of that: without them most requests would end at "Raffle not
 * found".
 */
export interface Known {
  raffles: string[];
  /** Those of them that are sold out, drawn or not. */
  soldOut: string[];
  /** The addresses that hold the tickets of these. */
  holders: string[];
  ticket: { ticket_number: number; verification_code: string };
}

const textOf = (fields: readonly (readonly [name: string, value: string])[]): string =>
  `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;

/** An object in JSON with one or some of its fields replaced, left out, doubled or joined by others. */
function mutated(right: Record<string, string>): fc.Arbitrary<string> {
  const change = fc.oneof(
    ...Object.entries(right).map(([name, value]) => ({
      weight: 5,
      arbitrary: fc.tuple(fc.constant(name), fc.option(valuesLike(value), { freq: 8 })),
    })),
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom("__proto__", "constructor", "toString", "", "extra"), jsonValues),
    },
  );
  // Of two that are wrong one may be taken for right, and nobody sees it: mostly one.
  const changes = fc.oneof(
    { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(change, { maxLength: 3 }) },
  );
  return changes.map((changed) => {
    const without = changed.filter(([, value]) => value === null).map(([name]) => name);
    const kept = Object.entries(right).filter(([name]) => !without.includes(name));
    return textOf([...kept, ...changed.filter((field): field is [string, string] => field[1] !== null)]);
  });
}

/** Bodies that are right, field by field in JSON, by operation. */
const rightBodies: Record<string, (known: Known) => Record<string, string>> = {
  createRaffle: () => ({
    name: '"Fair"',
    total_tickets: "3",
    prizes: '[{"name":"Cake","amount":1}]',
    location_hint: "null",
  }),
  // Never the name of one there is: without raffles most requests would end at "Raffle not found".
  deleteRaffle: () => ({ name: '"Other"', abandoned: "true" }),
  verifyTicket: ({ ticket }) => ({
    ticket_number: String(ticket.ticket_number),
    verification_code: JSON.stringify(ticket.verification_code),
  }),
};

/** Bodies that are wrong in a field, or in one of their prizes. */
function wrongBodies(right: Record<string, string>): fc.Arbitrary<string> {
  if (!("prizes" in right)) return mutated(right);
  const prize = fc.oneof({ weight: 4, arbitrary: mutated({ name: '"Cake"', amount: "1" }) }, jsonValues);
  const prizes = fc.array(prize, { minLength: 1, maxLength: 2 }).map((list) => `[${list.join()}]`);
  return fc.oneof(
    mutated(right),
    prizes.map((list) => textOf(Object.entries({ ...right, prizes: list }))),
  );
}

/** An id that there is, in one of several ways to write it or to get it wrong, or none. */
const oddIds = ({ raffles }: Known) =>
  fc.oneof(
    fc.uuid(),
    fc
      .tuple(fc.constantFrom(...raffles), fc.nat(6))
      .map(([id, way]) =>
        [
          id.toUpperCase(),
          `{${id}}`,
          `${id}%20`,
          `%20${id}`,
          id.slice(1),
          `${id}%00`,
          id.replaceAll("-", ""),
        ].at(way),
      )
      .map(String),
    junkSegments,
  );

const queries = (names: string[]) =>
  fc
    .array(
      fc.tuple(fc.constantFrom(...names, ...names, "limit", "cursor", "__proto__", "limit[]"), queryValues),
      { minLength: 1, maxLength: 3 },
    )
    .map((pairs) => `?${pairs.map((pair) => pair.join("=")).join("&")}`);

type Body = string | Buffer | undefined;

/** What a request is made of: each part as it should be, and as it should not. */
function partsOf(method: string, operation: Operation, known: Known) {
  const parameters = operation.parameters?.filter((parameter) => parameter.in === "query") ?? [];
  const right = rightBodies[operation.operationId]?.(known);
  const oddBody: fc.Arbitrary<Body> = fc.oneof(
    ...(right
      ? [
          { weight: 300, arbitrary: wrongBodies(right) },
          { weight: 40, arbitrary: encoded(textOf(Object.entries(right))) },
        ]
      : []),
    { weight: 100, arbitrary: oddBodies },
    { weight: 1, arbitrary: hugeBodies },
  );
  const pair = <T>(right: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) => fc.record({ right, odd });
  return fc.record({
    id: pair(fc.constantFrom(...known.raffles), oddIds(known)),
    code: pair(fc.constantFrom("tickets-remaining", "not-found"), junkSegments),
    query: pair(fc.constant(""), queries(parameters.map(({ name }) => name))),
    slash: pair(fc.constantFrom("", "/"), fc.constantFrom("//", "/.")),
    headers: pair<Record<string, string>>(fc.constant({}), headers),
    type: pair(fc.constant("application/json"), oddTypes),
    body: pair<Body>(
      fc.constant(right && textOf(Object.entries(right))),
      method === "get" ? fc.constant(undefined) : oddBody,
    ),
    // Who holds a ticket is told other things than who does not.
    from: pair(
      operation.operationId === "participate"
        ? fc.constantFrom("127.0.0.1", ...known.holders)
        : fc.constant("127.0.0.1"),
      fc.ipV6(),
    ),
  });
}

/** Requests of one operation, odd in one part mostly: what comes after the first thing that is wrong is not looked at. */
function ofOperation(
  template: string,
  method: string,
  operation: Operation,
  known: Known,
): fc.Arbitrary<Case> {
  const names = ["id", "code", "query", "slash", "headers", "type", "body", "from"];
  const one = operation.requestBody ? [...names, "body", "body", "body", "body", "body", "body"] : names;
  const odd = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...one).map((name) => [name]) },
    { weight: 1, arbitrary: fc.subarray(names) },
  );
  return fc.tuple(odd, partsOf(method, operation, known)).map(([odd, parts]) => {
    const part = <K extends keyof typeof parts>(name: K): (typeof parts)[K]["right"] =>
      parts[name][odd.includes(name) ? "odd" : "right"];
    const bare = template
      .replace("{raffle_id}", () => part("id"))
      .replace("{code}", () => part("code"))
      .replace(/\/$/, "");
    const body = part("body");
    return {
      method: method.toUpperCase(),
      path: bare + part("slash") + part("query"),
      headers: {
        "CF-Connecting-IP": part("from"),
        ...(body !== undefined && { "Content-Type": part("type") }),
        ...part("headers"),
      },
      ...(body !== undefined && { body }),
    };
  });
}

/** The ticket's code as people write it, rightly or with one mistake. */
const spelledCodes = ({ raffles, ticket }: Known): fc.Arbitrary<Case> =>
  fc.tuple(spelling, fc.option(mistake, { freq: 2 })).map(([way, slip]) => {
    const right = ticket.verification_code;
    const verification_code = spell(slip ? mistaken(right, slip) : right, way);
    return {
      method: "POST",
      path: `/raffles/${raffles.at(-1)}/verify-ticket/`,
      headers: { "CF-Connecting-IP": "127.0.0.1", "Content-Type": "application/json" },
      body: JSON.stringify({ ...ticket, verification_code }),
      expected: slip ? 400 : 200,
    };
  });

/** Paths and methods beside the documented ones. */
const elsewhere: fc.Arbitrary<Case> = fc
  .record({
    method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"),
    path: fc.oneof(
      fc.constantFrom(
        "/",
        "/raffles/",
        "/docs",
        "/healthz",
        "/openapi.json",
        "/problems/not-found",
        "//",
        "/raffles//",
      ),
      fc.array(junkSegments, { maxLength: 4 }).map((parts) => `/${parts.join("/")}`),
    ),
    headers,
  })
  .map(({ headers, ...parts }) => ({ ...parts, headers: { "CF-Connecting-IP": "127.0.0.1", ...headers } }));

/** Requests to all operations of the document and beside them. */
export function cases({ paths }: OpenApi, known: Known): fc.Arbitrary<Case> {
  const operations = Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      weight: operation.requestBody ? 5 : 1,
      arbitrary: ofOperation(template, method, operation, known),
    })),
  );
  return fc.oneof(
    ...operations,
    { weight: 1, arbitrary: elsewhere },
    { weight: 2, arbitrary: spelledCodes(known) },
  );
}
