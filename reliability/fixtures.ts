import type { Service } from "./client.ts";

/** Describes raffles that exist. Without them, most requests would end at "Raffle not found". */
export interface Fixtures {
  /** Lists a scheduled raffle, an open one, one that a manager closed, a sold-out one and a drawn one. */
  raffles: string[];
  /** Is the scheduled one among them. Nothing closes it, or the open one. */
  scheduled: string;
  /** Lists the closed ones among them, drawn or not. */
  closed: string[];
  /** Lists the addresses that hold the tickets of the closed raffles. */
  holders: string[];
  /** Is a ticket of the drawn raffle. */
  ticket: { ticket_number: number; verification_code: string };
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
  return { raffles, scheduled, closed, holders, ticket };
}
