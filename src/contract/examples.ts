import { BEACON_SCHEME, quicknet } from "../domain/beacon";
import { DRAW_METHOD_SOLD_OUT } from "../domain/draw";
import type { Award, Raffle, RaffleSummary, Transcript, Winner } from "./wire";

// Examples of responses. The draw uses a real round of drand's quicknet, so its winners can be recomputed.

/** A raffle as `POST /raffles/` returns it. */
export const newRaffle: Raffle = {
  raffle_id: "3f1f7c4e-8f0a-4f0e-9d4b-2a9f7c1f6b21",
  name: "Summer fair",
  total_tickets: 500,
  available_tickets: 500,
  claimed_tickets: 0,
  winners_drawn: false,
  status: "open",
  prizes: [{ name: "Bicycle", amount: 2 }],
  description: null,
  opens_at: null,
  closes_at: null,
  closed_at: null,
  draw_automatically: false,
  admission: "address",
  passes: null,
  location_hint: null,
  created_at: "2023-09-15T09:30:00.000Z",
  draw: { entropy: "drand", round: null, due: null },
};

export const openRaffle: Raffle = { ...newRaffle, available_tickets: 123, claimed_tickets: 377 };

export const closedRaffle: Raffle = {
  ...openRaffle,
  available_tickets: 0,
  status: "closed",
  closed_at: "2023-09-15T10:59:31.482Z",
  draw: { entropy: "drand", round: 657413, due: "2023-09-15T11:00:03.000Z" },
};

export const raffleSummary: RaffleSummary = {
  raffle_id: openRaffle.raffle_id,
  name: openRaffle.name,
  total_tickets: openRaffle.total_tickets,
  available_tickets: openRaffle.available_tickets,
  claimed_tickets: openRaffle.claimed_tickets,
  winners_drawn: openRaffle.winners_drawn,
  status: openRaffle.status,
  opens_at: openRaffle.opens_at,
  closes_at: openRaffle.closes_at,
  prizes: openRaffle.prizes,
  prize_count: 1,
};

/** A message of `GET …/live/`. */
export const progress =
  'data: {"available_tickets":123,"drawn":false,"status":"open","forfeited_count":0}\n\n';

/** The transcript of a raffle that sold out, without the sentence on what it proves. */
export const soldOutDraw: Omit<Transcript, "proves"> = {
  raffle_id: newRaffle.raffle_id,
  total_tickets: newRaffle.total_tickets,
  prizes: newRaffle.prizes,
  method: DRAW_METHOD_SOLD_OUT,
  ...closedRaffle.draw,
  network: {
    chain_hash: quicknet.chainHash,
    public_key: quicknet.publicKey,
    period: quicknet.periodSeconds,
    genesis_time: quicknet.genesis,
    scheme: BEACON_SCHEME,
  },
  admission: newRaffle.admission,
  closes_at: null,
  closed_at: closedRaffle.closed_at,
  closed_by: "sold_out",
  sold_out_at: closedRaffle.closed_at,
  claimed_tickets: newRaffle.total_tickets,
  claimed_digest: null,
  digest_at: null,
  drawn_at: "2023-09-15T11:00:05.250Z",
  randomness: "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
  signature:
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
  fallback: false,
  forfeited_count: 0,
};

export const winners: Winner[] = [
  { ticket_number: 121, prize: "Bicycle" },
  { ticket_number: 273, prize: "Bicycle" },
];

export const award: Award = {
  ticket_number: 121,
  prize: "Bicycle",
  rank: 1,
  status: "won",
  collected_at: null,
  passed_to: null,
};

export const collectedAward: Award = {
  ...award,
  status: "collected",
  collected_at: "2023-09-15T11:30:00.000Z",
};

export const forfeitedAward: Award = { ...award, status: "forfeited", passed_to: 165 };

export const awards: Award[] = [
  forfeitedAward,
  { ...collectedAward, ticket_number: 273, rank: 2 },
  { ...award, ticket_number: 165, rank: 3 },
];
