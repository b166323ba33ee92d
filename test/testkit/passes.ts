import { call, createRaffle, expectOk, MANAGER, player, type Raffle } from "./service";

export interface Pass {
  number: number;
  pass: string;
  url: string;
}

/** Creates a raffle that admits players by pass. */
export const createWithPasses = (facts: object = {}): Promise<Raffle> =>
  createRaffle({ admission: "pass", ...facts });

export const getPasses = (id: string, query = "", headers: Record<string, string> = {}): Promise<Response> =>
  call("GET", `/raffles/${id}/passes/${query}`, { from: MANAGER, headers });

/** Returns a page of the passes, as texts. */
export const listPasses = async (id: string, query = ""): Promise<string[]> =>
  (await expectOk<Pass[]>(await getPasses(id, query))).map(({ pass }) => pass);

/** Claims a ticket by a pass, from any address. */
export const claimByPass = (id: string, pass: unknown, from = player(0)): Promise<Response> =>
  call("POST", `/raffles/${id}/participate/`, { from, json: { pass } });
