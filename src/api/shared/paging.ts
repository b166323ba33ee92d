/** Documents the header that links to the next page. */
export const linkHeader = {
  Link: 'The next page, as `<URL>; rel="next"` (RFC 8288). The last page has no Link.',
};

/** Builds a JSON array of limited size. It always accepts the first item. */
export class JsonPage {
  readonly #items: string[] = [];
  /** Starts at 1: two brackets, minus the comma that the first item doesn't have. */
  #bytes = 1;

  constructor(readonly maxBytes: number) {}

  /** Appends an item if it fits, and reports whether it did. */
  add(item: unknown): boolean {
    const json = JSON.stringify(item);
    this.#bytes += 1 + new TextEncoder().encode(json).length;
    if (this.#items.length > 0 && this.#bytes > this.maxBytes) return false;
    this.#items.push(json);
    return true;
  }

  toString(): string {
    return `[${this.#items.join(",")}]`;
  }
}

/**
 * Returns the value of the `Link` header: the URL of this page with the cursor of the next.
 *
 * @param others the other parameters of the query
 */
export function linkToNext(
  thisPage: string,
  limit: number,
  cursor: number | string,
  others: Record<string, string> = {},
): string {
  const url = new URL(thisPage);
  url.search = String(new URLSearchParams({ ...others, limit: String(limit), cursor: String(cursor) }));
  return `<${url}>; rel="next"`;
}
