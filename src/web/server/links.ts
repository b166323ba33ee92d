import type { MiddlewareHandler } from "hono";
import type { App } from "../../http/guard";

/**
 * A raffle's page, and what its sentence brings along: punctuation, marks such as ">" that frame links, blanks and
 * invisible characters.
 */
const PASTED =
  /^(\/(?:r|manage)\/)([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/?[\p{P}\p{Sk}\p{Z}\p{Cf}<>|~]+$/iu;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Leads a link that was pasted with the end of its sentence to the raffle. */
export const pastedLink: MiddlewareHandler<App> = async (c, next) => {
  const [, page, id] = PASTED.exec(decoded(c.req.path)) ?? [];
  const reads = c.req.method === "GET" || c.req.method === "HEAD";
  if (page === undefined || id === undefined || !reads) return next();
  return c.redirect(page + id.toLowerCase());
};
