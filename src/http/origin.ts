import { type Address, isLoopback } from "../domain/address";

/** Matches the host names of the local machine. */
const LOCAL_NAMES = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Reports whether this machine is called by a foreign host name. With DNS rebinding, such a name resolves to
 * this machine, and a foreign page looks like the service's own. It can happen only in development: a
 * deployed Worker has no callers from loopback.
 */
const hasForeignName = ({ hostname }: URL, caller: Address | undefined): boolean =>
  caller !== undefined && isLoopback(caller) && !LOCAL_NAMES.test(hostname);

/**
 * Reports whether a page may read this machine by DNS rebinding. Browsers mark no GET within an origin of
 * plain HTTP: they send Sec-Fetch-Site by HTTPS only, and Origin with other methods only.
 */
export function mayBeRebound(request: Request, caller: Address | undefined): boolean {
  const url = new URL(request.url);
  return ["GET", "HEAD"].includes(request.method) && url.protocol === "http:" && hasForeignName(url, caller);
}

/**
 * Reports whether a page of another site caused this request. Browsers set Sec-Fetch-Site (W3C Fetch
 * Metadata) and Origin (RFC 6454), which pages can't forge. A client that sends neither is not a browser.
 * Unlike hono/csrf, this checks every content type and requests without a body, and both headers must be
 * right.
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
  const url = new URL(request.url);
  if (hasForeignName(url, caller)) return true;
  if (origin !== null && origin !== url.origin) return true;
  return site !== null && site !== "same-origin" && site !== "none";
}
