// Requests that no well-meaning client sends: made from the service's own OpenAPI document, and beyond it.
import fc from "fast-check";
import type { OpenApi, Operation } from "../test/support/documented.ts";
import {
  contentTypes,
  headers,
  hugeBodies,
  jsonValues,
  junkSegments,
  oddBodies,
  queryValues,
} from "./junk.ts";

export interface Case {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
}

/** Raffles and a ticket that there are: without them most requests would end at "Raffle not found". */
export interface Known {
  raffles: string[];
  ticket: { ticket_number: number; verification_code: string };
}

/** An object in JSON with some of its fields replaced, left out, doubled or joined by others. */
function mutated(valid: Record<string, string>): fc.Arbitrary<string> {
  const names = Object.keys(valid);
  const field = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "", "extra") },
  );
  const change = fc.tuple(field, fc.option(jsonValues));
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const left = names.filter(
      (name) => !changes.some(([changed, value]) => changed === name && value === null),
    );
    const fields = [
      ...left.map((name) => [name, valid[name]]),
      ...changes.filter(([, value]) => value !== null),
    ];
    return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;
  });
}

const bodiesOf: Record<string, (known: Known) => fc.Arbitrary<string>> = {
  createRaffle: () => {
    const prize = fc.oneof(mutated({ name: '"Cake"', amount: "1" }), jsonValues);
    return fc
      .oneof(
        { weight: 1, arbitrary: fc.constant('[{"name":"Cake","amount":1}]') },
        { weight: 1, arbitrary: fc.array(prize, { maxLength: 3 }).map((prizes) => `[${prizes.join()}]`) },
      )
      .chain((prizes) => mutated({ name: '"Fair"', total_tickets: "3", prizes, location_hint: "null" }));
  },
  // Never the name of one there is: without raffles most requests would end at "Raffle not found".
  deleteRaffle: () => mutated({ name: '"Other"', abandoned: "true" }),
  verifyTicket: ({ ticket }) =>
    mutated({
      ticket_number: String(ticket.ticket_number),
      verification_code: JSON.stringify(ticket.verification_code),
    }),
};

/** An id that there is, in one of several ways to write it or to get it wrong. */
const ids = ({ raffles }: Known) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...raffles) },
    { weight: 1, arbitrary: fc.uuid() },
    {
      weight: 3,
      arbitrary: fc
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
    },
    { weight: 3, arbitrary: junkSegments },
  );

const queries = (names: string[]) =>
  fc
    .array(
      fc.tuple(fc.constantFrom(...names, ...names, "limit", "cursor", "__proto__", "limit[]"), queryValues),
      {
        maxLength: 3,
      },
    )
    .map((pairs) => (pairs.length > 0 ? `?${pairs.map((pair) => pair.join("=")).join("&")}` : ""));

/** Requests of one operation. */
function ofOperation(
  template: string,
  method: string,
  operation: Operation,
  known: Known,
): fc.Arbitrary<Case> {
  const named = operation.parameters?.filter((parameter) => parameter.in === "query") ?? [];
  const valid = bodiesOf[operation.operationId]?.(known);
  const bodies = fc.oneof(
    ...(valid ? [{ weight: 300, arbitrary: valid }] : [{ weight: 200, arbitrary: fc.constant(undefined) }]),
    { weight: 100, arbitrary: oddBodies },
    { weight: 1, arbitrary: hugeBodies },
  ) as fc.Arbitrary<string | Buffer | undefined>;
  return fc
    .record({
      id: ids(known),
      code: fc.oneof(fc.constantFrom("tickets-remaining", "not-found"), junkSegments),
      query: queries(named.map(({ name }) => name)),
      slash: fc.constantFrom("", "", "/", "//", "/."),
      headers,
      type: contentTypes,
      body: method === "get" ? fc.constant(undefined) : bodies,
      from: fc.oneof({ weight: 5, arbitrary: fc.constant("127.0.0.1") }, { weight: 1, arbitrary: fc.ipV6() }),
    })
    .map((parts) => ({
      method: method.toUpperCase(),
      path:
        template
          .replace("{raffle_id}", () => parts.id)
          .replace("{code}", () => parts.code)
          .replace(/\/$/, "") +
        parts.slash +
        parts.query,
      headers: {
        "CF-Connecting-IP": parts.from,
        ...(parts.body !== undefined && { "Content-Type": parts.type }),
        ...parts.headers,
      },
      ...(parts.body !== undefined && { body: parts.body }),
    }));
}

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
  return fc.oneof(...operations, { weight: 1, arbitrary: elsewhere });
}
