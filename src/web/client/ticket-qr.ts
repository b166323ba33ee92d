import { ticketLink } from "../../contract/links";
import type { Ticket } from "../../contract/wire";

/** Draws the QR code of a ticket on its card. Loads the encoder, which only pages with a ticket need. */
export async function drawTicketQr(card: HTMLElement, raffleId: string, ticket: Ticket): Promise<void> {
  const svg = card.querySelector<SVGElement>("[data-encoder]");
  const path = svg?.dataset.encoder;
  if (!svg || path === undefined) return;
  try {
    const { drawInto }: typeof import("./qr-encoder") = await import(path);
    drawInto(svg, ticketLink(location.origin, raffleId, ticket.ticket_number, ticket.verification_code));
  } catch {
    // The encoder can't be loaded. The card has number and code in letters.
    svg.remove();
  }
}
