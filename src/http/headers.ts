import type { Context, MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";
import { secureHeaders } from "hono/secure-headers";
import type { App } from "./guard";

const common = {
  xFrameOptions: "DENY",
  // What only browsers heeded that nobody runs any more: each header costs time in every request.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  // Without includeSubDomains: what else runs under the operator's domain is not ours to decide about.
  strictTransportSecurity: "max-age=15552000",
};

const forApi = secureHeaders({
  ...common,
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
});

const forPages = secureHeaders({
  ...common,
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
  // With no-referrer, browsers would send our own forms with `Origin: null`, which the door takes for another site's.
  referrerPolicy: "same-origin",
});

/** Whether a path is one of the pages' (src/web). */
export const isPage = (path: string): boolean => /^\/(?:$|r(?:\/|$)|manage(?:\/|$))/.test(path);

/** Whether a path is one of the API's, whose problems are documents for everybody. */
const isOfApi = (path: string): boolean =>
  /^\/(?:raffles(?:\/|$)|problems(?:\/|$)|openapi\.json$|healthz$)/.test(path);

/** Whether who asks decides by Accept if a problem is told as a page: on paths of neither the pages nor the API. */
export const isNegotiable = (c: Context): boolean =>
  (c.req.method === "GET" || c.req.method === "HEAD") && !isPage(c.req.path) && !isOfApi(c.req.path);

/** What a problem can be told as, the first one where any will do: programs send no Accept, or any type. */
const TYPES = ["application/problem+json", "application/json", "text/html"];

/** Whether a problem is told as a page: on the pages' paths, and to browsers that look for one elsewhere. */
export const isToldAsPage = (c: Context): boolean =>
  isPage(c.req.path) ||
  (isNegotiable(c) && accepts(c, { header: "Accept", supports: TYPES, default: "" }) === "text/html");

const done = async () => {};

/** Tells browsers to run, frame and load nothing that is not this service's own; in the pages only what those have. */
export const securityHeaders: MiddlewareHandler<App> = async (c, next) => {
  await next();
  const page = isPage(c.req.path) || (c.res.status >= 400 && isToldAsPage(c));
  return page ? forPages(c, done) : forApi(c, done);
};

/** Answers change from one moment to the next and some hold a code: nobody keeps them unless a route says so. */
export const notStored: MiddlewareHandler<App> = async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
};
