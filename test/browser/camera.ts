import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import encodeQR from "qr";

const [WIDTH, HEIGHT] = [640, 480];
const MODULE_PIXELS = 7;

/** Returns the brightness of each pixel of a picture with a QR code. The code is slightly off the centre. */
function paint(text: string): Uint8Array {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const picture = new Uint8Array(WIDTH * HEIGHT).fill(200);
  const [left, top] = [60, 30];
  for (const [y, row] of rows.entries()) {
    for (const [x, isDark] of row.entries()) {
      for (let line = 0; line < MODULE_PIXELS; line++) {
        const start = (top + y * MODULE_PIXELS + line) * WIDTH + left + x * MODULE_PIXELS;
        picture.fill(isDark ? 16 : 235, start, start + MODULE_PIXELS);
      }
    }
  }
  return picture;
}

/** The camera of a Chromium with these flags. It shows a QR code from the next start of the camera on. */
export interface Camera {
  flags: string[];
  show(text: string): void;
}

/**
 * Returns a camera. The browser repeats its video (YUV4MPEG2), which it opens when a page starts the camera.
 */
export function newCamera(): Camera {
  const file = join(mkdtempSync(join(tmpdir(), "raffle-camera-")), "ticket.y4m");
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  return {
    flags: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`],
    show: (text) => {
      const picture = [Buffer.from("FRAME\n"), paint(text), Buffer.alloc((WIDTH * HEIGHT) / 2, 128)];
      writeFileSync(file, Buffer.concat([header, ...Array<Buffer>(10).fill(Buffer.concat(picture))]));
    },
  };
}

/** Returns the flags of a Chromium whose camera shows a QR code. */
export function cameraFlags(text: string): string[] {
  const { flags, show } = newCamera();
  show(text);
  return flags;
}
