import type { Service } from "./client.ts";

/** Describes raffles that exist. Without them, most requests would end at "Raffle not found". */
export interface Fixtures {
  /** Lists an open raffle with passes, a scheduled one, an open one, a closed, a sold-out and a drawn one. */
  raffles: string[];
  /** Is the scheduled one among them. Nothing closes it, or the open one. */
  scheduled: string;
  /** Lists the closed ones among them, drawn or not. */
  closed: string[];
  /** Lists the addresses that hold the tickets of the closed raffles. */
  holders: string[];
  /** Is the open raffle with passes, and a pass that holds a ticket of it. */
  byPass: { id: string; pass: string };
  /** Is a ticket of the drawn raffle. */
  ticket: { ticket_number: number; verification_code: string };
}

/** Creates a raffle with passes, and claims a ticket by the first pass. */
async function createWithPasses(service: Service): Promise<Fixtures["byPass"]> {
  const json = { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 2 }], admission: "pass" };
  const { raffle_id: id } = (await service.call("POST", "/raffles/", { json })).body;
  const [{ pass }] = (await service.call("GET", `/raffles/${id}/passes/`)).body;
  await service.call("POST", `/raffles/${id}/participate/`, { json: { pass } });
  return { id, pass };
}

export async function createFixtures(service: Service): Promise<Fixtures> {
  const raffles: string[] = [];
  const closed: string[] = [];
  const holders = ["192.0.2.0", "192.0.2.1", "192.0.2.2"];
  let ticket: Fixtures["ticket"] | undefined;
  for (const state of ["scheduled", "open", "closed", "sold out", "drawn"]) {
    const total_tickets = state === "closed" ? 4 : 3;
    const opens_at = state === "scheduled" ? new Date(Date.now() + 86_400_000).toISOString() : null;
    const json = { name: "Fair", total_tickets, prizes: [{ name: "Cake", amount: 2 }], opens_at };
    const { raffle_id } = (await service.call("POST", "/raffles/", { json })).body;
    raffles.push(raffle_id);
    const isOpen = state === "open" || state === "scheduled";
    for (const from of isOpen ? [] : holders) {
      const claim = await service.call("POST", `/raffles/${raffle_id}/participate/`, { from });
      ticket = claim.body;
    }
    if (!isOpen) closed.push(raffle_id);
    if (state === "closed") await service.call("POST", `/raffles/${raffle_id}/close/`);
    if (state === "drawn") await service.call("POST", `/raffles/${raffle_id}/winners/`);
  }
  const [scheduled] = raffles;
  if (!ticket || !scheduled) throw new Error("There is no ticket");
  const byPass = await createWithPasses(service);
  return { raffles: [byPass.id, ...raffles], scheduled, closed, holders, byPass, ticket };
}
