// Is an asset of its own: pages load it only when a player saves a ticket as a picture.
import type { Ticket } from "../../contract/wire";
import { drawQr } from "../shared/qr-path";
import { drawText, type TextBox } from "./canvas-text";

/** What the picture shows. */
export interface TicketPicture {
  name: string;
  /** The direction of the name. */
  direction: CanvasDirection;
  ticket: Ticket;
  /** The link that shows the ticket. */
  link: string;
  /** The texts in the page's language. */
  labels: { number: string; code: string; secrecy: string };
}

/** The size in pixels, like all measures here. It fills the screen of a phone. */
const [WIDTH, HEIGHT] = [1080, 1920];
const MARGIN = 48;
const PADDING = 96;
const PERFORATION = 740;
const HOLE = 30;
const QR = { top: 1070, size: 560 };

/** The colours of a ticket by day (style/tokens.css). */
const [PAPER, BUFF, PRINT] = ["#f4f6fb", "#ffe08a", "#1b2784"];

/** Returns a box as wide as the text of the ticket, with a font of the page's style sheet. */
function box(top: number, height: number, sizes: number[], weight: number, family: "sans" | "mono"): TextBox {
  const fonts = getComputedStyle(document.documentElement).getPropertyValue(`--${family}`);
  const font = (size: number) => `${weight} ${size}px ${fonts}`;
  return { left: PADDING, top, width: WIDTH - 2 * PADDING, height, sizes, font };
}

/** Draws the ticket with its holes and its perforation. */
function drawPaper(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = BUFF;
  pen.beginPath();
  pen.roundRect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, 28);
  pen.fill();
  pen.fillStyle = PAPER;
  for (const x of [MARGIN, WIDTH - MARGIN]) {
    pen.beginPath();
    pen.arc(x, PERFORATION, HOLE, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.strokeStyle = PRINT;
  pen.lineWidth = 5;
  pen.setLineDash([16, 12]);
  pen.beginPath();
  pen.moveTo(PADDING, PERFORATION);
  pen.lineTo(WIDTH - PADDING, PERFORATION);
  pen.stroke();
}

function drawTexts(pen: CanvasRenderingContext2D, { name, direction, ticket, link, labels }: TicketPicture) {
  const [page = ""] = link.split("#");
  const groups = ticket.verification_code.split("-");
  pen.fillStyle = PRINT;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.direction = direction;
  drawText(pen, name, box(90, 270, [76, 64, 52, 42, 34, 28], 800, "sans"));
  pen.direction = "ltr";
  drawText(pen, labels.number, box(384, 50, [38], 600, "sans"));
  drawText(pen, String(ticket.ticket_number), box(420, 300, [240, 200, 160], 800, "mono"));
  drawText(pen, labels.code, box(790, 50, [38], 600, "sans"));
  drawText(pen, groups.slice(0, 3).join("  "), box(845, 95, [76], 700, "mono"));
  drawText(pen, groups.slice(3).join("  "), box(940, 95, [76], 700, "mono"));
  drawText(pen, page, box(1650, 90, [30, 26], 500, "mono"));
  drawText(pen, labels.secrecy, box(1748, 100, [32, 28], 600, "sans"));
}

function drawLink(pen: CanvasRenderingContext2D, link: string): void {
  const { size, background, dark } = drawQr(link);
  // Each module is a whole number of pixels, so that its edges are sharp.
  const scale = Math.floor(QR.size / size);
  pen.translate(Math.floor((WIDTH - scale * size) / 2), QR.top);
  pen.scale(scale, scale);
  pen.fillStyle = "#fff";
  pen.fill(new Path2D(background));
  pen.fillStyle = "#000";
  pen.fill(new Path2D(dark));
}

/**
 * Draws a ticket.
 *
 * @returns a PNG file
 * @throws Error if the browser can't draw
 */
export async function drawTicket(picture: TicketPicture): Promise<Blob> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("There is no canvas");
  drawPaper(pen);
  drawTexts(pen, picture);
  drawLink(pen, picture.link);
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!file) throw new Error("There is no room for the picture");
  return file;
}
