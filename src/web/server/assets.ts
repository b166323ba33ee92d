import { base64 } from "@scure/base";
import type { Hono } from "hono";
import {
  decodeWorker,
  exampleTicket,
  icon,
  previewImage,
  qrEncoder,
  scripts,
  styles,
  ticketPicture,
  verifyWorker,
} from "../../../dist/assets.js";
import type { App } from "../../http/guard";

/**
 * Adds the files that pages load. Their names change with the content, so browsers keep them for good. Also
 * adds /favicon.ico, which browsers request by themselves for a response that is not a page.
 */
export function assetFiles(app: Hono<App>): void {
  const add = (path: string, type: string, lifetime: string, read: () => BodyInit) =>
    app.get(path, () => {
      const headers = { "Content-Type": type, "Cache-Control": `public, ${lifetime}` };
      return new Response(read(), { headers });
    });
  const forGood = "max-age=31536000, immutable";
  const shared = [verifyWorker, decodeWorker, qrEncoder, ticketPicture, icon, exampleTicket];
  const byAudience = [scripts.players, scripts.organisers, styles].flatMap((files) => Object.values(files));
  for (const { path, type, text } of [...byAudience, ...shared]) add(path, type, forGood, () => text);
  add(previewImage.path, previewImage.type, forGood, () => base64.decode(previewImage.base64));
  add("/favicon.ico", icon.type, "max-age=86400", () => icon.text);
}
