import { MAX_ATTEMPTS, retryDelay } from "./backoff";

const PAGE_TICKETS = 1000;
const MAX_PAGES = 200;

/** The longest list of claimed tickets that the page reads. For longer ones there is tools/verify-draw.py. */
export const MAX_CHECKED_TICKETS = PAGE_TICKETS * MAX_PAGES;

/** Returns the query of the next page from a `Link` header. Ignores its address, which could be any. */
const nextQuery = (link: string | null): string | undefined =>
  /^<[^>?]*\?([^>#]*)[^>]*>; *rel="?next/.exec(link ?? "")?.[1];

/**
 * Fetches the claimed tickets of a closed raffle in the order of their claims. Waits when the service asks for
 * it. Stops after MAX_PAGES pages.
 *
 * @throws if a page can't be fetched
 */
export async function fetchClaimedTickets(
  id: string,
  get: (path: string) => Promise<Response> = (path) => fetch(path),
  wait = (milliseconds: number) => new Promise<unknown>((resolve) => setTimeout(resolve, milliseconds)),
): Promise<number[]> {
  const path = `/raffles/${id}/draw/tickets/`;
  const fetchPage = async (query: string): Promise<Response> => {
    for (let attempt = 0; ; attempt++) {
      const response = await get(`${path}?${query}`);
      if (response.ok) return response;
      if (response.status !== 429 || attempt + 1 === MAX_ATTEMPTS)
        throw new Error(`${path}: ${response.status}`);
      await wait(retryDelay(attempt, response));
    }
  };
  const tickets: number[] = [];
  let query: string | undefined = `limit=${PAGE_TICKETS}`;
  for (let pages = 0; query !== undefined && pages < MAX_PAGES; pages++) {
    const response = await fetchPage(query);
    const page: { ticket_number: number }[] = await response.json();
    for (const { ticket_number } of page) tickets.push(ticket_number);
    query = nextQuery(response.headers.get("Link"));
  }
  return tickets;
}
