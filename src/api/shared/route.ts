import { z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { type DeclaredProblems, declareProblems } from "../../contract/problem-responses";
import type { FieldError, ProblemCode } from "../../contract/problems";
import { openToAllowedOrigins } from "../../http/cross-origin";
import { type App, type Guard, runGuards } from "../../http/guard";
import { cacheHeaders } from "./cache-headers";

/** Names the problems that every route can return. */
const everywhere = ["too-many-requests", "internal-error"] as const;

/** Defines who may call a route, which problems it returns, and whether caches may keep its response. */
interface Access<C extends ProblemCode, G extends ProblemCode> {
  guards?: readonly Guard<G>[];
  /** Allows pages of ALLOWED_ORIGINS to call the route. */
  crossOrigin: boolean;
  /**
   * Lets caches keep responses for which the handler sets `cachedForRaffle`. With `once-drawn`, they don't
   * change after the draw. With `briefly`, prizes that change hands change them.
   */
  cached: "never" | "once-drawn" | "briefly";
  /**
   * Returns a cached response, if there is one. It runs before validation, which costs more than this. A
   * response is cached only for a valid request.
   */
  shortcut?: (c: Context<App>) => Response | undefined;
  problems: readonly C[];
  /** Documents an example of an error in a request that doesn't match the schema. */
  invalid?: FieldError;
}

/**
 * Returns the middleware that runs the guards in order, and the documentation of every problem that the
 * guards or the handler can return.
 */
export function describeRejections<const C extends ProblemCode, G extends ProblemCode = never>({
  guards = [],
  crossOrigin,
  cached,
  shortcut,
  problems,
  invalid,
}: Access<C, G>): {
  middleware: MiddlewareHandler<App>;
  responses: DeclaredProblems<C | G | (typeof everywhere)[number]>;
} {
  const codes = [...guards.flatMap((guard) => guard.problems), ...problems, ...everywhere];
  const middleware: MiddlewareHandler<App> = async (c, next) => {
    const early = (await runGuards(guards, c)) ?? shortcut?.(c);
    if (early) c.res = early;
    else await next();
    const cachedForRaffle = c.get("cachedForRaffle");
    if (cached === "never" || cachedForRaffle === undefined) return;
    for (const [name, value] of cacheHeaders(cachedForRaffle, cached)) c.res.headers.append(name, value);
  };
  if (crossOrigin) openToAllowedOrigins(middleware);
  return {
    middleware,
    responses: declareProblems<C | G | (typeof everywhere)[number]>(codes, invalid),
  };
}

/** Returns what `describeRejections` returns, plus the documentation of the 200 response. */
export function describeRoute<
  S extends z.ZodType,
  const C extends ProblemCode,
  G extends ProblemCode = never,
>(
  parts: Access<C, G> & {
    answer: {
      description: string;
      schema: S;
      /** Is needed where the examples of the single fields don't fit together. */
      example?: z.infer<S>;
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
  const { answer, ...rejections } = parts;
  const { middleware, responses } = describeRejections(rejections);
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
          "application/json": { schema: answer.schema, ...(answer.example && { example: answer.example }) },
          ...Object.fromEntries(answer.otherTypes?.map((type) => [type, { schema: z.string() }]) ?? []),
        },
        ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
      },
      ...responses,
    },
  };
}
