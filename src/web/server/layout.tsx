import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { type Audience, icon, previewImage, scripts, styles } from "../../../dist/assets.js";
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

/** What messengers and social networks show of a link to a page. */
export interface Preview {
  title: string;
  description: string;
  path: string;
}

/** Renders the properties of the Open Graph protocol (https://ogp.me). */
const PreviewTags = ({ title, description, path }: Preview) => {
  const { origin } = visitor();
  const properties = {
    type: "website",
    site_name: texts().common.service,
    title,
    description,
    url: origin + path,
    image: origin + previewImage.path,
    "image:type": previewImage.type,
    "image:width": "1200",
    "image:height": "630",
    "image:alt": texts().preview.image,
  };
  return (
    <>
      {Object.entries(properties).map(([name, content]) => (
        <meta property={`og:${name}`} content={content} />
      ))}
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
};

/** The pages for players. They load less than those for organisers. */
const PLAYERS_PAGES = ["home", "raffle", "ticket", "problem"];

const audienceOf = (page: string): Audience => (PLAYERS_PAGES.includes(page) ? "players" : "organisers");

interface LayoutProps {
  title: string;
  page: string;
  /** Managers' pages have none. */
  preview?: Preview;
  children?: Child;
}

/** Renders a page around its content. */
export const Layout = ({ title, page, preview, children }: LayoutProps) => (
  <>
    {raw("<!doctype html>")}
    <html lang={visitor().language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* Phones turn numbers that look like telephone numbers into links. A ticket number may look so. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <meta name="description" content={preview?.description ?? texts().common.fairness} />
        {preview && <PreviewTags {...preview} />}
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href={icon.path} />
        <link rel="stylesheet" href={styles[audienceOf(page)].path} />
        <script type="module" src={scripts[audienceOf(page)][visitor().language].path} />
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
          {/* They would empty a half-filled form. The review page has none, because it answers a form. */}
          {page !== "new-raffle" && <LanguageLinks />}
        </footer>
      </body>
    </html>
  </>
);
