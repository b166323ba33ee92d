// The browser script imports these patterns. They don't load the schemas' library.

/** Matches an Idempotency-Key: 16 to 255 printable ASCII characters. */
export const IDEMPOTENCY_KEY = /^[\x20-\x7e]{16,255}$/;

/** Matches a verification code as `writeCode` writes it. */
export const WRITTEN_CODE = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/;
