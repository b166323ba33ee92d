import type { Context, TypedResponse } from "hono";
import { accepts } from "hono/accepts";
import { LIST_TYPES, type ListType } from "./list-formats";

/** Returns the media type in lower case, with its `separator` if that is semicolon. */
function notationOf(type: string, params: Record<string, string>): string {
  const bare = type.toLowerCase();
  if (bare !== "text/csv") return bare;
  const written = Object.entries(params).map((pair) => pair.join("=").toLowerCase());
  return written.includes("separator=semicolon") ? `${bare};separator=semicolon` : bare;
}

/** Returns the media type that the client prefers. The default is JSON. */
export const preferredType = (c: Context): ListType =>
  accepts(c, {
    header: "Accept",
    supports: [...LIST_TYPES],
    default: "application/json",
    // Hono's own match ignores `*/*`, even if the other types have a lower quality.
    match: (accepted, { supports, default: json }) =>
      accepted
        .toSorted((a, b) => b.q - a.q)
        .map(({ type, params, q }) => (type === "*/*" || q === 0 ? json : notationOf(type, params)))
        .find((type) => supports.includes(type)) ?? json,
  }) as ListType;

/**
 * Returns the headers of a list.
 *
 * @param name the name of the file, without its extension
 */
export const listHeaders = (name: string, type: ListType): Record<string, string> => ({
  Vary: "Accept",
  ...(type.startsWith("text/csv")
    ? {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}.csv"`,
      }
    : { "Content-Type": type }),
});

/**
 * Builds the 200 response of a list. The cast is unchecked: tests verify that the body matches the schema.
 */
export const listAnswer = <T extends object>(body: BodyInit, headers: Record<string, string>) =>
  new Response(body, { headers }) as Response & TypedResponse<T[], 200, "json">;
