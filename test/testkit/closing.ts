import { vi } from "vitest";
import type { Transcript } from "../../src/contract/wire";
import { call, claim, createRaffle, expectOk, MANAGER, player, type Raffle, type Ticket } from "./service";

export const iso = (time: number): string => new Date(time).toISOString();

/** Returns the time in so many seconds, as clients write it. */
export const inSeconds = (seconds: number): string => iso(Date.now() + 1000 * seconds);

export const closeBy = (id: string, from = MANAGER): Promise<Response> =>
  call("POST", `/raffles/${id}/close/`, { from });

export const closeRaffle = async (id: string): Promise<Raffle> => expectOk(await closeBy(id));

export const transcriptOf = async (id: string): Promise<Transcript> =>
  expectOk(await call("GET", `/raffles/${id}/draw/`));

/** Returns the claimed tickets in the order of the claims, page by page. */
export async function listClaimed(id: string, limit = 1000): Promise<number[]> {
  const tickets: number[] = [];
  for (let path: string | undefined = `/raffles/${id}/draw/tickets/?limit=${limit}`; path; ) {
    const answer = await call("GET", path);
    const page = await expectOk<{ ticket_number: number }[]>(answer);
    tickets.push(...page.map(({ ticket_number }) => ticket_number));
    path = /<https:\/\/raffle\.test(.*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
  }
  return tickets;
}

/** Creates a raffle, in which players 0, 1, 2 and so on claim tickets. */
export async function createWithClaims(claims: number, facts: object = {}) {
  const { raffle_id: id } = await createRaffle({ total_tickets: 10, ...facts });
  const tickets: Ticket[] = [];
  for (let n = 0; n < claims; n++) tickets.push(await claim(id, player(n)));
  return { id, tickets };
}

/** Sets the clock to a time of the raffle, plus so many milliseconds. */
export const advanceTo = (time: string | null, milliseconds = 0): void => {
  vi.spyOn(Date, "now").mockReturnValue(Date.parse(time ?? "") + milliseconds);
};
