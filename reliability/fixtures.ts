import type { Service } from "./client.ts";

/** Describes raffles that exist. Without them, most requests would end at "Raffle not found". */
export interface Fixtures {
  /** Lists an open raffle, a sold-out one and a drawn one, in this order. */
  raffles: string[];
  /** Lists the sold-out ones among them, drawn or not. */
  soldOut: string[];
  /** Lists the addresses that hold the tickets of the sold-out raffles. */
  holders: string[];
  /** Is a ticket of the drawn raffle. */
  ticket: { ticket_number: number; verification_code: string };
}

export async function createFixtures(service: Service): Promise<Fixtures> {
  const raffles: string[] = [];
  const soldOut: string[] = [];
  const holders = ["192.0.2.0", "192.0.2.1", "192.0.2.2"];
  let ticket: Fixtures["ticket"] | undefined;
  for (const state of ["open", "sold out", "drawn"]) {
    const json = { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 2 }] };
    const { raffle_id } = (await service.call("POST", "/raffles/", { json })).body;
    raffles.push(raffle_id);
    for (const from of state === "open" ? [] : holders) {
      const claim = await service.call("POST", `/raffles/${raffle_id}/participate/`, { from });
      ticket = claim.body;
    }
    if (state !== "open") soldOut.push(raffle_id);
    if (state === "drawn") await service.call("POST", `/raffles/${raffle_id}/winners/`);
  }
  if (!ticket) throw new Error("There is no ticket");
  return { raffles, soldOut, holders, ticket };
}
