/** The documentation of the header that leads from page to page. */
export const linkHeader = {
  Link: 'The next page, as `<URL>; rel="next"` (RFC 8288); absent on the last',
};

/** A page of JSON that takes no more items than have room, but at least one. */
export class JsonPage {
  readonly #items: string[] = [];
  /** With the brackets; each item brings a comma or, the first one, none. */
  #bytes = 1;

  constructor(readonly maxBytes: number) {}

  /** Adds an item at the end. @returns whether it has room */
  add(item: unknown): boolean {
    const json = JSON.stringify(item);
    this.#bytes += 1 + new TextEncoder().encode(json).length;
    if (this.#items.length > 0 && this.#bytes > this.maxBytes) return false;
    this.#items.push(json);
    return true;
  }

  /** Returns the page as the text of an array. */
  toString(): string {
    return `[${this.#items.join(",")}]`;
  }
}

/** The value of that header: the URL of this page with the next one's cursor. */
export function linkToNext(thisPage: string, limit: number, cursor: number | string): string {
  const url = new URL(thisPage);
  url.search = `limit=${limit}&cursor=${cursor}`;
  return `<${url}>; rel="next"`;
}
