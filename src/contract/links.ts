/**
 * Returns the link that opens a raffle's page with a pass. Browsers send no fragment to a server, so no log has
 * the pass.
 *
 * @param origin such as https://raffle.example.com
 */
export const passLink = (origin: string, raffleId: string, pass: string): string =>
  `${origin}/r/${raffleId}#pass=${pass}`;

/**
 * Returns the link that shows a ticket. Whoever has it has the ticket, so it is in the fragment, too.
 *
 * @param origin such as https://raffle.example.com
 */
export const ticketLink = (origin: string, raffleId: string, ticketNumber: number, code: string): string =>
  `${origin}/r/${raffleId}#ticket=${ticketNumber}.${code}`;
