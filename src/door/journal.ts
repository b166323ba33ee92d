import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { App } from "../api/route";
import { raffleId } from "../api/schemas";
import { log } from "../log";

/**
 * Logs one line for each request: which route, which answer, how long; the path itself stays out of it. The answer
 * gets the line's request id.
 */
export const journal: MiddlewareHandler<App> = async (c, next) => {
  const start = Date.now();
  await next();
  c.res.headers.set("X-Request-Id", c.var.requestId);
  log("info", "request", {
    request_id: c.var.requestId,
    method: c.req.method,
    route: routePath(c, -1),
    raffle_id: raffleId.safeParse(c.req.param()).data?.raffle_id,
    status: c.res.status,
    duration_ms: Date.now() - start,
  });
};
