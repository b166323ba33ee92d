import { type Claim, type ClaimAnswer, decideClaims } from "../../domain/claims";
import { isClosed } from "../../domain/closing";
import { closedDraw } from "./drawing";
import type { LoadedRaffle } from "./loaded-raffle";
import { type DrawProgress, stageOf } from "./state";
import type { RaffleStore } from "./store";

/** What settling a batch of claims changes in a raffle, and the answers in the order of the claims. */
interface Settled {
  answers: ClaimAnswer[];
  claims: number;
  draw: DrawProgress;
}

/**
 * Decides a batch of claims and writes the granted ones. The claim of the last ticket closes the raffle.
 * Belongs in a transaction.
 *
 * @param now milliseconds since 1970
 */
export function settleClaims(
  raffle: LoadedRaffle,
  store: RaffleStore,
  claims: readonly Claim[],
  now: number,
): Settled {
  const { totalTickets } = raffle.facts;
  const limit = isClosed(stageOf(raffle)) ? raffle.claims : totalTickets;
  const held = store.players.findClaims(claims.map(({ tag }) => tag));
  const { answers, granted } = decideClaims(claims, held, raffle.claims, limit);
  store.players.append(granted);
  const given = raffle.claims + granted.length;
  const sellsOut = granted.length > 0 && given === totalTickets;
  return { answers, claims: given, draw: sellsOut ? closedDraw(raffle, now, "sold_out") : raffle.draw };
}
