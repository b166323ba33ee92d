import { base32crockford } from "@scure/base";

/** A verification code in bytes: 120 random bits. */
export const CODE_LENGTH = 15;

/** The code as people see it: 24 letters of Crockford's base 32 (crockford.com/base32.html) in groups of four. */
export const writeCode = (code: Uint8Array): string =>
  base32crockford.encode(code).replace(/(?<=.)(?=(.{4})+$)/g, "-");

/**
 * Reads a code back without regard to case, dashes, blanks and the letters people confuse (O is 0, I and L are 1).
 *
 * @returns its bytes, or undefined where the text can't be any ticket's code
 */
export function readCode(text: string): Uint8Array | undefined {
  const letters = text.replace(/[-\s]/g, "");
  return /^[0-9A-TV-Z]{24}$/i.test(letters) ? base32crockford.decode(letters) : undefined;
}

/**
 * What is stored of a code. A plain approved hash is right and a slow one like bcrypt not needed: NIST SP 800-63B
 * (look-up secret verifiers) asks for salt and stretching only below 112 bits, and this secret has 120.
 */
export async function hashCode(code: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", code));
}

/** Whether two hashes are equal, told in a time that does not depend on where they differ. */
export const sameHash = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
