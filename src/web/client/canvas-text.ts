const LINE_HEIGHT = 1.25;

/** Where a text goes on a canvas, in pixels. */
export interface TextBox {
  left: number;
  top: number;
  width: number;
  height: number;
  /** The sizes of the font to try, the largest first. */
  sizes: readonly number[];
  /** Returns the font of a size, as canvases want it. */
  font: (size: number) => string;
}

/** The part of a CanvasRenderingContext2D that draws a text. */
interface Pen {
  font: string;
  measureText(text: string): { width: number };
  fillText(text: string, x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  beginPath(): void;
  clip(): void;
  save(): void;
  restore(): void;
}

/** Breaks a text into lines between words, or within a word that is longer than a line. */
function breakLines(pen: Pen, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const character of text) {
    if (line !== "" && pen.measureText(line + character).width > width) {
      const end = line.lastIndexOf(" ") + 1 || line.length;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
    line += character;
  }
  return [...lines, line].map((text) => text.trim());
}

/** Cuts off the lines that have no room. An ellipsis takes the place of their text. */
function cutLines(lines: string[], room: number): string[] {
  if (lines.length <= room) return lines;
  const last = [...(lines[room - 1] ?? "")].slice(0, -1).join("");
  return [...lines.slice(0, room - 1), `${last}…`];
}

/**
 * Draws a text into the middle of a box, in the largest size that has room, and shortens it if none has. The
 * canvas must have textAlign "center" and textBaseline "middle".
 */
export function drawText(pen: Pen, text: string, { left, top, width, height, sizes, font }: TextBox): void {
  let lines: string[] = [];
  let lineHeight = 0;
  for (const size of sizes) {
    pen.font = font(size);
    lines = breakLines(pen, text, width);
    lineHeight = size * LINE_HEIGHT;
    if (lines.length * lineHeight <= height) break;
  }
  const shown = cutLines(lines, Math.floor(height / lineHeight));
  const start = top + (height - shown.length * lineHeight) / 2;
  pen.save();
  // Stacked accents may be higher than any line.
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  for (const [i, line] of shown.entries()) {
    pen.fillText(line, left + width / 2, start + (i + 0.5) * lineHeight);
  }
  pen.restore();
}
