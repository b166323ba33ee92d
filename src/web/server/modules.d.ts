/** The files that scripts/assets.mjs makes from client/, style.css and icon.svg. */
declare module "*/dist/assets.js" {
  interface Asset {
    /** Contains a hash of the content. */
    path: string;
    type: string;
    text: string;
  }
  /** The browser script by language. */
  export const scripts: Record<"en" | "de" | "es" | "fr", Asset>;
  /** The Web Worker of client/draw-check.ts. */
  export const verifyWorker: Asset;
  /** The Web Worker of client/camera.ts. */
  export const decodeWorker: Asset;
  /** The module that client/ticket-qr.ts loads. */
  export const qrEncoder: Asset;
  /** The module that client/save-ticket.ts loads. */
  export const ticketPicture: Asset;
  export const style: Asset;
  export const icon: Asset;
}
