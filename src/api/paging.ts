/** The documentation of the header that leads from page to page. */
export const linkHeader = {
  Link: 'The next page, as `<URL>; rel="next"` (RFC 8288); absent on the last',
};

/** The value of that header: the URL of this page with the next one's cursor. */
export function linkToNext(thisPage: string, limit: number, cursor: number | string): string {
  const url = new URL(thisPage);
  url.search = `limit=${limit}&cursor=${cursor}`;
  return `<${url}>; rel="next"`;
}
