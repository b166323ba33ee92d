import { desk as texts } from "../texts/page";
import { announce, getElement, wait } from "./dom";
import { loadQrReader, type QrReader } from "./qr-reader";

const READ_INTERVAL_MS = 150;

/** A code that stays before the camera is read once. It counts as gone after this time without it. */
const GONE_AFTER_MS = 2000;

/** Passes each code on once, for as long as it stays before the camera. */
class NewCodes {
  #last: string | undefined;
  #seenAt = 0;

  isNew(text: string, now: number): boolean {
    const isNew = text !== this.#last || now - this.#seenAt > GONE_AFTER_MS;
    this.#last = text;
    this.#seenAt = now;
    return isNew;
  }
}

/** Returns what to say when the camera can't be opened. */
function failureText(error: unknown): string {
  const { name } = error as Error;
  if (name === "NotAllowedError" || name === "SecurityError") return texts.cameraBlocked;
  return name === "NotFoundError" || name === "OverconstrainedError" ? texts.noCamera : texts.cameraFailed;
}

/**
 * Prepares the buttons that start and stop the camera. The camera also stops when the page is left or hidden.
 *
 * @param script the path of the Web Worker that reads QR codes
 * @param onCode gets each QR code once
 */
export function prepareCamera(script: string, onCode: (text: string) => void): void {
  // Browsers offer the camera only to pages that came by HTTPS.
  if (!navigator.mediaDevices?.getUserMedia) return;
  const box = getElement("#camera");
  const status = getElement("#desk-status");
  const video = getElement<HTMLVideoElement>("video", box);
  const [start, stop] = ["scan", "stop"].map((name) =>
    getElement<HTMLButtonElement>(`[data-do="${name}"]`, box),
  ) as [HTMLButtonElement, HTMLButtonElement];
  let stream: MediaStream | undefined;

  const showRunning = (isRunning: boolean) => {
    [video.hidden, stop.hidden, start.hidden] = [!isRunning, !isRunning, isRunning];
  };

  function end(): void {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.srcObject = null;
    showRunning(false);
  }

  async function readCodes(reader: QrReader, own: MediaStream): Promise<void> {
    const codes = new NewCodes();
    while (stream === own) {
      const text = await reader.read(video);
      if (stream === own && text !== undefined && codes.isNew(text, Date.now())) onCode(text);
      await wait(READ_INTERVAL_MS);
    }
  }

  start.addEventListener("click", async () => {
    start.disabled = true;
    let reader: QrReader | undefined;
    let opened: MediaStream | undefined;
    try {
      opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      stream = opened;
      video.srcObject = opened;
      showRunning(true);
      announce(status, texts.scanning);
      await video.play();
      reader = await loadQrReader(script);
      start.disabled = false;
      await readCodes(reader, opened);
    } catch (error) {
      // Stopping a camera that is just starting is an error, too.
      if (stream === opened) {
        end();
        announce(status, failureText(error), "bad");
      }
    }
    start.disabled = false;
    reader?.close();
  });

  stop.addEventListener("click", () => {
    end();
    announce(status, "");
    start.focus();
  });
  window.addEventListener("pagehide", end);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) end();
  });
  box.hidden = false;
}
