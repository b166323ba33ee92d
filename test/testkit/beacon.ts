import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { vi } from "vitest";
import { type BeaconNetwork, dueAt } from "../../src/domain/beacon";
import { fixedKey, fixedWords } from "./chance";

const bls = bls12_381.shortSignatures;
const TAG = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/** Returns the curve point that a network signs for a round. */
export function roundPoint(round: number) {
  const message = new DataView(new ArrayBuffer(8));
  message.setBigUint64(0, BigInt(round));
  return bls.hash(sha256(new Uint8Array(message.buffer)), TAG);
}

/** Describes a test beacon on the real curve. */
export interface TestBeacon {
  network: BeaconNetwork;
  /** Returns the signature of any round, past or future, in hexadecimal. */
  sign(round: number): string;
  /** Serves the rounds of this network that are due by `Date.now()`. */
  relay: Relay;
}

/** Answers a request to a relay. `signal` is the signal of the request. */
export type Relay = (url: string, signal: AbortSignal) => Response | Promise<Response>;

/** Creates a beacon. Another seed gives another key, and so another network. */
export function testBeacon(seed: number): TestBeacon {
  // The highest byte is 0 to keep the key below the order of the group.
  const secretKey = fixedKey(fixedWords(seed), 32).with(0, 0);
  const publicKey = bls.getPublicKey(secretKey).toBytes();
  const network: BeaconNetwork = {
    chainHash: sha256(publicKey).toHex(),
    publicKey: publicKey.toHex(),
    periodSeconds: 3,
    genesis: 1_700_000_000,
  };
  const sign = (round: number) => bls.Signature.toHex(bls.sign(roundPoint(round), secretKey));
  const relay = (url: string): Response => {
    const [, chainHash, digits] = /^\/([0-9a-f]{64})\/public\/([1-9]\d*)$/.exec(new URL(url).pathname) ?? [];
    const round = Number(digits);
    if (chainHash !== network.chainHash) return new Response("unknown chain", { status: 404 });
    if (dueAt(network, round) > Date.now()) return new Response("too early", { status: 425 });
    return roundAnswer(round, sign(round));
  };
  return { network, sign, relay };
}

/** Returns drand's HTTP response for a round with this signature. */
export const roundAnswer = (round: number, signature: string): Response =>
  Response.json({ round, randomness: sha256(Uint8Array.fromHex(signature)).toHex(), signature });

/**
 * Makes `fetch` call these relays instead of the network, until `vi.restoreAllMocks()`.
 *
 * @returns the relays' base URLs, and the requests so far
 */
export function stubRelays(...relays: Relay[]): { urls: string[]; asked: Request[] } {
  const urls = relays.map((_, i) => `https://relay-${i}.test`);
  const asked: Request[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const { url, signal } = request;
    asked.push(request);
    const relay = relays[urls.indexOf(new URL(url).origin)];
    if (!relay) throw new TypeError(`No relay of the tests: ${url}`);
    return Promise.race([relay(url, signal), aborted(signal)]);
  });
  return { urls, asked };
}

/** Rejects when the signal aborts, as `fetch` does. */
export const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
