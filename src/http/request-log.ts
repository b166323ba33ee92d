import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { log } from "../log";
import type { App } from "./guard";

/** What is no id may be anything that somebody typed, a code too: it is not logged. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Logs one line for each request: which route, which answer, how long; the path itself stays out of it. The answer
 * gets the line's request id.
 */
export const requestLog: MiddlewareHandler<App> = async (c, next) => {
  const start = Date.now();
  await next();
  c.res.headers.set("X-Request-Id", c.var.requestId);
  log("info", "request", {
    request_id: c.var.requestId,
    method: c.req.method,
    route: routePath(c, -1),
    raffle_id: UUID.exec(c.req.param("raffle_id") ?? "")?.[0],
    status: c.res.status,
    duration_ms: Date.now() - start,
  });
};
