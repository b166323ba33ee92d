import type { Context, MiddlewareHandler } from "hono";
import type { App } from "./guard";
import { type ProblemResponse, problem } from "./problem";

/** The `period` of the rate limits in wrangler.toml. */
const RATE_LIMIT_WINDOW_SECONDS = 10;

/** Counts the request for the caller's network. Returns 429 over the limit, and otherwise undefined. */
export async function checkRateLimit(
  c: Context<App>,
  limiter: RateLimit,
): Promise<ProblemResponse<"too-many-requests"> | undefined> {
  const network = c.get("network");
  if (network === undefined) return undefined;
  const { success } = await limiter.limit({ key: network });
  if (success) return undefined;
  return problem("too-many-requests", { headers: { "Retry-After": String(RATE_LIMIT_WINDOW_SECONDS) } });
}

/** Enforces the rate limit of all requests from one network. */
export const rateLimit: MiddlewareHandler<App> = async (c, next) =>
  (await checkRateLimit(c, c.env.RATE_LIMIT)) ?? next();
