/** Writes dist/assets.js. */
export function makeAssets(): Promise<void>;
