import type { Context, MiddlewareHandler } from "hono";
import type { ProblemCode } from "../contract/problems";
import type { Address } from "../domain/address";
import type { ProblemResponse } from "./problem";

/** What every request carries through the app. */
export interface App {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Who is calling; undefined where the platform's header is missing or unreadable. */
    address: Address | undefined;
    /** The raffle whose draw the answer follows from, so that it may be cached. */
    cachedForRaffle: string | undefined;
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

/** What the first of these guards to refuse a request says; undefined where all let it pass. */
export async function refusalBy<C extends ProblemCode>(
  guards: readonly Guard<C>[],
  c: Context<App>,
): Promise<Refusal<C>> {
  for (const { check } of guards) {
    const refusal = await check(c);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Lets pass who passes all guards, looked at in their order. */
export const passing =
  (...guards: readonly Guard<ProblemCode>[]): MiddlewareHandler<App> =>
  async (c, next) =>
    (await refusalBy(guards, c)) ?? next();
