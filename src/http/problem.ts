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

/** An error answer whose code the compiler sees. */
export type ProblemResponse<C extends ProblemCode> = C extends unknown
  ? Response & TypedResponse<Problem<C>, StatusOf<C>, "json">
  : never;

/** The bodies of errors with nothing to add, written once: a crowd of late-comers gets the same one each. */
const plainBodies = new Map(problemCodes.map((code) => [code, JSON.stringify(problemOf(code))]));

/** The error answer of `code`, as application/problem+json. */
export function problem<C extends ProblemCode>(code: C, occurrence: Occurrence = {}): ProblemResponse<C> {
  const { detail, errors, headers } = occurrence;
  const body = detail || errors ? JSON.stringify(problemOf(code, occurrence)) : plainBodies.get(code);
  // The one place where the type that problemOf builds from strings is asserted.
  return new Response(body, {
    status: catalogue[code].status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  }) as ProblemResponse<C>;
}
