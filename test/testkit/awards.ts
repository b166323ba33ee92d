import { call, expectOk, MANAGER, playRaffle, type Ticket, type Winner } from "./service";

export interface Award {
  ticket_number: number;
  prize: string;
  rank: number;
  status: "won" | "collected" | "forfeited";
  collected_at: string | null;
  passed_to: number | null;
}

const path = (id: string, ticket: number | string, action: string) =>
  `/raffles/${id}/winners/${ticket}/${action}/`;

export const collect = (id: string, ticket: Ticket, headers: Record<string, string> = {}) =>
  call("POST", path(id, ticket.ticket_number, "collect"), {
    from: MANAGER,
    json: { verification_code: ticket.verification_code },
    headers,
  });

export const undoCollecting = (id: string, ticket: number | string) =>
  call("DELETE", path(id, ticket, "collect"), { from: MANAGER });

export const forfeit = (id: string, ticket: number | string) =>
  call("POST", path(id, ticket, "forfeit"), { from: MANAGER });

export const forfeitAll = (id: string) => call("POST", `/raffles/${id}/awards/forfeit/`, { from: MANAGER });

export const getAwards = (id: string, query = "", headers: Record<string, string> = {}) =>
  call("GET", `/raffles/${id}/awards/${query}`, { from: MANAGER, headers });

export const listAwards = async (id: string): Promise<Award[]> =>
  expectOk(await getAwards(id, "?limit=1000"));

export const winnersByPrize = async (id: string): Promise<Winner[]> =>
  expectOk(await call("GET", `/raffles/${id}/winners/?order=prize`));

/** Plays a raffle. Returns the tickets of its winners in the order of the prizes, and the others. */
export async function playForPrizes(facts: object = {}) {
  const played = await playRaffle({
    total_tickets: 6,
    prizes: [
      { name: "Bicycle", amount: 1 },
      { name: "Book", amount: 2 },
    ],
    ...facts,
  });
  const ticketOf = ({ ticket_number }: { ticket_number: number }) =>
    played.tickets.find((ticket) => ticket.ticket_number === ticket_number) as Ticket;
  const reserves = await expectOk<{ ticket_number: number }[]>(
    await call("GET", `/raffles/${played.id}/draw/reserves/`),
  );
  return { id: played.id, winners: played.winners.map(ticketOf), reserves: reserves.map(ticketOf) };
}
