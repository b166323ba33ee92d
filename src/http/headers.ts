import type { Context, MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";
import { secureHeaders } from "hono/secure-headers";
import type { App } from "./guard";

const commonHeaders = {
  xFrameOptions: "DENY",
  // Only obsolete browsers use the next four headers, and each header costs time in every request.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  // Without includeSubDomains, which would affect the operator's other services.
  strictTransportSecurity: "max-age=15552000",
};

const apiHeaders = secureHeaders({
  ...commonHeaders,
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
});

/** Returns the headers of pages. `camera` says which origins may use the camera. */
const headersOfPages = (camera: string[]) =>
  secureHeaders({
    ...commonHeaders,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    permissionsPolicy: { camera },
    // With no-referrer, browsers send forms with `Origin: null`, which the origin check rejects.
    referrerPolicy: "same-origin",
  });

const pageHeaders = headersOfPages([]);

/** The headers of the prize desk, which scans tickets. */
const deskHeaders = headersOfPages(["self"]);

const isPrizeDesk = (path: string): boolean => /^\/manage\/[^/]+\/desk(?:\/|$)/.test(path);

/** Reports whether a path belongs to the pages (src/web). */
export const isPage = (path: string): boolean => /^\/(?:$|docs$|r(?:\/|$)|manage(?:\/|$))/.test(path);

/** Reports whether a path belongs to the API, which always returns problems as JSON. */
const isApi = (path: string): boolean =>
  /^\/(?:raffles(?:\/|$)|raffle-summaries$|problems(?:\/|$)|openapi\.json$|healthz$)/.test(path);

/** Reports whether Accept decides the format of a problem: on paths of neither the pages nor the API. */
export const isFormatNegotiated = (c: Context): boolean =>
  (c.req.method === "GET" || c.req.method === "HEAD") && !isPage(c.req.path) && !isApi(c.req.path);

/** The media types of a problem. The first one serves clients that accept any type or send no Accept. */
const PROBLEM_MEDIA_TYPES = ["application/problem+json", "application/json", "text/html"];

/** Reports whether a problem is shown as a page: on the pages' paths, or if Accept prefers HTML. */
export const isShownAsPage = (c: Context): boolean =>
  isPage(c.req.path) ||
  (isFormatNegotiated(c) &&
    accepts(c, { header: "Accept", supports: PROBLEM_MEDIA_TYPES, default: "" }) === "text/html");

const noop = async () => {};

/** Sets security headers. Browsers load only the service's own content, and pages only the types they use. */
export const securityHeaders: MiddlewareHandler<App> = async (c, next) => {
  await next();
  const isPageResponse = isPage(c.req.path) || (c.res.status >= 400 && isShownAsPage(c));
  if (!isPageResponse) return apiHeaders(c, noop);
  return isPrizeDesk(c.req.path) ? deskHeaders(c, noop) : pageHeaders(c, noop);
};

/** Sets `no-store` unless the route has set Cache-Control. Responses change often, and some have a code. */
export const noStoreByDefault: MiddlewareHandler<App> = async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
};
