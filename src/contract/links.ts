/**
 * Returns the link that opens a raffle's page with a pass. Browsers send no fragment to a server, so no log has
 * the pass.
 *
 * @param origin such as https://raffle.example.com
 */
export const passLink = (origin: string, raffleId: string, pass: string): string =>
  `${origin}/r/${raffleId}#pass=${pass}`;
