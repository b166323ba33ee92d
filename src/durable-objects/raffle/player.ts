import { numberOfPass } from "../../domain/pass";
import { failure, type Result, success } from "../../domain/result";
import type { Player } from "../../domain/secrets";
import { sameHash } from "../../domain/verification-code";
import type { LoadedRaffle } from "./loaded-raffle";
import { concatenate } from "./players/block";

/** What the body of a claim has: a pass, right or wrong, of PASS_BYTES. The Worker has parsed it. */
export type GivenPass = Result<Uint8Array, "invalid-body" | "pass-required" | "invalid-pass">;

/**
 * Returns the player at an address.
 *
 * @param key a secret of this claim: the client's idempotency key, or 256 random bits
 */
export async function playerAt(
  { tagOf, secrets }: LoadedRaffle,
  network: string,
  key: string,
): Promise<Player> {
  const tag = await tagOf(network);
  return { tag, code: await secrets.codeOf(tag, key) };
}

/** Returns the player with a pass. The MAC is checked before anything is looked up. */
export function playerWithPass(
  { secrets, holderOf }: LoadedRaffle,
  passes: number,
  pass: Uint8Array,
): Result<Player, "invalid-pass"> {
  const number = numberOfPass(pass);
  if (number < 1 || number > passes) return failure("invalid-pass");
  const isRight = sameHash(pass, secrets.passOf(number));
  return isRight ? success(holderOf(number)) : failure("invalid-pass");
}

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
