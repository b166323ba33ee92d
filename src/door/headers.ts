import type { MiddlewareHandler } from "hono";
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

/** Whether a path is one of the pages' (src/pages). */
export const isPage = (path: string): boolean => /^\/(?:$|r(?:\/|$)|manage(?:\/|$))/.test(path);

/** Tells browsers to run, frame and load nothing that is not this service's own; in the pages only what those have. */
export const securityHeaders: MiddlewareHandler<App> = (c, next) =>
  isPage(c.req.path) ? forPages(c, next) : forApi(c, next);

/** Answers change from one moment to the next and some hold a code: nobody keeps them unless a route says so. */
export const notStored: MiddlewareHandler<App> = async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
};
