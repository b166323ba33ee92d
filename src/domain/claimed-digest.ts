import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

export const DIGEST_BLOCK_TICKETS = 65_536;

export function digestOfBlock(tickets: Iterable<number>): Uint8Array {
  return sha256(new TextEncoder().encode([...tickets].map((ticket) => `${ticket}\n`).join("")));
}

export const claimedDigest = (blocks: readonly Uint8Array[]): string => {
  const hash = sha256.create();
  for (const block of blocks) hash.update(block);
  return bytesToHex(hash.digest());
};
