import type { TypedResponse } from "hono";
import {
  catalogue,
  type Occurrence,
  type Problem,
  type ProblemCode,
  problemCodes,
  problemOf,
  type StatusOf,
} from "../contract/problems";

/** An error response. Its type has the code of the problem. */
export type ProblemResponse<C extends ProblemCode> = C extends unknown
  ? Response & TypedResponse<Problem<C>, StatusOf<C>, "json">
  : never;

/** The bodies of errors without details, serialized once. A sold-out raffle returns the same one often. */
const plainBodies = new Map(problemCodes.map((code) => [code, JSON.stringify(problemOf(code))]));

/** Returns the error response of `code`, as application/problem+json. */
export function problem<C extends ProblemCode>(code: C, occurrence: Occurrence = {}): ProblemResponse<C> {
  const { headers, ...details } = occurrence;
  const body =
    Object.keys(details).length > 0 ? JSON.stringify(problemOf(code, occurrence)) : plainBodies.get(code);
  // The compiler can't derive this type, because problemOf builds its strings at run time.
  return new Response(body, {
    status: catalogue[code].status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  }) as ProblemResponse<C>;
}
