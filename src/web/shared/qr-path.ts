import encodeQR from "qr";

/** Draws each run of dark modules in a row as one rectangle. That is a third of one for each module. */
const drawModules = (rows: boolean[][]): string =>
  rows
    .flatMap((row, y) =>
      Array.from(row.map(Number).join("").matchAll(/1+/g), ({ index: x, 0: { length } }) => {
        return `M${x} ${y}h${length}v1h-${length}z`;
      }),
    )
    .join("");

/** The paths of a QR code, in modules. */
export interface QrPaths {
  /** Is the width and height, with the margin that scanners need. */
  size: number;
  /** Fills the whole square. */
  background: string;
  dark: string;
}

/** Encodes a text as a QR code. */
export function drawQr(text: string): QrPaths {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const size = rows.length;
  return { size, background: `M0 0h${size}v${size}h-${size}z`, dark: drawModules(rows) };
}
