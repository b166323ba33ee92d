import { z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import type { App, Guard } from "../door/guard";
import { type DeclaredProblems, declareProblems, type FieldError, type ProblemCode } from "../problems";

/** What any route of the API can answer, whatever it does. */
const everywhere = ["too-many-requests", "internal-error"] as const;

/**
 * The part of a route that says who may pass and what comes back: its guards in their order, the good answer, and
 * every problem that the guards or the handler can give.
 */
export function answering<
  S extends z.ZodType,
  const C extends ProblemCode,
  G extends ProblemCode = never,
>(parts: {
  guards?: readonly Guard<G>[];
  /**
   * An answer that this isolate has ready, if any: given before the request is validated. That costs more than the
   * answer, and one that was kept belongs to a request that was valid.
   */
  shortcut?: (c: Context<App>) => Response | undefined;
  answer: {
    description: string;
    schema: S;
    headers?: Record<string, string>;
    otherTypes?: readonly string[];
  };
  problems: readonly C[];
  /** What can be wrong with a request that breaks the schema, where the route has one. */
  invalid?: FieldError;
}): {
  middleware: MiddlewareHandler<App>;
  responses: {
    200: { description: string; content: { "application/json": { schema: S } } };
  } & DeclaredProblems<C | G | (typeof everywhere)[number]>;
} {
  const { guards = [], shortcut, answer, problems, invalid } = parts;
  const codes = [...guards.flatMap((guard) => guard.problems), ...problems, ...everywhere];
  const headers = Object.entries(answer.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: "string" } },
  ]);
  return {
    middleware: async (c, next) => {
      for (const { check } of guards) {
        const refusal = await check(c);
        if (refusal) return refusal;
      }
      const ready = shortcut?.(c);
      if (ready) return ready;
      await next();
    },
    responses: {
      200: {
        description: answer.description,
        content: {
          "application/json": { schema: answer.schema },
          ...Object.fromEntries(answer.otherTypes?.map((type) => [type, { schema: z.string() }]) ?? []),
        },
        ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
      },
      ...declareProblems<C | G | (typeof everywhere)[number]>(codes, invalid),
    },
  };
}
