/** The files that scripts/assets.mjs makes from client/, the styles and the images. */
declare module "*/dist/assets.js" {
  interface Asset {
    /** Contains a hash of the content. */
    path: string;
    type: string;
    text: string;
  }
  /** Who a page is for. Pages for organisers have another script, and a style with more in it. */
  type Audience = "players" | "organisers";
  /** The browser scripts by language. */
  export const scripts: Record<Audience, Record<"en" | "de" | "es" | "fr", Asset>>;
  export const styles: Record<Audience, Asset>;
  /** The Web Worker of client/draw-check.ts. */
  export const verifyWorker: Asset;
  /** The Web Worker of client/camera.ts. */
  export const decodeWorker: Asset;
  /** The module that client/ticket-qr.ts loads. */
  export const qrEncoder: Asset;
  /** The module that client/save-ticket.ts loads. */
  export const ticketPicture: Asset;
  export const icon: Asset;
  /** The picture of a ticket on the home page. */
  export const exampleTicket: Asset;
  /** The image of link previews. */
  export const previewImage: Pick<Asset, "path" | "type"> & { base64: string };
}
