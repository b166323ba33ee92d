import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { METHOD_NAME_ALL } from "hono/router";
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
    route: routeOf(c),
    raffle_id: UUID.exec(c.req.param("raffle_id") ?? "")?.[0],
    status: c.res.status,
    duration_ms: Date.now() - start,
  });
};

/**
 * Returns the pattern of the request's route, if it has one. Middleware is no route: it takes every method.
 */
function routeOf(c: Context<App>): string | undefined {
  return matchedRoutes(c).findLast(({ method }) => method !== METHOD_NAME_ALL)?.path;
}
