import type { Hono } from "hono";
import { icon, judge, script, style } from "../../dist/assets.js";
import type { App } from "../door/guard";

/** Adds /assets: what the pages load. Names change with the content, so browsers keep the files for good. */
export function assetFiles(app: Hono<App>): void {
  for (const { path, type, text } of [script, judge, style, icon]) {
    app.get(path, () => {
      const headers = { "Content-Type": type, "Cache-Control": "public, max-age=31536000, immutable" };
      return new Response(text, { headers });
    });
  }
}
