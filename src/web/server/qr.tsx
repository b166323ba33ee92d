import { drawQr } from "../shared/qr-path";

/** Renders a QR code. It is black on white in every colour scheme, because scanners need that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, background, dark } = drawQr(text);
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={background} />
      <path fill="#000" d={dark} />
    </svg>
  );
}
