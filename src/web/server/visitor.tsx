import type { Context } from "hono";
import { type Child, createContext, useContext } from "hono/jsx";
import { languageDetector } from "hono/language";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { App } from "../../http/guard";
import { managersOnly } from "../../http/guards";
import { isPage } from "../../http/headers";
import * as de from "../texts/de";
import * as en from "../texts/en";
import * as es from "../texts/es";
import * as fr from "../texts/fr";
import { type Language, languages, type Texts } from "../texts/languages";
import { localeFor } from "./locale";

const textsByLanguage: Record<Language, Texts> = { de, en, es, fr };

/** Whom a page is rendered for. */
export interface Visitor {
  language: Language;
  dates: Intl.DateTimeFormat;
  isManager: boolean;
  /** The origin of links to the service. */
  origin: string;
  /** The path and query of this page in another language. Undefined if the page can't be loaded again. */
  linkTo: ((language: Language) => string) | undefined;
}

const VisitorContext = createContext<Visitor | undefined>(undefined);

/** Returns whom the page is rendered for. Works only while a page is rendered. */
export function visitor(): Visitor {
  const found = useContext(VisitorContext);
  if (!found) throw new Error("No page is being rendered");
  return found;
}

/** Returns the texts in the visitor's language. Works only while a page is rendered. */
export const texts = (): Texts => textsByLanguage[visitor().language];

/** Formats a time in UTC. The browser script replaces it by local time (client/dom.ts). */
export const dateTime = (iso: string): string => `${visitor().dates.format(new Date(iso))} UTC`;

/** The name of the cookie with the language that the visitor has chosen (language.ts). */
export const LANGUAGE_COOKIE = "language";

const detectLanguage = languageDetector({
  order: ["cookie", "header"],
  lookupCookie: LANGUAGE_COOKIE,
  caches: false,
  supportedLanguages: Object.keys(languages),
  fallbackLanguage: "en" satisfies Language,
});

/** Returns the language that the visitor has chosen, or else the one that the browser prefers. */
async function languageFor(c: Context<App>): Promise<Language> {
  await detectLanguage(c, async () => {});
  return c.get("language") as Language;
}

/** Returns the texts for a request. */
export const textsFor = async (c: Context<App>): Promise<Texts> => textsByLanguage[await languageFor(c)];

function linkOf(path: string, { search }: URL) {
  const query = new URLSearchParams(search);
  return (language: Language) => {
    query.set("lang", language);
    return `${path}?${query}`;
  };
}

/** Reports whether the page may show what only managers use. With invalid settings, nobody is a manager. */
async function isManager(c: Context<App>): Promise<boolean> {
  try {
    return (await managersOnly.check(c)) === undefined;
  } catch {
    return false;
  }
}

async function visitorOf(c: Context<App>): Promise<Visitor> {
  const language = await languageFor(c);
  const locale = localeFor(c, language);
  // An invalid Host header makes the whole URL invalid. That page needs no link to itself.
  const url = URL.parse(c.req.url);
  return {
    language,
    dates: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
    isManager: await isManager(c),
    origin: url?.origin ?? "",
    // The answer to a form may show a ticket that no other page shows.
    linkTo: url && c.req.method === "GET" && isPage(c.req.path) ? linkOf(c.req.path, url) : undefined,
  };
}

/** Renders a page for a visitor. */
export const renderFor = (visitor: Visitor, page: Child) => (
  <VisitorContext.Provider value={visitor}>{page}</VisitorContext.Provider>
);

/** Returns a page in the visitor's language. */
export async function showPage(
  c: Context<App>,
  page: Child,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return c.html(renderFor(await visitorOf(c), page), status);
}
