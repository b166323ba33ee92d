import type { MiddlewareHandler } from "hono";
import type { App } from "../../http/guard";

/**
 * Matches what a sentence puts around a link: anything except letters, digits and control characters. Some
 * invisible characters count as letters (U+3164), and some programs escape ">" as "&gt;".
 */
const MARK = String.raw`[[^\p{L}\p{N}\p{Cc}]\s\p{Default_Ignorable_Code_Point}]`;
const AROUND = `(?:&(?:lt|gt|amp|quot|nbsp);?|${MARK})*`;

/** Matches what may follow the id of a raffle: a page of managers, a CSV file, or a fragment. */
const AFTER_PLAYERS_ID = String.raw`/winners\.csv|#pass=[\da-z\-]+|#ticket=\d+\.[\da-z\-]+`;
const AFTER_MANAGERS_ID = String.raw`/passes(?:\.csv)?|/awards\.csv|/desk|/reveal|/poster`;

/**
 * Matches the path of a raffle's page, with text around the id. An opening bracket must be closed. Some
 * programs escape the "#" before a pass or ticket, so that it becomes a part of the path.
 */
const PASTED_LINK = new RegExp(
  String.raw`^(/(?:r|manage)/)(?!\p{Ps}\P{Pe}*$)${AROUND}` +
    String.raw`([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})` +
    `((?<=^/r/.*)(?:${AFTER_PLAYERS_ID})|(?<=^/manage/.*)(?:${AFTER_MANAGERS_ID}))?${AROUND}$`,
  "iv",
);

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Redirects a link that was pasted with parts of its sentence to the raffle. */
export const redirectPastedLink: MiddlewareHandler<App> = async (c, next) => {
  const path = decodePath(c.req.path);
  const [, page, id, file = ""] = PASTED_LINK.exec(path) ?? [];
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  if (page === undefined || id === undefined || !isRead) return next();
  const target = (page + id + file).toLowerCase();
  return path.toLowerCase() === target && !file.startsWith("#") ? next() : c.redirect(target);
};
