// Requests that no well-meaning client sends, made from the service's OpenAPI document.
import fc from "fast-check";
import type { OpenApi, Operation } from "../test/testkit/documented.ts";
import { mistake, mistaken, spell, spelling } from "../test/testkit/spellings.ts";
import type { Case } from "./case.ts";
import type { Fixtures } from "./fixtures.ts";
import { hugeBodies, oddBodies, unusualEncodings } from "./odd-bodies.ts";
import { oddHeaders, oddMediaTypes, oddQueryValues, oddSegments } from "./odd-requests.ts";
import { bodyOf, mutatedBodies, validFieldsFor } from "./operation-bodies.ts";
import { claimsByOddBody, claimsByPass } from "./pass-cases.ts";

/** Generates ids of raffles: nonexistent ones, and existing ones in valid and invalid spellings. */
const oddIds = (raffles: string[]) =>
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
    oddSegments,
  );

const oddQueries = (names: string[]) =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom(...names, ...names, "limit", "cursor", "__proto__", "limit[]"),
        oddQueryValues,
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((pairs) => `?${pairs.map((pair) => pair.join("=")).join("&")}`);

type Body = string | Buffer | undefined;

/** Generates the parts of a request, each in a valid and in an odd form. */
function partsOf(method: string, operation: Operation, fixtures: Fixtures) {
  const parameters = operation.parameters?.filter((parameter) => parameter.in === "query") ?? [];
  const fields = validFieldsFor(operation.operationId, fixtures);
  const oddBody: fc.Arbitrary<Body> = fc.oneof(
    ...(fields
      ? [
          { weight: 300, arbitrary: mutatedBodies(fields) },
          { weight: 40, arbitrary: unusualEncodings(bodyOf(fields)) },
        ]
      : []),
    { weight: 100, arbitrary: oddBodies },
    { weight: 1, arbitrary: hugeBodies },
  );
  const pair = <T>(valid: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) => fc.record({ valid, odd });
  // If the open raffle were closed, most claims would end at "No tickets remaining".
  const raffles = operation.operationId === "closeRaffle" ? fixtures.closed : fixtures.raffles;
  return fc.record({
    id: pair(fc.constantFrom(...raffles), oddIds(raffles)),
    code: pair(fc.constantFrom("tickets-remaining", "not-found"), oddSegments),
    query: pair(fc.constant(""), oddQueries(parameters.map(({ name }) => name))),
    slash: pair(fc.constantFrom("", "/"), fc.constantFrom("//", "/.")),
    headers: pair<Record<string, string>>(fc.constant({}), oddHeaders),
    type: pair(fc.constant("application/json"), oddMediaTypes),
    body: pair<Body>(
      fc.constant(fields && bodyOf(fields)),
      method === "get" ? fc.constant(undefined) : oddBody,
    ),
    // Holders of a ticket get other answers than other players.
    from: pair(
      operation.operationId === "participate"
        ? fc.constantFrom("127.0.0.1", ...fixtures.holders)
        : fc.constant("127.0.0.1"),
      fc.ipV6(),
    ),
  });
}

/**
 * Generates requests of one operation. Most are odd in one part only, because the service reports only the
 * first mistake.
 */
function requestsOf(
  template: string,
  method: string,
  operation: Operation,
  fixtures: Fixtures,
): fc.Arbitrary<Case> {
  const names = ["id", "code", "query", "slash", "headers", "type", "body", "from"];
  const weighted = operation.requestBody ? [...names, "body", "body", "body", "body", "body", "body"] : names;
  const oddNames = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...weighted).map((name) => [name]) },
    { weight: 1, arbitrary: fc.subarray(names) },
  );
  return fc.tuple(oddNames, partsOf(method, operation, fixtures)).map(([odd, parts]) => {
    const part = <K extends keyof typeof parts>(name: K): (typeof parts)[K]["valid"] =>
      parts[name][odd.includes(name) ? "odd" : "valid"];
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

/** Generates verifications of a ticket, with its code as people write it. Some have one mistake. */
const verifications = ({ raffles, ticket }: Fixtures): fc.Arbitrary<Case> =>
  fc.tuple(spelling, fc.option(mistake, { freq: 2 })).map(([way, slip]) => {
    const code = ticket.verification_code;
    const verification_code = spell(slip ? mistaken(code, slip) : code, way);
    return {
      method: "POST",
      path: `/raffles/${raffles.at(-1)}/verify-ticket/`,
      headers: { "CF-Connecting-IP": "127.0.0.1", "Content-Type": "application/json" },
      body: JSON.stringify({ ...ticket, verification_code }),
      expected: slip ? 400 : 200,
    };
  });

/** Generates closings of closed raffles. Every body is ignored. */
const closings = ({ closed }: Fixtures): fc.Arbitrary<Case> =>
  fc.tuple(fc.constantFrom(...closed), oddBodies, oddMediaTypes).map(([id, body, type]) => ({
    method: "POST",
    path: `/raffles/${id}/close/`,
    headers: { "CF-Connecting-IP": "127.0.0.1", "Content-Type": type },
    body,
    expected: 200,
  }));

/** Maps values of query parameters to whether the list of claimed tickets accepts them. */
const LIMITS = {
  1: true,
  2: true,
  1000: true,
  0: false,
  1001: false,
  "-1": false,
  "01": false,
  "1e2": false,
};
const CURSORS = { 1: true, 4: true, 999999999: true, 0: false, 1000000000: false, "03": false, x: false };

/** Generates pages of the claimed tickets of closed raffles and of the scheduled one. */
const claimedPages = ({ scheduled, closed }: Fixtures): fc.Arbitrary<Case> =>
  fc
    .tuple(
      fc.constantFrom(scheduled, ...closed),
      fc.constantFrom(...Object.entries(LIMITS)),
      fc.constantFrom(...Object.entries(CURSORS)),
    )
    .map(([id, [limit, isLimit], [cursor, isCursor]]) => ({
      method: "GET",
      path: `/raffles/${id}/draw/tickets/?limit=${limit}&cursor=${cursor}`,
      headers: { "CF-Connecting-IP": "192.0.2.99" },
      expected: isLimit && isCursor ? (closed.includes(id) ? 200 : 400) : 422,
    }));

/** Generates requests with undocumented paths and methods. */
const undocumentedRequests: fc.Arbitrary<Case> = fc
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
      fc.array(oddSegments, { maxLength: 4 }).map((segments) => `/${segments.join("/")}`),
    ),
    headers: oddHeaders,
  })
  .map(({ headers, ...parts }) => ({ ...parts, headers: { "CF-Connecting-IP": "127.0.0.1", ...headers } }));

/** Generates requests to all documented operations, and some others. */
export function cases({ paths }: OpenApi, fixtures: Fixtures): fc.Arbitrary<Case> {
  const operations = Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      weight: operation.requestBody ? 5 : 1,
      arbitrary: requestsOf(template, method, operation, fixtures),
    })),
  );
  return fc.oneof(
    ...operations,
    { weight: 1, arbitrary: undocumentedRequests },
    { weight: 2, arbitrary: verifications(fixtures) },
    { weight: 2, arbitrary: claimsByPass(fixtures) },
    { weight: 2, arbitrary: claimsByOddBody(fixtures) },
    { weight: 1, arbitrary: closings(fixtures) },
    { weight: 1, arbitrary: claimedPages(fixtures) },
  );
}
