import { z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { type DeclaredProblems, declareProblems } from "../../contract/problem-responses";
import type { FieldError, ProblemCode } from "../../contract/problems";
import { type App, type Guard, refusalBy } from "../../http/guard";

/** What any route of the API can answer, whatever it does. */
const everywhere = ["too-many-requests", "internal-error"] as const;

interface Refusals<C extends ProblemCode, G extends ProblemCode> {
  guards?: readonly Guard<G>[];
  /**
   * An answer that this isolate has ready, if any: given before the request is validated. That costs more than the
   * answer, and one that was kept belongs to a request that was valid.
   */
  shortcut?: (c: Context<App>) => Response | undefined;
  problems: readonly C[];
  /** What can be wrong with a request that breaks the schema, where the route has one. */
  invalid?: FieldError;
}

/**
 * The part of a route that says who may pass: its guards in their order, and every problem that they or the handler
 * can give.
 */
export function refusing<const C extends ProblemCode, G extends ProblemCode = never>({
  guards = [],
  shortcut,
  problems,
  invalid,
}: Refusals<C, G>): {
  middleware: MiddlewareHandler<App>;
  responses: DeclaredProblems<C | G | (typeof everywhere)[number]>;
} {
  const codes = [...guards.flatMap((guard) => guard.problems), ...problems, ...everywhere];
  return {
    middleware: async (c, next) => (await refusalBy(guards, c)) ?? shortcut?.(c) ?? next(),
    responses: declareProblems<C | G | (typeof everywhere)[number]>(codes, invalid),
  };
}

/** The part of a route that says who may pass and what comes back: what `refusing` says, and the good answer. */
export function answering<S extends z.ZodType, const C extends ProblemCode, G extends ProblemCode = never>(
  parts: Refusals<C, G> & {
    answer: {
      description: string;
      schema: S;
      headers?: Record<string, string>;
      otherTypes?: readonly string[];
    };
  },
): {
  middleware: MiddlewareHandler<App>;
  responses: {
    200: { description: string; content: { "application/json": { schema: S } } };
  } & DeclaredProblems<C | G | (typeof everywhere)[number]>;
} {
  const { answer, ...refusals } = parts;
  const { middleware, responses } = refusing(refusals);
  const headers = Object.entries(answer.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: "string" } },
  ]);
  return {
    middleware,
    responses: {
      200: {
        description: answer.description,
        content: {
          "application/json": { schema: answer.schema },
          ...Object.fromEntries(answer.otherTypes?.map((type) => [type, { schema: z.string() }]) ?? []),
        },
        ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
      },
      ...responses,
    },
  };
}
