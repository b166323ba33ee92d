import { readBase32, writeBase32 } from "./base32";

/** The length of a verification code: 120 random bits. */
export const CODE_BYTES = 15;

/** Formats a code for people: 24 letters in groups of four. */
export const writeCode = (code: Uint8Array): string => writeBase32(code);

/** Parses a code as people type it. Returns undefined if the text can't be a code. */
export const readCode = (text: string): Uint8Array | undefined => readBase32(text, CODE_BYTES);

/**
 * Returns the stored hash of a code, which is SHA-256. A slow hash like bcrypt isn't needed: NIST SP 800-63B
 * (look-up secret verifiers) requires salt and stretching only below 112 bits, and a code has 120.
 */
export async function hashCode(code: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", code));
}

/** Reports whether two hashes are equal, in constant time. */
export const sameHash = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
