import type { MiddlewareHandler } from "hono";
import type { App } from "../../http/guard";

/**
 * Matches the path of a raffle's page with the end of a sentence: punctuation, marks such as ">" around
 * links, blanks and invisible characters.
 */
const PASTED_LINK =
  /^(\/(?:r|manage)\/)([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/?[\p{P}\p{Sk}\p{Z}\p{Cf}<>|~]+$/iu;

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Redirects a link that was pasted with the end of its sentence to the raffle. */
export const redirectPastedLink: MiddlewareHandler<App> = async (c, next) => {
  const [, page, id] = PASTED_LINK.exec(decodePath(c.req.path)) ?? [];
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  if (page === undefined || id === undefined || !isRead) return next();
  return c.redirect(page + id.toLowerCase());
};
