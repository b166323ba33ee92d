import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { icon, script, style } from "../../../dist/assets.js";
import { common, language } from "../texts/en";

/** Renders a page around its content. */
export const Layout = ({ title, page, children }: { title: string; page: string; children?: Child }) => (
  <>
    {raw("<!doctype html>")}
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* Phones turn numbers that look like telephone numbers into links. A ticket number may look so. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <meta name="description" content={common.fairness} />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href={icon.path} />
        <link rel="stylesheet" href={style.path} />
        <script type="module" src={script.path} />
      </head>
      <body data-page={page}>
        <a class="skip" href="#content">
          {common.skip}
        </a>
        <header class="top">
          <a class="brand" href="/">
            <img src={icon.path} alt="" width="32" height="32" />
            {common.service}
          </a>
          <nav aria-label={common.service}>
            <a href="/manage">{common.manage}</a>
            <a href="/docs">{common.reference}</a>
          </nav>
        </header>
        <main id="content">{children}</main>
        <footer>{common.fairness}</footer>
      </body>
    </html>
  </>
);
