import type { Hono } from "hono";
import icon from "swagger-ui-dist/favicon-32x32.png";
import css from "swagger-ui-dist/swagger-ui.css";
import script from "swagger-ui-dist/swagger-ui-bundle.js";
import type { App } from "../../http/guard";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Raffle API: reference</title>
<link rel="icon" type="image/png" href="/docs/favicon.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/start.js" defer></script>
</head>
<body>
<main id="reference"></main>
<noscript>This page needs JavaScript. What it shows is at <a href="/openapi.json">/openapi.json</a>.</noscript>
</body>
</html>
`;

// Without validatorUrl, Swagger UI would send the document to a server of Swagger for validation.
const START = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  validatorUrl: "none",
  deepLinking: true,
  tryItOutEnabled: true,
});
`;

/** Turns the data: URLs of Swagger UI's style sheet into files, because our policy blocks data: URLs. */
function withIconsAsFiles(style: string): { style: string; icons: string[] } {
  const icons: string[] = [];
  const rewritten = style
    .replace(/url\("data:image\/svg\+xml;charset=utf-8,((?:[^"\\]|\\.)*)"\)/g, (_, svg: string) => {
      const image = decodeURIComponent(svg.replaceAll('\\"', '"'));
      const known = icons.indexOf(image);
      return `url(/docs/icons/${known === -1 ? icons.push(image) - 1 : known}.svg)`;
    })
    .replace(/\/\*# sourceMappingURL=.*?\*\//, "");
  return { style: rewritten, icons };
}

const file = (body: string | ArrayBuffer, type: string) => () =>
  new Response(body, { headers: { "Content-Type": type, "Cache-Control": "public, max-age=3600" } });

/** Adds Swagger UI for /openapi.json. This Worker serves all of its files. */
export function referencePage(app: Hono<App>): void {
  const { style, icons } = withIconsAsFiles(css);
  app.get("/docs", file(PAGE, "text/html; charset=utf-8"));
  app.get("/docs/start.js", file(START, "text/javascript; charset=utf-8"));
  app.get("/docs/swagger-ui-bundle.js", file(script, "text/javascript; charset=utf-8"));
  app.get("/docs/swagger-ui.css", file(style, "text/css; charset=utf-8"));
  app.get("/docs/favicon.png", file(icon, "image/png"));
  for (const [i, svg] of icons.entries()) app.get(`/docs/icons/${i}.svg`, file(svg, "image/svg+xml"));
}
