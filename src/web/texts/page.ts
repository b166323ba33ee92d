/**
 * The texts for the browser script. scripts/assets.mjs builds it once for each language, and puts that
 * language's file in place of this one.
 */
export * from "./en";
