import { numberOfPass, readPass } from "../../domain/pass";
import type { Player } from "../../domain/secrets";
import { sameHash } from "../../domain/verification-code";
import type { LoadedRaffle } from "./loaded-raffle";
import { concatenate } from "./players/block";

/** Why a claim has no pass: its body is invalid, has none, or has a text that can't be one. */
export type NoPass = "invalid-body" | "pass-required" | "invalid-pass";

/** Who claims in a raffle without passes. */
export interface Caller {
  network: string;
  /** Is a secret of this claim: the client's idempotency key, or 256 random bits. */
  key: string;
}

/** Returns the players at these networks. */
export async function playersAt(
  { tagOf, secrets }: LoadedRaffle,
  callers: readonly Caller[],
): Promise<Player[]> {
  const tags = await Promise.all(callers.map(({ network }) => tagOf(network)));
  const codes = await Promise.all(callers.map(({ key }, i) => secrets.codeOf(tags[i] as Uint8Array, key)));
  return tags.map((tag, i) => ({ tag, code: codes[i] as Uint8Array }));
}

/** Returns the player with each pass, undefined for a wrong pass. Checks the MAC before anything else. */
export const playersWith = (
  { secrets, holderOf, facts }: LoadedRaffle,
  texts: readonly string[],
): (Player | undefined)[] =>
  texts.map((text) => {
    const pass = readPass(text);
    if (pass === undefined) return undefined;
    const number = numberOfPass(pass);
    const isRight = number >= 1 && number <= (facts.passes ?? 0) && sameHash(pass, secrets.passOf(number));
    return isRight ? holderOf(number) : undefined;
  });

/** How many passes one step computes: about 10 ms of work. */
const PASSES_PER_STEP = 1000;

/**
 * Returns the passes from number `first` to `last`, end to end. Other calls get their turn between two steps.
 */
export async function listPasses(
  { secrets }: LoadedRaffle,
  first: number,
  last: number,
): Promise<Uint8Array> {
  const passes: Uint8Array[] = [];
  for (let number = first; number <= last; number++) {
    passes.push(secrets.passOf(number));
    if (passes.length % PASSES_PER_STEP === 0) await scheduler.wait(0);
  }
  return concatenate(passes);
}
