import { sha256 } from "@noble/hashes/sha2.js";
// Browsers that lack Uint8Array's own methods run this too.
import { bytesToHex, concatBytes } from "@noble/hashes/utils.js";

/** The number of tickets in each block of the digest. The last block may have fewer. */
export const DIGEST_BLOCK_TICKETS = 65_536;

/** The longest line of a block: the nine digits of 100,000,000 and a line feed. */
const MAX_LINE_BYTES = 10;

/**
 * Returns the digest of one block of claimed tickets, 32 bytes: SHA-256 of the ticket numbers in decimal,
 * each followed by a line feed. Writes the digits itself, which takes half the time of strings.
 *
 * @param tickets at most DIGEST_BLOCK_TICKETS ticket numbers in the order of their claims
 */
export function digestOfBlock(tickets: Iterable<number>): Uint8Array {
  const text = new Uint8Array(DIGEST_BLOCK_TICKETS * MAX_LINE_BYTES);
  let start = 0;
  for (const ticket of tickets) {
    let end = start + 1;
    for (let power = 10; power <= ticket; power *= 10) end++;
    for (let at = end - 1, rest = ticket; at >= start; at--, rest = Math.trunc(rest / 10)) {
      text[at] = 0x30 + (rest % 10);
    }
    text[end] = 0x0a;
    start = end + 1;
  }
  return sha256(text.subarray(0, start));
}

/**
 * Returns `claimed_digest` (docs/draw.md): SHA-256 of the concatenated digests of all blocks, as 64
 * lower-case hexadecimal digits. With no claimed ticket there are no blocks.
 */
export const claimedDigest = (blockDigests: readonly Uint8Array[]): string =>
  bytesToHex(sha256(concatBytes(...blockDigests)));

/** Returns `claimed_digest` of a whole list of claimed tickets in the order of their claims. */
export function digestOfList(tickets: readonly number[]): string {
  const blocks: Uint8Array[] = [];
  for (let start = 0; start < tickets.length; start += DIGEST_BLOCK_TICKETS) {
    blocks.push(digestOfBlock(tickets.slice(start, start + DIGEST_BLOCK_TICKETS)));
  }
  return claimedDigest(blocks);
}
