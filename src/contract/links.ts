/**
 * Returns the link that opens a raffle's page with a pass. Browsers send no fragment to a server, so no log
 * has the pass.
 *
 * @param origin such as https://raffle.example.com
 */
export const passLink = (origin: string, raffleId: string, pass: string): string =>
  `${origin}/r/${raffleId}#pass=${pass}`;

/**
 * Returns the link of a ticket: its number and code in the fragment of the raffle's page.
 *
 * @param origin such as https://raffle.example.com
 */
export const ticketLink = (origin: string, raffleId: string, ticketNumber: number, code: string): string =>
  `${origin}/r/${raffleId}#ticket=${ticketNumber}.${code}`;

/** Matches a number and a complete code of 24 characters: `217.4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D`. */
const NUMBER_AND_CODE = String.raw`([1-9]\d{0,8})\.([\dA-Z](?:-?[\dA-Z]){23})`;

const TICKET_LINK = new RegExp(
  String.raw`^\S*/r/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/?#ticket=${NUMBER_AND_CODE}$`,
  "i",
);

/** What a link of a ticket holds. */
export interface LinkedTicket {
  raffleId: string;
  ticketNumber: number;
  code: string;
}

/** Parses the link of a ticket, of any service. Returns undefined if the text is none, or is not complete. */
export function readTicketLink(text: string): LinkedTicket | undefined {
  const [, raffleId, number, code] = TICKET_LINK.exec(text.trim()) ?? [];
  if (raffleId === undefined || number === undefined || code === undefined) return undefined;
  return { raffleId: raffleId.toLowerCase(), ticketNumber: Number(number), code };
}
