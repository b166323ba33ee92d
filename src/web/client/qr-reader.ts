/** Reads the QR code in the current picture of a video. Returns undefined if there is none. */
export interface QrReader {
  read(video: HTMLVideoElement): Promise<string | undefined>;
  close(): void;
}

/** The part of the Shape Detection API that is used. TypeScript does not know the API. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** Limits the pictures that the worker gets. A ticket's code is still sharp, and takes less time. */
const MAX_PICTURE_WIDTH = 960;

/** Returns the browser's own reader, or undefined if it has none for QR codes. */
async function nativeReader(): Promise<QrReader | undefined> {
  const { BarcodeDetector } = window as unknown as { BarcodeDetector?: DetectorClass };
  if (!BarcodeDetector) return undefined;
  const formats = await BarcodeDetector.getSupportedFormats().catch((): string[] => []);
  if (!formats.includes("qr_code")) return undefined;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  // A video without a picture yet is an error.
  const read = (video: HTMLVideoElement) =>
    detector.detect(video).then(
      ([code]) => code?.rawValue,
      () => undefined,
    );
  return { read, close: () => {} };
}

/** Returns a reader that works in a Web Worker. */
function workerReader(script: string): QrReader {
  const worker = new Worker(script, { type: "module" });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const read = (video: HTMLVideoElement): Promise<string | undefined> => {
    const scale = Math.min(1, MAX_PICTURE_WIDTH / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (!context || canvas.width === 0) return Promise.resolve(undefined);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => reject(new Error("The worker does not run"));
      worker.postMessage(picture, [picture.data.buffer]);
    });
  };
  return { read, close: () => worker.terminate() };
}

/**
 * Returns a reader of QR codes: the browser's own, or else one that is loaded now.
 *
 * @param script the path of the Web Worker
 */
export const loadQrReader = async (script: string): Promise<QrReader> =>
  (await nativeReader()) ?? workerReader(script);
