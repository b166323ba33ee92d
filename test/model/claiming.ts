import type { Call, Ticket } from "../testkit/service";
import { mistaken, spell } from "../testkit/spellings";
import type { Card, Person } from "./actions";
import { type GivenPass, playerWithPass, type RaffleModel } from "./model";
import { notFound, type Refusal } from "./refusal";

/** The letters of a pass, and the first one without a bit of its number. */
const PASS_LETTERS = 16;
const FIRST_MAC_LETTER = 6;

const NO_RAFFLE_HAS = "07PX-K2M9-4GZ7-QWN5";

/** The card of players who claim in the ordinary way. */
export const OWN_PASS: Card = {
  shows: "own pass",
  spelling: {
    dash: "-",
    invisible: "",
    around: ["", ""],
    letters: "asTheyAre",
    zero: "0",
    one: "1",
  },
  mistake: { kind: "another", at: 0 },
};

/** A claim: its player, what is sent, and what the raffle should answer now; undefined for a new ticket. */
export interface Claimant {
  player: string;
  key: string | undefined;
  sends: Pick<Call, "json" | "body" | "headers">;
  expected(): Ticket | Refusal | undefined;
}

/** Returns what a card sends, and which pass that is. Player `n` has pass number `n + 1`, if there is one. */
function show(
  { shows, spelling, mistake }: Card,
  n: number,
  passes: readonly string[],
  others: readonly string[],
): { sends: Claimant["sends"]; pass: GivenPass } {
  const own = passes[n];
  switch (shows) {
    case "own pass":
      if (own === undefined) return { sends: {}, pass: "none" };
      return { sends: { json: { pass: spell(own, spelling) } }, pass: n + 1 };
    case "misspelt pass": {
      const pass = mistaken(own ?? NO_RAFFLE_HAS, { ...mistake, at: mistake.at % PASS_LETTERS });
      return { sends: { json: { pass } }, pass: "wrong" };
    }
    case "forged pass": {
      const at = FIRST_MAC_LETTER + (mistake.at % (PASS_LETTERS - FIRST_MAC_LETTER));
      const pass = mistaken(own ?? passes[0] ?? NO_RAFFLE_HAS, { kind: "another", at });
      return { sends: { json: { pass } }, pass: "wrong" };
    }
    case "pass of another raffle":
      return { sends: { json: { pass: others[n] ?? NO_RAFFLE_HAS } }, pass: "wrong" };
    case "no JSON":
      return { sends: { body: "{", headers: { "Content-Type": "application/json" } }, pass: "no JSON" };
    default:
      return { sends: {}, pass: "none" };
  }
}

/** Returns what a person sends to a raffle. A raffle without passes ignores the card. */
export function claimantFor(
  model: RaffleModel | undefined,
  { network, n }: Person,
  key: string | undefined,
  card: Card,
  passes: readonly string[],
  others: readonly string[],
): Claimant {
  const { sends, pass } = show(card, n, passes, others);
  if (!model) return { player: network, key, sends, expected: () => notFound };
  if (model.facts.passes === null) {
    return { player: network, key, sends, expected: () => model.claim(network, key) };
  }
  return { player: playerWithPass(pass), key, sends, expected: () => model.claimByPass(pass) };
}
