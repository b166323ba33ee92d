import { SERVICE } from "./service";
import { newAddress } from "./visit";

export interface Ticket {
  ticket_number: number;
  verification_code: string;
}

async function call<T>(
  method: string,
  path: string,
  from: string,
  json?: unknown,
  service = SERVICE,
): Promise<T> {
  const answer = await fetch(service + path, {
    method,
    headers: { "CF-Connecting-IP": from, ...(json !== undefined && { "Content-Type": "application/json" }) },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Creates a raffle and returns its id. */
export async function createRaffle(facts: object = {}, service?: string): Promise<string> {
  const body = {
    name: "Summer fair",
    total_tickets: 5,
    prizes: [{ name: "Bicycle", amount: 1 }],
    ...facts,
  };
  return (await call<{ raffle_id: string }>("POST", "/raffles/", "127.0.0.1", body, service)).raffle_id;
}

/** Claims a ticket, by default from a new address. */
export const claim = (id: string, service?: string, from = newAddress()) =>
  call<Ticket>("POST", `/raffles/${id}/participate/`, from, undefined, service);

const listPasses = (id: string) =>
  call<{ pass: string; url: string }[]>("GET", `/raffles/${id}/passes/`, "127.0.0.1");

/** Returns the first 100 passes. */
export const passesOf = async (id: string) => (await listPasses(id)).map(({ pass }) => pass);

/** Returns the links of the first 100 passes. */
export const listPassLinks = async (id: string) => (await listPasses(id)).map(({ url }) => url);

/** Claims a ticket by a pass, from a new address. */
export const claimByPass = (id: string, pass: string) =>
  call<Ticket>("POST", `/raffles/${id}/participate/`, newAddress(), { pass });

/** Deletes a raffle, drawn or not. */
export const deleteRaffle = (id: string, name = "Summer fair") =>
  call("DELETE", `/raffles/${id}/`, "127.0.0.1", { name, abandoned: true });

/** Closes a raffle before it sells out. */
export const closeRaffle = (id: string) => call("POST", `/raffles/${id}/close/`, "127.0.0.1");

/** Claims tickets from new addresses, one after the other. */
export async function claimMany(id: string, count: number): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (let n = 0; n < count; n++) tickets.push(await claim(id));
  return tickets;
}

export const availableTickets = async (id: string) =>
  (await call<{ available_tickets: number }>("GET", `/raffles/${id}/`, newAddress())).available_tickets;

/** Draws the winners and returns their ticket numbers. */
export async function drawWinners(id: string): Promise<number[]> {
  const winners = await call<{ ticket_number: number }[]>("POST", `/raffles/${id}/winners/`, "127.0.0.1");
  return winners.map(({ ticket_number }) => ticket_number);
}

/**
 * Creates a drawn raffle of six tickets. Returns its tickets in the order of the prizes, and the reserves.
 */
export async function playForPrizes(prizes = [{ name: "Bicycle", amount: 3 }]) {
  const id = await createRaffle({ total_tickets: 6, prizes });
  const tickets = await claimMany(id, 6);
  await drawWinners(id);
  const read = (path: string) =>
    call<{ ticket_number: number }[]>("GET", `/raffles/${id}/${path}`, "127.0.0.1");
  const ticketOf = ({ ticket_number }: { ticket_number: number }) =>
    tickets.find((ticket) => ticket.ticket_number === ticket_number) as Ticket;
  const winners = (await winnersByPrize(id)).map(ticketOf);
  return { id, winners, reserves: (await read("draw/reserves/")).map(ticketOf) };
}

/** Returns who holds the prizes, in the order of the prizes. */
export const winnersByPrize = (id: string) =>
  call<{ ticket_number: number }[]>("GET", `/raffles/${id}/winners/?order=prize`, "127.0.0.1");

/** Returns what became of each ticket's prize. */
export async function awardStatuses(id: string): Promise<Record<number, string>> {
  const awards = await call<{ ticket_number: number; status: string }[]>(
    "GET",
    `/raffles/${id}/awards/`,
    "127.0.0.1",
  );
  return Object.fromEntries(awards.map(({ ticket_number, status }) => [ticket_number, status]));
}

/** Hands the prize of a ticket over. */
export const collect = (id: string, { ticket_number, verification_code }: Ticket) =>
  call("POST", `/raffles/${id}/winners/${ticket_number}/collect/`, "127.0.0.1", { verification_code });

/** Passes the prize of a ticket on. Returns the reserve that gets it, or null. */
export async function forfeit(id: string, ticketNumber: number): Promise<number | null> {
  const path = `/raffles/${id}/winners/${ticketNumber}/forfeit/`;
  return (await call<{ passed_to: number | null }>("POST", path, "127.0.0.1")).passed_to;
}
