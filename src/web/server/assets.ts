import type { Hono } from "hono";
import {
  decodeWorker,
  icon,
  qrEncoder,
  scripts,
  style,
  ticketPicture,
  verifyWorker,
} from "../../../dist/assets.js";
import type { App } from "../../http/guard";

/**
 * Adds the files that pages load. Their names change with the content, so browsers keep them for good. Also
 * adds /favicon.ico, which browsers request by themselves for a response that is not a page.
 */
export function assetFiles(app: Hono<App>): void {
  const add = (path: string, { type, text }: typeof icon, lifetime: string) =>
    app.get(path, () => {
      const headers = { "Content-Type": type, "Cache-Control": `public, ${lifetime}` };
      return new Response(text, { headers });
    });
  const modules = [verifyWorker, decodeWorker, qrEncoder, ticketPicture];
  for (const file of [...Object.values(scripts), ...modules, style, icon]) {
    add(file.path, file, "max-age=31536000, immutable");
  }
  add("/favicon.ico", icon, "max-age=86400");
}
