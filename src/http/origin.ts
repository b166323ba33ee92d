import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { type Address, isLoopback } from "../domain/address";
import { settingsOf } from "../settings/settings";
import type { App } from "./guard";

/** Names by which a machine calls itself. */
const LOCAL_NAMES = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Whether a page of another site makes the browser send this. Browsers say so in Sec-Fetch-Site (W3C Fetch Metadata)
 * and Origin (RFC 6454), which pages can't forge; what sends neither is no browser. Unlike hono/csrf this looks at
 * every content type and at requests without a body, and wants both headers right.
 */
export function isCrossSite(
  request: Request,
  caller: Address | undefined,
  allowedOrigins: readonly string[],
): boolean {
  const origin = request.headers.get("Origin");
  const site = request.headers.get("Sec-Fetch-Site");
  if (origin === null && site === null) return false;
  if (origin !== null && allowedOrigins.includes(origin)) return false;
  const { origin: own, hostname } = new URL(request.url);
  // A foreign name that leads to this very machine makes a foreign page look like ours (DNS rebinding). Deployed,
  // nobody calls from loopback, and Cloudflare leads no foreign name here.
  if (caller && isLoopback(caller) && !LOCAL_NAMES.test(hostname)) return true;
  if (origin !== null && origin !== own) return true;
  return site !== null && site !== "same-origin" && site !== "none";
}

const isRead = (method: string | undefined) => method === "GET" || method === "HEAD";

/** Whether this is, or a preflight asks for, something that players do: reading, claiming, checking a ticket. */
function isForPlayers(method: string | undefined, path: string): boolean {
  return isRead(method) || (method === "POST" && /\/(?:participate|verify-ticket)\/$/.test(path));
}

const corsForPlayers = cors({
  origin: (origin, c) => (settingsOf(c.env).allowedOrigins.includes(origin) ? origin : null),
  allowMethods: ["GET", "HEAD", "POST"],
  allowHeaders: ["Content-Type", "Idempotency-Key"],
  exposeHeaders: ["Link", "Retry-After", "Idempotent-Replayed", "X-Request-Id"],
  maxAge: 600,
});

/** Opens the player routes to pages of ALLOWED_ORIGINS (CORS, WHATWG Fetch); manager routes stay closed to them. */
export const playersFromAllowedOrigins: MiddlewareHandler<App> = async (c, next) => {
  const preflight = c.req.method === "OPTIONS";
  const method = preflight ? c.req.header("Access-Control-Request-Method") : c.req.method;
  const origin = c.req.header("Origin") ?? "";
  const opened = settingsOf(c.env).allowedOrigins.includes(origin) && isForPlayers(method, c.req.path);
  return opened ? corsForPlayers(c, next) : next();
};
