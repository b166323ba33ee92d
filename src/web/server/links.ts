import type { MiddlewareHandler } from "hono";
import type { App } from "../../http/guard";

/**
 * Matches what a sentence puts around a link: anything except letters, digits and control characters. Some
 * invisible characters count as letters (U+3164), and some programs escape ">" as "&gt;".
 */
const MARK = String.raw`[[^\p{L}\p{N}\p{Cc}]\s\p{Default_Ignorable_Code_Point}]`;
const AROUND = `(?:&(?:lt|gt|amp|quot|nbsp);?|${MARK})*`;

/**
 * Matches the path of a raffle's page, of a page below it or of a CSV file, with text around the id. An opening
 * bracket must be closed.
 */
const PASTED_LINK = new RegExp(
  String.raw`^(/(?:r|manage)/)(?!\p{Ps}\P{Pe}*$)${AROUND}` +
    String.raw`([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})((?<=^/r/.*)/winners\.csv|(?<=^/manage/.*)/(?:passes(?:\.csv)?|poster|reveal))?${AROUND}$`,
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
  return path.toLowerCase() === target ? next() : c.redirect(target);
};
