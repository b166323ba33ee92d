import { z } from "zod";
import { type BeaconNetwork, dueAt, verifyRound } from "../domain/beacon";
import { log } from "../log";

/** A round with a verified signature. Both fields are lower-case hexadecimal digits. */
export interface Round {
  /** Has 96 digits. */
  signature: string;
  /** Is SHA-256 of the signature: 64 digits. */
  randomness: string;
}

/** The time limit for the whole response of one relay. */
const RELAY_TIMEOUT_MS = 3000;

/** How long after it is due a round may be missing at every relay. Relays can be seconds late. */
const MAX_ROUND_DELAY_MS = 10_000;

/** The time limit for all attempts to fetch a late round, from the start of the first one. */
const ROUND_TIMEOUT_MS = 6000;

/** The time between a failed attempt and the next one. */
const RETRY_DELAY_MS = 1000;

/** The largest number of attempts. It bounds them even if the clock is set back. */
const MAX_ATTEMPTS = ROUND_TIMEOUT_MS / RETRY_DELAY_MS;

/** The longest accepted response. It is about ten times as long as a real one. */
const MAX_RESPONSE_BYTES = 4096;

/** The used part of a response. The randomness in it is ignored, because it follows from the signature. */
const roundResponse = z.object({ signature: z.string() });

/**
 * Fetches a round by drand's HTTP API, `GET {relay}/{chain hash}/public/{round}`
 * (docs.drand.love/developer/http-api). It asks the relays in turn until one returns the valid signature in
 * time. It logs why each relay before it failed, and never throws for a fault of a relay.
 *
 * @param relays base URLs, without a slash at the end
 * @param timeoutMs the time limit for each relay
 * @returns the round, or undefined if no relay returned it
 */
export async function fetchRound(
  relays: readonly string[],
  network: BeaconNetwork,
  round: number,
  timeoutMs = RELAY_TIMEOUT_MS,
): Promise<Round | undefined> {
  for (const relay of relays) {
    try {
      const url = `${relay}/${network.chainHash}/public/${round}`;
      const signature = await fetchSignature(url, AbortSignal.timeout(timeoutMs));
      const randomness = verifyRound(network, round, signature);
      if (randomness !== undefined) return { signature, randomness };
      throw new Error("not the signature of this round");
    } catch (error) {
      log("error", "relay_passed_over", { relay, round, error: String(error) });
    }
  }
  return undefined;
}

/**
 * Fetches a round that is due. If no relay has it less than MAX_ROUND_DELAY_MS after its due time, it
 * retries. All retries end ROUND_TIMEOUT_MS after the start. The first attempt may take longer.
 *
 * @returns the round, or undefined if no relay returned it
 */
export async function waitForRound(
  relays: readonly string[],
  network: BeaconNetwork,
  round: number,
): Promise<Round | undefined> {
  const start = Date.now();
  let found = await fetchRound(relays, network, round);
  if (start >= dueAt(network, round) + MAX_ROUND_DELAY_MS) return found;
  const end = start + ROUND_TIMEOUT_MS;
  for (let attempt = 2; !found && attempt <= MAX_ATTEMPTS && Date.now() + RETRY_DELAY_MS < end; attempt++) {
    await scheduler.wait(RETRY_DELAY_MS);
    // The relays share the remaining time, so that a relay that hangs leaves time for the next ones.
    const share = Math.max(0, Math.floor((end - Date.now()) / relays.length));
    found = await fetchRound(relays, network, round, Math.min(RELAY_TIMEOUT_MS, share));
  }
  return found;
}

/**
 * Fetches a signature from a relay. The signature is not verified yet.
 *
 * @throws Error if the response has no signature. The error does not quote the response.
 */
async function fetchSignature(url: string, signal: AbortSignal): Promise<string> {
  // Relays must not redirect. The Workers runtime does not support `redirect: "error"`.
  const response = await fetch(url, { redirect: "manual", signal });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  const parsed = roundResponse.safeParse(parseJson(await readText(response.body)));
  if (!parsed.success) throw new Error("not a round");
  return parsed.data.signature;
}

/**
 * Reads the body as text.
 *
 * @throws Error if the body is too long, if the connection breaks, or if the signal of the fetch aborts
 */
async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const utf8 = new TextDecoder();
  let text = "";
  let length = 0;
  // Leaving the loop cancels the body.
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_RESPONSE_BYTES) throw new Error("too long");
    text += utf8.decode(chunk, { stream: true });
  }
  return text;
}

/** Parses JSON. Returns undefined for invalid JSON: the error of JSON.parse would quote the response. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
