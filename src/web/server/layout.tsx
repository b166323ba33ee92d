import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { icon, scripts, style } from "../../../dist/assets.js";
import { type Language, languages } from "../texts/languages";
import { texts, visitor } from "./visitor";

/** Renders the links to the page in other languages. */
const LanguageLinks = () => {
  const { language: current, linkTo } = visitor();
  if (!linkTo) return null;
  return (
    <nav class="languages" aria-label={texts().common.language}>
      {Object.entries(languages).map(([language, name]) =>
        language === current ? (
          <span aria-current="true">{name}</span>
        ) : (
          <a href={linkTo(language as Language)} hreflang={language} lang={language} rel="nofollow">
            {name}
          </a>
        ),
      )}
    </nav>
  );
};

/** Renders a page around its content. */
export const Layout = ({ title, page, children }: { title: string; page: string; children?: Child }) => (
  <>
    {raw("<!doctype html>")}
    <html lang={visitor().language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* Phones turn numbers that look like telephone numbers into links. A ticket number may look so. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <meta name="description" content={texts().common.fairness} />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href={icon.path} />
        <link rel="stylesheet" href={style.path} />
        <script type="module" src={scripts[visitor().language].path} />
      </head>
      <body data-page={page}>
        <a class="skip" href="#content">
          {texts().common.skip}
        </a>
        <header class="top">
          <a class="brand" href="/">
            <img src={icon.path} alt="" width="32" height="32" />
            {texts().common.service}
          </a>
          <nav aria-label={texts().common.service}>
            {visitor().isManager && <a href="/manage">{texts().common.manage}</a>}
            <a href="/docs">{texts().common.reference}</a>
          </nav>
        </header>
        <main id="content">{children}</main>
        <footer>
          <p>{texts().common.fairness}</p>
          <LanguageLinks />
        </footer>
      </body>
    </html>
  </>
);
