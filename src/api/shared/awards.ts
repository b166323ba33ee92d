import type { Award as WireAward } from "../../contract/wire";
import { type Award, awardStatus } from "../../domain/awards";
import { type Prize, prizeByRank } from "../../domain/prizes";
import { iso } from "../transcript";
import { callWithRetries } from "./object-call";

/** How many awards one RPC answer has while all of them are listed. */
export const AWARDS_PER_CALL = 4096;

/** Returns an award as clients see it. */
export const awardToWire = (award: Award, prize: string): WireAward => ({
  ticket_number: award.ticket,
  prize,
  rank: award.rank + 1,
  status: awardStatus(award),
  collected_at: iso(award.collectedAt),
  passed_to: award.passedTo,
});

/** Returns awards as clients see them. */
export function awardsToWire(prizes: readonly Prize[], awards: readonly Award[]): WireAward[] {
  const prizeOf = prizeByRank(prizes);
  return awards.map((award) => awardToWire(award, prizeOf(award.prizeRank)));
}

/** Reads up to `limit` awards by rank, from the first rank after `after`. Ranks count from 0. */
export const readAwards = (env: Env, id: string, after: number, limit: number) =>
  callWithRetries(() => env.RAFFLE.getByName(id).awards(after, limit));

/** Yields all awards, part by part, beginning with `first`. Throws if the raffle is deleted meanwhile. */
export async function* readAllAwards(
  env: Env,
  id: string,
  prizes: readonly Prize[],
  first: readonly Award[],
): AsyncGenerator<WireAward[]> {
  for (let awards = first; ; ) {
    yield awardsToWire(prizes, awards);
    const last = awards.at(-1);
    if (last === undefined || awards.length < AWARDS_PER_CALL) return;
    const next = await readAwards(env, id, last.rank, AWARDS_PER_CALL);
    // An aborted list is seen as incomplete. A list that ends early would look complete.
    if (!next.ok) throw new Error(`A drawn raffle says ${next.error}`);
    awards = next.value;
  }
}
