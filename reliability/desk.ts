// What clients do at the prize desk, and checks of what they were told.
import type { Service } from "./client.ts";
import type { DeskRecord, Ledger, PlayedRaffle, ReceivedTicket } from "./ledger.ts";

export const newDeskRecord = (): DeskRecord => ({
  collected: new Map(),
  forfeited: new Map(),
  busy: new Set(),
});

const pathOf = ({ id }: PlayedRaffle, number: number, action: string) =>
  `/raffles/${id}/winners/${number}/${action}/`;

/**
 * Hands over the prize of a ticket, repeats that, takes it back, or forfeits the prize, unless another client
 * is at it.
 */
export async function visitDesk(
  service: Service,
  ledger: Ledger,
  raffle: PlayedRaffle,
  ticket: ReceivedTicket,
): Promise<void> {
  const { desk } = raffle;
  const { ticket_number: number } = ticket;
  if (!raffle.prizes?.has(number) || desk.busy.has(number) || desk.forfeited.has(number)) return;
  desk.busy.add(number);
  if (!desk.collected.has(number) && raffle.isPassedOn && Math.random() < 0.5) {
    await forfeit(service, ledger, raffle, number);
  } else if (desk.collected.has(number) && Math.random() < 0.3) await undo(service, ledger, raffle, number);
  else await collect(service, ledger, raffle, ticket);
  desk.busy.delete(number);
}

/** Hands over a prize. A repeated hand-over must have the same time. */
async function collect(service: Service, ledger: Ledger, raffle: PlayedRaffle, ticket: ReceivedTicket) {
  const { ticket_number: number, verification_code } = ticket;
  const before = raffle.desk.collected.get(number);
  const key = before?.key ?? crypto.randomUUID();
  const call = { key, json: { verification_code } };
  const { status, body } = await service.callUntilAnswered("POST", pathOf(raffle, number, "collect"), call);
  const place = `${raffle.id}: the prize of ${number}`;
  ledger.expect(status === 200, `${place}: collecting gets ${status} ${body.detail}`);
  const isSame = before === undefined || before.at === body.collected_at;
  ledger.expect(isSame, `${place} was collected at ${before?.at}, then at ${body.collected_at}`);
  raffle.desk.collected.set(number, { key, at: body.collected_at });
  ledger.figures.collectedPrizes++;
}

async function undo(service: Service, ledger: Ledger, raffle: PlayedRaffle, number: number) {
  const { status, body } = await service.callUntilAnswered("DELETE", pathOf(raffle, number, "collect"));
  const isUndone = status === 200 && body.status === "won";
  ledger.expect(isUndone, `${raffle.id}: undoing ${number} gets ${status} ${body.status}`);
  raffle.desk.collected.delete(number);
  ledger.figures.undoneCollections++;
}

async function forfeit(service: Service, ledger: Ledger, raffle: PlayedRaffle, number: number) {
  const { status, body } = await service.callUntilAnswered("POST", pathOf(raffle, number, "forfeit"));
  const isForfeited = status === 200 && body.status === "forfeited";
  ledger.expect(isForfeited, `${raffle.id}: forfeiting ${number} gets ${status} ${body.detail}`);
  raffle.desk.forfeited.set(number, body.passed_to);
  ledger.figures.forfeitedPrizes++;
}

/** Checks the awards, the forfeits and the winners against what clients were told. */
export async function checkDesk(service: Service, ledger: Ledger, raffle: PlayedRaffle): Promise<void> {
  const { id, desk, prizes = new Map<number, string>() } = raffle;
  const read = async (path: string) =>
    (await service.callUntilAnswered("GET", `/raffles/${id}/${path}?limit=1000`)).body;
  const awards: { ticket_number: number; status: string; collected_at: string | null }[] =
    await read("awards/");
  const collected = new Map(awards.map((award) => [award.ticket_number, award.collected_at]));
  for (const [number, { at }] of desk.collected) {
    ledger.expect(
      collected.get(number) === at,
      `${id}: ${number} is collected at ${collected.get(number)}, not ${at}`,
    );
  }
  const count = awards.filter(({ status }) => status === "collected").length;
  ledger.expect(count === desk.collected.size, `${id}: ${count} are collected, not ${desk.collected.size}`);

  const forfeits: { ticket_number: number; passed_to: number | null }[] = await read("draw/forfeits/");
  ledger.expect(forfeits.length === desk.forfeited.size, `${id}: ${forfeits.length} forfeits are listed`);
  const reserves: { ticket_number: number }[] = (
    await service.callUntilAnswered("GET", `/raffles/${id}/draw/reserves/?count=1000`)
  ).body;
  const holders = new Map(prizes);
  for (const [i, { ticket_number, passed_to }] of forfeits.entries()) {
    const told = desk.forfeited.get(ticket_number);
    const next = reserves[i]?.ticket_number ?? null;
    ledger.expect(
      told === passed_to && passed_to === next,
      `${id}: ${ticket_number} passed its prize to ${passed_to}`,
    );
    if (passed_to !== null) holders.set(passed_to, holders.get(ticket_number) ?? "");
    holders.delete(ticket_number);
  }
  const winners: { ticket_number: number; prize: string }[] = await read("winners/");
  const isSame = winners.every(({ ticket_number, prize }) => holders.get(ticket_number) === prize);
  ledger.expect(isSame && winners.length === holders.size, `${id}: the winners are not who holds the prizes`);
}
