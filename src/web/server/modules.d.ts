/** Files of swagger-ui-dist that wrangler.toml's [[rules]] bring into the Worker as they are. */
declare module "swagger-ui-dist/swagger-ui-bundle.js" {
  const bytes: ArrayBuffer;
  export default bytes;
}
declare module "swagger-ui-dist/favicon-32x32.png" {
  const bytes: ArrayBuffer;
  export default bytes;
}
declare module "swagger-ui-dist/swagger-ui.css" {
  const text: string;
  export default text;
}

/** What scripts/assets.mjs makes of client/, style.css and icon.svg. */
declare module "*/dist/assets.js" {
  interface Asset {
    /** With a hash of the content in it. */
    path: string;
    type: string;
    text: string;
  }
  export const script: Asset;
  /** What client/draw-check.ts has a Worker run. */
  export const judge: Asset;
  export const style: Asset;
  export const icon: Asset;
}
