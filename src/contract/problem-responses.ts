import { z } from "@hono/zod-openapi";
import { time } from "./fields";
import {
  catalogue,
  type FieldError,
  type Problem,
  type ProblemCode,
  problemOf,
  type StatusOf,
} from "./problems";

type CodeWithStatus<C extends ProblemCode, S> = C extends unknown
  ? StatusOf<C> extends S
    ? C
    : never
  : never;

const fieldErrors = z.array(z.object({ field: z.string(), detail: z.string() })).openapi("FieldErrors");

/** The `responses` of a route with these problems: one entry per status, one example per code. */
export type DeclaredProblems<C extends ProblemCode> = {
  [S in StatusOf<C>]: {
    description: string;
    content: {
      "application/problem+json": {
        schema: z.ZodType<Problem<CodeWithStatus<C, S>>>;
        examples: Record<string, { value: object }>;
      };
    };
  };
};

/** The header of every 429 and 503 response. */
const RETRY_AFTER = {
  "Retry-After": { description: "Seconds to wait.", schema: { type: "string" as const, example: "10" } },
};

/**
 * Declares the problems that a route can return, for its type and its documentation.
 *
 * @param invalid the example of an `invalid-request` problem
 */
export function declareProblems<const C extends ProblemCode>(
  codes: readonly C[],
  invalid?: FieldError,
): DeclaredProblems<C> {
  const byStatus = Map.groupBy(new Set<ProblemCode>(codes), (code) => catalogue[code].status);
  const responses = [...byStatus].map(([status, group]) => {
    const schema = z.object({
      type: z.enum(group.map((code) => `/problems/${code}`)),
      title: z.string(),
      status: z.literal(status),
      detail: z.string(),
      errors: fieldErrors.optional(),
      ...(group.includes("already-collected") && { collected_at: time().optional() }),
    });
    const examples = Object.fromEntries(group.map((code) => [code, { value: exampleOf(code, invalid) }]));
    const description = group
      .map((code) => `${catalogue[code].detail}. ${catalogue[code].advice}`)
      .join("\n\n");
    const headers = status === 429 || status === 503 ? { headers: RETRY_AFTER } : {};
    return [
      status,
      { description, ...headers, content: { "application/problem+json": { schema, examples } } },
    ];
  });
  return Object.fromEntries(responses);
}

const exampleOf = (code: ProblemCode, invalid: FieldError | undefined) =>
  problemOf(
    code,
    code === "invalid-request" && invalid
      ? { detail: `${invalid.field}: ${invalid.detail}`, errors: [invalid] }
      : {},
  );
