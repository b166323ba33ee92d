import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
// Browsers that lack Uint8Array's own methods run this too.
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** A drand network (docs.drand.love) of the scheme below. It signs the number of a round every period. */
export interface BeaconNetwork {
  /** Names the network, also in the paths of its relays: 64 lower-case hexadecimal digits. */
  chainHash: string;
  /** Is a compressed point of G2: 192 hexadecimal digits. */
  publicKey: string;
  /** Is the time from one round to the next. */
  periodSeconds: number;
  /** Is the time of round 1, in seconds since 1970. */
  genesis: number;
}

/** The only supported scheme, by drand's name. Each round is signed on its own, on G1, by RFC 9380. */
export const BEACON_SCHEME = "bls-unchained-g1-rfc9380";

/** The public network of the League of Entropy with short signatures. It has a round every three seconds. */
export const quicknet: BeaconNetwork = {
  chainHash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  publicKey:
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451" +
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  periodSeconds: 3,
  genesis: 1692803367,
};

/** Reports whether 192 hexadecimal digits are a public key: a nonzero point of G2's prime-order subgroup. */
export function isPublicKey(digits: string): boolean {
  try {
    const point = bls12_381.G2.Point.fromHex(digits);
    point.assertValidity();
    return !point.is0();
  } catch {
    return false;
  }
}

/** The least time from the end of the claims to the round of the draw. It exceeds the error of clocks. */
const MIN_DRAW_DELAY_MS = 30_000;

/**
 * For so many tickets, the draw of a raffle that closes early waits a second longer. The digest of the
 * claimed tickets has to be complete before the round comes out.
 */
const TICKETS_PER_SECOND_OF_DELAY = 50_000;

/** Returns the newest round at `time` (milliseconds since 1970), or 0 before the first round. */
export const roundAt = ({ genesis, periodSeconds }: BeaconNetwork, time: number): number =>
  Math.max(0, Math.floor((time - genesis * 1000) / (periodSeconds * 1000)) + 1);

/** Returns when a round is due, in milliseconds since 1970. */
export const dueAt = ({ genesis, periodSeconds }: BeaconNetwork, round: number): number =>
  (genesis + (round - 1) * periodSeconds) * 1000;

/**
 * Returns the round that draws a raffle: the first one due at least MIN_DRAW_DELAY_MS after the last ticket
 * was claimed.
 *
 * @param soldOutAt when that was, in whole milliseconds since 1970
 */
export const roundToDraw = (network: BeaconNetwork, soldOutAt: number): number =>
  roundAt(network, soldOutAt + MIN_DRAW_DELAY_MS - 1) + 1;

/**
 * Returns the round that draws a raffle which closes before it sells out. The delay is longer for more
 * tickets.
 *
 * @param closedAt when it closes, in whole milliseconds since 1970
 */
export const roundToDrawAfterClosing = (
  network: BeaconNetwork,
  closedAt: number,
  totalTickets: number,
): number => roundToDraw(network, closedAt + 1000 * Math.floor(totalTickets / TICKETS_PER_SECOND_OF_DELAY));

/** The domain separation tag of hash-to-curve (RFC 9380) in this scheme. */
const DOMAIN_SEPARATION_TAG = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

const bls = bls12_381.shortSignatures;

/**
 * Verifies the signature of a round: BLS (draft-irtf-cfrg-bls-signature) over BLS12-381. The message is
 * SHA-256 of the round as 8 bytes, big-endian. A round has one valid signature in one spelling. Otherwise a
 * relay could choose the randomness. So points outside the subgroup, other encodings and capitals are
 * invalid.
 *
 * @param signature 96 lower-case hexadecimal digits; any other text is invalid
 * @returns the randomness of the round: SHA-256 of the signature, as 64 lower-case hexadecimal digits.
 *   Returns undefined if the signature is invalid.
 */
export function verifyRound(network: BeaconNetwork, round: number, signature: string): string | undefined {
  if (!Number.isSafeInteger(round) || round < 1 || !/^[0-9a-f]{96}$/.test(signature)) return undefined;
  const bytes = hexToBytes(signature);
  const roundBytes = new DataView(new ArrayBuffer(8));
  roundBytes.setBigUint64(0, BigInt(round));
  const message = bls.hash(sha256(new Uint8Array(roundBytes.buffer)), DOMAIN_SEPARATION_TAG);
  const point = decodePoint(bytes);
  const valid = point && bls.verify(point, message, hexToBytes(network.publicKey));
  return valid ? bytesToHex(sha256(bytes)) : undefined;
}

/** Decodes a point of G1's prime-order subgroup. Returns undefined for any other bytes. */
function decodePoint(bytes: Uint8Array) {
  try {
    return bls.Signature.fromBytes(bytes);
  } catch {
    return undefined;
  }
}
