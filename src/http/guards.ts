import { bodyLimit } from "hono/body-limit";
import { MAX_BODY_BYTES } from "../contract/limits";
import { isWithin } from "../domain/address";
import { settingsOf } from "../settings/settings";
import { guard } from "./guard";
import { isCrossSite } from "./origin";
import { problem } from "./problem";
import { refusalByRate } from "./rate-limit";

/** Only callers whose address the platform tells. */
export const knownAddress = guard(["address-unknown"], (c) =>
  c.var.address ? undefined : problem("address-unknown"),
);

/** Only addresses on the manager list. */
export const managersOnly = guard(["address-unknown", "unauthorized"], (c) => {
  if (!c.var.address) return problem("address-unknown");
  return isWithin(c.var.address, settingsOf(c.env).managers) ? undefined : problem("unauthorized");
});

/** No more lists than their own rate limit allows: one list may cost as much as a hundred other requests. */
export const fewLists = guard(["too-many-requests"], (c) => refusalByRate(c, c.env.LIST_RATE_LIMIT));

/** No pages of other sites: an address is all a manager shows, and a page they visit calls from it too. */
export const ownPagesOnly = guard(["cross-site-request"], (c) =>
  isCrossSite(c.req.raw, c.var.address, []) ? problem("cross-site-request") : undefined,
);

/** No pages of other sites but those in ALLOWED_ORIGINS. */
export const allowedPagesOnly = guard(["cross-site-request"], (c) => {
  const { allowedOrigins } = settingsOf(c.env);
  return isCrossSite(c.req.raw, c.var.address, allowedOrigins) ? problem("cross-site-request") : undefined;
});

const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => problem("payload-too-large") });

/**
 * A body of at most 256 KiB that calls itself JSON and is UTF-8 (RFC 8259, 8.1). That it is JSON, the route's
 * validator tells (as an exception that api/failures.ts answers).
 */
export const jsonBody = guard(
  ["payload-too-large", "unsupported-media-type", "malformed-json"],
  async (c) => {
    const mediaType = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
    if (mediaType !== "application/json") return problem("unsupported-media-type");
    let bytes: ArrayBuffer;
    try {
      if (await limit(c, async () => {})) return problem("payload-too-large");
      bytes = await c.req.arrayBuffer();
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    } catch {
      // No UTF-8, or it broke off on its way.
      return problem("malformed-json");
    }
    // The validator reads the header by a pattern stricter than RFC 9110: it gets it without parameters.
    const headers = new Headers(c.req.raw.headers);
    headers.set("Content-Type", mediaType);
    c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers, body: bytes });
    return undefined;
  },
);

/** As browsers write it; of another charset than UTF-8 the runtime reads no form. */
const FORM = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** The body of a page's form: urlencoded in UTF-8, of at most 256 KiB. */
export const formBody = guard(["payload-too-large", "unsupported-media-type"], async (c) => {
  if (!FORM.test(c.req.header("Content-Type") ?? "")) {
    return problem("unsupported-media-type", {
      detail: "The body must be application/x-www-form-urlencoded",
    });
  }
  return (await limit(c, async () => {})) ? problem("payload-too-large") : undefined;
});
