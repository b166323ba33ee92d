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
