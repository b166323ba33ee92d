import type { Context, MiddlewareHandler } from "hono";
import type { ProblemCode } from "../contract/problems";
import type { Address } from "../domain/address";
import type { ProblemResponse } from "./problem";

/** The bindings and variables of every request. */
export interface App {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Is the caller's address. It is undefined if the platform's header is missing or invalid. */
    address: Address | undefined;
    /** Identifies the caller as a player and for rate limits. It is undefined if the address is. */
    network: string | undefined;
    /** Is set if the response depends only on the draw of this raffle, so caches may keep it. */
    cachedForRaffle: string | undefined;
  };
}

type Rejection<C extends ProblemCode> = ProblemResponse<C> | undefined;

/** A check that runs before a route. It returns undefined, or rejects the request with one of `problems`. */
export interface Guard<C extends ProblemCode> {
  problems: readonly C[];
  check(c: Context<App>): Rejection<C> | Promise<Rejection<C>>;
}

/** Creates a guard. A check that returns any other problem does not compile. */
export const guard = <const C extends ProblemCode>(
  problems: readonly C[],
  check: Guard<NoInfer<C>>["check"],
): Guard<C> => ({
  problems,
  check,
});

/** Runs the guards in order. Returns the first rejection, or undefined if all guards accept the request. */
export async function runGuards<C extends ProblemCode>(
  guards: readonly Guard<C>[],
  c: Context<App>,
): Promise<Rejection<C>> {
  for (const { check } of guards) {
    const rejection = await check(c);
    if (rejection) return rejection;
  }
  return undefined;
}

/** Creates middleware that runs the guards in order and returns the first rejection. */
export const guardedBy =
  (...guards: readonly Guard<ProblemCode>[]): MiddlewareHandler<App> =>
  async (c, next) =>
    (await runGuards(guards, c)) ?? next();
