/**
 * Draws the QR code of a ticket's link on its card. Loads the encoder, which only pages with a ticket need.
 */
export async function drawTicketQr(card: HTMLElement, link: string): Promise<void> {
  const svg = card.querySelector<SVGElement>("[data-encoder]");
  const path = svg?.dataset.encoder;
  if (!svg || path === undefined) return;
  try {
    const { drawInto }: typeof import("./qr-encoder") = await import(path);
    drawInto(svg, link);
  } catch {
    // The encoder can't be loaded. The card has number and code in letters.
    svg.remove();
  }
}
