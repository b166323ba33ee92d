import type { Context, MiddlewareHandler } from "hono";
import type { ProblemCode, ProblemResponse } from "../problems";
import type { Address } from "./address";

/** What every request carries through the app. */
export interface App {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Who is calling; undefined where the platform's header is missing or unreadable. */
    address: Address | undefined;
  };
}

type Refusal<C extends ProblemCode> = ProblemResponse<C> | undefined;

/** A check before a route: lets the request pass, or refuses it with one of the problems it names. */
export interface Guard<C extends ProblemCode> {
  problems: readonly C[];
  check(c: Context<App>): Refusal<C> | Promise<Refusal<C>>;
}

/** Ties a check to the problems that it can give: others do not compile. */
export const guard = <const C extends ProblemCode>(
  problems: readonly C[],
  check: Guard<NoInfer<C>>["check"],
): Guard<C> => ({
  problems,
  check,
});

/** Lets pass who passes all guards, looked at in their order. */
export const passing =
  (...guards: readonly Guard<ProblemCode>[]): MiddlewareHandler<App> =>
  async (c, next) => {
    for (const { check } of guards) {
      const refusal = await check(c);
      if (refusal) return refusal;
    }
    await next();
    return undefined;
  };
