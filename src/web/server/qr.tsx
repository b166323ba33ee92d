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

/** Renders a QR code. It is black on white in every colour scheme, because scanners need that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const size = rows.length;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={drawModules(rows)} />
    </svg>
  );
}
