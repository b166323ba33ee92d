import type { Hono, MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { settingsOf } from "../settings/settings";
import type { App } from "./guard";

/** Holds the middleware of the routes that pages of ALLOWED_ORIGINS may call. */
const openRoutes = new WeakSet<object>();

/** Lets pages of ALLOWED_ORIGINS call the route of this middleware. */
export function openToAllowedOrigins(middleware: MiddlewareHandler<App>): void {
  openRoutes.add(middleware);
}

const allowOrigin = cors({
  origin: (origin, c) => (settingsOf(c.env).allowedOrigins.includes(origin) ? origin : null),
  allowMethods: ["GET", "HEAD", "POST"],
  allowHeaders: ["Content-Type", "Idempotency-Key"],
  exposeHeaders: ["Link", "Retry-After", "Idempotent-Replayed", "X-Request-Id"],
  maxAge: 600,
});

/** Reports whether pages of ALLOWED_ORIGINS may call a route. HEAD uses the route of GET. */
function isOpen(app: Hono<App>, method: string, path: string): boolean {
  const [handlers] = app.router.match(method === "HEAD" ? "GET" : method, path);
  return handlers.some(([[handler]]) => openRoutes.has(handler));
}

/** Answers preflights and adds CORS headers for the open routes, also to errors (WHATWG Fetch). */
export const crossOrigin =
  (app: Hono<App>): MiddlewareHandler<App> =>
  async (c, next) => {
    const origin = c.req.header("Origin");
    if (origin === undefined || !settingsOf(c.env).allowedOrigins.includes(origin)) return next();
    const preflight = c.req.method === "OPTIONS";
    const method = preflight ? (c.req.header("Access-Control-Request-Method") ?? "") : c.req.method;
    return isOpen(app, method, c.req.path) ? allowOrigin(c, next) : next();
  };
