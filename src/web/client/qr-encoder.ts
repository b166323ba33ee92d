// Is an asset of its own: pages load it only when they show a ticket.
import { drawQr } from "../shared/qr-path";

const SVG = "http://www.w3.org/2000/svg";

/** Draws a text as a QR code into an empty svg element, as server/qr.tsx does. */
export function drawInto(svg: SVGElement, text: string): void {
  const { size, background, dark } = drawQr(text);
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  const paths = [
    ["#fff", background],
    ["#000", dark],
  ] as const;
  for (const [fill, d] of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("fill", fill);
    path.setAttribute("d", d);
    svg.append(path);
  }
}
