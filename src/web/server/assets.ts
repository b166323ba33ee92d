import type { Hono } from "hono";
import { icon, judge, script, style } from "../../../dist/assets.js";
import type { App } from "../../http/guard";

/**
 * Adds /assets: what the pages load. Names change with the content, so browsers keep the files for good; and for a day
 * /favicon.ico, which they ask for by themselves where they show no page, an answer of the API say.
 */
export function assetFiles(app: Hono<App>): void {
  const add = (path: string, { type, text }: typeof icon, lasting: string) =>
    app.get(path, () => {
      const headers = { "Content-Type": type, "Cache-Control": `public, ${lasting}` };
      return new Response(text, { headers });
    });
  for (const file of [script, judge, style, icon]) add(file.path, file, "max-age=31536000, immutable");
  add("/favicon.ico", icon, "max-age=86400");
}
