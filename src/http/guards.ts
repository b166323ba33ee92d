import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { MAX_BODY_BYTES } from "../contract/limits";
import { isWithin } from "../domain/address";
import { failure, type Result, success } from "../domain/result";
import { settingsOf } from "../settings/settings";
import { type App, guard } from "./guard";
import { isCrossSite, mayBeRebound } from "./origin";
import { problem } from "./problem";
import { checkRateLimit } from "./rate-limit";

/**
 * Rejects requests whose Host header makes their URL invalid (RFC 9112, section 3.2). Whatever runs later may
 * parse the URL.
 */
export const validHost = guard(["invalid-host"], (c) =>
  URL.canParse(c.req.url) ? undefined : problem("invalid-host"),
);

/** Rejects callers whose address is unknown. */
export const knownAddress = guard(["address-unknown"], (c) =>
  c.get("address") ? undefined : problem("address-unknown"),
);

/** Rejects addresses that are not on the manager list. */
export const managersOnly = guard(["address-unknown", "unauthorized"], (c) => {
  const address = c.get("address");
  if (!address) return problem("address-unknown");
  return isWithin(address, settingsOf(c.env).managers) ? undefined : problem("unauthorized");
});

/** Enforces the rate limit of lists. One list may cost as much as a hundred other requests. */
export const listRateLimit = guard(["too-many-requests"], (c) => checkRateLimit(c, c.env.LIST_RATE_LIMIT));

/** Rejects pages of other sites. When a manager visits such a page, it calls from the manager's address. */
export const ownPagesOnly = guard(["cross-site-request"], (c) => {
  const [request, caller] = [c.req.raw, c.get("address")];
  const isForeign = isCrossSite(request, caller, []) || mayBeRebound(request, caller);
  return isForeign ? problem("cross-site-request") : undefined;
});

/** Rejects pages of other sites, except those in ALLOWED_ORIGINS. */
export const allowedPagesOnly = guard(["cross-site-request"], (c) => {
  const { allowedOrigins } = settingsOf(c.env);
  return isCrossSite(c.req.raw, c.get("address"), allowedOrigins) ? problem("cross-site-request") : undefined;
});

const limitBody = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => problem("payload-too-large") });

const JSON_MEDIA_TYPE = "application/json";

/** Returns the media type of the body, in lower case, without parameters. */
const mediaTypeOf = (c: Context): string | undefined =>
  c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Returns the length of the body in bytes, undefined if the request does not say it. */
function lengthOf({ headers }: Request): number | undefined {
  const length = headers.get("Content-Length");
  const isSaid = length !== null && /^\d+$/.test(length) && !headers.has("Transfer-Encoding");
  return isSaid ? Number(length) : undefined;
}

/**
 * Reads a body of up to 256 KiB. If its length is known, it needs neither a stream nor Hono's cache of bodies,
 * which would cost each claim by pass some time.
 *
 * @returns its bytes, undefined if there are more
 * @throws if the connection breaks
 */
function readLimited(c: Context<App>, length = lengthOf(c.req.raw)): Promise<ArrayBuffer | undefined> {
  if (length !== undefined && length <= MAX_BODY_BYTES) return c.req.raw.arrayBuffer();
  return limitBody(c, async () => {}).then((tooLarge) => (tooLarge ? undefined : c.req.raw.arrayBuffer()));
}

/**
 * Rejects bodies that are larger than 256 KiB, have another media type than JSON, or are not UTF-8 (RFC 8259,
 * section 8.1). The validator of the route parses the JSON. It throws for invalid JSON, and
 * api/shared/failures.ts turns that into a response.
 */
export const jsonBody = guard(
  ["payload-too-large", "unsupported-media-type", "malformed-json"],
  async (c) => {
    const mediaType = mediaTypeOf(c);
    if (mediaType !== JSON_MEDIA_TYPE) return problem("unsupported-media-type");
    let body: ArrayBuffer | undefined;
    try {
      body = await readLimited(c);
      utf8.decode(body);
    } catch {
      // The body is not UTF-8, or the connection broke.
      return problem("malformed-json");
    }
    if (body === undefined) return problem("payload-too-large");
    // The validator's pattern is stricter than RFC 9110, so it gets the header without parameters.
    const headers = new Headers(c.req.raw.headers);
    headers.set("Content-Type", mediaType);
    c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers, body });
    return undefined;
  },
);

/**
 * Reads the body as JSON, for routes that need no body.
 *
 * @returns the parsed JSON, undefined for an empty body; or the problem of the body
 */
export async function readOptionalJson(
  c: Context<App>,
): Promise<Result<unknown, "payload-too-large" | "unsupported-media-type" | "malformed-json">> {
  const length = lengthOf(c.req.raw);
  if (length === 0 || (length === undefined && c.req.raw.body === null)) return success(undefined);
  try {
    const body = await readLimited(c, length);
    if (body?.byteLength === 0) return success(undefined);
    if (mediaTypeOf(c) !== JSON_MEDIA_TYPE) return failure("unsupported-media-type");
    if (body === undefined) return failure("payload-too-large");
    return success(JSON.parse(utf8.decode(body)));
  } catch {
    // The body is not JSON in UTF-8, or the connection broke.
    return failure("malformed-json");
  }
}

/**
 * Returns the JSON object in the body, or an empty one if the body is anything else. For routes of the
 * original API, which ignored the body.
 */
export async function readIgnorableObject(c: Context<App>): Promise<object> {
  const read = await readOptionalJson(c);
  const body = read.ok ? read.value : null;
  return typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
}

/** Matches the header as browsers write it. The runtime parses forms in UTF-8 only. */
const FORM_CONTENT_TYPE = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Rejects form bodies that are larger than 256 KiB or not urlencoded in UTF-8. */
export const formBody = guard(["payload-too-large", "unsupported-media-type"], async (c) => {
  if (!FORM_CONTENT_TYPE.test(c.req.header("Content-Type") ?? "")) {
    return problem("unsupported-media-type", {
      detail: "The body must be application/x-www-form-urlencoded",
    });
  }
  return (await limitBody(c, async () => {})) ? problem("payload-too-large") : undefined;
});
