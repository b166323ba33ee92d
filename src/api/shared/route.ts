import { z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { type DeclaredProblems, declareProblems } from "../../contract/problem-responses";
import type { FieldError, ProblemCode } from "../../contract/problems";
import { openToAllowedOrigins } from "../../http/cross-origin";
import { type App, type Guard, refusalBy } from "../../http/guard";
import { cacheHeaders } from "./cache-headers";

/** What any route of the API can answer, whatever it does. */
const everywhere = ["too-many-requests", "internal-error"] as const;

/** Who may call a route, what it may answer, and how long that may be cached. */
interface Access<C extends ProblemCode, G extends ProblemCode> {
  guards?: readonly Guard<G>[];
  /** Whether pages of ALLOWED_ORIGINS may call it. */
  crossOrigin: boolean;
  /** `never`, or `once-drawn`: answers that the handler marks by `cachedForRaffle`, as they follow from a draw. */
  cached: "never" | "once-drawn";
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
    const early = (await refusalBy(guards, c)) ?? shortcut?.(c);
    if (early) c.res = early;
    else await next();
    const { cachedForRaffle } = c.var;
    if (cached === "never" || cachedForRaffle === undefined) return;
    for (const [name, value] of cacheHeaders(cachedForRaffle)) c.res.headers.append(name, value);
  };
  if (crossOrigin) openToAllowedOrigins(middleware);
  return {
    middleware,
    responses: declareProblems<C | G | (typeof everywhere)[number]>(codes, invalid),
  };
}

/** The part of a route that says who may pass and what comes back: what `refusing` says, and the good answer. */
export function answering<S extends z.ZodType, const C extends ProblemCode, G extends ProblemCode = never>(
  parts: Access<C, G> & {
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
