import type { Page } from "playwright-core";
import decodeQR from "qr/decode.js";

/** Decodes the QR code of a picture, and measures the picture. `page` reads the file. */
export async function decodePicture(page: Page, file: Buffer) {
  const { url, ...size } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    const reader = new FileReader();
    const read = new Promise((resolve) => reader.addEventListener("load", resolve));
    reader.readAsDataURL(new Blob([context.getImageData(0, 0, width, height).data]));
    await read;
    return { width, height, url: reader.result as string };
  }, file.toString("base64"));
  const data = new Uint8Array(Buffer.from(url.split(",")[1] ?? "", "base64"));
  // A busy machine needs more than the decoder's usual time.
  return { ...size, text: decodeQR({ ...size, data }, { timeLimit: 5000 }) };
}

/** Takes a screenshot of the QR code on the page's ticket and decodes it. */
export async function scanTicket(page: Page): Promise<string> {
  const code = page.locator("#mine .qr");
  await code.locator("path").first().waitFor({ state: "attached" });
  return (await decodePicture(page, await code.screenshot())).text;
}
