import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { App } from "./guard";

/** Tells browsers to run, frame and load nothing that is not this service's own. */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
  xFrameOptions: "DENY",
  // What only browsers heeded that nobody runs any more: each header costs time in every request.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  // Without includeSubDomains: what else runs under the operator's domain is not ours to decide about.
  strictTransportSecurity: "max-age=15552000",
});

/** Answers change from one moment to the next and some hold a code: nobody keeps them unless a route says so. */
export const notStored: MiddlewareHandler<App> = async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
};
