import { MAX_ATTEMPTS, retryDelay } from "./backoff";

const PAGE_LENGTH = 1000;
const MAX_PAGES = 200;

/** The longest list that the page reads. For longer ones there is tools/verify-draw.py. */
export const MAX_LIST_LENGTH = PAGE_LENGTH * MAX_PAGES;

/** Returns the query of the next page from a `Link` header. Ignores its address, which could be any. */
const nextQuery = (link: string | null): string | undefined =>
  /^<[^>?]*\?([^>#]*)[^>]*>; *rel="?next/.exec(link ?? "")?.[1];

/**
 * Fetches all pages of a list. Waits when the service asks for it. Stops after MAX_PAGES pages.
 *
 * @throws if a page can't be fetched
 */
export async function fetchList<T>(
  path: string,
  get: (path: string) => Promise<Response> = (path) => fetch(path),
  wait = (milliseconds: number) => new Promise<unknown>((resolve) => setTimeout(resolve, milliseconds)),
): Promise<T[]> {
  const fetchPage = async (query: string): Promise<Response> => {
    for (let attempt = 0; ; attempt++) {
      const response = await get(`${path}?${query}`);
      if (response.ok) return response;
      if (response.status !== 429 || attempt + 1 === MAX_ATTEMPTS)
        throw new Error(`${path}: ${response.status}`);
      await wait(retryDelay(attempt, response));
    }
  };
  const items: T[] = [];
  let query: string | undefined = `limit=${PAGE_LENGTH}`;
  for (let pages = 0; query !== undefined && pages < MAX_PAGES; pages++) {
    const response = await fetchPage(query);
    for (const item of (await response.json()) as T[]) items.push(item);
    query = nextQuery(response.headers.get("Link"));
  }
  return items;
}
