/** Paints the QR code of a page at four pixels a module, for `qr/decode.js`. */
export function pixelsOf(svg: string) {
  const modules = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const [scale, size] = [4, 4 * modules];
  const data = new Uint8Array(size * size * 4).fill(255);
  const path = /fill="#000" d="([^"]*)"/.exec(svg)?.[1] ?? "";
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const start = row * size + Number(x) * scale;
      for (let pixel = start; pixel < start + Number(length) * scale; pixel++)
        data.fill(0, 4 * pixel, 4 * pixel + 3);
    }
  }
  return { width: size, height: size, data };
}
