import { type Address, isLoopback } from "../domain/address";

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
