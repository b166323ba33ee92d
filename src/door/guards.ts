import { bodyLimit } from "hono/body-limit";
import { problem } from "../api/problems";
import { guard } from "../api/route";
import { isWithin } from "./address";
import { isCrossSite } from "./origin";
import { settingsOf } from "./settings";

/** Only callers whose address the platform tells. */
export const knownAddress = guard(["address-unknown"], (c) =>
  c.var.address ? undefined : problem("address-unknown"),
);

/** Only addresses on the manager list. */
export const managersOnly = guard(["address-unknown", "unauthorized"], (c) => {
  if (!c.var.address) return problem("address-unknown");
  return isWithin(c.var.address, settingsOf(c.env).managers) ? undefined : problem("unauthorized");
});

/** No pages of other sites: an address is all a manager shows, and a page they visit calls from it too. */
export const ownPagesOnly = guard(["cross-site-request"], (c) =>
  isCrossSite(c.req.raw, []) ? problem("cross-site-request") : undefined,
);

/** No pages of other sites but those in ALLOWED_ORIGINS. */
export const allowedPagesOnly = guard(["cross-site-request"], (c) =>
  isCrossSite(c.req.raw, settingsOf(c.env).allowedOrigins) ? problem("cross-site-request") : undefined,
);

const limit = bodyLimit({ maxSize: 256 * 1024, onError: () => problem("payload-too-large") });

/** A JSON body of at most 256 KiB. That it is JSON, the route's validator tells (as the exceptions of app.ts). */
export const jsonBody = guard(
  ["payload-too-large", "unsupported-media-type", "malformed-json"],
  async (c) =>
    (await limit(c, async () => {})) as ReturnType<typeof problem<"payload-too-large">> | undefined,
);
