import { WRITTEN_CODE } from "../../contract/shapes";
import type { Ticket } from "../../contract/wire";

/** The longest text parsed, in UTF-16 units. A link from a stranger may have any length. */
const MAX_LENGTH = 100;

/** Matches the number and the code, and what a sentence puts after a link. */
const NUMBER_AND_CODE = /^([1-9]\d{0,8})\.([\dA-Z-]+)[^\dA-Z-]*$/i;

/**
 * Parses the ticket of a link, "141.4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D". A wrong code is noticed only after the
 * draw.
 *
 * @param total the number of tickets of the raffle
 * @returns undefined if the text has no ticket of the raffle
 */
export function parseLinkedTicket(text: string, total: number): Ticket | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [, number, code] = NUMBER_AND_CODE.exec(text) ?? [];
  const ticket = { ticket_number: Number(number), verification_code: code?.toUpperCase() ?? "" };
  return ticket.ticket_number <= total && WRITTEN_CODE.test(ticket.verification_code) ? ticket : undefined;
}
