import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
// In place of Uint8Array's own, as browsers too that lack those check rounds by this.
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** A network of drand (docs.drand.love), of the scheme below: it signs a round's number every period. */
export interface BeaconNetwork {
  /** What names the network, in its relays' paths too: 64 lower-case hexadecimal digits. */
  chainHash: string;
  /** A point of G2, compressed: 192 hexadecimal digits. */
  publicKey: string;
  /** From one round to the next, in seconds. */
  periodSeconds: number;
  /** When round 1 was out, in seconds since 1970. */
  genesis: number;
}

/** What drand calls the one scheme that is understood here: rounds signed by themselves, on G1, by RFC 9380. */
export const BEACON_SCHEME = "bls-unchained-g1-rfc9380";

/** The public network of the League of Entropy that is made for this: short signatures, every three seconds. */
export const quicknet: BeaconNetwork = {
  chainHash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  publicKey:
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451" +
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  periodSeconds: 3,
  genesis: 1692803367,
};

/** Whether 192 hexadecimal digits are a public key: a point of G2's subgroup of prime order, and not its zero. */
export function isPublicKey(digits: string): boolean {
  try {
    const point = bls12_381.G2.Point.fromHex(digits);
    point.assertValidity();
    return !point.is0();
  } catch {
    return false;
  }
}

/** From the last ticket to the round of the draw at least, in milliseconds: more than clocks go wrong by. */
const DRAW_DELAY = 30_000;

/** The newest round that is out at a time (milliseconds since 1970); 0 before the first. */
export const roundAt = ({ genesis, periodSeconds }: BeaconNetwork, time: number): number =>
  Math.max(0, Math.floor((time - genesis * 1000) / (periodSeconds * 1000)) + 1);

/** When a round is out, in milliseconds since 1970. */
export const dueAt = ({ genesis, periodSeconds }: BeaconNetwork, round: number): number =>
  (genesis + (round - 1) * periodSeconds) * 1000;

/**
 * The round that a raffle is drawn by: the first that comes out DRAW_DELAY or more after the last ticket.
 *
 * @param soldOutAt when that was given out, in whole milliseconds since 1970
 */
export const roundToDraw = (network: BeaconNetwork, soldOutAt: number): number =>
  roundAt(network, soldOutAt + DRAW_DELAY - 1) + 1;

/** Hash-to-curve's domain separation tag in this scheme. */
const TAG = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

const bls = bls12_381.shortSignatures;

/**
 * Checks the signature of a round: BLS (draft-irtf-cfrg-bls-signature) over BLS12-381, on SHA-256 of the round as 8
 * bytes big-endian. A round has one valid signature and that has one spelling, or else who passes it on could choose
 * between several: points outside the subgroup, other encodings of the point and capitals are no signature of it.
 *
 * @param signature 96 lower-case hexadecimal digits; anything else is merely not valid
 * @returns the randomness of the round, SHA-256 of the signature, as 64 lower-case hexadecimal digits; undefined where
 *   the signature is not that of the round
 */
export function verifyRound(network: BeaconNetwork, round: number, signature: string): string | undefined {
  if (!Number.isSafeInteger(round) || round < 1 || !/^[0-9a-f]{96}$/.test(signature)) return undefined;
  const bytes = hexToBytes(signature);
  const number = new DataView(new ArrayBuffer(8));
  number.setBigUint64(0, BigInt(round));
  const message = bls.hash(sha256(new Uint8Array(number.buffer)), TAG);
  const point = signaturePoint(bytes);
  const valid = point && bls.verify(point, message, hexToBytes(network.publicKey));
  return valid ? bytesToHex(sha256(bytes)) : undefined;
}

/** The point of G1 that the bytes encode; undefined where they encode none, or one outside the prime-order subgroup. */
function signaturePoint(bytes: Uint8Array) {
  try {
    return bls.Signature.fromBytes(bytes);
  } catch {
    return undefined;
  }
}
