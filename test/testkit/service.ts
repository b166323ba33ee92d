import { exports } from "cloudflare:workers";
import { expectDocumented } from "./openapi";

export const MANAGER = "127.0.0.1"; // On the manager list of wrangler.toml.

export interface Raffle {
  raffle_id: string;
  name: string;
  total_tickets: number;
  available_tickets: number;
  claimed_tickets: number;
  winners_drawn: boolean;
  status: "scheduled" | "open" | "closed" | "drawn";
  description: string | null;
  opens_at: string | null;
  closes_at: string | null;
  closed_at: string | null;
  draw_automatically: boolean;
  admission: "address" | "pass";
  passes: number | null;
  prizes: { name: string; amount: number }[];
  location_hint: string | null;
  draw: { entropy: "drand" | "local"; round: number | null; due: string | null };
  created_at: string;
}
export interface Ticket {
  ticket_number: number;
  verification_code: string;
}
export interface Winner {
  ticket_number: number;
  prize: string;
}
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { field: string; detail: string }[];
}

export interface Call {
  /** Is the client address that the platform reports. Null means no address. */
  from?: string | null;
  json?: unknown;
  /** Is sent unchanged, unlike `json`. */
  body?: BodyInit;
  headers?: Record<string, string>;
}

export function requestTo(
  method: string,
  path: string,
  { from = "192.0.2.1", json, body, headers }: Call = {},
) {
  const sent = json === undefined ? body : JSON.stringify(json);
  return new Request(`https://raffle.test${path}`, {
    method,
    redirect: "manual",
    ...(sent !== undefined && { body: sent }),
    headers: {
      ...(from !== null && { "CF-Connecting-IP": from }),
      ...(json !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
  });
}

/** Calls the service over HTTP, and checks the response against its documentation. */
export async function call(method: string, path: string, options?: Call): Promise<Response> {
  const answer = await exports.default.fetch(requestTo(method, path, options));
  await expectDocumented(method, new URL(`https://raffle.test${path}`).pathname, answer);
  return answer;
}

/** Returns the status and `detail` of an error, which existing clients compare. */
export async function errorOf(answer: Response): Promise<[number, string]> {
  return [answer.status, (await answer.json<Problem>()).detail];
}

/** Returns the body of a 200 response. Throws for any other status. */
export async function expectOk<T>(answer: Response): Promise<T> {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json<T>();
}

export const createRaffle = async (facts: object = {}): Promise<Raffle> =>
  expectOk(
    await call("POST", "/raffles/", {
      from: MANAGER,
      json: { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 1 }], ...facts },
    }),
  );

export const getRaffle = async (id: string): Promise<Raffle> =>
  expectOk(await call("GET", `/raffles/${id}/`));

/** Returns the IPv4 address of player `n`, from 0 to 16 million. */
export const player = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

export const participate = (id: string, from: string, headers?: Record<string, string>): Promise<Response> =>
  call("POST", `/raffles/${id}/participate/`, { from, ...(headers && { headers }) });

export const claim = async (id: string, from: string): Promise<Ticket> =>
  expectOk(await participate(id, from));

/** Claims all tickets in sequence, as players 0, 1, 2 and so on. */
export async function sellOut(raffle: Raffle): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (let n = 0; n < raffle.total_tickets; n++) tickets.push(await claim(raffle.raffle_id, player(n)));
  return tickets;
}

export const draw = (id: string, from = MANAGER): Promise<Response> =>
  call("POST", `/raffles/${id}/winners/`, { from });

export const drawWinners = async (id: string): Promise<Winner[]> => expectOk(await draw(id));

export const listWinners = async (id: string): Promise<Winner[]> =>
  expectOk(await call("GET", `/raffles/${id}/winners/`));

export const verify = (id: string, json: unknown): Promise<Response> =>
  call("POST", `/raffles/${id}/verify-ticket/`, { json });

/** Creates, sells out and draws a raffle. Returns it with its tickets and winners. */
export async function playRaffle(facts: object = {}) {
  const raffle = await createRaffle(facts);
  const tickets = await sellOut(raffle);
  const winners = await drawWinners(raffle.raffle_id);
  return { id: raffle.raffle_id, raffle, tickets, winners };
}

/** Deletes a raffle. By default, it confirms the default name of `createRaffle`. */
export const deleteRaffle = (id: string, json: object = { name: "Fair" }): Promise<Response> =>
  call("DELETE", `/raffles/${id}/`, { from: MANAGER, json });
