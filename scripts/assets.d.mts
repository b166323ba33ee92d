/** Writes dist/assets.js anew. */
export function makeAssets(): Promise<void>;
