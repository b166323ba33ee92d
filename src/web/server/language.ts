import type { MiddlewareHandler } from "hono";
import { setCookie } from "hono/cookie";
import type { App } from "../../http/guard";
import { isPage } from "../../http/headers";
import { languages } from "../texts/languages";
import { LANGUAGE_COOKIE } from "./visitor";

const ONE_YEAR_SECONDS = 365 * 86_400;

/** Remembers the language that a link of the footer chooses (`?lang=`), and shows the page in it. */
export const rememberLanguage: MiddlewareHandler<App> = async (c, next) => {
  const language = c.req.query("lang");
  const isChoice = c.req.method === "GET" && language !== undefined && isPage(c.req.path);
  if (!isChoice || !Object.hasOwn(languages, language)) return next();
  const { protocol, searchParams } = new URL(c.req.url);
  setCookie(c, LANGUAGE_COOKIE, language, {
    httpOnly: true,
    secure: protocol === "https:",
    sameSite: "Lax",
    maxAge: ONE_YEAR_SECONDS,
  });
  searchParams.delete("lang");
  const query = searchParams.size > 0 ? `?${searchParams}` : "";
  // The path of the URL may start with two slashes, which would lead to another host.
  return c.redirect(`${c.req.path}${query}`);
};
