// What a key and a code look like, for those who must not load the schemas' library: the browser's script.

/** An Idempotency-Key: 16 to 255 printable ASCII characters. */
export const IDEMPOTENCY_KEY = /^[\x20-\x7e]{16,255}$/;

/** A verification code as `writeCode` writes it. */
export const WRITTEN_CODE = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/;
