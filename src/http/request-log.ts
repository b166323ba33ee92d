import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { log } from "../log";
import type { App } from "./guard";

/** Matches ids. Other text may be anything, even a verification code, so it is not logged. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Logs one line for each request, with the route but without the path. The response gets the request id of
 * the line.
 */
export const requestLog: MiddlewareHandler<App> = async (c, next) => {
  const start = Date.now();
  await next();
  c.res.headers.set("X-Request-Id", c.get("requestId"));
  log("info", "request", {
    request_id: c.get("requestId"),
    method: c.req.method,
    route: routePath(c, -1),
    raffle_id: UUID.exec(c.req.param("raffle_id") ?? "")?.[0],
    status: c.res.status,
    duration_ms: Date.now() - start,
  });
};
