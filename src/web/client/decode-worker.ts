// Reads QR codes in a Web Worker, so that the picture of the camera does not stutter.
import decodeQR from "qr/decode.js";

/** Limits the search in one picture. The camera gives the next one. */
const TIME_LIMIT_MS = 100;

addEventListener("message", ({ data: picture }: MessageEvent<ImageData>) => {
  let text: string | undefined;
  try {
    text = decodeQR(picture, { timeLimit: TIME_LIMIT_MS });
  } catch {
    // The picture has no QR code.
  }
  postMessage(text);
});
