import { z } from "zod";
import { type BeaconNetwork, dueAt, verifyRound } from "../domain/beacon";
import { log } from "../log";

/** A round whose signature is checked; both as lower-case hexadecimal digits. */
export interface Round {
  /** 96 digits. */
  signature: string;
  /** 64 digits: SHA-256 of the signature. */
  randomness: string;
}

/** How long one relay may take for its whole answer, in milliseconds. */
const RELAY_PATIENCE = 3000;

/** How long after it is due a round may be missing at every relay, in milliseconds: relays are seconds late at times. */
const ROUND_LATENESS = 10_000;

/** How long the relays are asked again for a late round, in milliseconds since they were asked first. */
const ROUND_PATIENCE = 6000;

/** From one time that no relay gave the round to the next time that they are asked, in milliseconds. */
const RETRY_WAIT = 1000;

/** How often they are asked in all. A clock that is set back makes it no more. */
const MAX_PASSES = ROUND_PATIENCE / RETRY_WAIT;

/** The longest answer that is read, in bytes: some ten times as long as a true one. */
const MAX_ANSWER = 4096;

/** What is taken from an answer. The randomness in it is not: it follows from the signature. */
const roundAnswer = z.object({ signature: z.string() });

/**
 * Gets a round that is out from the first relay that has it: drand's HTTP API, `GET {relay}/{chain hash}/public/{round}`
 * (docs.drand.love/developer/http-api). A relay that does not give the round's true signature in time is passed over,
 * whatever it gives instead, and the log says why.
 *
 * @param relays their base URLs, without a slash at the end
 * @param patience how long each may take, in milliseconds
 * @returns undefined where none of them gave it; never throws for what a relay does
 */
export async function fetchRound(
  relays: readonly string[],
  network: BeaconNetwork,
  round: number,
  patience = RELAY_PATIENCE,
): Promise<Round | undefined> {
  for (const relay of relays) {
    try {
      const url = `${relay}/${network.chainHash}/public/${round}`;
      const signature = await askRelay(url, AbortSignal.timeout(patience));
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
 * Gets a round that is due as `fetchRound` does. Where none of the relays gives it, and it is due for some seconds only, they
 * are asked again. All of this ends ROUND_PATIENCE after it began, or with the first time that they were asked if that took longer.
 */
export async function waitForRound(
  relays: readonly string[],
  network: BeaconNetwork,
  round: number,
): Promise<Round | undefined> {
  const began = Date.now();
  let got = await fetchRound(relays, network, round);
  if (began >= dueAt(network, round) + ROUND_LATENESS) return got;
  const end = began + ROUND_PATIENCE;
  for (let pass = 2; !got && pass <= MAX_PASSES && Date.now() + RETRY_WAIT < end; pass++) {
    await scheduler.wait(RETRY_WAIT);
    // What is left is for all of them, so that one that hangs leaves time for those after it.
    const share = Math.max(0, Math.floor((end - Date.now()) / relays.length));
    got = await fetchRound(relays, network, round, Math.min(RELAY_PATIENCE, share));
  }
  return got;
}

/** The signature that a relay answers, not yet checked. @throws Error, without a word of the answer, where there is none */
async function askRelay(url: string, signal: AbortSignal): Promise<string> {
  // A relay has no business elsewhere; the Workers runtime knows no `redirect: "error"`.
  const answer = await fetch(url, { redirect: "manual", signal });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new Error(`status ${answer.status}`);
  }
  const parsed = roundAnswer.safeParse(readJson(await readText(answer.body)));
  if (!parsed.success) throw new Error("not a round");
  return parsed.data.signature;
}

/** The body as text. @throws Error where it is too long, or what ended it (the signal that it was fetched with, too) */
async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const utf8 = new TextDecoder();
  let text = "";
  let length = 0;
  // Leaving the loop cancels the body.
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_ANSWER) throw new Error("too long");
    text += utf8.decode(chunk, { stream: true });
  }
  return text;
}

/** Undefined, which is no round either, for what is no JSON: the error's own text would quote the answer. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
